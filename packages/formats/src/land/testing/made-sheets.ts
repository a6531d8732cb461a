import { type BookType, utils, write } from '@e965/xlsx';
import { clockText, fixed, headerRow, type MadeRecord, perMass, type Row } from './made-records.ts';

/** Excel serial day of 2021-02-25 00:00, the made test's date. */
const START_DAY = 44252;

function day(record: MadeRecord): number {
  return START_DAY + record.time / 86_400;
}

const NEW_ENGLISH =
  'Record,TestTime/Sec,StepTime/Sec,Current/mA,Capacity/mAh,SpeCap/mAh/g,SOC|DOD/%,Voltage/V,Energy/mWh,SpeEnergy/Wh/kg,AuxTemp/dC.,AuxVolt/V,SysTime,,Cycle-Index,Step-Index,Step-State';
const NEW_CHINESE =
  '记录序号,测试时间/Sec,步骤时间/Sec,电流/uA,容量/Ah,比容量/mAh/g,SOC|DOD/%,电压/V,能量/Wh,比能量/Wh/kg,辅助温度/℃,辅助电压/V,系统时间,,循环序号,工步序号,工步状态';

function newRow(record: MadeRecord, scale: { current: number; charge: number }): Row {
  const { capacity, energy } = record;
  return [
    record.record,
    record.time,
    record.stepTime,
    record.current * scale.current,
    capacity * scale.charge,
    perMass(capacity),
    0,
    record.voltage,
    energy * scale.charge,
    perMass(energy),
    '-',
    '-',
    day(record),
    null,
    record.cycle,
    record.step,
    record.state,
  ];
}

/** A new-style record sheet, in English (mA, mAh) or Chinese (uA, Ah). */
export function newRecordSheet(records: readonly MadeRecord[], chinese = false): Row[] {
  const scale = chinese ? { current: 1000, charge: 1e-3 } : { current: 1, charge: 1 };
  return [headerRow(chinese ? NEW_CHINESE : NEW_ENGLISH), ...records.map((record) => newRow(record, scale))];
}

/** The cycle sheet of those records, with LAND's rules for the columns that it has. */
export function cycleSheet(records: readonly MadeRecord[], chinese = false): Row[] {
  const names = chinese
    ? '循环序号,充电容量/mAh,放电容量/mAh,充电比容量/mAh/g,放电比容量/mAh/g,效率/%'
    : 'Cycle,CapC/mAh,CapD/mAh,SpeCapC/mAh/g,SpeCapD/mAh/g,Efficiency/%';
  const cycles = [...new Set(records.map(({ cycle }) => cycle))];
  const last = (cycle: number, state: MadeRecord['state']) =>
    records.findLast((record) => record.cycle === cycle && record.state === state)?.capacity ?? 0;
  return [
    headerRow(names),
    ...cycles.map((cycle): Row => {
      const charge = last(cycle, 'RateC');
      const discharge = last(cycle, 'RateD');
      return [
        cycle,
        charge,
        discharge,
        perMass(charge),
        perMass(discharge),
        fixed((100 * charge) / discharge, 4),
      ];
    }),
  ];
}

/** The step sheet of those records. */
export function stepSheet(records: readonly MadeRecord[]): Row[] {
  const steps = [...new Set(records.map(({ step }) => step))];
  return [
    headerRow('Step,Mode,Period/Sec,Capacity/mAh,Power/mWh,Start Volt/V,End Volt/V'),
    ...steps.map((step): Row => {
      const own = records.filter((record) => record.step === step);
      const [first, last] = [own[0], own.at(-1)];
      if (first === undefined || last === undefined) return [];
      return [step, last.state, last.stepTime, last.capacity, last.energy, first.voltage, last.voltage];
    }),
  ];
}

const OLD =
  'Index,TestTime/Sec.,StepTime/Sec.,Voltage/V,Current/mA,Capacity/mAh,SCapacity/mAh/g,Energy/mWh,SEnergy/Wh/kg,SysTime,,State';
const OLD_CLOCK = OLD.replace('TestTime/Sec.', 'TestTime').replace('StepTime/Sec.', 'StepTime');

function oldRow(record: MadeRecord, clock: boolean): Row {
  const { capacity, energy } = record;
  return [
    record.record,
    clock ? clockText(record.time) : record.time,
    clock ? clockText(record.stepTime) : record.stepTime,
    record.voltage,
    record.current,
    capacity,
    perMass(capacity),
    energy,
    perMass(energy),
    day(record),
    null,
    record.state,
  ];
}

/** Old-style record sheets of at most `length` rows; only the first has a header. */
export function oldRecordSheets(records: readonly MadeRecord[], length: number): Record<string, Row[]> {
  const sheets: Record<string, Row[]> = {};
  for (let at = 0; at < records.length; at += length) {
    const rows = records.slice(at, at + length).map((record) => oldRow(record, false));
    sheets[`Record${at / length + 1}`] = at === 0 ? [headerRow(OLD), ...rows] : rows;
  }
  return sheets;
}

/** The layered old style: before the records of each step its own header and line, and times as `d-hh:mm:ss`. */
export function layeredSheet(records: readonly MadeRecord[]): Row[] {
  const steps = [...new Set(records.map(({ step }) => step))];
  return steps.flatMap((step): Row[] => {
    const own = records.filter((record) => record.step === step);
    const last = own.at(-1);
    return [
      headerRow('Index,Mode,Period,Capacity/mAh,Energy/mWh'),
      [step, last?.state ?? '', clockText(last?.stepTime ?? 0), last?.capacity ?? 0, last?.energy ?? 0],
      headerRow(OLD_CLOCK),
      ...own.map((record) => oldRow(record, true)),
    ];
  });
}

/** Cycles side by side under two rows of headers. */
export function sideBySideSheet(records: readonly MadeRecord[]): Row[] {
  const cycles = [...new Set(records.map(({ cycle }) => cycle))];
  const blocks = cycles.map((cycle) => {
    const own = records.filter((record) => record.cycle === cycle);
    return [[`Cycle ${cycle}`, ...headerRow(NEW_ENGLISH).fill('').slice(1)], ...newRecordSheet(own)];
  });
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((block) => [...(block[row] ?? headerRow(NEW_ENGLISH).fill('')), null]),
  );
}

/** Bytes of a workbook with those sheets. */
export function workbookBytes(
  sheets: Readonly<Record<string, readonly Row[]>>,
  bookType: BookType = 'xlsx',
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows as Row[][number][]), name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType, compression: true }) as ArrayBuffer);
}
