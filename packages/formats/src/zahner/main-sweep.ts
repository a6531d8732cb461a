import type { Finding } from '@anodelab/data';

/**
 * 1 in the rows between the lowest and the highest frequency, 0 in the rows outside. Thales starts a sweep in its middle,
 * runs to one end and turns there to run through the whole range: the frequencies before the turn are measured twice.
 */
export function mainSweep(frequency: Float64Array, findings: Finding[]): Float64Array {
  let lowest = 0;
  let highest = 0;
  frequency.forEach((value, row) => {
    if (value < (frequency[lowest] ?? Infinity)) lowest = row;
    if (value > (frequency[highest] ?? -Infinity)) highest = row;
  });
  const from = Math.min(lowest, highest);
  const to = Math.max(lowest, highest);
  const outside = frequency.length - (to - from + 1);
  if (outside > 0) {
    const message = `${outside} of ${frequency.length} points lie before or behind the sweep of the whole range (rows ${from + 1} to ${to + 1}) and repeat its frequencies: all are kept, mainSweep is 1 in that sweep`;
    findings.push({ severity: 'info', code: 'frequencies-repeat', message, at: 'freq_Hz' });
  }
  return frequency.map((_, row) => (row >= from && row <= to ? 1 : 0));
}
