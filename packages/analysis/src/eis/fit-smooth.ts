import { fitCovariance, levenbergMarquardt, quantileT } from '@anodelab/numerics';
import { type CircuitProblem, circuitProblem } from './circuit-problem.ts';
import { type CircuitFit, describeEnd, LARGEST_STEP } from './fit-circuit.ts';
import type { SeriesFit } from './series-fit.ts';
import type { ProfileInterval } from './profile-intervals.ts';

const LEVEL = 0.95;
const SWEEPS = 30;
/** The sweeps are over when no parameter changes by more than this share. */
const SETTLED = 1e-5;

/** A smooth parameter: its place among the free ones and the expected change from spectrum to spectrum. */
interface SmoothParameter {
  readonly place: number;
  readonly change: number;
}

/**
 * Draws the parameters that the circuit calls smooth together: S_i + sigma_i^2 sum (ln p_i - ln p_(i-1))^2/change^2 is
 * minimised over all spectra i by sweeps through them, sigma_i^2 the residual variance of spectrum i. That is the most
 * probable series if each parameter walks at random with this standard deviation. Intervals of such fits are linearised,
 * the neighbours held.
 */
export function smoothSeries(
  fits: readonly CircuitFit[],
  shared: ReadonlyMap<string, ProfileInterval>,
  intervalsOf: (fit: CircuitFit) => readonly ProfileInterval[],
): readonly SeriesFit[] {
  const isSmooth = fits[0]?.circuit.parameters.some(({ link }) => typeof link === 'object') === true;
  const withShared = (fit: CircuitFit, intervals: readonly ProfileInterval[]): SeriesFit => ({
    fit,
    intervals: intervals.map((interval, k) => shared.get(fit.circuit.parameters[k]!.name) ?? interval),
  });
  if (!isSmooth || fits.length < 2) return fits.map((fit) => withShared(fit, intervalsOf(fit)));

  const problems = fits.map((fit) => circuitProblem(fit.circuit, fit.spectrum, fit.weight));
  const smooth = smoothParameters(fits[0]!, problems[0]!);
  const points = fits.map((fit, i) => Float64Array.from(problems[i]!.free, (k) => Math.log(fit.values[k]!)));
  const deviations = fits.map((fit, i) => {
    const freedom = problems[i]!.residuals - problems[i]!.parameters;
    return Math.sqrt(fit.sumOfSquares / freedom);
  });
  const drawn = problems.map((problem, i) => drawnTogether(problem, smooth, deviations[i]!, points, i));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0;
    drawn.forEach((problem, i) => {
      const search = levenbergMarquardt(problem, {
        lower: problem.lower,
        upper: problem.upper,
        largestStep: LARGEST_STEP,
        stepTolerance: 1e-8,
        gradientTolerance: 1e-8,
      });
      search.begin(points[i]!);
      search.advance(40);
      search.parameters.forEach(
        (value, k) => (largest = Math.max(largest, Math.abs(value - points[i]![k]!))),
      );
      points[i]!.set(search.parameters);
    });
    if (largest < SETTLED) break;
  }
  return fits.map((fit, i) => {
    const values = problems[i]!.allLogValues(points[i]!).map(Math.exp);
    const end = describeEnd(fit, values);
    return withShared(end, linearised(end, drawn[i]!, points[i]!));
  });
}

function smoothParameters({ circuit }: CircuitFit, { free }: CircuitProblem): SmoothParameter[] {
  return [...free].flatMap((k, place) => {
    const { link } = circuit.parameters[k]!;
    return typeof link === 'object' ? [{ place, change: link.change }] : [];
  });
}

/** The problem of one spectrum with a row for each smooth parameter and neighbour. */
function drawnTogether(
  problem: CircuitProblem,
  smooth: readonly SmoothParameter[],
  deviation: number,
  points: readonly Float64Array[],
  i: number,
): CircuitProblem {
  const neighbours = [i - 1, i + 1].filter((j) => j >= 0 && j < points.length);
  const rows = problem.residuals + smooth.length * neighbours.length;
  const own = new Float64Array(problem.residuals);
  const slopes = new Float64Array(problem.residuals * problem.parameters);
  return {
    ...problem,
    residuals: rows,
    evaluate(values, residuals, jacobian) {
      problem.evaluate(values, own, jacobian && slopes);
      residuals.set(own);
      jacobian?.fill(0);
      for (let k = 0; jacobian && k < problem.parameters; k++) {
        jacobian.set(slopes.subarray(k * own.length, (k + 1) * own.length), k * rows);
      }
      let row = own.length;
      for (const { place, change } of smooth) {
        for (const j of neighbours) {
          residuals[row] = (deviation / change) * (values[place]! - points[j]![place]!);
          if (jacobian) jacobian[place * rows + row] = deviation / change;
          row++;
        }
      }
    },
  };
}

function linearised(
  fit: CircuitFit,
  problem: CircuitProblem,
  point: Float64Array,
): readonly ProfileInterval[] {
  const { standardErrors } = fitCovariance(problem, point);
  const half = quantileT((1 + LEVEL) / 2, problem.residuals - problem.parameters);
  return fit.circuit.parameters.map((parameter, k) => {
    const value = fit.values[k]!;
    const place = problem.free.indexOf(k);
    if (place < 0) return { low: value, high: value, verdict: parameter.expression ? 'tied' : 'fixed' };
    const reach = half * standardErrors[place]!;
    return {
      low: value * Math.exp(-reach),
      high: value * Math.exp(reach),
      verdict: typeof parameter.link === 'object' ? 'smooth' : '',
    };
  });
}
