import type { Column, Finding } from '@anodelab/data';
import { lazyColumn } from '../lazy-column.ts';
import { stepType, unknownStepTypes } from './step-types.ts';

/**
 * Records of a Neware test in SI, one array per quantity, all of one length: counters are unsigned and begin at zero
 * in each step, positive current charges.
 */
export interface NewareRecords {
  /** Number of the record, rising. */
  readonly record: Float64Array;
  /** Cycle as the file counts, from 1; absent where it states none. */
  readonly cycle?: Float64Array;
  /** Step of the program. */
  readonly stepId: Float64Array;
  /** Code of the step type; `NO_TYPE` where the file cannot tell. */
  readonly stepType: Uint8Array;
  /** s since the start of the step; NaN where the file cannot tell. */
  readonly stepTime: Float64Array;
  readonly voltage: Float64Array; // V
  readonly current: Float64Array; // A
  readonly chargeCapacity: Float64Array; // C
  readonly dischargeCapacity: Float64Array; // C
  readonly chargeEnergy: Float64Array; // J
  readonly dischargeEnergy: Float64Array; // J
  /** Steps since the start of the test, from 1. */
  readonly stepCount: Float64Array;
  /** s since the start of the test. */
  readonly time: Float64Array;
  /** s since 1970 in UTC; absent where the file has a local clock only. */
  readonly unix?: Float64Array;
  /** Local clock, days since 1899-12-30; absent where the file has UTC. */
  readonly localDate?: Float64Array;
  /** 1 where the row is no record of the file but was filled in between two. */
  readonly interpolated?: Float64Array;
}

/** Stands for a step type that is not known. */
export const NO_TYPE = 255;

/** Columns with canonical names and, as headers, the words of Neware's own program for them. */
export function recordColumns(records: NewareRecords): Column[] {
  const { interpolated } = records;
  const filled = interpolated === undefined ? 'measured' : 'interpolated';
  const column = (
    name: string,
    unit: string,
    header: string | null,
    values: Float64Array,
    origin: Column['origin'] = 'measured',
  ): Column => ({ name, unit, header, origin, values });
  return [
    column('record', '1', 'DataPoint', records.record),
    ...(records.cycle === undefined ? [] : [column('cycle', '1', 'Cycle Index', records.cycle, 'vendor')]),
    column('stepId', '1', 'Step Index', records.stepId),
    stepTypeColumn(records.stepType),
    column('stepCount', '1', null, records.stepCount, 'derived'),
    column('stepTime_s', 's', 'Time', records.stepTime, filled),
    column('time_s', 's', 'Total Time', records.time, filled),
    column('current_A', 'A', 'Current', records.current),
    column('voltage_V', 'V', 'Voltage', records.voltage),
    column('qStepChg_C', 'C', 'Chg. Cap.', records.chargeCapacity, filled),
    column('qStepDis_C', 'C', 'DChg. Cap.', records.dischargeCapacity, filled),
    column('eStepChg_J', 'J', 'Chg. Energy', records.chargeEnergy, filled),
    column('eStepDis_J', 'J', 'DChg. Energy', records.dischargeEnergy, filled),
    ...(records.unix === undefined ? [] : [column('unix_s', 's', 'Date', records.unix, filled)]),
    ...(records.localDate === undefined ? [] : [column('dateTime_d', 'd', 'Date', records.localDate)]),
    ...(interpolated === undefined ? [] : [column('interpolated', '1', null, interpolated, 'derived')]),
  ];
}

/** The words of the step types, made when they are asked for. */
function stepTypeColumn(codes: Uint8Array): Column {
  const word = (code: number) => (code === NO_TYPE ? '' : stepType(code).word);
  return lazyColumn(
    { name: 'stepType', unit: null, header: 'Step Type', origin: 'vendor' },
    () => {
      const words = Array.from({ length: 256 }, (_, code) => word(code));
      const values: string[] = [];
      values.length = codes.length;
      for (let i = 0; i < codes.length; i++) values[i] = words[codes[i] as number] as string;
      return values;
    },
    (row) => word(codes[row] ?? NO_TYPE),
  );
}

/** A finding where records have step types that no list has. */
export function stepTypeFindings(codes: Uint8Array): Finding[] {
  const seen = new Uint8Array(256);
  for (let i = 0; i < codes.length; i++) seen[codes[i] as number] = 1;
  const unknown = unknownStepTypes([...seen.keys()].filter((code) => seen[code] === 1 && code !== NO_TYPE));
  if (unknown.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'step-type-unknown',
      message: `step types ${unknown.join(', ')} are not known: named by their numbers, without direction`,
      at: 'stepType',
    },
  ];
}

/** Counts steps and adds up their times: a new step begins where the step of the program changes or its time falls. */
export function countSteps(
  stepId: Float64Array,
  stepTime: Float64Array,
  changes?: Float64Array | Uint8Array,
): { readonly stepCount: Float64Array; readonly time: Float64Array } {
  const rows = stepId.length;
  const stepCount = new Float64Array(rows);
  const time = new Float64Array(rows);
  const marks = changes ?? stepId;
  let steps = 0;
  let start = 0;
  let last = 0;
  for (let i = 0; i < rows; i++) {
    const now = stepTime[i] as number;
    if (i === 0 || stepId[i] !== stepId[i - 1] || marks[i] !== marks[i - 1] || now < last) {
      steps++;
      start += last;
    }
    last = now;
    stepCount[i] = steps;
    time[i] = start + now;
  }
  return { stepCount, time };
}
