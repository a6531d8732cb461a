import { type Column, type Finding, FormatError } from '@anodelab/data';
import { temperatureName } from './aux-names.ts';
import type { NdaBlock } from './nda-header.ts';
import { restFindings } from './nda-rows.ts';
import { readColumn } from './read-column.ts';
import { countSteps, type NewareRecords } from './records.ts';
import { risingOffsets } from './rising-offsets.ts';

const HIGH_WORD = 2 ** 32;
const ZERO_CELSIUS = 273.15; // K
/** First byte of a record with the total time; fifth byte of one with the step time. */
const DATA = 0x55;
const STEP_TIME_LENGTH = 88;
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

/** Offsets of the records that `isData` accepts, by rising number. */
function recordOffsets(
  view: DataView,
  blocks: readonly NdaBlock[],
  size: number,
  indexAt: number,
  isData: (at: number) => boolean,
  findings: Finding[],
): Uint32Array {
  const most = blocks.reduce((sum, { begin, end }) => sum + Math.floor((end - begin) / size), 0);
  const offsets = new Uint32Array(most);
  let rows = 0;
  for (const { begin, end } of blocks) {
    findings.push(...restFindings((end - begin) % size, end, 0, begin));
    for (let at = begin; at + size <= end; at += size) if (isData(at)) offsets[rows++] = at;
  }
  findings.push(...restFindings(0, 0, most - rows, blocks[0]?.begin ?? 0));
  return risingOffsets(view, offsets.subarray(0, rows), indexAt, 'the test', findings);
}

function decodeTotalTime(
  bytes: Uint8Array,
  blocks: readonly NdaBlock[],
  layout: Layout,
  findings: Finding[],
): Bts9Records {
  const { length: size, cycle: cycleAt, unix: unixAt, temperature: temperatureAt } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = blocks[0] === undefined ? 0 : view.getUint16(blocks[0].begin, true);
  const offsets = recordOffsets(view, blocks, size, 8, (at) => view.getUint16(at, true) === id, findings);
  const rows = offsets.length;
  const column = () => new Float64Array(rows);
  const [record, cycle, stepId, unix] = [column(), column(), column(), column()];
  const [time, stepTime, stepCount] = [column(), column(), column()];
  const [voltage, current] = [column(), column()];
  const [chargeCapacity, dischargeCapacity] = [column(), column()];
  const [chargeEnergy, dischargeEnergy] = [column(), column()];
  const types = new Uint8Array(rows);
  let step = -1;
  let type = -1;
  let cycleNow = -1;
  let steps = 0;
  let start = 0;
  let now = 0;
  for (let row = 0; row < rows; row++) {
    const at = offsets[row] as number;
    const ownStep = view.getUint8(at + 2);
    const ownType = view.getUint8(at + 3);
    const ownCycle = view.getUint32(at + cycleAt, true) + 1;
    // There is no step time: it is the total time since the last record of the step before.
    if (ownStep !== step || ownType !== type || ownCycle !== cycleNow) {
      [step, type, cycleNow] = [ownStep, ownType, ownCycle];
      steps++;
      start = now;
    }
    now = view.getUint32(at + 12, true) + view.getUint32(at + 16, true) / 1e9;
    record[row] = view.getUint32(at + 8, true);
    cycle[row] = ownCycle;
    stepId[row] = ownStep;
    types[row] = ownType;
    stepCount[row] = steps;
    time[row] = now;
    stepTime[row] = now - start;
    current[row] = view.getFloat32(at + 20, true) / 1000;
    voltage[row] = view.getFloat32(at + 24, true);
    const charge = view.getFloat32(at + 28, true) / 1000;
    const energy = view.getFloat32(at + 32, true) / 1000;
    // Adding zero turns a negative zero into a plain one.
    if (charge < 0) dischargeCapacity[row] = -charge;
    else chargeCapacity[row] = charge + 0;
    if (energy < 0) dischargeEnergy[row] = -energy;
    else chargeEnergy[row] = energy + 0;
    unix[row] = view.getUint32(at + unixAt, true) + view.getUint32(at + unixAt + 4, true) / 1e9;
  }
  const records: NewareRecords = {
    record,
    cycle,
    stepId,
    stepType: types,
    stepCount,
    stepTime,
    time,
    voltage,
    current,
    chargeCapacity,
    dischargeCapacity,
    chargeEnergy,
    dischargeEnergy,
    unix,
  };
  if (temperatureAt === undefined) return { records, aux: [] };
  const kelvin = readColumn(offsets, (at) => view.getFloat32(at + temperatureAt, true) + ZERO_CELSIUS);
  return { records, aux: [temperatureColumn(kelvin)] };
}

function temperatureColumn(values: Float64Array): Column {
  return { name: temperatureName(1, 1), unit: 'K', header: 'T1', origin: 'measured', values };
}

function decodeStepTime(bytes: Uint8Array, blocks: readonly NdaBlock[], findings: Finding[]): Bts9Records {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isData = (at: number) => view.getUint8(at + 4) === DATA;
  const offsets = recordOffsets(view, blocks, STEP_TIME_LENGTH, 16, isData, findings);
  findings.push({
    severity: 'info',
    code: 'no-cycle',
    message: 'records of this form state no cycle',
    at: 'cycle',
  });
  const column = (read: (at: number) => number) => readColumn(offsets, read);
  const microseconds = (at: number) =>
    (view.getUint32(at, true) + view.getUint32(at + 4, true) * HIGH_WORD) / 1e6;
  const milli = (field: number) => column((at) => Math.abs(view.getFloat32(at + field, true)) / 1000);
  const stepId = column((at) => view.getUint8(at + 9));
  const stepType = Uint8Array.from(offsets, (at) => view.getUint8(at + 10));
  const stepTime = column((at) => microseconds(at + 28));
  const records: NewareRecords = {
    record: column((at) => view.getUint32(at + 16, true)),
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
  return { records, aux: [] };
}
