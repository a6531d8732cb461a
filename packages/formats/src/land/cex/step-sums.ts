import type { CexHeader } from './cex-header.ts';
import type { CexRecords } from './cex-records.ts';
import type { CexStep } from './cex-walk.ts';

/** What one step adds by its words and by sums over its records, each with the error that the sampling allows. */
export interface StepSums {
  readonly step: CexStep;
  /** C that the capacity word gains. */
  readonly charge: number;
  /** J that the energy word gains. */
  readonly energy: number;
  /** A times time words: trapezoid of |I|. */
  readonly ampTicks: number;
  /** The same unit: what rounding of current and time, and the unknown course between records, may add. */
  readonly ampTicksError: number;
  /** J: mean voltage times the gain of capacity. */
  readonly voltCharge: number;
  /** J: the same of |V|, which the error of the energy is measured by. */
  readonly size: number;
  readonly voltChargeError: number;
  /** C: rounding of the capacity word. */
  readonly chargeError: number;
}

/** Relative rounding of a 32-bit float. */
const FLOAT = 2 ** -23;

/** Sums over the records of each step with current; the step back after a pause belongs to none. */
export function sumSteps(records: CexRecords, steps: readonly CexStep[], header: CexHeader): StepSums[] {
  return steps
    .filter(({ mode, first, end }) => mode !== 'rest' && end - first > 1)
    .map((step) => sumStep(step));

  function sumStep(step: CexStep): StepSums {
    const { ticks, voltage, current, charge, energy } = records;
    const sums = {
      charge: 0,
      energy: 0,
      ampTicks: 0,
      ampTicksError: 0,
      voltCharge: 0,
      size: 0,
      voltChargeError: 0,
    };
    let largest = 0;
    for (let row = step.first + 1; row < step.end; row++) {
      const duration = (ticks[row] ?? 0) - (ticks[row - 1] ?? 0);
      const added = (charge[row] ?? 0) - (charge[row - 1] ?? 0);
      if (duration < 0 || added < 0) continue;
      const [before, now] = [Math.abs(current[row - 1] ?? 0), Math.abs(current[row] ?? 0)];
      const [low, high] = [voltage[row - 1] ?? 0, voltage[row] ?? 0];
      sums.charge += added;
      sums.energy += (energy[row] ?? 0) - (energy[row - 1] ?? 0);
      sums.ampTicks += (duration * (before + now)) / 2;
      sums.ampTicksError += duration * (Math.abs(now - before) / 2 + header.ampsPerCount);
      sums.voltCharge += (added * (low + high)) / 2;
      sums.size += (added * (Math.abs(low) + Math.abs(high))) / 2;
      sums.voltChargeError += added * (Math.abs(high - low) / 2 + header.voltsPerCount);
      largest = Math.max(largest, before, now);
    }
    const last = charge[step.end - 1] ?? 0;
    return {
      step,
      ...sums,
      // The first and the last moment are each known to one time word.
      ampTicksError: sums.ampTicksError + 2 * largest,
      chargeError: header.words === 'counter' ? 2 * header.ampsPerCount : 2 * FLOAT * last,
    };
  }
}

/** Sum of one part over steps. */
export function total(sums: readonly StepSums[], read: (sum: StepSums) => number): number {
  return sums.reduce((all, sum) => all + read(sum), 0);
}
