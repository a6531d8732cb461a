/** A scan rate given in V/s as people write it: `0.3 mV/s`. */
export function rateLabel(scanRate: number): string {
  return `${millivolts(scanRate)} mV/s`;
}

/** V/s as mV/s, to six digits. */
export function millivolts(scanRate: number): number {
  return Number((1e3 * scanRate).toPrecision(6));
}
