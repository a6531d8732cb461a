import { type BookType, utils, write } from '@e965/xlsx';

/** Excel serial day of 2021-02-25 00:00, the made test's date. */
const START_DAY = 44252;

/** One record as LAND prints it: s, mA, mAh, V, mWh. */
export interface MadeRecord {
  readonly record: number;
  readonly time: number;
  readonly stepTime: number;
  readonly current: number;
  readonly capacity: number;
  readonly voltage: number;
  readonly energy: number;
  readonly cycle: number;
  readonly step: number;
  readonly state: 'R' | 'RateC' | 'RateD';
}

/** mg: what specific columns are divided by. */
export const MADE_MASS_MG = 0.8;

type Row = (string | number | null)[];

/** Records of a silicon half cell: per cycle a discharge, a rest, a charge and a rest, eleven records a step. */
export function madeRecords(cycles: number): readonly MadeRecord[] {
  const records: MadeRecord[] = [];
  const shapes = [
    { current: -0.2, from: 0.8, to: 0.05, state: 'RateD' },
    { current: 0, from: 0.06, to: 0.08, state: 'R' },
    { current: 0.2, from: 0.1, to: 1, state: 'RateC' },
    { current: 0, from: 0.95, to: 0.9, state: 'R' },
  ] as const;
  let time = 0;
  let step = 0;
  let held = { capacity: 0, energy: 0 };
  for (let cycle = 1; cycle <= cycles; cycle++) {
    for (const shape of shapes) {
      step++;
      const seconds = shape.current === 0 ? 60 : 36000 - 1800 * cycle - (shape.current > 0 ? 900 : 0);
      const start = shape.current === 0 ? held : { capacity: 0, energy: 0 };
      for (let i = 0; i <= 10; i++) {
        const share = i / 10;
        const stepTime = seconds * share;
        const voltage = shape.from + (shape.to - shape.from) * share;
        const capacity = start.capacity + (Math.abs(shape.current) * stepTime) / 3600;
        const energy = start.energy + (Math.abs(shape.current) * stepTime * (shape.from + voltage)) / 7200;
        held = { capacity: fixed(capacity, 5), energy: fixed(energy, 5) };
        records.push({
          record: records.length + 1,
          time: time + stepTime,
          stepTime,
          current: shape.current,
          ...held,
          voltage: fixed(voltage, 6),
          cycle,
          step,
          state: shape.state,
        });
      }
      time += seconds;
    }
  }
  return records;
}

function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function perMass(value: number): number {
  return fixed((1000 * value) / MADE_MASS_MG, 3);
}

function day(record: MadeRecord): number {
  return START_DAY + record.time / 86_400;
}

/** `d-hh:mm:ss` */
export function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 86_400;
  return `${Math.floor(seconds / 86_400)}-${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`;
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
  return [header(chinese ? NEW_CHINESE : NEW_ENGLISH), ...records.map((record) => newRow(record, scale))];
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
    header(names),
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
    header('Step,Mode,Period/Sec,Capacity/mAh,Power/mWh,Start Volt/V,End Volt/V'),
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
    sheets[`Record${at / length + 1}`] = at === 0 ? [header(OLD), ...rows] : rows;
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
      header('Index,Mode,Period,Capacity/mAh,Energy/mWh'),
      [step, last?.state ?? '', clockText(last?.stepTime ?? 0), last?.capacity ?? 0, last?.energy ?? 0],
      header(OLD_CLOCK),
      ...own.map((record) => oldRow(record, true)),
    ];
  });
}

/** Cycles side by side under two rows of headers. */
export function sideBySideSheet(records: readonly MadeRecord[]): Row[] {
  const cycles = [...new Set(records.map(({ cycle }) => cycle))];
  const blocks = cycles.map((cycle) => {
    const own = records.filter((record) => record.cycle === cycle);
    return [[`Cycle ${cycle}`, ...header(NEW_ENGLISH).fill('').slice(1)], ...newRecordSheet(own)];
  });
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((block) => [...(block[row] ?? header(NEW_ENGLISH).fill('')), null]),
  );
}

