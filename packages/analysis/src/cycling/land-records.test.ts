import { type Dataset, labels, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { landCycleTable } from './land-cycle-table.ts';
import { landRecords } from './land-records.ts';

/** Two cycles of a full cell at 1 A with a rest inside the first charge; 10 s a record. */
function made(columns: readonly string[]): Dataset {
  const steps = [
    { current: 1, rows: 4 },
    { current: 0, rows: 2 },
    { current: 1, rows: 3 },
    { current: -1, rows: 6 },
    { current: 0, rows: 2 },
    { current: 1, rows: 5 },
    { current: -1, rows: 5 },
  ];
  const flat = steps.flatMap(({ current, rows }, i) =>
    Array.from({ length: rows }, () => ({ current, step: i + 1 })),
  );
  const all: Record<string, Float64Array> = {
    time_s: Float64Array.from(flat, (_, i) => 10 * i),
    current_A: Float64Array.from(flat, ({ current }) => current),
    voltage_V: Float64Array.from(flat, () => 2),
    stepCount: Float64Array.from(flat, ({ step }) => step),
    cycle: Float64Array.from(flat, () => 7),
  };
  return {
    technique: 'cycling',
    columns: columns.map((name) => ({
      name,
      unit: null,
      header: null,
      origin: 'measured',
      values: all[name] ?? [],
    })),
    meta: {},
    provenance: { file: null, sha256: null, bytes: null, reader: 'made', version: '1', instrument: null },
    findings: [],
  };
}

const basic = ['time_s', 'current_A', 'voltage_V', 'stepCount'];
const list = (dataset: Dataset, name: string) => [...(numbers(dataset, name) ?? [])];

test('the counter runs on over a rest inside a half cycle, is held in rests and starts again at a turn', () => {
  const land = landRecords(made(basic));
  const charge = list(land, 'qHalf_C');
  expect(charge[3]).toBe(30);
  expect(charge.slice(4, 6)).toEqual([30, 30]);
  expect(charge[8]).toBeGreaterThan(charge[5] ?? 0);
  expect(charge[9]).toBeLessThan(charge[8] ?? 0);
  expect(charge.slice(15, 17)).toEqual([charge[14], charge[14]]);
  expect(list(land, 'eHalf_J')).toEqual(charge.map((value) => 2 * value));
  expect(list(land, 'cycle').map(String).join('')).toBe('1'.repeat(17) + '2'.repeat(10));
  expect(labels(land, 'stepType')?.[0]).toBe('RateC');
  expect(labels(land, 'stepType')?.[9]).toBe('RateD');
  expect(labels(land, 'stepType')?.[4]).toBe('R');
});

test('cycle numbers of the file are kept, and the cycle table follows from the records', () => {
  expect(new Set(list(landRecords(made([...basic, 'cycle'])), 'cycle'))).toEqual(new Set([7]));
  const table = landCycleTable(landRecords(made(basic)));
  const charge = list(landRecords(made(basic)), 'qHalf_C');
  expect([...(numbers(table, 'qChg_C') ?? [])]).toEqual([charge[8], charge[21]]);
  expect([...(numbers(table, 'qDis_C') ?? [])]).toEqual([charge[14], charge[26]]);
});
