import { numbers } from '@anodelab/data';
import { type BookType, utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { isoOf, madeRecords } from './testing/made-maccor.ts';

type Cell = string | number | null;

function workbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  bookType: BookType,
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

const records = madeRecords(2);
const HEADERS = 'Rec#,Cyc#,Step,TestTime,StepTime,Amp-hr,Watt-hr,Amps,Volts,State,ES,DPt Time'.split(',');
const SERIAL_1970 = 25569;
const rows = records.map((each): Cell[] => [
  each.record,
  each.cycle,
  each.step,
  each.time / 86_400,
  each.stepTime / 86_400,
  each.charge / 3600,
  each.energy / 3600,
  Math.abs(each.current),
  each.voltage,
  each.state,
  each.endStatus,
  Date.parse(`${isoOf(each)}Z`) / 86_400_000 + SERIAL_1970,
]);
const FACTS = [
  "Today's Date 04/28/2021  Date of Test:",
  '03/28/2021',
  ' Filename:',
  'C:\\Data\\MADE-7.001 Procedure: MADE.000made',
  'Comment/Barcode: in argon',
];

test.each(['xlsx', 'biff8'] as const)(
  'a workbook (%s) gives signed currents, times from days, and joins its sheets',
  async (type) => {
    const sheets = { Data: [FACTS, HEADERS, ...rows.slice(0, 20)], Data2: [HEADERS, ...rows.slice(20)] };
    const [dataset, ...more] = await readFile(workbook(sheets, type), 'made.xlsx');
    if (dataset === undefined) throw new Error('expected a dataset');
    expect(more).toEqual([]);
    expect(dataset.provenance.reader).toBe('maccor-workbook');
    const close = (name: string, pick: (record: (typeof records)[number]) => number) =>
      expect(Array.from(numbers(dataset, name) ?? []), name).toEqual(
        records.map((record) => expect.closeTo(pick(record), 6)),
      );
    close('time_s', ({ time }) => time);
    close('stepTime_s', ({ stepTime }) => stepTime);
    close('current_A', ({ current }) => current);
    close('qStepDis_C', ({ state, charge }) => (state === 'D' ? charge : 0));
    expect(dataset.meta).toMatchObject({
      sheets: ['Data', 'Data2'],
      sample: 'MADE-7',
      schedule: 'MADE.000',
      comments: 'in argon',
      startLocal: '2021-03-28T09:05:07',
    });
    expect(dataset.findings.map(({ code }) => code)).toEqual(['current-signed', 'unit-derived']);
  },
);

test('column names without rows are refused with their place', async () => {
  await expect(readFile(workbook({ Data: [FACTS, HEADERS] }, 'xlsx'), 'made.xlsx')).rejects.toThrow(
    'expected rows below Maccor’s column names, found none',
  );
});
