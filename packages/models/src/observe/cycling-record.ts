import type { Column } from '@anodelab/data';
import type { Random } from '@anodelab/numerics';
import { modelledColumn } from './modelled-column.ts';

/** What a cycler does in a step. */
type CyclerStep = 'rest' | 'ccDis' | 'ccChg';

/** Largest relative error of the cycler's current, one gain per instrument. */
const CURRENT_ACCURACY = 5e-4;
/** Standard deviation of a voltage reading, V. */
const VOLTAGE_NOISE = 1e-4;

/** Program line of each step: rest, discharge, rest, charge, rest. */
export interface CyclerRecord {
  /** Begins a step; `line` is its number in the program. */
  begin(line: number, type: CyclerStep, cycle: number, current: number): void;
  /** Logs a moment of the step: seconds since its beginning, V, and the true charge that has flowed, C unsigned. */
  log(stepTime: number, voltage: number, charge: number): void;
  columns(): readonly Column[];
}

/** A cycler's record with the errors of its meters: a gain of the current and noise of the voltage. */
export function createCyclerRecord(random: Random): CyclerRecord {
  const gain = 1 + CURRENT_ACCURACY * (2 * random.uniform() - 1);
  const rows = {
    time: [] as number[],
    stepTime: [] as number[],
    voltage: [] as number[],
    current: [] as number[],
    cycle: [] as number[],
    line: [] as number[],
    charged: [] as number[],
    discharged: [] as number[],
    type: [] as string[],
  };
  let stepStart = 0;
  let step = { line: 0, type: 'rest' as CyclerStep, cycle: 0, current: 0 };

  return {
    begin(line, type, cycle, current) {
      stepStart = rows.time.at(-1) ?? 0;
      step = { line, type, cycle, current };
    },
    log(stepTime, voltage, charge) {
      rows.time.push(stepStart + stepTime);
      rows.stepTime.push(stepTime);
      rows.voltage.push(voltage + VOLTAGE_NOISE * random.normal());
      rows.current.push(step.current * gain);
      rows.cycle.push(step.cycle);
      rows.line.push(step.line);
      rows.charged.push(step.type === 'ccChg' ? charge * gain : 0);
      rows.discharged.push(step.type === 'ccDis' ? charge * gain : 0);
      rows.type.push(step.type);
    },
    columns() {
      const column = (name: string, unit: string, values: readonly number[]) =>
        modelledColumn(name, unit, Float64Array.from(values));
      return [
        column(
          'record',
          '1',
          rows.time.map((_, i) => i + 1),
        ),
        column('time_s', 's', rows.time),
        column('stepTime_s', 's', rows.stepTime),
        column('voltage_V', 'V', rows.voltage),
        column('current_A', 'A', rows.current),
        column('cycle', '1', rows.cycle),
        column('stepId', '1', rows.line),
        { name: 'stepType', unit: null, header: null, origin: 'modelled', values: rows.type },
        column('qStepChg_C', 'C', rows.charged),
        column('qStepDis_C', 'C', rows.discharged),
      ];
    },
  };
}
