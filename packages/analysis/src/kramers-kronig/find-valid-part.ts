import type { Spectrum } from '../eis/circuit-problem.ts';
import { findDeparture } from './departure.ts';
import { judgeValidity } from './validity.ts';

/** The part of a spectrum that obeys the Kramers-Kronig relations: rows from `from` up to, without, `to`. */
export interface ValidPart {
  readonly from: number;
  readonly to: number;
}

/** Points that a part must keep, as a share of all. */
const LEAST_SHARE = 0.4;

/**
 * Where to cut a spectrum that does not obey: the largest part, cut from the low-frequency end (where slow drift shows) or
 * from the high-frequency end (where cables and instrument show), that is valid, and stays so with one point less.
 * Undefined where no part of 40 % of the points is.
 *
 * @param spectrum - sorted by falling frequency
 * @param extension - log10 of the factor that stretches the range of time constants at both ends
 * @param stated - standard deviation of the noise of each part relative to |Z|
 */
export function findValidPart(spectrum: Spectrum, extension = 0, stated?: number): ValidPart | undefined {
  const count = spectrum.frequency.length;
  const least = Math.max(8, Math.ceil(LEAST_SHARE * count));
  const isValid = (from: number, to: number): boolean =>
    judgeValidity(findDeparture(slice(spectrum, from, to), extension), stated).grade === 'obeys';
  for (let cut = 1; count - cut >= least + 1; cut++) {
    if (isValid(0, count - cut) && isValid(0, count - cut - 1)) return { from: 0, to: count - cut };
    if (isValid(cut, count) && isValid(cut + 1, count)) return { from: cut, to: count };
  }
  return undefined;
}

function slice({ frequency, zRe, zIm }: Spectrum, from: number, to: number): Spectrum {
  return { frequency: frequency.slice(from, to), zRe: zRe.slice(from, to), zIm: zIm.slice(from, to) };
}
