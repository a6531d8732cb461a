import type { Finding } from '@anodelab/data';
import { CHUNK } from './chunk.ts';
import { countSteps, type NewareRecords } from './records.ts';
import type { RecordLayout } from './nda-layouts.ts';
import { isRangeDoubtful, nominalCurrent, rangeDivisor } from './range-factor.ts';
import { decodeRising } from './rising-offsets.ts';
import { stepType } from './step-types.ts';
import { zeroColumns } from './zero-columns.ts';

const HIGH_WORD = 2 ** 32;
/** Counts of a volt. */
const PER_VOLT = 1e4;
const MS_PER_DAY = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01. */
const DAYS_TO_1970 = 25_569;

/**
 * Records of whole numbers, sorted, without repeats.
 *
 * @param places - where each record begins; its whole length must be there
 * @param fixedRange - range of records that state none
 */
export function decodeRecords(
  bytes: Uint8Array,
  places: Uint32Array,
  layout: RecordLayout,
  fixedRange: number,
  findings: Finding[],
): NewareRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoded = decodeRising(view, places, layout.index, findings, (offsets) =>
    decodeInOrder(view, offsets, layout, fixedRange),
  );
  findings.push(...rangeFindings(decoded));
  return decoded.records;
}

interface Decoded {
  readonly records: NewareRecords;
  /** True where each number is above the one before. */
  readonly isRising: boolean;
  /** Ranges that occur. */
  readonly ranges: ReadonlySet<number>;
  /** Largest current of either sign, A. */
  readonly largest: number;
}

function decodeInOrder(
  view: DataView,
  offsets: Uint32Array,
  layout: RecordLayout,
  fixedRange: number,
): Decoded {
  const rows = offsets.length;
  const columns = rawColumns(rows);
  const ranges = new Set<number>();
  let isRising = true;
  let largest = 0;
  for (let from = 0; from < rows; from += CHUNK) {
    const chunk = offsets.subarray(from, from + CHUNK);
    if (!decodeSteps(view, chunk, from, layout, columns)) isRising = false;
    largest = Math.max(largest, decodeElectric(view, chunk, from, layout, fixedRange, columns, ranges));
    if (layout.dateKind === 'fields') decodeLocalDates(view, chunk, from, layout.date, columns.date);
    else decodeUnix(view, chunk, from, layout.date, columns.date);
  }
  const { mark, date, ...kept } = columns;
  const records: NewareRecords = {
    ...kept,
    ...countSteps(columns.stepId, columns.stepTime, mark),
    ...(layout.dateKind === 'fields' ? { localDate: date } : { unix: date }),
  };
  return { records, isRising, ranges, largest };
}

/** Columns of that many rows, zero. */
function rawColumns(rows: number) {
  return {
    ...zeroColumns(rows),
    /** What changes with each step. */
    mark: new Uint8Array(rows),
    stepTime: new Float64Array(rows),
    date: new Float64Array(rows),
  };
}

type RawColumns = ReturnType<typeof rawColumns>;

/** Numbers, steps and their times of the records at `offsets`, into the rows after `from`; true where they rise. */
function decodeSteps(
  view: DataView,
  offsets: Uint32Array,
  from: number,
  layout: RecordLayout,
  { record, cycle, stepId, stepType: type, mark, stepTime }: RawColumns,
): boolean {
  const { index: indexAt, cycle: cycleAt, cycleFrom, stepId: stepAt, stepType: typeAt } = layout;
  const timeAt = layout.stepTime;
  const markAt = layout.stepCounter ?? typeAt;
  const isWide = layout.stepIdBytes === 2;
  const inMs = layout.timeUnit === 'ms';
  let before = from === 0 ? -1 : (record[from - 1] as number);
  let isRising = true;
  for (let i = 0, row = from; i < offsets.length; i++, row++) {
    const at = offsets[i] as number;
    const number = view.getUint32(at + indexAt, true);
    if (number <= before) isRising = false;
    before = number;
    record[row] = number;
    cycle[row] = view.getUint32(at + cycleAt, true) + cycleFrom;
    stepId[row] = isWide ? view.getUint16(at + stepAt, true) : view.getUint8(at + stepAt);
    type[row] = view.getUint8(at + typeAt);
    mark[row] = view.getUint8(at + markAt);
    const low = view.getUint32(at + timeAt, true);
    stepTime[row] = inMs ? (low + view.getUint32(at + timeAt + 4, true) * HIGH_WORD) / 1000 : low;
  }
  return isRising;
}

