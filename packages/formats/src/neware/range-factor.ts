/**
 * Counts per ampere of a range: current in A = count / divisor, and so for charge in C and energy in J, whose counts
 * are of mA s and mW s. The factor is a power of ten, so that dividing gives the nearest double.
 *
 * @param range - the cycler's code of the range (docs/formats/neware.md)
 */
export function rangeDivisor(range: number): number {
  if (range === 0 || range < -2e9) return 1e4;
  const size = Math.abs(range);
  if (range > 0) return size < 10 ? 1e7 : size < 100 ? 1e6 : size < 1000 ? 1e5 : 1e4;
  if (size < 1e6) return size < 10 ? 1e8 : size < 100 ? 1e7 : size < 1000 ? 1e6 : 1e5;
  return size < 1e7 ? 1e11 : size < 1e8 ? 1e10 : 1e9;
}

/** True where other readers and users disagree about the factor. */
export function isRangeDoubtful(range: number): boolean {
  return range <= -1e6 && range >= -2e9;
}

/** The current that the range is for, A: its code is mA; infinite for the codes of which that is not known. */
export function nominalCurrent(range: number): number {
  const milliamperes = Math.abs(range);
  return milliamperes === 0 || milliamperes >= 1e6 ? Infinity : milliamperes / 1000;
}
