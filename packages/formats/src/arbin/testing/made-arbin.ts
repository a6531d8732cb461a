import { type BookType, utils, write } from '@e965/xlsx';
import { isoOfStep, type MadeStep } from '../../cycler-table/testing/made-steps.ts';

/** How MITS spells its column names: `Test_Time(s)`, `Test Time (s)`, or the database's bare `Test_Time`. */
export type ArbinSpelling = 'mits 7' | 'mits 8' | 'database';

type Cell = string | number | null;

const NAMES: readonly (readonly [words: string, unit: string | null])[] = [
  ['Data Point', null],
  ['Date Time', null],
  ['Test Time', 's'],
  ['Step Time', 's'],
  ['Step Index', null],
  ['Cycle Index', null],
  ['Current', 'A'],
  ['Voltage', 'V'],
  ['Charge Capacity', 'Ah'],
  ['Discharge Capacity', 'Ah'],
  ['Internal Resistance', 'Ohm'],
];

export function arbinHeaders(spelling: ArbinSpelling): string[] {
  return NAMES.map(([words, unit]) => {
    const name = spelling === 'mits 8' ? words : words.replaceAll(' ', '_');
    if (unit === null || spelling === 'database')
      return spelling === 'database' && words === 'Date Time' ? 'DateTime' : name;
    return spelling === 'mits 8' ? `${name} (${unit})` : `${name}(${unit})`;
  });
}

/** Excel serial day of 1970-01-01. */
const SERIAL_1970 = 25569;

/** Rows of a channel sheet, without names; counters run on and never fall. */
export function arbinRows(records: readonly MadeStep[], dates: 'serial' | 'text'): Cell[][] {
  let charged = 0;
  let discharged = 0;
  let before = 0;
  return records.map((each) => {
    const passed = each.netCharge - before;
    before = each.netCharge;
    if (passed > 0) charged += passed;
    else discharged -= passed;
    const date = isoOfStep(each);
    return [
      each.record,
      dates === 'serial' ? Date.parse(`${date}Z`) / 86_400_000 + SERIAL_1970 : `\t${usDate(date)}`,
      each.time,
      each.stepTime,
      each.step,
      each.cycle,
      each.current,
      each.voltage,
      charged / 3600,
      discharged / 3600,
      null,
    ];
  });
}

function usDate(iso: string): string {
  const [date = '', clock = ''] = iso.split('T');
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year} ${clock}.250`;
}

/** A CSV export of MITS. */
export function arbinCsvText(records: readonly MadeStep[], spelling: ArbinSpelling): string {
  const rows = arbinRows(records, 'text').map((row) => row.map((cell) => cell ?? '').join(','));
  return [arbinHeaders(spelling).join(','), ...rows, ''].join('\n');
}

/** The report sheet of some channels. */
export function globalInfoSheet(channels: readonly number[]): Cell[][] {
  return [
    [null, null, null, 'TEST REPORT'],
    [null, null, null, 'made_test'],
    ['Channel', 'Start DateTime', 'Schedule File Name', 'Creator', 'Comments', 'Software Version'],
    ...channels.map((channel): Cell[] => [
      channel,
      Date.UTC(2021, 2, 28, 9, 5, 7) / 86_400_000 + SERIAL_1970,
      `made_${channel}.sdu`,
      'us',
      null,
      'PV7.0',
    ]),
  ];
}

/** A workbook of those sheets. */
export function arbinWorkbookBytes(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  bookType: BookType = 'xlsx',
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

/** An impedance sheet of two sweeps of a resistor beside a capacitor, without real and imaginary parts. */
export function impedanceSheet(resistance: number, capacitance: number): Cell[][] {
  const sweep = (step: number): Cell[][] =>
    [1000, 100, 10, 1].map((frequency, point) => {
      const product = 2 * Math.PI * frequency * resistance * capacitance;
      const size = resistance / Math.hypot(1, product);
      return ['Gamry_1', 1, 6, 1, step, point, frequency, size, (-Math.atan(product) * 180) / Math.PI];
    });
  const names = 'Device_ID,Test_ID,Channel_ID,Cycle_ID,Step_ID,Pt,Freq,Zmod,Zphz'.split(',');
  return [names, ...sweep(2), ...sweep(5)];
}