/** Voltage, current and counters; gives the largest current of either sign, A, and adds the ranges that it meets. */
function decodeElectric(
  view: DataView,
  offsets: Uint32Array,
  from: number,
  layout: RecordLayout,
  fixedRange: number,
  columns: RawColumns,
  ranges: Set<number>,
): number {
  const { voltage, current, chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy } = columns;
  const { voltage: voltageAt, current: currentAt, counters: countersAt, stepType: typeAt } = layout;
  const both = layout.counterKind === 'both';
  const rangeAt = layout.range ?? -1;
  let range = NaN;
  let divisor = rangeDivisor(fixedRange);
  let largest = 0;
  for (let i = 0, row = from; i < offsets.length; i++, row++) {
    const at = offsets[i] as number;
    if (rangeAt >= 0) {
      const own = view.getInt32(at + rangeAt, true) || fixedRange;
      if (own !== range) {
        range = own;
        divisor = rangeDivisor(own);
        ranges.add(own);
      }
    }
    voltage[row] = view.getInt32(at + voltageAt, true) / PER_VOLT;
    const amperes = view.getInt32(at + currentAt, true) / divisor;
    if (Math.abs(amperes) > largest) largest = Math.abs(amperes);
    current[row] = amperes;
    const first = at + countersAt;
    if (both) {
      setCounter(view, first, divisor, chargeCapacity, row);
      setCounter(view, first + 8, divisor, dischargeCapacity, row);
      setCounter(view, first + 16, divisor, chargeEnergy, row);
      setCounter(view, first + 24, divisor, dischargeEnergy, row);
    } else {
      const discharges = (DIRECTIONS[view.getUint8(at + typeAt)] || Math.sign(amperes)) < 0;
      setCounter(view, first, divisor, discharges ? dischargeCapacity : chargeCapacity, row);
      setCounter(view, first + 8, divisor, discharges ? dischargeEnergy : chargeEnergy, row);
    }
  }
  return largest;
}

/** Directions of the step types by their codes. */
const DIRECTIONS = Int8Array.from({ length: 256 }, (_, code) => stepType(code).direction);

/** A counter of 64 bits. One direction of a step counts nothing: its memory is left as it came, untouched and zero. */
function setCounter(view: DataView, at: number, divisor: number, values: Float64Array, row: number): void {
  const low = view.getUint32(at, true);
  const high = view.getInt32(at + 4, true);
  if ((low | high) !== 0) values[row] = (low + high * HIGH_WORD) / divisor;
}

/** Year, month, day, hour, minute and second of a local clock as days since 1899-12-30. */
function decodeLocalDates(
  view: DataView,
  offsets: Uint32Array,
  from: number,
  dateAt: number,
  date: Float64Array,
): void {
  let day = -1;
  let dayStart = NaN;
  for (let i = 0; i < offsets.length; i++) {
    const at = (offsets[i] as number) + dateAt;
    const today = view.getInt32(at, true);
    if (today !== day) {
      day = today;
      dayStart =
        Date.UTC(today & 0xffff, ((today >> 16) & 0xff) - 1, today >>> 24) / MS_PER_DAY + DAYS_TO_1970;
    }
    const seconds = view.getUint8(at + 4) * 3600 + view.getUint8(at + 5) * 60 + view.getUint8(at + 6);
    date[from + i] = dayStart + seconds / 86_400;
  }
}

/** Seconds since 1970 in UTC. */
function decodeUnix(
  view: DataView,
  offsets: Uint32Array,
  from: number,
  dateAt: number,
  date: Float64Array,
): void {
  for (let i = 0; i < offsets.length; i++) {
    const at = (offsets[i] as number) + dateAt;
    date[from + i] = view.getUint32(at, true) + view.getUint32(at + 4, true) * HIGH_WORD;
  }
}

/** A current may go a little beyond its range, but not by a factor of ten. */
const BEYOND_RANGE = 1.5;

/**
 * Findings about ranges whose factor readers disagree about, and currents that are larger than their range: current and
 * counters share the factor, so that only this tells a wrong one.
 */
function rangeFindings({ ranges, largest }: Decoded): Finding[] {
  const findings: Finding[] = [...ranges].filter(isRangeDoubtful).map((range) => ({
    severity: 'warning',
    code: 'range-factor-doubtful',
    message: `readers disagree about the current factor of range ${range}: compare one current with Neware’s own program`,
    at: 'current_A',
  }));
  const nominal = Math.max(...[...ranges].map(nominalCurrent));
  if (Number.isFinite(nominal) && largest > BEYOND_RANGE * nominal) {
    findings.push({
      severity: 'warning',
      code: 'current-beyond-range',
      message: `currents up to ${largest.toPrecision(4)} A in a range of ${nominal} A: the factor of the range may be wrong`,
      at: 'current_A',
    });
  }
  return findings;
}
