/** Extremes of a column and how many of its cells hold no finite number. */
export interface ColumnScan {
  /** Infinity where no cell holds a number. */
  readonly least: number;
  /** -Infinity where no cell holds a number. */
  readonly most: number;
  readonly missing: number;
}

/** Rows of a column of times that the checks of time look at closer. */
export interface TimeScan {
  /** Not later than the row before, or without a number. */
  readonly notLater: readonly number[];
  /** At least 1 s and ten times longer after the row before than that one was after its own. */
  readonly late: readonly number[];
}

/** s. Below it a computer that was busy is enough. */
const SHORTEST = 1;
/** Cyclers lengthen their interval by doubling or when a plateau begins; no setting makes one interval ten times longer. */
export const LONGER = 10;

/** What several checks ask of one column, found in one pass over it; for one examination. */
export class Scans {
  readonly #columns = new Map<Float64Array, ColumnScan>();
  readonly #times = new Map<Float64Array, TimeScan>();

  column(values: Float64Array): ColumnScan {
    return remembered(this.#columns, values, scanColumn);
  }

  time(values: Float64Array): TimeScan {
    return remembered(this.#times, values, scanTime);
  }
}

function remembered<T>(known: Map<Float64Array, T>, values: Float64Array, scan: (of: Float64Array) => T): T {
  const found = known.get(values) ?? scan(values);
  known.set(values, found);
  return found;
}

function scanColumn(values: Float64Array): ColumnScan {
  let least = Infinity;
  let most = -Infinity;
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value >= least && value <= most) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    if (Number.isNaN(value)) missing++;
  }
  if (least === -Infinity || most === Infinity) {
    missing = 0;
    for (let row = 0; row < values.length; row++) if (!Number.isFinite(values[row])) missing++;
  }
  return { least, most, missing };
}

function scanTime(time: Float64Array): TimeScan {
  const notLater: number[] = [];
  const late: number[] = [];
  let before = time[0] ?? NaN;
  let intervalBefore = NaN;
  for (let row = 1; row < time.length; row++) {
    const now = time[row]!;
    const interval = now - before;
    if (!(now > before)) notLater.push(row);
    else if (interval >= SHORTEST && interval >= LONGER * intervalBefore) late.push(row);
    before = now;
    intervalBefore = interval;
  }
  return { notLater, late };
}

/** Rows that follow each other in one sample: a cache line of numbers and more. */
const BURST = 16;

/** At most about that many rows from `first` on: all of a short table, short runs evenly over a long one. */
export function sampledRows(first: number, length: number, most: number): Int32Array {
  const stride = Math.ceil(Math.max(1, length - first) / most) * BURST;
  const rows = new Int32Array(Math.ceil(Math.max(0, length - first) / stride) * BURST);
  let count = 0;
  for (let start = first; start < length; start += stride) {
    const end = Math.min(start + BURST, length);
    for (let row = start; row < end; row++) rows[count++] = row;
  }
  return rows.subarray(0, count);
}
