import { type Column, type Dataset, findColumn, labels, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { madeRecords } from './testing/made-records.ts';
import { cycleSheet, newRecordSheet, workbookBytes } from './testing/made-sheets.ts';
import { writeLandWorkbook } from './write-land-workbook.ts';

const records = madeRecords(3);

async function original(): Promise<readonly Dataset[]> {
  return readFile(
    workbookBytes({ 'Cycle-Tab': cycleSheet(records), 'Record-Tab': newRecordSheet(records) }),
    'made.xlsx',
  );
}

/** Largest difference of two columns, relative to the number. */
function apart(a: Float64Array, b: Float64Array | undefined): number {
  let largest = 0;
  a.forEach((value, i) => {
    const other = b?.[i] ?? NaN;
    if (Number.isNaN(value) && Number.isNaN(other)) return;
    largest = Math.max(largest, Math.abs(value - other) / Math.max(Math.abs(value), 1e-9));
  });
  return b === undefined ? NaN : largest;
}

test('what our reader reads of a LAND workbook, written and read again, is the same to 12 digits', async () => {
  const [read, cycles] = await original();
  if (read === undefined || cycles === undefined) throw new Error('nothing read');
  const [again, cyclesAgain] = await readFile(await writeLandWorkbook(read, cycles), 'again.xlsx');
  expect(again?.provenance.reader).toBe('land-workbook');
  expect(again?.columns.map(({ name, unit, header }) => [name, unit, header])).toEqual(
    read.columns.map(({ name, unit, header }) => [name, unit, header]),
  );
  for (const [table, other] of [
    [read, again],
    [cycles, cyclesAgain],
  ] as const) {
    for (const { name, values } of table.columns) {
      if (values instanceof Float64Array)
        expect(apart(values, other && numbers(other, name))).toBeLessThan(1e-11);
      else expect(other && labels(other, name)).toEqual(values);
    }
  }
  expect(again?.meta['activeMass_kg']).toBeCloseTo(Number(read.meta['activeMass_kg']), 15);
});

test('signs and units are LAND’s, and what is not known is a dash', async () => {
  const [read, cycles] = await original();
  if (read === undefined || cycles === undefined) throw new Error('nothing read');
  const minimal = ['record', 'time_s', 'current_A', 'voltage_V', 'qHalf_C'];
  const columns = minimal
    .map((name) => findColumn(read, name))
    .filter((column): column is Column => column !== undefined);
  const [again] = await readFile(await writeLandWorkbook({ columns, meta: {} }, cycles), 'again.xlsx');
  expect(again && numbers(again, 'current_A')?.[5]).toBeCloseTo(-2e-4, 15);
  expect(again && findColumn(again, 'current_A')?.header).toBe('Current/mA');
  expect(
    again?.findings.find(({ code, at }) => code === 'no-value' && at === 'SpeCap/mAh/g')?.message,
  ).toContain(`${records.length} of ${records.length}`);
});
