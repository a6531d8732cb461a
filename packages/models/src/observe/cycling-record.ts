import type { Column } from '@anodelab/data';
import type { Random } from '@anodelab/numerics';
import { modelledColumn } from './modelled-column.ts';

/** What a cycler does in a step, as it names it: rest, constant current (dis)charge, constant voltage, sweep, other. */
export type CyclerStep = 'rest' | 'ccDis' | 'ccChg' | 'cv' | 'sweep' | 'drive';

/** Largest relative error of the cycler's current, one gain per instrument. */
const CURRENT_ACCURACY = 5e-4;
/** Standard deviation of a voltage reading, V. */
const VOLTAGE_NOISE = 1e-4;

/** The record of a tester. Currents and charges as datasets count them: > 0 delithiates. */
export interface CyclerRecord {
  /** Begins a step; `line` is its number in the program. */
  begin(line: number, type: CyclerStep, cycle: number): void;
  /** Logs a moment of the step: seconds since its beginning, V, the true current, A, and the true charge that has flowed, C. */
  log(stepTime: number, voltage: number, current: number, charge: number): void;
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
  let step = { line: 0, type: 'rest' as CyclerStep, cycle: 0 };

  return {
    begin(line, type, cycle) {
      stepStart = rows.time.at(-1) ?? 0;
      step = { line, type, cycle };
    },
    log(stepTime, voltage, current, charge) {
      rows.time.push(stepStart + stepTime);
      rows.stepTime.push(stepTime);
      rows.voltage.push(voltage + VOLTAGE_NOISE * random.normal());
      rows.current.push(current * gain);
      rows.cycle.push(step.cycle);
      rows.line.push(step.line);
      rows.charged.push(charge > 0 ? charge * gain : 0);
      rows.discharged.push(charge < 0 ? -charge * gain : 0);
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
