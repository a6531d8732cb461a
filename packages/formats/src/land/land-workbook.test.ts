import { type Dataset, findColumn, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { isoDay, MADE_MASS_MG, type MadeRecord, madeRecords } from './testing/made-records.ts';
import {
  cycleSheet,
  layeredSheet,
  newRecordSheet,
  oldRecordSheets,
  sideBySideSheet,
  stepSheet,
  workbookBytes,
} from './testing/made-sheets.ts';

const records = madeRecords(3);

async function read(
  sheets: Parameters<typeof workbookBytes>[0],
  type?: 'xlsx' | 'biff8',
): Promise<readonly Dataset[]> {
  return readFile(workbookBytes(sheets, type), 'made.xlsx');
}

/** Checks the numbers of a record dataset, in SI, against the records that the file was made of. */
function expectRecords(dataset: Dataset | undefined, expected: readonly MadeRecord[]): void {
  const column = (name: string) => Array.from((dataset && numbers(dataset, name)) ?? []);
  const scaled = (read: (record: MadeRecord) => number) =>
    expected.map((record) => expect.closeTo(read(record), 9));
  expect(column('record')).toEqual(expected.map(({ record }) => record));
  expect(column('time_s')).toEqual(scaled(({ time }) => time));
  expect(column('current_A')).toEqual(scaled(({ current }) => current / 1000));
  expect(column('voltage_V')).toEqual(scaled(({ voltage }) => voltage));
  expect(column('qHalf_C')).toEqual(scaled(({ capacity }) => capacity * 3.6));
  expect(column('eHalf_J')).toEqual(scaled(({ energy }) => energy * 3.6));
}

test.each(['xlsx', 'biff8'] as const)(
  'a new-style workbook (%s) gives records, cycles and steps in SI',
  async (type) => {
    const sheets = {
      'Cycle-Tab': cycleSheet(records),
      'Step-Tab': stepSheet(records),
      'Record-Tab': newRecordSheet(records),
    };
    const [cycling, cycles, steps, ...more] = await read(sheets, type);
    expect(more).toEqual([]);
    expectRecords(cycling, records);
    expect(cycling?.technique).toBe('cycling');
    expect(cycling?.columns.map(({ header }) => header)).toEqual(
      newRecordSheet([])[0]?.map((name) => name ?? ''),
    );
    expect(cycling && labels(cycling, 'localTime')?.at(-1)).toBe(isoDay(records.at(-1) as MadeRecord));
    expect(cycles?.technique).toBe('cycle-table');
    expect(Array.from((cycles && numbers(cycles, 'qDis_C')) ?? [])[0]).toBeCloseTo(1.9 * 3.6, 9);
    expect(steps && labels(steps, 'stepType')?.slice(0, 3)).toEqual(['RateD', 'R', 'RateC']);
    expect(steps && numbers(steps, 'vEnd_V')?.[0]).toBe(0.05);
  },
);

test('the mass that the vendor divided by is implied, said so, and replaced by a given one', async () => {
  const bytes = workbookBytes({ 'Record-Tab': newRecordSheet(records) });
  const [implied] = await readFile(bytes, 'made.xlsx');
  expect(Number(implied?.meta['activeMass_kg']) / (MADE_MASS_MG * 1e-6)).toBeCloseTo(1, 6);
  expect(implied?.findings.map(({ code }) => code)).toContain('mass-implied');
  const [given] = await readFile(bytes, 'made.xlsx', { activeMass_kg: 1e-6 });
  expect(given?.meta['activeMass_kg']).toBe(1e-6);
  expect(given?.findings.map(({ code }) => code)).toContain('replaced-by-user');
});

test('Chinese sheets and headers give the same numbers from other units', async () => {
  const [cycling, cycles] = await read({
    循环表: cycleSheet(records, true),
    记录表: newRecordSheet(records, true),
  });
  expectRecords(cycling, records);
  expect(cycling && findColumn(cycling, 'voltage_V')?.header).toBe('电压/V');
  expect(cycles && numbers(cycles, 'ce')?.[0]).toBeCloseTo((100 * 1.85) / 1.9, 4);
});

test('old record sheets go on without a header', async () => {
  const datasets = await read(oldRecordSheets(records, 50));
  expect(datasets).toHaveLength(1);
  expectRecords(datasets[0], records);
  expect(datasets[0]?.meta['sheets']).toEqual(['Record1', 'Record2', 'Record3']);
});

test('the layered old style gives its records and its steps, with clock times as seconds', async () => {
  const [cycling, steps] = await read({ Record: layeredSheet(records) });
  expectRecords(cycling, records);
  expect(Array.from((steps && numbers(steps, 'duration_s')) ?? []).slice(0, 2)).toEqual([34200, 60]);
});

test('cycles side by side are one table', async () => {
  const datasets = await read({ 'Record-Tab': sideBySideSheet(records) });
  expect(datasets).toHaveLength(1);
  expectRecords(datasets[0], records);
});

test('several channels give one dataset each, with their cycle tables', async () => {
  const other = madeRecords(1);
  const datasets = await read({
    'Cycle-Tab_001_1': cycleSheet(records),
    'Record-Tab_001_1': newRecordSheet(records),
    'Cycle-Tab_001_2': cycleSheet(other),
    'Record-Tab_001_2': newRecordSheet(other),
  });
  expect(datasets.map(({ technique, meta }) => [technique, meta['channel']])).toEqual([
    ['cycling', '001_1'],
    ['cycling', '001_2'],
    ['cycle-table', '001_1'],
    ['cycle-table', '001_2'],
  ]);
  expectRecords(datasets[1], other);
});

test('two tables below each other in one sheet that both begin at record 1 are two channels', async () => {
  const other = madeRecords(1);
  const datasets = await read({ 'Record-Tab': [...newRecordSheet(records), [], ...newRecordSheet(other)] });
  expect(datasets.map(({ meta }) => meta['channel'])).toEqual([1, 2]);
  expectRecords(datasets[0], records);
  expectRecords(datasets[1], other);
});

test('a cycle sheet alone is a cycle table', async () => {
  const [table] = await read({ 'Cycle-Tab': cycleSheet(records) });
  expect(table?.technique).toBe('cycle-table');
  expect(table && numbers(table, 'cycle')).toEqual(Float64Array.of(1, 2, 3));
});

test('an unknown column keeps its header, an unknown unit keeps its numbers and is reported', async () => {
  const rows = newRecordSheet(records).map((row, i) => [
    ...row,
    i === 0 ? 'A004_1/℃' : 25,
    i === 0 ? 'Flow/gpm' : 3,
  ]);
  const [dataset] = await read({ 'Record-Tab': rows });
  expect(dataset?.columns.at(-2)).toMatchObject({ name: 'A004_1', unit: 'K', header: 'A004_1/℃' });
  expect(dataset?.columns.at(-2)?.values[0]).toBeCloseTo(298.15, 9);
  expect(dataset?.columns.at(-1)).toMatchObject({ unit: null, header: 'Flow/gpm' });
  expect(dataset?.findings.map(({ code }) => code)).toContain('unit-unknown');
});

test('a cell that is no number is none, with its place, and a row that is no record is left out', async () => {
  const rows = newRecordSheet(records);
  (rows[3] as (string | number | null)[])[7] = 'oops';
  rows.splice(10, 0, ['paused by the operator']);
  const [dataset] = await read({ 'Record-Tab': rows });
  expect(dataset && numbers(dataset, 'voltage_V')?.[2]).toBeNaN();
  expect(dataset?.findings.find(({ code }) => code === 'not-a-number')?.at).toBe('Record-Tab!A4');
  expect(dataset?.findings.find(({ code }) => code === 'rows-skipped')?.at).toBe('Record-Tab!A11');
});

test('a workbook of something else is not read, a header without rows is an error with its place', async () => {
  await expect(
    read({
      Sheet1: [
        ['name', 'price'],
        ['tea', 3],
      ],
    }),
  ).rejects.toThrow(FormatError);
  await expect(read({ 'Record-Tab': newRecordSheet([]) })).rejects.toThrow(/Record-Tab!A1/);
});

test.each(['xlsx', 'biff8'] as const)(
  'a workbook (%s) cut or changed anywhere is an error or data, never a crash',
  async (type) => {
    const whole = workbookBytes({ 'Record-Tab': newRecordSheet(madeRecords(1)) }, type);
    const damaged = async (bytes: Uint8Array) => {
      try {
        expect((await readFile(bytes, 'cut.xlsx')).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    };
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    await fc.assert(
      fc.asyncProperty(share, (at) => damaged(whole.slice(0, Math.floor(at * whole.length)))),
      { numRuns: 40 },
    );
    await fc.assert(
      fc.asyncProperty(share, fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = whole.slice();
        changed[Math.floor(at * whole.length)] = byte;
        return damaged(changed);
      }),
      { numRuns: 60 },
    );
  },
);

test('a zip whose list says that it unpacks to gigabytes is refused unopened', async () => {
  const bytes = workbookBytes({ 'Record-Tab': newRecordSheet(records) });
  const view = new DataView(bytes.buffer);
  for (let at = bytes.length - 4; at >= 0; at--) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
  }
  await expect(readFile(bytes, 'bomb.xlsx')).rejects.toThrow(/expected parts of at most/);
});
