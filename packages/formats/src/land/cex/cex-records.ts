import { type Finding, FormatError } from '@anodelab/data';
import type { CexHeader } from './cex-header.ts';
import type { CexContent, CexMode, CexStep } from './cex-walk.ts';

/** The data records in SI, but for the time word, whose unit is still to be decided. */
export interface CexRecords {
  /** Time words. */
  readonly ticks: Float64Array;
  /** V. */
  readonly voltage: Float64Array;
  /** A, positive charges. */
  readonly current: Float64Array;
  /** C, unsigned. */
  readonly charge: Float64Array;
  /** J; NaN where the word is no number. */
  readonly energy: Float64Array;
}

/** Counts of current that a rest may show without being doubted. */
const REST_COUNTS = 80;

/**
 * The words of the records, checked against their steps: the sign of the current, capacities that are numbers and do
 * not fall, and time that does not go back but after a pause.
 *
 * @throws {FormatError} at the first record that contradicts its step
 */
export function decodeCex(
  bytes: Uint8Array,
  content: CexContent,
  header: CexHeader,
  file: string,
  findings: Finding[],
): CexRecords {
  const { offsets, steps } = content;
  const records = readWords(bytes, offsets, header);
  const resumed = new Set(content.resumes);
  const place = (row: number, byte = 0) => `byte ${(offsets[row] ?? 0) + byte}`;
  const taken: number[] = [];
  const noisy: number[] = [];
  for (const step of steps) {
    checkMarker(step);
    for (let row = step.first; row < step.end; row++) {
      const charge = records.charge[row] ?? NaN;
      if (!(charge >= 0 && charge < Infinity)) {
        throw new FormatError(file, `expected a capacity, found ${charge / 3600} Ah`, place(row, 8));
      }
      if (row > step.first && !resumed.has(row)) checkOrder(step, row);
      checkDirection(step, row);
    }
  }
  if (taken.length > 0) {
    findings.push({
      severity: 'info',
      code: 'current-of-next-step',
      message: `the last record of ${taken.length} steps carries the current of the step after it; the current of the record before stands in its place`,
      at: place(taken[0] ?? 0, 6),
    });
  }
  if (noisy.length > 0) {
    findings.push({
      severity: 'warning',
      code: 'current-in-rest',
      message: `${noisy.length} records of rests show a current of more than ${REST_COUNTS} counts, ${((records.current[noisy[0] ?? 0] ?? 0) * 1000).toPrecision(4)} mA in the first`,
      at: place(noisy[0] ?? 0, 6),
    });
  }
  if (resumed.size > 0) {
    findings.push({
      severity: 'info',
      code: 'test-resumed',
      message: `the test was paused and went on ${resumed.size} times; a record after a pause may repeat an earlier moment and is kept where it stands`,
      at: place(content.resumes[0] ?? 0),
    });
  }
  return records;

  function checkMarker(step: CexStep): void {
    const marker = content.markers[step.marker];
    if (marker === undefined || (step.mode !== 'charge' && step.mode !== 'discharge')) return;
    if (marker.direction === step.mode) return;
    throw new FormatError(
      file,
      `expected a ${marker.direction} after the marker of byte ${marker.at}, found a step of ${step.mode}`,
      `byte ${step.at}`,
    );
  }

  function checkOrder(step: CexStep, row: number): void {
    const [before, now] = [records.ticks[row - 1] ?? 0, records.ticks[row] ?? 0];
    if (now < before) {
      throw new FormatError(file, `the time word falls from ${before} to ${now} within a step`, place(row));
    }
    const [less, more] = [records.charge[row] ?? 0, records.charge[row - 1] ?? 0];
    if (step.mode !== 'rest' && less < more) {
      throw new FormatError(
        file,
        `the capacity falls from ${more / 3600} to ${less / 3600} Ah within a step`,
        place(row, 8),
      );
    }
  }

  function checkDirection(step: CexStep, row: number): void {
    const current = records.current[row] ?? 0;
    const isLast = row === step.end - 1 && row > step.first;
    if (!contradicts(step.mode, current, isLast, header)) return;
    if (isLast) {
      records.current[row] = records.current[row - 1] ?? 0;
      taken.push(row);
    } else if (step.mode === 'rest') {
      noisy.push(row);
    } else {
      throw new FormatError(
        file,
        `expected a current of the sign of a ${step.mode}, found ${current * 1000} mA`,
        place(row, 6),
      );
    }
  }
}

/** True where the current cannot be one of that step. A first record may be taken before the current flows. */
function contradicts(mode: CexMode, current: number, isLast: boolean, { ampsPerCount }: CexHeader): boolean {
  if (mode === 'charge') return isLast ? current <= 0 : current < 0;
  if (mode === 'discharge') return isLast ? current >= 0 : current > 0;
  return mode === 'rest' && Math.abs(current) > REST_COUNTS * ampsPerCount;
}

function readWords(bytes: Uint8Array, offsets: Uint32Array, header: CexHeader): CexRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { voltsPerCount, ampsPerCount } = header;
  const count = offsets.length;
  const ticks = new Float64Array(count);
  const voltage = new Float64Array(count);
  const current = new Float64Array(count);
  const charge = new Float64Array(count);
  const energy = new Float64Array(count);
  const isCounter = header.words === 'counter';
  for (let row = 0; row < count; row++) {
    const at = offsets[row] ?? 0;
    ticks[row] = view.getUint32(at, true);
    voltage[row] = view.getInt16(at + 4, true) * voltsPerCount;
    current[row] = view.getInt16(at + 6, true) * ampsPerCount;
    charge[row] = isCounter
      ? view.getUint32(at + 8, true) * ampsPerCount
      : view.getFloat32(at + 8, true) * 3600;
    energy[row] = view.getFloat32(at + 12, true) * (isCounter ? ampsPerCount * voltsPerCount : 3600);
  }
  return { ticks, voltage, current, charge, energy };
}