function header(names: string): Row {
  return names.split(',');
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

/** Rows as delimited text. */
export function textBytes(rows: readonly Row[], delimiter: string, lineEnd = '\r\n'): Uint8Array {
  const lines = rows.map((row) => row.map((cell) => String(cell ?? '')).join(delimiter));
  return new TextEncoder().encode(lines.join(lineEnd) + lineEnd);
}

/** Eight tab-separated columns without a header. */
export function bareRows(records: readonly MadeRecord[]): Row[] {
  return records.map((record) => [
    record.record,
    clockText(record.time),
    clockText(record.stepTime),
    record.voltage,
    record.current,
    record.capacity,
    record.energy,
    isoDay(record).replace('T', ' '),
  ]);
}

/** LANDT's US CSV: six lines of metadata, one comma too many in every record. */
export function usRows(records: readonly MadeRecord[]): Row[] {
  const names =
    'channel_index,cycle_index,step_index,date_time_iso_string,test_time_s,step_time_s,current_A,voltage_V,discharge_capacity_Ah,charge_capacity_Ah,discharge_energy_Wh,charge_energy_Wh,Pressure_Psi,temperature_1_C,step_name';
  const meta = ['Channel', 'Operator', 'Cell', 'Schedule', 'Start', 'Comment'].map(
    (key): Row => [`${key}:`, '', '', ''],
  );
  return [
    ...meta,
    header(names),
    ...records.map((record): Row => {
      const step = { charge: record.state === 'RateC', discharge: record.state === 'RateD' };
      const [date = '', clock = ''] = isoDay(record).split('T');
      const [year, month, dayOfMonth] = date.split('-');
      return [
        record.record,
        record.cycle,
        record.step,
        `${month}/${dayOfMonth}/${year} ${clock}`,
        record.time,
        record.stepTime,
        fixed(record.current / 1000, 4),
        record.voltage,
        step.discharge ? record.capacity / 1000 : 0,
        step.charge ? record.capacity / 1000 : 0,
        step.discharge ? record.energy / 1000 : 0,
        step.charge ? record.energy / 1000 : 0,
        0,
        25,
        record.state,
        '',
      ];
    }),
  ];
}

/** Text with Maccor's headers and LAND's date. */
export function recRows(records: readonly MadeRecord[]): Row[] {
  return [
    header('Rec#,Cyc#,Step,Test (Sec),Step (Sec),Amp-hr,Watt-hr,Amps,Volts,DPt-Time'),
    ...records.map(
      (record): Row => [
        record.record,
        record.cycle,
        record.step,
        record.time,
        record.stepTime,
        record.capacity / 1000,
        record.energy / 1000,
        record.current / 1000,
        record.voltage,
        isoDay(record).replace('T', ' '),
      ],
    ),
  ];
}

/** Chinese CSV with two blocks of five columns, discharge beside charge, neither with a count. */
export function twoBlockRows(records: readonly MadeRecord[]): Row[] {
  const names = '测试时间/Sec,电压/V,电流/mA,容量/mAh,比容量/mAh/g';
  const block = (state: MadeRecord['state']) =>
    records
      .filter((record) => record.state === state)
      .map(
        (record): Row => [
          record.time,
          record.voltage,
          record.current,
          record.capacity,
          perMass(record.capacity),
        ],
      );
  const right = block('RateC');
  return [
    [...header(names), ...header(names)],
    ...block('RateD').map((left, i): Row => [...left, ...(right[i] ?? [])]),
  ];
}

/** `2021-02-25T10:00:00` of a record. */
export function isoDay(record: MadeRecord): string {
  const ms = Date.UTC(2021, 1, 25) + 1000 * record.time;
  return new Date(ms).toISOString().slice(0, 19);
}
