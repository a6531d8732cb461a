import { NO_TYPE, type NewareRecords } from './records.ts';
import type { RunInfo } from './run-info.ts';
import type { StepTable } from './step-table.ts';

export interface FilledRecords {
  readonly records: NewareRecords;
  /** Rows that are no entries of the run info: their times and counters were filled in. */
  readonly interpolated: number;
  /** Steps whose first record has no entry: they begin where the step table says. */
  readonly startsFilled: number;
  /** Rows before the first entry: their times and counters are not known. */
  readonly unknown: number;
}

/**
 * Records of an `.ndax` whose cycler kept voltage and current of every record, but times and counters of some. The rule
 * is that of Neware's own program: row k after an entry is k intervals later, and its counters are the entry's and what
 * the rows after the entry, up to and including this one, add: the sum of interval × current (× voltage), to the charge
 * counter where it is positive, to the discharge counter where it is negative.
 *
 * @param voltage - V
 * @param current - A
 * @param lastKnown - rows after that record are not filled in: the run info was damaged there
 */
export function fillRecords(
  voltage: Float64Array,
  current: Float64Array,
  run: RunInfo,
  steps: StepTable,
  lastKnown = Infinity,
): FilledRecords {
  const rows = voltage.length;
  const column = () => new Float64Array(rows);
  const [record, cycle, stepId, stepCount] = [column(), column(), column(), column()];
  const type = new Uint8Array(rows);
  const [stepTime, time, unix, interpolated] = [column(), column(), column(), column()];
  const [qChg, qDis, eChg, eDis] = [column(), column(), column(), column()];
  const entries = run.record.length;
  const starts = steps.firstRecord;
  let next = 0;
  let step = 0;
  let lastStep = NaN;
  let filled = 0;
  let startsFilled = 0;
  let unknown = 0;
  // Time of the test at the start of the step, and of the step in the row before.
  let base = 0;
  let before = 0;
  // The entry, or the start of a step, from which rows are filled in.
  let t0 = NaN;
  let u0 = NaN;
  let [qc0, qd0, ec0, ed0] = [NaN, NaN, NaN, NaN];
  let interval = NaN;
  let since = 0; // rows since then
  let charge = 0;
  let energy = 0;
  for (let row = 0; row < rows; row++) {
    const number = row + 1;
    record[row] = number;
    while (next < entries && (run.record[next] as number) < number) next++;
    if (next < entries && run.record[next] === number) {
      const count = run.stepCount[next] as number;
      if (count !== lastStep) {
        // The table may have steps between that left no record.
        const passed = step > 0 && starts[step + count - lastStep - 1] === number ? count - lastStep : 1;
        step += passed;
        base += before;
        lastStep = count;
      }
      t0 = run.stepTime[next] as number;
      u0 = run.unix[next] as number;
      qc0 = run.chargeCapacity[next] as number;
      qd0 = run.dischargeCapacity[next] as number;
      ec0 = run.chargeEnergy[next] as number;
      ed0 = run.dischargeEnergy[next] as number;
      interval = run.interval[next] as number;
      since = 0;
      charge = 0;
      energy = 0;
    } else if (step > 0 && starts[step] === number && number <= lastKnown) {
      step++;
      startsFilled++;
      base += before;
      lastStep++;
      u0 += (since + 1) * interval;
      t0 = 0;
      [qc0, qd0, ec0, ed0] = [0, 0, 0, 0];
      since = 0;
      charge = 0;
      energy = 0;
      interpolated[row] = 1;
      filled++;
    } else {
      if (number > lastKnown) [t0, u0, qc0, qd0, ec0, ed0] = [NaN, NaN, NaN, NaN, NaN, NaN];
      since++;
      const part = interval * (current[row] as number);
      charge += part;
      energy += part * (voltage[row] as number);
      interpolated[row] = 1;
      if (t0 === t0) filled++;
      else unknown++;
    }
    const elapsed = since === 0 ? 0 : since * interval;
    const inStep = t0 + elapsed;
    if (inStep === inStep) before = inStep;
    stepTime[row] = inStep;
    time[row] = base + inStep;
    unix[row] = u0 + elapsed;
    qChg[row] = charge > 0 ? qc0 + charge : qc0;
    qDis[row] = charge < 0 ? qd0 - charge : qd0;
    eChg[row] = energy > 0 ? ec0 + energy : ec0;
    eDis[row] = energy < 0 ? ed0 - energy : ed0;
    const known = step > 0 && step <= starts.length && t0 === t0;
    stepCount[row] = known ? step : NaN;
    cycle[row] = known ? (steps.cycle[step - 1] as number) : NaN;
    stepId[row] = known ? (steps.stepId[step - 1] as number) : NaN;
    type[row] = known ? (steps.stepType[step - 1] as number) : NO_TYPE;
  }
  const records: NewareRecords = {
    record,
    cycle,
    stepId,
    stepType: type,
    stepCount,
    stepTime,
    time,
    voltage,
    current,
    chargeCapacity: qChg,
    dischargeCapacity: qDis,
    chargeEnergy: eChg,
    dischargeEnergy: eDis,
    unix,
    ...(filled + unknown === 0 ? {} : { interpolated }),
  };
  return { records, interpolated: filled, startsFilled, unknown };
}
