import { type Column, type Finding, FormatError } from '@anodelab/data';
import { temperatureName } from './aux-names.ts';
import { CHUNK } from './chunk.ts';
import type { NdaBlock } from './nda-header.ts';
import { restFindings } from './nda-rows.ts';
import { readColumn } from './read-column.ts';
import { countSteps, type NewareRecords } from './records.ts';
import { decodeRising } from './rising-offsets.ts';
import { zeroColumns } from './zero-columns.ts';

const HIGH_WORD = 2 ** 32;
const ZERO_CELSIUS = 273.15; // K
/** First byte of a record with the total time; fifth byte of one with the step time. */
const DATA = 0x55;
const STEP_TIME_LENGTH = 88;
/** Where the numbers of the records stand. */
const TOTAL_TIME_INDEX = 8;
const STEP_TIME_INDEX = 16;
/** Longest distance at which the next record is looked for. */
const MOST_LENGTH = 256;

interface Layout {
  readonly length: number;
  readonly cycle: number;
  readonly unix: number;
  readonly temperature: number | undefined;
}

/** Layouts of records with the total time by their length. */
const TOTAL_TIME: readonly Layout[] = [
  { length: 52, cycle: 36, unix: 44, temperature: undefined },
  { length: 56, cycle: 36, unix: 44, temperature: 52 },
  { length: 60, cycle: 52, unix: 36, temperature: 48 },
];

export interface Bts9Records {
  readonly records: NewareRecords;
  readonly aux: readonly Column[];
}

/**
 * Records of a BTS 9 `.nda` file, of both forms.
 *
 * @throws {FormatError} when the first record has neither form, or a length that nobody knows
 */
export function readBts9Records(
  bytes: Uint8Array,
  blocks: readonly NdaBlock[],
  file: string,
  findings: Finding[],
): Bts9Records {
  const first = blocks[0] ?? { begin: 0, end: 0 };
  if (first.begin === first.end) return decodeTotalTime(bytes, [], TOTAL_TIME[0] as Layout, findings);
  if (bytes[first.begin] === DATA) {
    return decodeTotalTime(bytes, blocks, totalTimeLayout(bytes, first, file), findings);
  }
  if (bytes[first.begin + 4] === DATA) return decodeStepTime(bytes, blocks, findings);
  const found = bytes[first.begin]?.toString(16) ?? 'the end';
  throw new FormatError(file, `expected a record that begins with 55, found ${found}`, `byte ${first.begin}`);
}

/** The length of a record is the distance to the next one with the same first two bytes. */
function totalTimeLayout(bytes: Uint8Array, { begin, end }: NdaBlock, file: string): Layout {
  const [low, high] = [bytes[begin], bytes[begin + 1]];
  const distances = TOTAL_TIME.filter(
    ({ length }) => bytes[begin + length] === low && bytes[begin + length + 1] === high,
  );
  const next = distances.find((layout) => (end - begin) % layout.length === 0) ?? distances[0];
  if (next !== undefined) return next;
  const single = TOTAL_TIME.find(({ length }) => length === end - begin);
  if (single !== undefined) return single;
  let distance = 2;
  while (distance < MOST_LENGTH && (bytes[begin + distance] !== low || bytes[begin + distance + 1] !== high))
    distance++;
  const found = distance < MOST_LENGTH ? `${distance}` : 'another';
  throw new FormatError(file, `expected records of 52, 56 or 60 bytes, found ${found}`, `byte ${begin}`);
}

/** Offsets of the records whose bytes from `idAt` on are those of `id`, one or two. */
function recordOffsets(
  bytes: Uint8Array,
  blocks: readonly NdaBlock[],
  size: number,
  idAt: number,
  id: Uint8Array,
  findings: Finding[],
): Uint32Array {
  const most = blocks.reduce((sum, { begin, end }) => sum + Math.floor((end - begin) / size), 0);
  const offsets = new Uint32Array(most);
  const last = id.length - 1;
  const [low, high] = [id[0], id[last]];
  let rows = 0;
  for (const { begin, end } of blocks) {
    findings.push(...restFindings((end - begin) % size, end, 0, begin));
    for (let at = begin; at + size <= end; at += size) {
      if (bytes[at + idAt] === low && bytes[at + idAt + last] === high) offsets[rows++] = at;
    }
  }
  findings.push(...restFindings(0, 0, most - rows, blocks[0]?.begin ?? 0));
  return offsets.subarray(0, rows);
}

function decodeTotalTime(
  bytes: Uint8Array,
  blocks: readonly NdaBlock[],
  layout: Layout,
  findings: Finding[],
): Bts9Records {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { begin } = blocks[0] ?? { begin: 0 };
  const offsets = recordOffsets(bytes, blocks, layout.length, 0, bytes.subarray(begin, begin + 2), findings);
  return decodeRising(view, offsets, TOTAL_TIME_INDEX, findings, (rising) =>
    decodeTotalTimeRows(view, rising, layout),
  );
}

interface Decoded extends Bts9Records {
  /** True where each number is above the one before. */
  readonly isRising: boolean;
}

