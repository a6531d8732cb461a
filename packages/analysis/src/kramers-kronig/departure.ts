import { quantileF, tailF } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';
import { type Form, mostElements, prepareRows, type Rows, sumOfSquares } from './rc-ladder.ts';

/** How much worse one set of RC elements describes both parts of a spectrum than two sets, one for each part, do. */
export interface Departure {
  /** Probability that white noise alone makes a difference as large: small where the two parts contradict each other. */
  readonly probability: number;
  /** Root mean square of the contradiction in each part, relative to |Z|, the share of noise taken out. */
  readonly size: number;
  /** Standard deviation of the noise of each part relative to |Z|, whether or not the parts agree. */
  readonly scatter: number;
  /** Smallest `size` that would be noticed, at a probability of `UNLIKELY`. */
  readonly visible: number;
  readonly elements: number;
  readonly form: Form;
}

/** Probability below which noise is no explanation. */
export const UNLIKELY = 5e-3;
/** The search ends where so many more elements have not lowered the criterion. */
const PATIENCE = 16;

/**
 * F test of the Kramers-Kronig relations. Under them the real and the imaginary part share their RC elements; the wider model
 * lets each have its own. Both are linear, so that with white noise ((S - S')/M)/(S'/(2N - 2M - 3)) is F distributed with M
 * and 2N - 2M - 3 degrees of freedom. M is where the corrected Akaike criterion of the shared elements is least; of Z and Y the
 * one that agrees better counts. No scale is assumed: the wider model measures the noise by itself.
 *
 * @param extension - log10 of the factor that stretches the range of time constants at both ends
 * @throws {RangeError} where the frequencies do not tell two elements apart
 */
export function findDeparture(spectrum: Spectrum, extension: number): Departure {
  const impedance = departureOf(spectrum, 'impedance', extension);
  const admittance = departureOf(spectrum, 'admittance', extension);
  return admittance.probability > impedance.probability ? admittance : impedance;
}

function departureOf(spectrum: Spectrum, form: Form, extension: number): Departure {
  const [both, real, imaginary] = (['complex', 'real', 'imag'] as const).map((variant) =>
    prepareRows(spectrum, form, variant),
  );
  const parts = 2 * spectrum.frequency.length;
  for (let elements = elementsOf(both!, extension); elements >= 2; elements--) {
    const shared = sumOfSquares(both!, elements, extension) ?? NaN;
    const own =
      (sumOfSquares(real!, elements, extension) ?? NaN) +
      (sumOfSquares(imaginary!, elements, extension) ?? NaN);
    if (Number.isNaN(shared + own)) continue;
    const freedom = parts - 2 * elements - 3;
    const variance = own / freedom;
    const excess = Math.max(0, shared - own);
    const noticed = elements * variance * (quantileF(1 - UNLIKELY, elements, freedom) - 1);
    return {
      probability: tailF(excess === 0 ? 0 : excess / elements / variance, elements, freedom),
      size: Math.sqrt(Math.max(0, excess - elements * variance) / parts),
      scatter: Math.sqrt(variance),
      visible: Math.sqrt(noticed / parts),
      elements,
      form,
    };
  }
  throw new RangeError('a Kramers-Kronig test needs frequencies that differ');
}

/** The number of shared elements with the least corrected Akaike criterion (Hurvich and Tsai, Biometrika 1989, 76, 297). */
function elementsOf(rows: Rows, extension: number): number {
  const points = rows.omega.length;
  const most = Math.min(points - 3, mostElements(rows, extension));
  let least = Infinity;
  let best = 2;
  for (let elements = 2; elements <= most && elements - best <= PATIENCE; elements++) {
    const squares = sumOfSquares(rows, elements, extension);
    if (squares === undefined) break;
    const unknowns = elements + 3;
    const spare = 2 * points - unknowns - 1;
    if (spare <= 0) break;
    const criterion = 2 * points * Math.log(squares) + (2 * unknowns * 2 * points) / spare;
    if (criterion >= least) continue;
    least = criterion;
    best = elements;
  }
  return best;
}
