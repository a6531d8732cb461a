import type { Column, Dataset, Meta } from '@anodelab/data';

/** One half cycle of a made test: constant current, voltage straight from `from` to `to`. */
export interface MadeHalf {
  /** A, signed. */
  readonly current: number;
  /** C, unsigned. */
  readonly charge: number;
  readonly from: number;
  readonly to: number;
  /** Intervals between its records. */
  readonly intervals: number;
  /** s of rest after it, 0 for none; the rest's first record has the time of the last one before it. */
  readonly rest: number;
  readonly cycle?: number;
}

/** Which counter the made cycler has. */
export type MadeCounter = 'none' | 'half' | 'test' | 'step' | 'net';

/** Records of such a test in the columns of a reader; the first record of a half cycle is at its start. */
export function madeTest(
  halves: readonly MadeHalf[],
  counter: MadeCounter = 'none',
  meta: Meta = {},
): Dataset {
  const rows: number[][] = [];
  let time = 0;
  let net = 0;
  const total = { charge: 0, discharge: 0 };
  halves.forEach((half, step) => {
    const duration = half.charge / Math.abs(half.current);
    const side = half.current > 0 ? 'charge' : 'discharge';
    const before = { ...total };
    const netBefore = net;
    const cycle = half.cycle ?? Math.floor(step / 2) + 1;
    for (let i = 0; i <= half.intervals; i++) {
      const share = i / half.intervals;
      const q = half.charge * share;
      total[side] = before[side] + q;
      net = netBefore + Math.sign(half.current) * q;
      const voltage = half.from + (half.to - half.from) * share;
      rows.push([
        time + duration * share,
        duration * share,
        half.current,
        voltage,
        2 * step,
        cycle,
        q,
        side === 'charge' ? q : 0,
        side === 'discharge' ? q : 0,
        total.charge,
        total.discharge,
        net,
      ]);
    }
    time += duration;
    if (half.rest > 0) {
      for (const share of [0, 1]) {
        const relaxed = [time + share * half.rest, share * half.rest, 0, half.to, 2 * step + 1, cycle];
        rows.push([...relaxed, half.charge, 0, 0, total.charge, total.discharge, net]);
      }
    }
    time += half.rest;
  });
  const names = [
    ['time_s', 's'],
    ['stepTime_s', 's'],
    ['current_A', 'A'],
    ['voltage_V', 'V'],
    ['stepCount', '1'],
    ['cycle', '1'],
    ['qHalf_C', 'C'],
    ['qStepChg_C', 'C'],
    ['qStepDis_C', 'C'],
    ['qTestChg_C', 'C'],
    ['qTestDis_C', 'C'],
    ['qNet_C', 'C'],
  ] as const;
  const kept: Readonly<Record<MadeCounter, RegExp>> = {
    none: /^(?!q)/,
    half: /^(?!q)|^qHalf/,
    step: /^(?!q)|^qStep/,
    test: /^(?!q)|^qTest/,
    net: /^(?!q)|^qNet/,
  };
  return madeDataset(
    madeColumns(names, rows).filter((column) => kept[counter].test(column.name)),
    meta,
  );
}

/** Columns of records, one number of each record per column. */
function madeColumns(
  names: readonly (readonly [name: string, unit: string])[],
  records: readonly (readonly number[])[],
): Column[] {
  return names.map(([name, unit], index) =>
    madeColumn(
      name,
      unit,
      records.map((record) => record[index] ?? NaN),
    ),
  );
}

/** Records of time, current and voltage, and of the step where there is one more number, as a dataset. */
export function madeRecords(records: readonly (readonly number[])[]): Dataset {
  const names = [
    ['time_s', 's'],
    ['current_A', 'A'],
    ['voltage_V', 'V'],
    ['stepId', '1'],
  ] as const;
  return madeDataset(madeColumns(names.slice(0, records[0]?.length), records));
}

export function madeColumn(name: string, unit: string, values: readonly number[]): Column {
  return { name, unit, header: name, origin: 'measured', values: Float64Array.from(values) };
}

export function madeDataset(
  columns: readonly Column[],
  meta: Meta = {},
  technique: Dataset['technique'] = 'cycling',
): Dataset {
  return {
    technique,
    columns,
    meta,
    provenance: { file: 'made', sha256: null, bytes: null, reader: 'made', version: '1', instrument: null },
    findings: [],
  };
}

/** The dataset cut into two files before that row. */
export function cutAt(dataset: Dataset, row: number): readonly [Dataset, Dataset] {
  const part = (from: number, to: number): Dataset => ({
    ...dataset,
    columns: dataset.columns.map((column) => ({ ...column, values: column.values.slice(from, to) })),
  });
  const length = dataset.columns[0]?.values.length ?? 0;
  return [part(0, row), part(row, length)];
}
