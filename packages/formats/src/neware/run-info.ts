import { type Finding } from '@anodelab/data';
import { ndcRows } from './ndc-rows.ts';

/** What the cycler kept of some of its records, in SI, by rising record number. */
export interface RunInfo {
  readonly record: Float64Array;
  readonly stepCount: Float64Array;
  readonly stepTime: Float64Array; // s
  readonly unix: Float64Array; // s
  /** Time between the records that follow, s. */
  readonly interval: Float64Array;
  readonly chargeCapacity: Float64Array; // C
  readonly dischargeCapacity: Float64Array; // C
  readonly chargeEnergy: Float64Array; // J
  readonly dischargeEnergy: Float64Array; // J
}

/** Bytes of an entry by the version of the part. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [11, 47],
  [14, 55],
  [16, 100],
  [17, 100],
]);

/** Versions that keep A h and W h; the others mA s and mW s. */
const IN_HOURS: ReadonlySet<number> = new Set([14, 17]);

/** True where the entries of that version are known. */
export function knowsRunInfo(version: number): boolean {
  return LENGTHS.has(version);
}

/** The entries of `data_runInfo.ndc`; of equal record numbers the first. */
export function readRunInfo(part: Uint8Array, version: number, findings: Finding[]): RunInfo {
  const length = LENGTHS.get(version) ?? 0;
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const offsets = keepRising(view, ndcRows(part, version, length), findings);
  const counter = IN_HOURS.has(version) ? 3600 : 1e-3;
  const column = (read: (at: number) => number) => Float64Array.from(offsets, read);
  const counterAt = (field: number) => column((at) => Math.abs(view.getFloat32(at + field, true)) * counter);
  return {
    record: column((at) => view.getUint32(at + 41, true)),
    stepCount: column((at) => view.getUint32(at + 37, true)),
    stepTime: column((at) => view.getUint32(at, true) / 1000),
    unix: column((at) => view.getUint32(at + 33, true) + view.getUint16(at + 45, true) / 1000),
    interval: column((at) => view.getInt32(at + 29, true) / 1000),
    chargeCapacity: counterAt(5),
    dischargeCapacity: counterAt(9),
    chargeEnergy: counterAt(13),
    dischargeEnergy: counterAt(17),
  };
}

/** Offsets by rising record number, the first of equal ones. */
function keepRising(view: DataView, offsets: Uint32Array, findings: Finding[]): Uint32Array {
  const recordAt = (at: number) => view.getUint32(at + 41, true);
  let isRising = true;
  for (let i = 1; i < offsets.length; i++) {
    if (recordAt(offsets[i] as number) < recordAt(offsets[i - 1] as number)) isRising = false;
  }
  if (!isRising) {
    findings.push({
      severity: 'warning',
      code: 'run-info-sorted',
      message: 'entries of data_runInfo.ndc are out of order: sorted by their record',
      at: 'data_runInfo.ndc',
    });
  }
  const order = isRising
    ? offsets
    : Uint32Array.from(offsets).sort((a, b) => recordAt(a) - recordAt(b) || a - b);
  return order.filter((at, i) => i === 0 || recordAt(at) !== recordAt(order[i - 1] as number));
}
