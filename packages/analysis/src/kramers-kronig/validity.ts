import type { Spectrum } from '../eis/circuit-problem.ts';
import { kramersKronig, type KramersKronig, type KramersKronigOptions } from './kramers-kronig.ts';

/** What the residuals of a Kramers-Kronig test say. */
export interface Validity {
  readonly isValid: boolean;
  /** Relative to |Z|. */
  readonly noise: number;
  /** Lag-1 autocorrelation over frequency, mean of both parts: near 0 or below for noise. */
  readonly autocorrelation: number;
  /** Standard deviations by which there are fewer runs of one sign than noise has, both parts together; below zero where fewer. */
  readonly runs: number;
  /** Whether residuals follow each other over frequency. */
  readonly isStructured: boolean;
}

/** An estimate this many times the stated noise is not noise. */
const TOLERATED = 3;
/** Without a statement: below it structure is within what good instruments promise, above the other nothing is accepted. */
const NEGLIGIBLE = 1e-3;
const EXCESSIVE = 1e-2;
/** One-sided, 0.5 % of white residuals. */
const UNLIKELY = 2.6;

/**
 * Not valid: an estimated noise above three times the stated one (above 1 % of |Z| where none is stated), or residuals that
 * are not white and larger than the stated noise (than 0.1 %).
 *
 * @param stated - standard deviation of the noise of each part relative to |Z|
 */
export function judgeValidity(test: KramersKronig, stated?: number): Validity {
  const { residualRe, residualIm } = test.fit;
  const count = residualRe.length;
  const autocorrelation = (lagOne(residualRe) + lagOne(residualIm)) / 2;
  const runs = runsScore(residualRe, residualIm);
  const isStructured = autocorrelation > UNLIKELY / Math.sqrt(2 * count) || runs < -UNLIKELY;
  const excessive = stated === undefined ? EXCESSIVE : TOLERATED * stated;
  const negligible = stated === undefined ? NEGLIGIBLE : 1.5 * stated;
  const isValid = test.noise <= excessive && !(isStructured && test.noise > negligible);
  return { isValid, noise: test.noise, autocorrelation, runs, isStructured };
}

function lagOne(residual: Float64Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < residual.length; i++) {
    square += residual[i]! ** 2;
    if (i > 0) product += residual[i]! * residual[i - 1]!;
  }
  return square > 0 ? product / square : 0;
}

/** Wald and Wolfowitz: runs above and below zero against their expectation, in standard deviations. */
function runsScore(...parts: readonly Float64Array[]): number {
  let excess = 0;
  let variance = 0;
  for (const part of parts) {
    const above = part.filter((r) => r > 0).length;
    const below = part.length - above;
    let runs = 1;
    for (let i = 1; i < part.length; i++) if (part[i]! > 0 !== part[i - 1]! > 0) runs++;
    const pairs = (2 * above * below) / part.length;
    excess += runs - pairs - 1;
    variance += part.length > 1 ? (pairs * (pairs - 1)) / (part.length - 1) : 0;
  }
  return variance > 0 ? excess / Math.sqrt(variance) : 0;
}

/** The part of a spectrum that obeys the Kramers-Kronig relations: rows from `from` up to, without, `to`. */
export interface ValidPart {
  readonly from: number;
  readonly to: number;
}

/** Points that a part must keep, as a share of all. */
const LEAST_SHARE = 0.4;

/**
 * Where to cut a spectrum that is not valid: the largest part, cut from the low-frequency end (where slow drift shows) or
 * from the high-frequency end (where cables and instrument show), that is valid, and stays so with one point less.
 * Undefined where no part of 40 % of the points is.
 *
 * @param spectrum - sorted by falling frequency
 */
export function findValidPart(
  spectrum: Spectrum,
  options: KramersKronigOptions,
  stated?: number,
): ValidPart | undefined {
  const count = spectrum.frequency.length;
  const least = Math.max(8, Math.ceil(LEAST_SHARE * count));
  const quick = { ...options, extension: options.extension ?? 0 };
  const isValid = (from: number, to: number): boolean =>
    judgeValidity(kramersKronig(slice(spectrum, from, to), quick), stated).isValid;
  for (let cut = 1; count - cut >= least + 1; cut++) {
    if (isValid(0, count - cut) && isValid(0, count - cut - 1)) return { from: 0, to: count - cut };
    if (isValid(cut, count) && isValid(cut + 1, count)) return { from: cut, to: count };
  }
  return undefined;
}

function slice({ frequency, zRe, zIm }: Spectrum, from: number, to: number): Spectrum {
  return { frequency: frequency.slice(from, to), zRe: zRe.slice(from, to), zIm: zIm.slice(from, to) };
}
