import type { Finding } from '@anodelab/data';
import { countSteps, type NewareRecords } from './records.ts';
import type { NdaBlock } from './nda-header.ts';
import type { NdaLayout } from './nda-layouts.ts';
import { isRangeDoubtful, rangeDivisor } from './range-factor.ts';
import { sortRows } from './sort-rows.ts';
import { stepType } from './step-types.ts';

const AUX = 0x65;
const HIGH_WORD = 2 ** 32;
/** Counts of a volt. */
const PER_VOLT = 1e4;
const MS_PER_DAY = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01. */
const DAYS_TO_1970 = 25_569;

/** The data records of an `.nda` file of BTS 4 to 7, sorted, without repeats; others are left to `readNdaAux`. */
export function readNdaRecords(
  bytes: Uint8Array,
  block: NdaBlock,
  layout: NdaLayout,
  fixedRange: number,
  findings: Finding[],
): { readonly records: NewareRecords; readonly auxCount: number } {
  const { length: size } = layout;
  const most = Math.floor((block.end - block.begin) / size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, block.begin + most * size);
  const column = () => new Float64Array(most);
  const [record, cycle, stepId, type, mark] = [column(), column(), column(), column(), column()];
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
  const idIsData = new Uint8Array(256);
  for (const id of layout.dataIds) idIsData[id] = 1;
  const directions = Array.from({ length: 256 }, (_, code) => stepType(code).direction);
  const ranges = new Set<number>();
  let auxCount = 0;
  let others = 0;
  let rows = 0;
  let range = fixedRange;
  let divisor = rangeDivisor(fixedRange);
  let day = -1;
  let dayStart = NaN;
  for (let at = block.begin, end = block.begin + most * size; at < end; at += size) {
    const id = view.getUint8(at);
    if (idIsData[id] === 0) {
      if (id === AUX) auxCount++;
      else if (id !== 0xaa && id !== 0xff) others++;
      continue;
    }
    if (rangeAt >= 0) {
      const own = view.getInt32(at + rangeAt, true) || fixedRange;
      if (own !== range || rows === 0) {
        range = own;
        divisor = rangeDivisor(own);
        ranges.add(own);
      }
    }
    record[rows] = view.getUint32(at + indexAt, true);
    cycle[rows] = view.getUint32(at + cycleAt, true) + cycleFrom;
    stepId[rows] = wideStep ? view.getUint16(at + stepAt, true) : view.getUint8(at + stepAt);
    const code = view.getUint8(at + typeAt);
    type[rows] = code;
    mark[rows] = view.getUint8(at + markAt);
    stepTime[rows] = inMs
      ? (view.getUint32(at + timeAt, true) + view.getUint32(at + timeAt + 4, true) * HIGH_WORD) / 1000
      : view.getUint32(at + timeAt, true);
    voltage[rows] = view.getInt32(at + voltageAt, true) / PER_VOLT;
    current[rows] = view.getInt32(at + currentAt, true) / divisor;
    const first = at + countersAt;
    const a = (view.getUint32(first, true) + view.getInt32(first + 4, true) * HIGH_WORD) / divisor;
    const b = (view.getUint32(first + 8, true) + view.getInt32(first + 12, true) * HIGH_WORD) / divisor;
    if (both) {
      chargeCapacity[rows] = a;
      dischargeCapacity[rows] = b;
      chargeEnergy[rows] =
        (view.getUint32(first + 16, true) + view.getInt32(first + 20, true) * HIGH_WORD) / divisor;
      dischargeEnergy[rows] =
        (view.getUint32(first + 24, true) + view.getInt32(first + 28, true) * HIGH_WORD) / divisor;
    } else {
      const direction = directions[code] || Math.sign(current[rows] as number);
      if (direction < 0) {
        dischargeCapacity[rows] = a;
        dischargeEnergy[rows] = b;
      } else {
        chargeCapacity[rows] = a;
        chargeEnergy[rows] = b;
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
      date[rows] =
        dayStart +
        (view.getUint8(clock) * 3600 + view.getUint8(clock + 1) * 60 + view.getUint8(clock + 2)) / 86_400;
    } else {
      date[rows] = view.getUint32(at + dateAt, true) + view.getUint32(at + dateAt + 4, true) * HIGH_WORD;
    }
    rows++;
  }
  reportBlock(block, most * size, others, findings);
  for (const each of ranges) if (isRangeDoubtful(each)) findings.push(doubtfulRange(each));
  const decoded = [record, cycle, stepId, type, mark, stepTime, voltage, current];
  const counters = [chargeCapacity, dischargeCapacity, chargeEnergy, dischargeEnergy];
  const sorted = sortRows([...decoded, ...counters, date], rows, findings) as Tuple13;
  const [r, c, s, t, m, st, v, i, qc, qd, ec, ed, d] = sorted;
  const records: NewareRecords = {
    record: r,
    cycle: c,
    stepId: s,
    stepType: t,
    stepTime: st,
    voltage: v,
    current: i,
    chargeCapacity: qc,
    dischargeCapacity: qd,
    chargeEnergy: ec,
    dischargeEnergy: ed,
    ...countSteps(s, st, m),
    ...(asFields ? { localDate: d } : { unix: d }),
  };
  return { records, auxCount };
}

type F = Float64Array;
type Tuple13 = [F, F, F, F, F, F, F, F, F, F, F, F, F];

function reportBlock(block: NdaBlock, used: number, others: number, findings: Finding[]): void {
  const left = block.end - block.begin - used;
  if (left > 0) {
    findings.push({
      severity: 'info',
      code: 'record-incomplete',
      message: `${left} bytes after the last whole record: left out; the file was cut or is still being written`,
      at: `byte ${block.begin + used}`,
    });
  }
  if (others > 0) {
    findings.push({
      severity: 'info',
      code: 'records-unknown',
      message: `${others} records of an unknown kind among the data: left out`,
      at: `byte ${block.begin}`,
    });
  }
}

function doubtfulRange(range: number): Finding {
  return {
    severity: 'warning',
    code: 'range-factor-doubtful',
    message: `readers disagree about the current factor of range ${range}: compare one current with Neware’s own program`,
    at: 'current_A',
  };
}
