import type { Finding } from '@anodelab/data';
import { ndcRows } from './ndc-rows.ts';
import { risingOffsets } from './rising-offsets.ts';

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

const RECORD_AT = 41;

/** True where the entries of that version are known. */
export function knowsRunInfo(version: number): boolean {
  return LENGTHS.has(version);
}

/** The entries of `data_runInfo.ndc`; of equal record numbers the first. */
export function readRunInfo(part: Uint8Array, version: number, findings: Finding[]): RunInfo {
  const length = LENGTHS.get(version) ?? 0;
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const offsets = risingOffsets(view, ndcRows(part, version, length), RECORD_AT, 'the run info', findings);
  const counter = IN_HOURS.has(version) ? 3600 : 1e-3;
  const rows = offsets.length;
  const column = () => new Float64Array(rows);
  const run = {
    record: column(),
    stepCount: column(),
    stepTime: column(),
    unix: column(),
    interval: column(),
    chargeCapacity: column(),
    dischargeCapacity: column(),
    chargeEnergy: column(),
    dischargeEnergy: column(),
  };
  for (let row = 0; row < rows; row++) {
    const at = offsets[row] as number;
    run.stepTime[row] = view.getUint32(at, true) / 1000;
    run.chargeCapacity[row] = Math.abs(view.getFloat32(at + 5, true)) * counter;
    run.dischargeCapacity[row] = Math.abs(view.getFloat32(at + 9, true)) * counter;
    run.chargeEnergy[row] = Math.abs(view.getFloat32(at + 13, true)) * counter;
    run.dischargeEnergy[row] = Math.abs(view.getFloat32(at + 17, true)) * counter;
    run.interval[row] = view.getInt32(at + 29, true) / 1000;
    run.unix[row] = view.getUint32(at + 33, true) + view.getUint16(at + 45, true) / 1000;
    run.stepCount[row] = view.getUint32(at + 37, true);
    run.record[row] = view.getUint32(at + RECORD_AT, true);
  }
  return run;
}
