import { type Column, type Finding, FormatError } from '@anodelab/data';
import { temperatureName } from './aux-names.ts';
import type { NdaBlock } from './nda-header.ts';
import { restFindings } from './nda-rows.ts';
import { countSteps, type NewareRecords } from './records.ts';
import { sortRows } from './sort-rows.ts';

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

function decodeTotalTime(
  bytes: Uint8Array,
  blocks: readonly NdaBlock[],
  layout: Layout,
  findings: Finding[],
): Bts9Records {
  const { length: size, cycle: cycleAt, unix: unixAt, temperature: temperatureAt } = layout;
  const most = blocks.reduce((sum, { begin, end }) => sum + Math.floor((end - begin) / size), 0);
  const column = () => new Float64Array(most);
  const [record, cycle, stepId, type, time, voltage, current, unix] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  const [chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy] = [
    column(),
    column(),
    column(),
    column(),
  ];
  const temperature = temperatureAt === undefined ? undefined : column();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = blocks[0] === undefined ? 0 : view.getUint16(blocks[0].begin, true);
  let rows = 0;
  for (const { begin, end } of blocks) {
    for (let at = begin; at + size <= end; at += size) {
      if (view.getUint16(at, true) !== id) continue;
      stepId[rows] = view.getUint8(at + 2);
      type[rows] = view.getUint8(at + 3);
      record[rows] = view.getUint32(at + 8, true);
      time[rows] = view.getUint32(at + 12, true) + view.getUint32(at + 16, true) / 1e9;
      current[rows] = view.getFloat32(at + 20, true) / 1000;
      voltage[rows] = view.getFloat32(at + 24, true);
      const charge = view.getFloat32(at + 28, true) / 1000;
      const energy = view.getFloat32(at + 32, true) / 1000;
      // Adding zero turns a negative zero into a plain one.
      if (charge < 0) dischargeCapacity[rows] = -charge;
      else chargeCapacity[rows] = charge + 0;
      if (energy < 0) dischargeEnergy[rows] = -energy;
      else chargeEnergy[rows] = energy + 0;
      cycle[rows] = view.getUint32(at + cycleAt, true) + 1;
      unix[rows] = view.getUint32(at + unixAt, true) + view.getUint32(at + unixAt + 4, true) / 1e9;
      if (temperature !== undefined) {
        temperature[rows] = view.getFloat32(at + (temperatureAt as number), true) + ZERO_CELSIUS;
      }
      rows++;
    }
  }
  reportRest(blocks, size, most - rows, findings);
  const columns = [
    record,
    cycle,
    stepId,
    type,
    time,
    voltage,
    current,
    unix,
    chargeCapacity,
    dischargeCapacity,
    chargeEnergy,
    dischargeEnergy,
    ...(temperature === undefined ? [] : [temperature]),
  ];
  const [r, c, s, t, tt, v, i, u, qc, qd, ec, ed, temp] = sortRows(columns, rows, findings) as Tuple12;
  const steps = stepTimes(s, t, c, tt);
  return {
    records: {
      record: r,
      cycle: c,
      stepId: s,
      stepType: t,
      ...steps,
      time: tt,
      voltage: v,
      current: i,
      chargeCapacity: qc,
      dischargeCapacity: qd,
      chargeEnergy: ec,
      dischargeEnergy: ed,
      unix: u,
    },
    aux: temp === undefined ? [] : [temperatureColumn(temp)],
  };
}

type F = Float64Array;
type Tuple12 = [F, F, F, F, F, F, F, F, F, F, F, F, F?];

function temperatureColumn(values: Float64Array): Column {
  return { name: temperatureName(1, 1), unit: 'K', header: 'T1', origin: 'measured', values };
}

/** The files state no step time: it is the total time since the last record of the step before. */
function stepTimes(
  stepId: Float64Array,
  type: Float64Array,
  cycle: Float64Array,
  time: Float64Array,
): { readonly stepCount: Float64Array; readonly stepTime: Float64Array } {
  const stepCount = new Float64Array(time.length);
  const stepTime = new Float64Array(time.length);
  let steps = 0;
  let start = 0;
  for (let i = 0; i < time.length; i++) {
    if (i === 0 || stepId[i] !== stepId[i - 1] || type[i] !== type[i - 1] || cycle[i] !== cycle[i - 1]) {
      steps++;
      start = i === 0 ? 0 : (time[i - 1] as number);
    }
    stepCount[i] = steps;
    stepTime[i] = (time[i] as number) - start;
  }
  return { stepCount, stepTime };
}

function decodeStepTime(bytes: Uint8Array, blocks: readonly NdaBlock[], findings: Finding[]): Bts9Records {
  const size = STEP_TIME_LENGTH;
  const most = blocks.reduce((sum, { begin, end }) => sum + Math.floor((end - begin) / size), 0);
  const column = () => new Float64Array(most);
  const [record, stepId, type, stepTime, voltage, current, unix] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  const [chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy] = [
    column(),
    column(),
    column(),
    column(),
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u64 = (at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * HIGH_WORD;
  let rows = 0;
  for (const { begin, end } of blocks) {
    for (let at = begin; at + size <= end; at += size) {
      if (view.getUint8(at + 4) !== DATA) continue;
      stepId[rows] = view.getUint8(at + 9);
      type[rows] = view.getUint8(at + 10);
      record[rows] = view.getUint32(at + 16, true);
      stepTime[rows] = u64(at + 28) / 1e6;
      voltage[rows] = view.getFloat32(at + 36, true);
      current[rows] = view.getFloat32(at + 40, true) / 1000;
      chargeCapacity[rows] = Math.abs(view.getFloat32(at + 52, true)) / 1000;
      chargeEnergy[rows] = Math.abs(view.getFloat32(at + 56, true)) / 1000;
      dischargeCapacity[rows] = Math.abs(view.getFloat32(at + 60, true)) / 1000;
      dischargeEnergy[rows] = Math.abs(view.getFloat32(at + 64, true)) / 1000;
      unix[rows] = u64(at + 68) / 1e6;
      rows++;
    }
  }
  reportRest(blocks, size, most - rows, findings);
  findings.push({
    severity: 'info',
    code: 'no-cycle',
    message: 'records of this form state no cycle',
    at: 'cycle',
  });
  const columns = [
    record,
    stepId,
    type,
    stepTime,
    voltage,
    current,
    unix,
    chargeCapacity,
    dischargeCapacity,
    chargeEnergy,
    dischargeEnergy,
  ];
  const [r, s, t, st, v, i, u, qc, qd, ec, ed] = sortRows(columns, rows, findings) as [
    F,
    F,
    F,
    F,
    F,
    F,
    F,
    F,
    F,
    F,
    F,
  ];
  return {
    records: {
      record: r,
      stepId: s,
      stepType: t,
      stepTime: st,
      voltage: v,
      current: i,
      chargeCapacity: qc,
      dischargeCapacity: qd,
      chargeEnergy: ec,
      dischargeEnergy: ed,
      ...countSteps(s, st, t),
      unix: u,
    },
    aux: [],
  };
}

function reportRest(blocks: readonly NdaBlock[], size: number, others: number, findings: Finding[]): void {
  for (const { begin, end } of blocks) findings.push(...restFindings((end - begin) % size, end, 0, begin));
  findings.push(...restFindings(0, 0, others, blocks[0]?.begin ?? 0));
}
