import { solveLeastSquares } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';
import type { Departure } from './departure.ts';
import { fitElements, impedanceAt, prepareRows } from './rc-ladder.ts';

/** The modulus of a spectrum rebuilt from its phase. */
export interface ZHit {
  /** Ohm. Shape (points). */
  readonly modulus: Float64Array;
  /** ln of measured over rebuilt modulus. Shape (points). */
  readonly residual: Float64Array;
  /** Mean residual over the decade at the lowest frequencies, where slow drift shows. */
  readonly lowest: number;
  /** Size that noise and instruments may give it. */
  readonly limit: number;
  readonly drifts: boolean;
}

/** The phase is smoothed by cubics over this many decades to either side, at least so many points. */
const REACH = 0.5;
const FEWEST_LOCAL = 6;
/** Weight of the slope of the phase: first term of cot(pi D/2) behind the integral. */
const SLOPE = -Math.PI / 6;
/** Where the level of the modulus is taken from, Hz: instruments are best and cells drift little. */
const LEVEL = [1, 1000] as const;
/** A mean over the lowest decade within this is no drift: share of |Z|, and multiple of the scatter of a point. */
const NEGLIGIBLE = 2e-3;
const NOISE = 3;

/**
 * Z-HIT (Ehm, Kaus, Schiller and Strunz 2001): ln|Z| = const + (2/pi) integral of phi d ln omega - (pi/6) d phi/d ln omega. A
 * slow drift moves the modulus, but hardly the phase, which is of one moment, so a difference at low frequency is drift.
 * What the relation and the smoothing err by themselves (1 to 3 % beside sharp arcs) is found on the RC ladder that describes
 * the spectrum, and taken out.
 *
 * @param spectrum - sorted by falling frequency
 * @param departure - of the same spectrum, with no extension
 * @returns undefined where Re Z falls to zero: the phase may then not be the least one
 */
export function zHit(spectrum: Spectrum, departure: Departure): ZHit | undefined {
  const { frequency, zRe, zIm } = spectrum;
  const points = frequency.length;
  const rows = prepareRows(spectrum, departure.form, 'complex');
  const ladder = fitElements(rows, departure.elements, 0);
  if (ladder === undefined) return undefined;
  const smooth = impedanceAt(rows, ladder.tau, ladder.unknowns, rows.omega);
  if ([zRe, smooth.re].some((part) => part.some((re) => !(re > 0)))) return undefined;
  const own = fromPhase({ frequency, zRe: smooth.re, zIm: smooth.im });
  const residual = fromPhase(spectrum).map((r, i) => r - own[i]!);
  const last = residual.filter((_, i) => frequency[i]! <= 10.01 * frequency[points - 1]!);
  const lowest = last.reduce((sum, r) => sum + r, 0) / last.length;
  const limit = Math.max(NEGLIGIBLE, NOISE * departure.scatter);
  return {
    modulus: residual.map((r, i) => Math.hypot(zRe[i]!, zIm[i]!) * Math.exp(-r)),
    residual,
    lowest,
    limit,
    drifts: Math.abs(lowest) > limit,
  };
}

/** ln of the modulus over that from the phase. */
function fromPhase({ frequency, zRe, zIm }: Spectrum): Float64Array {
  const x = frequency.map((f) => Math.log(2 * Math.PI * f));
  const { phase, slope } = smoothed(
    x,
    zRe.map((re, i) => Math.atan2(zIm[i]!, re)),
  );
  const difference = zRe.map((re, i) => Math.log(Math.hypot(re, zIm[i]!)));
  let integral = 0;
  for (let i = 0; i < x.length; i++) {
    if (i > 0) {
      // trapezoid rule with the correction of Euler and Maclaurin, the slopes being known
      const step = x[i]! - x[i - 1]!;
      integral += (step * (phase[i]! + phase[i - 1]!)) / 2 - (step * step * (slope[i]! - slope[i - 1]!)) / 12;
    }
    difference[i]! -= (2 / Math.PI) * integral + SLOPE * slope[i]!;
  }
  const level = median(levelPoints(frequency).map((i) => difference[i]!));
  return difference.map((d) => d - level);
}

/** Points of the level's range, or the half at the highest frequencies where it holds less than a third. */
function levelPoints(frequency: Float64Array): number[] {
  const all = [...frequency.keys()];
  const inside = all.filter((i) => frequency[i]! >= LEVEL[0] && frequency[i]! <= LEVEL[1]);
  return inside.length >= all.length / 3 ? inside : all.slice(0, Math.ceil(all.length / 2));
}

/** Value and slope of the cubic through the neighbourhood of each point. */
function smoothed(x: Float64Array, y: Float64Array): { phase: Float64Array; slope: Float64Array } {
  const phase = new Float64Array(x.length);
  const slope = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    let reach = REACH * Math.LN10;
    let near: number[] = [];
    do {
      near = [...x.keys()].filter((k) => Math.abs(x[k]! - x[i]!) <= 1.0001 * reach);
      reach *= 1.2;
    } while (near.length < FEWEST_LOCAL);
    const offsets = near.map((k) => x[k]! - x[i]!);
    const design = Float64Array.from([0, 1, 2, 3].flatMap((power) => offsets.map((u) => u ** power)));
    const { solution } = solveLeastSquares(
      design,
      4,
      Float64Array.from(near, (k) => y[k]!),
    );
    phase[i] = solution[0]!;
    slope[i] = solution[1]!;
  }
  return { phase, slope };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** What Z-HIT says, in words. */
export function zHitSentence(found: ZHit | undefined, lowestFrequency: number): string {
  if (found === undefined) return 'Z-HIT does not apply: Re Z is not positive everywhere.';
  const { lowest, limit, drifts } = found;
  const size = `${lowest > 0 ? '+' : ''}${(100 * lowest).toPrecision(2)} %`;
  const where = `departs from what the phase says by ${size} in the mean over the lowest decade (to ${lowestFrequency.toPrecision(3)} Hz; ${(100 * limit).toPrecision(2)} % is within noise)`;
  return drifts ? `Z-HIT: the modulus ${where}: it drifted.` : `Z-HIT: no drift; the modulus ${where}.`;
}
