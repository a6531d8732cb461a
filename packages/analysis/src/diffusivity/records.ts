import { type Dataset, numbers } from '@anodelab/data';

/** Time, potential and current of records that follow each other. */
export interface Records {
  /** s. */
  readonly time: Float64Array;
  /** V: of the working electrode where it was recorded, else of the cell. */
  readonly voltage: Float64Array;
  /** A, positive charges the cell as wired. */
  readonly current: Float64Array;
}

/** One run of records under current, or at rest. */
export interface Stretch extends Records {
  readonly kind: 'rest' | 'current';
  /** Median current, A; 0 at rest. */
  readonly level: number;
  /** When it began, s: the last record before it, or one interval before its first record where that is later. */
  readonly start: number;
}

/** Below this share of the typical current a record is at rest. */
const REST = 0.01;
const LEVEL_POINTS = 200;

/** The records of a galvanostatic dataset; undefined where it has no time, potential or current. */
export function recordsOf(dataset: Dataset): Records | undefined {
  const time = numbers(dataset, 'time_s');
  const voltage = numbers(dataset, 'ewe_V') ?? numbers(dataset, 'voltage_V');
  const current = numbers(dataset, 'current_A');
  if (time === undefined || voltage === undefined || current === undefined) return undefined;
  return { time, voltage, current };
}

/** Runs of one sign of the current, and rests between them, in the order of time. */
export function stretches({ time, voltage, current }: Records): readonly Stretch[] {
  const size = thinned(current).map(Math.abs).sort();
  const threshold = REST * (size[Math.floor(0.98 * size.length)] ?? 0);
  const signOf = (row: number) => (Math.abs(current[row]!) <= threshold ? 0 : Math.sign(current[row]!));
  const found: Stretch[] = [];
  let start = 0;
  for (let row = 1; row <= time.length; row++) {
    if (row < time.length && signOf(row) === signOf(start)) continue;
    const sign = signOf(start);
    const own = time.subarray(start, row);
    const before = start > 0 ? time[start - 1]! : own[0]!;
    const interval = own.length > 1 ? own[1]! - own[0]! : 0;
    found.push({
      kind: sign === 0 ? 'rest' : 'current',
      level: sign === 0 ? 0 : median(thinned(current.subarray(start, row))),
      start: Math.max(before, own[0]! - interval),
      time: own,
      voltage: voltage.subarray(start, row),
      current: current.subarray(start, row),
    });
    start = row;
  }
  return found;
}

/** Length of a stretch from its beginning to its last record, s. */
export function duration({ start, time }: Stretch): number {
  return time.at(-1)! - start;
}

/** Every so many-th value, so that some hundreds remain: enough to tell a level. */
function thinned(values: Float64Array): Float64Array {
  const stride = Math.ceil(values.length / LEVEL_POINTS);
  return Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, k) => values[k * stride]!);
}

/** The middle value. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length >> 1] ?? NaN;
}
