import type { GriddedSweep } from './common-grid.ts';
import type { Peak } from './peaks.ts';

/**
 * A sweep's currents at common distances from the peak of each rate instead of common potentials: `voltage` is E - Ep
 * plus the peak's potential at the lowest rate. Where peaks move, a fit at fixed potential compares the flank at one rate
 * with the top at another; this one compares like with like.
 *
 * @param peaks - the followed peak at each rate
 */
export function followPeak(sweep: GriddedSweep, peaks: readonly Peak[]): GriddedSweep | undefined {
  const { voltage, current, direction } = sweep;
  const shift = peaks.map((peak) => peak.voltage - peaks[0]!.voltage);
  const low = voltage[0]! - Math.min(...shift);
  const high = voltage.at(-1)! - Math.max(...shift);
  const width = (voltage.at(-1)! - voltage[0]!) / (voltage.length - 1);
  if (!(high > low && width > 0)) return undefined;
  const points = Math.floor((high - low) / width) + 1;
  const grid = Float64Array.from({ length: points }, (_, i) => low + i * width);
  return {
    direction,
    voltage: grid,
    current: current.map((row, rate) =>
      grid.map((at) => {
        const place = Math.min(Math.max((at + shift[rate]! - voltage[0]!) / width, 0), row.length - 1);
        const left = Math.min(Math.floor(place), row.length - 2);
        return row[left]! + (place - left) * (row[left + 1]! - row[left]!);
      }),
    ),
  };
}
