import type { Spectrum } from '../eis/circuit-problem.ts';
import type { LinKkVariant } from './lin-kk.ts';
import { type Departure, findDeparture } from './departure.ts';
import { chooseCount, type CountScores, countScores, type CountWay } from './element-count.ts';
import { fitElements, type Form, mostElements, prepareRows, type RcFit, type Rows } from './rc-ladder.ts';

export interface KramersKronigOptions {
  /** Which part is fitted; default `real`: the imaginary part is then predicted, which a drifting cell cannot fulfil. */
  readonly variant?: LinKkVariant;
  /** How the number of RC elements is chosen; default `default`. */
  readonly way?: CountWay;
  /** Default: both are tried. */
  readonly form?: Form;
  /**
   * log10 of the factor that stretches the range of time constants beyond 1/omega at both ends; default 0. `search` takes
   * the one between -1 and 1 that describes most, and some drift with it.
   */
  readonly extension?: number | 'search';
}

/** A linear Kramers-Kronig test. */
export interface KramersKronig {
  readonly form: Form;
  readonly variant: LinKkVariant;
  readonly extension: number;
  readonly fit: RcFit;
  /** Of every number of elements that was tried at this extension. */
  readonly scores: readonly CountScores[];
  readonly limits: readonly [number, number];
  /**
   * Standard deviation of the noise of each part relative to |Z|: sqrt(chi^2/(2N)), as pyimpspec estimates it. Slightly
   * low for a complex fit, which follows some of the noise.
   */
  readonly noise: number;
  /** Whether both parts can share RC elements; what the verdict rests on. */
  readonly departure: Departure;
}

/** Evaluations of the extension, coarse and fine, as many as pyimpspec makes. */
const COARSE = 11;
const FINE = 9;
/** Elements tried beyond the target while the extension is searched. */
const MARGIN = 5;
/** Fits this much better (log10 chi^2) decide between the forms; nearer ones go by simplicity. */
const CLEARLY = 0.5;

/**
 * Linear Kramers-Kronig test: Z or Y and the number of RC elements chosen, on request the range of time constants too
 * (Boukamp, J. Electrochem. Soc. 1995, 142, 1885; Schoenleber et al. 2014; Yrjana and Bobacka 2024). The model obeys the
 * relations, so what is left over and is not noise says that the data do not. See docs/methods/kramers-kronig.md.
 *
 * @throws {RangeError} with fewer than 8 points
 */
export function kramersKronig(spectrum: Spectrum, options: KramersKronigOptions = {}): KramersKronig {
  const points = spectrum.frequency.length;
  if (points < 8) throw new RangeError(`a Kramers-Kronig test needs 8 points, found ${points}`);
  const { variant = 'real', way = 'default', form, extension = 0 } = options;
  const forms: readonly Form[] = form === undefined ? ['impedance', 'admittance'] : [form];
  const tests = forms.map((each) => testForm(prepareRows(spectrum, each, variant), way, extension));
  const [first, second] = tests;
  const test = second === undefined ? first! : simpler(first!, second);
  return { ...test, departure: findDeparture(spectrum, test.extension) };
}

type Chosen = Omit<KramersKronig, 'departure'>;

function testForm(rows: Rows, way: CountWay, given: number | 'search'): Chosen {
  const extension = given === 'search' ? searchExtension(rows) : given;
  const fits = fitAll(rows, extension, Infinity);
  const scores = fits.map((fit) => countScores(rows, fit));
  const { elements, limits } = chooseCount(scores, way);
  const fit = fits.find((each) => each.elements === elements)!;
  return {
    form: rows.form,
    variant: rows.variant,
    extension,
    fit,
    scores,
    limits,
    noise: Math.sqrt(fit.chiSquared / (2 * rows.omega.length)),
  };
}

/** Fits with 2 elements and more, up to where they are no longer independent. */
function fitAll(rows: Rows, extension: number, most: number): RcFit[] {
  const limit = Math.min(most, mostElements(rows, extension));
  const fits: RcFit[] = [];
  for (let elements = 2; elements <= limit; elements++) {
    const fit = fitElements(rows, elements, extension);
    if (fit === undefined) break;
    fits.push(fit);
  }
  return fits;
}

/**
 * The extension at which the target number of elements describes most. The target is the number with the least Akaike
 * criterion over the measured range.
 */
function searchExtension(rows: Rows): number {
  const plain = fitAll(rows, 0, Infinity);
  const target = akaike(plain, rows.omega.length);
  const tried = new Map<number, number>();
  const score = (extension: number): number => {
    const known = tried.get(extension);
    if (known !== undefined) return known;
    const fits = fitAll(rows, extension, target + MARGIN).filter(({ elements }) => elements >= target);
    const near = fits.slice(0, 2).map(({ chiSquared }) => Math.log10(chiSquared));
    const value = near.length === 0 ? Infinity : near.reduce((sum, v) => sum + v, 0) / near.length;
    tried.set(extension, value);
    return value;
  };
  const step = 2 / (COARSE - 1);
  const coarse = Array.from({ length: COARSE }, (_, k) => -1 + k * step);
  const best = coarse.reduce((a, b) => (score(b) < score(a) ? b : a), 0);
  const fine = Array.from({ length: FINE }, (_, k) => best + step * ((k + 1) / (FINE + 1) - 0.5) * 2);
  return fine.reduce((a, b) => (Math.abs(b) <= 1 && score(b) < score(a) ? b : a), best);
}

function akaike(fits: readonly RcFit[], points: number): number {
  let best = Infinity;
  let target = 2;
  for (const { elements, chiSquared } of fits) {
    const value = 2 * points * Math.log(chiSquared) + 2 * (elements + 3);
    if (value >= best) continue;
    best = value;
    target = elements;
  }
  return target;
}

function simpler(a: Chosen, b: Chosen): Chosen {
  const apart = Math.log10(a.fit.chiSquared / b.fit.chiSquared);
  if (Math.abs(apart) > CLEARLY) return apart < 0 ? a : b;
  const votes = Math.sign(b.fit.elements - a.fit.elements) + Math.sign(b.limits[0] - a.limits[0]);
  if (votes !== 0) return votes > 0 ? a : b;
  return apart <= 0 ? a : b;
}
