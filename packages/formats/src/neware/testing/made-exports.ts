import { utils, type WorkBook, write } from '@e965/xlsx';
import type { MadeStep } from '../../cycler-table/testing/made-steps.ts';
import { isoOfStep } from '../../cycler-table/testing/made-steps.ts';

const WORDS = { Pause: 'Rest', Charge: 'CC Chg', Discharge: 'CC DChg' } as const;

/** Charge of a record within its step, mA h. */
function ofStep(records: readonly MadeStep[], row: number): number {
  const record = records[row];
  const first = records.findLastIndex(({ stepTime }, i) => i <= row && stepTime === 0);
  return Math.abs((record?.netCharge ?? 0) - (records[first]?.netCharge ?? 0)) / 3.6;
}

/** `hh:mm:ss` with as many hours as it takes. */
function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const FLAT =
  'DataPoint,Cycle Index,Step Index,Step Type,Time,Total Time,Current(µA),Voltage(mV),Capacity(mAh),Spec. Cap.(mAh/g),Chg. Cap.(mAh),DChg. Cap.(mAh),Date,Contact resistance(mO),T1(?),t1(?),LgD';

/** BTSDA's flat text in Windows-1252; 2 mg of active mass. */
export function flatText(records: readonly MadeStep[], hours = 0): Uint8Array {
  const lines = records.map((record, row) => {
    const charge = ofStep(records, row);
    const isCharge = record.command === 'Charge';
    return [
      record.record,
      record.cycle,
      record.step,
      WORDS[record.command],
      clock(record.stepTime),
      clock(record.time + 3600 * hours),
      (record.current * 1e6).toFixed(0),
      (record.voltage * 1000).toFixed(4),
      charge.toFixed(9),
      (charge / 0.002).toFixed(9),
      (isCharge ? charge : 0).toFixed(9),
      (isCharge ? 0 : charge).toFixed(9),
      isoOfStep(record).replace('T', ' '),
      '12',
      record.celsius,
      '30',
      '',
    ].join(',');
  });
  const text = `${[FLAT, ...lines].join('\r\n')}\r\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** BTSDA's layered text: cycles, steps and records, each further in. */
export function layeredText(records: readonly MadeStep[]): string {
  const lines = [
    'Cycle ID,,,,,,,',
    ',Step ID,,,,,,,DCIR(O)',
    ',,Record ID,Time(h:min:s.ms),Voltage(V),Current(mA),Capacity(mAh),Realtime',
  ];
  records.forEach((record, row) => {
    const before = records[row - 1];
    if (before?.cycle !== record.cycle) lines.push(`${record.cycle},,,,,,,`);
    if (before?.cycle !== record.cycle || before.step !== record.step)
      lines.push(`,${record.step},,,,,,,0.015`);
    lines.push(
      [
        '',
        '',
        record.record,
        `${clock(record.stepTime)}.0`,
        record.voltage,
        record.current * 1000,
        ofStep(records, row),
        isoOfStep(record).replace('T', ' '),
      ].join(','),
    );
  });
  return `${lines.join('\n')}\n`;
}

/** The older program's workbook; records go on on a second sheet after `perSheet`. */
export function oldWorkbook(
  records: readonly MadeStep[],
  bookType: 'xls' | 'xlsx',
  perSheet: number,
): Uint8Array {
  const header = [
    'Record Index',
    'Status',
    'JumpTo',
    'Cycle',
    'Step',
    'Cur(mA)',
    'Voltage(V)',
    'CapaCity(mAh)',
    'Relative Time(h:min:s.ms)',
  ];
  const rows = records.map((record, row) => [
    record.record,
    WORDS[record.command].replace(' ', '_'),
    1,
    record.cycle,
    3 * (record.cycle - 1) + record.step,
    record.current * 1000,
    record.voltage,
    ofStep(records, row),
    `${clock(record.stepTime)}.000`,
  ]);
  const book = utils.book_new();
  const add = (name: string, cells: readonly (readonly (string | number)[])[]) =>
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells.map((row) => [...row])), name);
  add('Info', [
    ['Testing Information'],
    ['Cycle Mode:Charge First'],
    ['Equipment', 'Unit', 'Channel', 'Battery of Number(P/N)', 'File of Step', 'Start time', 'Remark'],
    [14, 1, 3, 'M1', '-', '2021-03-28 09:05:07', 'coated'],
  ]);
  add('Cycle_14_1_3', [
    ['Channel', 'ToTal of Cycle', 'Capacity of charge(mAh)', 'Capacity of discharge(mAh)', 'Cycle Life(%)'],
    [3, 1, 36, 36, 100],
  ]);
  for (let first = 0, sheet = 0; first < rows.length; first += perSheet, sheet++) {
    add(`Detail_14_1_3${sheet === 0 ? '' : `_${sheet}`}`, [header, ...rows.slice(first, first + perSheet)]);
  }
  return written(book, bookType);
}

const SECONDS_PER_DAY = 86_400;

/** BTSDA's workbook, with times and dates as Excel numbers. */
export function newWorkbook(records: readonly MadeStep[], bookType: 'xls' | 'xlsx'): Uint8Array {
  const names = [
    'DataPoint',
    'Cycle Index',
    'Step Index',
    'Step Type',
    'Time',
    'Total Time',
    'Current(A)',
    'Voltage(V)',
    'Date',
  ];
  const rows = records.map((record) => [
    record.record,
    record.cycle,
    record.step,
    WORDS[record.command],
    record.stepTime / SECONDS_PER_DAY,
    record.time / SECONDS_PER_DAY,
    record.current,
    record.voltage,
    Date.parse(`${isoOfStep(record)}Z`) / 1000 / SECONDS_PER_DAY + 25_569,
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([names, ...rows]), 'record');
  return written(book, bookType);
}

function written(book: WorkBook, bookType: 'xls' | 'xlsx'): Uint8Array {
  return new Uint8Array(
    write(book, { type: 'array', bookType: bookType === 'xls' ? 'biff8' : 'xlsx' }) as ArrayBuffer,
  );
}
