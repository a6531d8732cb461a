import type { Result } from '@anodelab/data';
import type { GriddedSweep } from './common-grid.ts';
import { type CurrentUnits, type FoundPeak, sweepCharge } from './cv-tables.ts';
import { millivolts, rateLabel } from './rate-label.ts';

/** What each sweep says by itself: its charge and the place and height of its followed peak, named by the rate in mV/s. */
export function sweepResults(
  sweeps: readonly GriddedSweep[],
  scanRate: Float64Array,
  peaks: readonly FoundPeak[],
  units: CurrentUnits,
  inputs: readonly string[],
): Readonly<Record<string, Result>> {
  const results: Record<string, Result> = {};
  for (const sweep of sweeps) {
    const suffix = sweep.direction === 'cathodic' ? 'Cathodic' : 'Anodic';
    const window = `${sweep.voltage[0]!.toFixed(3)} to ${sweep.voltage.at(-1)!.toFixed(3)} V`;
    scanRate.forEach((rate, index) => {
      const at = `${sweep.direction} sweep at ${rateLabel(rate)}, ${window}`;
      results[`charge${suffix}_${millivolts(rate)}`] = {
        value: sweepCharge(sweep, index, rate),
        unit: units.charge,
        definition: `integral of |i| dE / v of the ${at}`,
        method: 'cv/charges: trapezoids on the common grid',
        inputs,
      };
      const peak = peaks.find(
        (one) => one.tracked && one.direction === sweep.direction && one.scanRate === rate,
      );
      if (peak === undefined) return;
      const method = 'cv/peaks: local parabola';
      results[`peakPotential${suffix}_${millivolts(rate)}`] = {
        value: peak.voltage,
        unit: 'V',
        definition: `potential of the followed peak of the ${at}`,
        method,
        inputs,
      };
      results[`peakCurrent${suffix}_${millivolts(rate)}`] = {
        value: peak.current,
        unit: units.current,
        definition: `current above the baseline at the followed peak of the ${at}`,
        method,
        inputs,
      };
    });
  }
  return results;
}