function decodeTotalTimeRows(view: DataView, offsets: Uint32Array, layout: Layout): Decoded {
  const rows = offsets.length;
  const columns = totalTimeColumns(rows);
  let isRising = true;
  for (let from = 0; from < rows; from += CHUNK) {
    if (!decodeTotalTimeChunk(view, offsets.subarray(from, from + CHUNK), from, layout, columns))
      isRising = false;
  }
  const records: NewareRecords = { ...columns, ...timeInSteps(columns) };
  const { temperature: temperatureAt } = layout;
  if (temperatureAt === undefined) return { records, aux: [], isRising };
  const kelvin = readColumn(offsets, (at) => view.getFloat32(at + temperatureAt, true) + ZERO_CELSIUS);
  return { records, aux: [temperatureColumn(kelvin)], isRising };
}

/** Columns of that many rows, zero. */
function totalTimeColumns(rows: number) {
  return { ...zeroColumns(rows), time: new Float64Array(rows), unix: new Float64Array(rows) };
}

type TotalTimeColumns = ReturnType<typeof totalTimeColumns>;

/** Fields of the records at `offsets` into the rows after `from`; true where their numbers rise. */
function decodeTotalTimeChunk(
  view: DataView,
  offsets: Uint32Array,
  from: number,
  { cycle: cycleAt, unix: unixAt }: Layout,
  columns: TotalTimeColumns,
): boolean {
  const { record, cycle, stepId, stepType, time, voltage, current, unix } = columns;
  const { chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy } = columns;
  let before = from === 0 ? -1 : (record[from - 1] as number);
  let isRising = true;
  for (let i = 0, row = from; i < offsets.length; i++, row++) {
    const at = offsets[i] as number;
    const number = view.getUint32(at + TOTAL_TIME_INDEX, true);
    if (number <= before) isRising = false;
    before = number;
    record[row] = number;
    cycle[row] = view.getUint32(at + cycleAt, true) + 1;
    stepId[row] = view.getUint8(at + 2);
    stepType[row] = view.getUint8(at + 3);
    time[row] = view.getUint32(at + 12, true) + view.getUint32(at + 16, true) / 1e9;
    current[row] = view.getFloat32(at + 20, true) / 1000;
    voltage[row] = view.getFloat32(at + 24, true);
    const charge = view.getFloat32(at + 28, true) / 1000;
    const energy = view.getFloat32(at + 32, true) / 1000;
    if (charge < 0) dischargeCapacity[row] = -charge;
    else if (charge !== 0) chargeCapacity[row] = charge;
    if (energy < 0) dischargeEnergy[row] = -energy;
    else if (energy !== 0) chargeEnergy[row] = energy;
    unix[row] = view.getUint32(at + unixAt, true) + view.getUint32(at + unixAt + 4, true) / 1e9;
  }
  return isRising;
}

/** There is no step time: it is the total time since the last record of the step before. */
function timeInSteps({ cycle, stepId, stepType, time }: TotalTimeColumns): {
  readonly stepCount: Float64Array;
  readonly stepTime: Float64Array;
} {
  const rows = time.length;
  const stepCount = new Float64Array(rows);
  const stepTime = new Float64Array(rows);
  let steps = 0;
  let start = 0;
  for (let row = 0; row < rows; row++) {
    const isNew =
      row === 0 ||
      stepId[row] !== stepId[row - 1] ||
      stepType[row] !== stepType[row - 1] ||
      cycle[row] !== cycle[row - 1];
    if (isNew) {
      steps++;
      start = row === 0 ? 0 : (time[row - 1] as number);
    }
    stepCount[row] = steps;
    stepTime[row] = (time[row] as number) - start;
  }
  return { stepCount, stepTime };
}

function temperatureColumn(values: Float64Array): Column {
  return { name: temperatureName(1, 1), unit: 'K', header: 'T1', origin: 'measured', values };
}

function decodeStepTime(bytes: Uint8Array, blocks: readonly NdaBlock[], findings: Finding[]): Bts9Records {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = recordOffsets(bytes, blocks, STEP_TIME_LENGTH, 4, Uint8Array.of(DATA), findings);
  findings.push({
    severity: 'info',
    code: 'no-cycle',
    message: 'records of this form state no cycle',
    at: 'cycle',
  });
  return decodeRising(view, offsets, STEP_TIME_INDEX, findings, (rising) => decodeStepTimeRows(view, rising));
}

function decodeStepTimeRows(view: DataView, offsets: Uint32Array): Decoded {
  const column = (read: (at: number) => number) => readColumn(offsets, read);
  const microseconds = (at: number) =>
    (view.getUint32(at, true) + view.getUint32(at + 4, true) * HIGH_WORD) / 1e6;
  const milli = (field: number) => column((at) => Math.abs(view.getFloat32(at + field, true)) / 1000);
  const stepId = column((at) => view.getUint8(at + 9));
  const stepType = Uint8Array.from(offsets, (at) => view.getUint8(at + 10));
  const stepTime = column((at) => microseconds(at + 28));
  const record = column((at) => view.getUint32(at + STEP_TIME_INDEX, true));
  const records: NewareRecords = {
    record,
    stepId,
    stepType,
    stepTime,
    voltage: column((at) => view.getFloat32(at + 36, true)),
    current: column((at) => view.getFloat32(at + 40, true) / 1000),
    chargeCapacity: milli(52),
    dischargeCapacity: milli(60),
    chargeEnergy: milli(56),
    dischargeEnergy: milli(64),
    ...countSteps(stepId, stepTime, stepType),
    unix: column((at) => microseconds(at + 68)),
  };
  return {
    records,
    aux: [],
    isRising: record.every((number, i) => i === 0 || number > (record[i - 1] as number)),
  };
}
