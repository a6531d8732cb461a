import { type Dataset, findColumn, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findReader, readFile } from '../read-file.ts';
import { isoDay, type MadeRecord, madeRecords } from './testing/made-records.ts';
import { newRecordSheet } from './testing/made-sheets.ts';
import { bareRows, recRows, textBytes, twoBlockRows, usRows } from './testing/made-texts.ts';

const records = madeRecords(2);

function column(dataset: Dataset | undefined, name: string): number[] {
  return Array.from((dataset && numbers(dataset, name)) ?? []);
}

function close(read: (record: MadeRecord) => number): unknown[] {
  return records.map((record) => expect.closeTo(read(record), 9));
}

test('eight columns without a header are read in their fixed order, with a warning', async () => {
  const [dataset] = await readFile(textBytes(bareRows(records), '\t'), 'made.txt');
  expect(dataset?.provenance.reader).toBe('land-text');
  expect(column(dataset, 'time_s')).toEqual(close(({ time }) => time));
  expect(column(dataset, 'current_A')).toEqual(close(({ current }) => current / 1000));
  expect(column(dataset, 'qHalf_C')).toEqual(close(({ capacity }) => capacity * 3.6));
  expect(dataset && labels(dataset, 'localTime')?.[0]).toBe('2021-02-25T00:00:00');
  expect(dataset?.findings.map(({ code }) => code)).toContain('no-header');
});

test.each(['\t', ',', ';'])('the sheet as text between %j is the sheet', async (delimiter) => {
  const [dataset] = await readFile(textBytes(newRecordSheet(records), delimiter), 'made.csv');
  expect(column(dataset, 'voltage_V')).toEqual(close(({ voltage }) => voltage));
  expect(dataset?.columns).toHaveLength(17);
  expect(dataset && labels(dataset, 'stepType')?.[0]).toBe('RateD');
});

test.each([newRecordSheet(records), usRows(records), recRows(records)])(
  'a line that is no record changes nothing but the findings, and columns and rows are read alike',
  async (...rows) => {
    const date = rows.findIndex((row) => row.length > 6);
    const odd = [
      ...rows.slice(0, date + 30),
      ['end of page', ...rows[date]!.slice(1).map(() => '')],
      ...rows.slice(date + 30),
    ];
    const [plain] = await readFile(textBytes(rows, '\t'), 'made.txt');
    const [other] = await readFile(textBytes(odd, '\t'), 'made.txt');
    expect(other?.columns).toEqual(plain?.columns);
    expect(other?.meta).toEqual(plain?.meta);
    expect(other?.findings.map(({ code }) => code)).toContain('rows-skipped');
  },
);

test('decimal commas are understood where commas do not part the cells', async () => {
  const rows = newRecordSheet(records).map((row) =>
    row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)),
  );
  const [dataset] = await readFile(textBytes(rows, '\t'), 'made.txt');
  expect(column(dataset, 'voltage_V')).toEqual(close(({ voltage }) => voltage));
});

test("LANDT's US CSV gives its counters per step, its dates and its misnamed record number", async () => {
  const [dataset] = await readFile(textBytes(usRows(records), ','), 'made.csv');
  expect(column(dataset, 'record')).toEqual(records.map(({ record }) => record));
  expect(dataset && findColumn(dataset, 'record')?.header).toBe('channel_index');
  expect(column(dataset, 'qStepDis_C')[10]).toBeCloseTo(1.9 * 3.6, 9);
  expect(column(dataset, 'temperature_K')[0]).toBeCloseTo(298.15, 9);
  expect(dataset && labels(dataset, 'localTime')?.at(-1)).toBe(isoDay(records.at(-1) as MadeRecord));
  expect(dataset?.meta['header']).toMatchObject({ Channel: '', Operator: '' });
  expect(dataset?.findings.map(({ code }) => code)).toContain('misnamed-column');
});

test("text with Maccor's headers is LAND's only with the year first in its dates", async () => {
  const [dataset] = await readFile(textBytes(recRows(records), '\t'), 'made.txt');
  expect(column(dataset, 'qHalf_C')).toEqual(close(({ capacity }) => capacity * 3.6));
  expect(column(dataset, 'stepTime_s')).toEqual(close(({ stepTime }) => stepTime));
  const american = recRows(records).map((row) =>
    row.map((cell) => String(cell).replace(/^2021-02-25/, '02/25/2021')),
  );
  expect((await findReader(textBytes(american, '\t')))?.id).not.toBe('land-text');
});

test('two blocks beside each other are two datasets', async () => {
  const bytes = textBytes(twoBlockRows(records), ',');
  const bom = Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes);
  const datasets = await readFile(bom, 'made.csv');
  expect(datasets.map((dataset) => Math.sign(column(dataset, 'current_A')[1] ?? 0))).toEqual([-1, 1]);
  expect(datasets[0]?.columns.map(({ header }) => header)).toEqual(twoBlockRows([])[0]?.slice(0, 5));
});

test('Chinese text in GBK is decoded', async () => {
  // 测试时间/Sec, 电压/V, 电流/mA in GBK.
  const words = [
    [0xb2, 0xe2, 0xca, 0xd4, 0xca, 0xb1, 0xbc, 0xe4, ...ascii('/Sec,')],
    [0xb5, 0xe7, 0xd1, 0xb9, ...ascii('/V,')],
    [0xb5, 0xe7, 0xc1, 0xf7, ...ascii('/mA\n')],
  ];
  const [dataset] = await readFile(
    Uint8Array.from([...words.flat(), ...ascii('0,0.5,1\n10,0.4,1\n')]),
    'gbk.csv',
  );
  expect(column(dataset, 'time_s')).toEqual([0, 10]);
  expect(column(dataset, 'current_A')).toEqual([1e-3, 1e-3]);
});

test('text cut or changed anywhere is an error or data, never a crash', async () => {
  const styles = [
    textBytes(usRows(records), ','),
    textBytes(bareRows(records), '\t'),
    textBytes(newRecordSheet(records), '\t'),
  ];
  const damaged = async (bytes: Uint8Array) => {
    try {
      expect((await readFile(bytes, 'cut.txt')).length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...styles),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.integer({ min: 0, max: 255 }),
      async (bytes, share, byte) => {
        const at = Math.floor(share * bytes.length);
        await damaged(bytes.slice(0, at));
        const changed = bytes.slice();
        changed[at] = byte;
        await damaged(changed);
      },
    ),
    { numRuns: 60 },
  );
});

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
