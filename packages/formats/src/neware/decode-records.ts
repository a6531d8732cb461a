import type { Finding } from '@anodelab/data';
import { countSteps, type NewareRecords } from './records.ts';
import type { RecordLayout } from './nda-layouts.ts';
import { isRangeDoubtful, nominalCurrent, rangeDivisor } from './range-factor.ts';
import { risingOffsets } from './rising-offsets.ts';
import { stepType } from './step-types.ts';

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
  // Almost every file is in order: it is decoded once, and looked at afterwards.
  let decoded = decodeInOrder(view, places, layout, fixedRange);
  if (!isRising(decoded.records.record)) {
    const offsets = risingOffsets(view, places, layout.index, 'the test', findings);
    decoded = decodeInOrder(view, offsets, layout, fixedRange);
  }
  findings.push(...rangeFindings(decoded));
  return decoded.records;
}

function isRising(record: Float64Array): boolean {
  for (let i = 1; i < record.length; i++)
    if ((record[i] as number) <= (record[i - 1] as number)) return false;
  return true;
}

interface Decoded {
  readonly records: NewareRecords;
  /** Ranges that occur. */
  readonly ranges: ReadonlySet<number>;
}

function decodeInOrder(
  view: DataView,
  offsets: Uint32Array,
  layout: RecordLayout,
  fixedRange: number,
): Decoded {
  const rows = offsets.length;
  const column = () => new Float64Array(rows);
  const [record, cycle, stepId] = [column(), column(), column()];
  const [type, mark] = [new Uint8Array(rows), new Uint8Array(rows)];
  const [stepTime, voltage, current] = [column(), column(), column()];
  const [chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy] = [
    column(),
    column(),
    column(),
    column(),
  ];
  const date = column();
  const {
    index: indexAt,
    cycle: cycleAt,
    cycleFrom,
    stepId: stepAt,
    stepType: typeAt,
    stepTime: timeAt,
  } = layout;
  const { voltage: voltageAt, current: currentAt, counters: countersAt, date: dateAt } = layout;
  const wideStep = layout.stepIdBytes === 2;
  const inMs = layout.timeUnit === 'ms';
  const both = layout.counterKind === 'both';
  const asFields = layout.dateKind === 'fields';
  const rangeAt = layout.range ?? -1;
  const markAt = layout.stepCounter ?? typeAt;
  const directions = Array.from({ length: 256 }, (_, code) => stepType(code).direction);
  const ranges = new Set<number>();
  let range = fixedRange;
  let divisor = rangeDivisor(fixedRange);
  let day = -1;
  let dayStart = NaN;
  for (let row = 0; row < rows; row++) {
    const at = offsets[row] as number;
    if (rangeAt >= 0) {
      const own = view.getInt32(at + rangeAt, true) || fixedRange;
      if (own !== range || row === 0) {
        range = own;
        divisor = rangeDivisor(own);
        ranges.add(own);
      }
    }
    record[row] = view.getUint32(at + indexAt, true);
    cycle[row] = view.getUint32(at + cycleAt, true) + cycleFrom;
    stepId[row] = wideStep ? view.getUint16(at + stepAt, true) : view.getUint8(at + stepAt);
    const code = view.getUint8(at + typeAt);
    type[row] = code;
    mark[row] = view.getUint8(at + markAt);
    stepTime[row] = inMs
      ? (view.getUint32(at + timeAt, true) + view.getUint32(at + timeAt + 4, true) * HIGH_WORD) / 1000
      : view.getUint32(at + timeAt, true);
    voltage[row] = view.getInt32(at + voltageAt, true) / PER_VOLT;
    current[row] = view.getInt32(at + currentAt, true) / divisor;
    const first = at + countersAt;
    const a = (view.getUint32(first, true) + view.getInt32(first + 4, true) * HIGH_WORD) / divisor;
    const b = (view.getUint32(first + 8, true) + view.getInt32(first + 12, true) * HIGH_WORD) / divisor;
    if (both) {
      chargeCapacity[row] = a;
      dischargeCapacity[row] = b;
      chargeEnergy[row] =
        (view.getUint32(first + 16, true) + view.getInt32(first + 20, true) * HIGH_WORD) / divisor;
      dischargeEnergy[row] =
        (view.getUint32(first + 24, true) + view.getInt32(first + 28, true) * HIGH_WORD) / divisor;
    } else {
      const direction = directions[code] || Math.sign(current[row] as number);
      if (direction < 0) {
        dischargeCapacity[row] = a;
        dischargeEnergy[row] = b;
      } else {
        chargeCapacity[row] = a;
        chargeEnergy[row] = b;
      }
    }
    if (asFields) {
      const today = view.getInt32(at + dateAt, true);
      if (today !== day) {
        day = today;
        dayStart =
          Date.UTC(today & 0xffff, ((today >> 16) & 0xff) - 1, today >>> 24) / MS_PER_DAY + DAYS_TO_1970;
      }
      const clock = at + dateAt + 4;
      date[row] =
        dayStart +
        (view.getUint8(clock) * 3600 + view.getUint8(clock + 1) * 60 + view.getUint8(clock + 2)) / 86_400;
    } else {
      date[row] = view.getUint32(at + dateAt, true) + view.getUint32(at + dateAt + 4, true) * HIGH_WORD;
    }
  }
  const records: NewareRecords = {
    record,
    cycle,
    stepId,
    stepType: type,
    stepTime,
    voltage,
    current,
    chargeCapacity,
    dischargeCapacity,
    chargeEnergy,
    dischargeEnergy,
    ...countSteps(stepId, stepTime, mark),
    ...(asFields ? { localDate: date } : { unix: date }),
  };
  return { records, ranges };
}

/** A current may go a little beyond its range, but not by a factor of ten. */
const BEYOND_RANGE = 1.5;

/**
 * Findings about ranges whose factor readers disagree about, and currents that are larger than their range: current and
 * counters share the factor, so that only this tells a wrong one.
 */
function rangeFindings({ records, ranges }: Decoded): Finding[] {
  const findings: Finding[] = [...ranges].filter(isRangeDoubtful).map((range) => ({
    severity: 'warning',
    code: 'range-factor-doubtful',
    message: `readers disagree about the current factor of range ${range}: compare one current with Neware’s own program`,
    at: 'current_A',
  }));
  const nominal = Math.max(...[...ranges].map(nominalCurrent));
  let largest = 0;
  for (const current of records.current) if (Math.abs(current) > largest) largest = Math.abs(current);
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
