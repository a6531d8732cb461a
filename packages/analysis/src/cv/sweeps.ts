import { type Dataset, numbers } from '@anodelab/data';

export type Direction = 'cathodic' | 'anodic';

/** One run of the potential between two vertices; potentials rise or fall apart from noise. */
export interface Sweep {
  readonly direction: Direction;
  /** V, in the order of time. */
  readonly voltage: Float64Array;
  /** A, positive anodic. */
  readonly current: Float64Array;
  /** V/s, positive, from the records; NaN without a time column. */
  readonly scanRate: number;
  /** False where it spans less than 95 % of the record's range, as the first sweep from rest does. */
  readonly complete: boolean;
}

/** A turn back counts from this share of the potential range, at least MINIMUM volts: noise stays below, vertices do not. */
const TURN = 0.02;
const MINIMUM = 5e-3;
const COMPLETE = 0.95;
/** As many slopes, at least, tell the scan rate of a sweep that has them. */
const SLOPES = 200;

/** True for data that hold a potential and a current. */
export function hasVoltammogram(dataset: Dataset): boolean {
  return potentialOf(dataset) !== undefined && numbers(dataset, 'current_A') !== undefined;
}

/**
 * The sweeps of a voltammetric record, cut at the vertices of the set potential where the file has it, else of the
 * measured one. The vendor's cycle numbers are not used.
 */
export function findSweeps(dataset: Dataset): readonly Sweep[] {
  const voltage = potentialOf(dataset);
  const current = numbers(dataset, 'current_A');
  if (voltage === undefined || current === undefined) return [];
  const time = numbers(dataset, 'time_s');
  const control = numbers(dataset, 'control_V');
  const guide = control !== undefined && rangeOf(control) > 0.9 * rangeOf(voltage) ? control : voltage;
  const range = rangeOf(guide);
  if (!(range > 0)) return [];
  const turns = findTurns(guide, Math.max(MINIMUM, TURN * range));
  return turns.slice(1).map((end, index) => {
    const start = turns[index]!;
    const rise = guide[end]! - guide[start]!;
    return {
      direction: rise > 0 ? 'anodic' : 'cathodic',
      voltage: voltage.subarray(start, end + 1),
      current: current.subarray(start, end + 1),
      scanRate: time === undefined ? NaN : slope(time, guide, start, end),
      complete: Math.abs(rise) >= COMPLETE * range,
    };
  });
}

/** The potential of a record: of the working electrode where it has one, else the voltage. */
export function potentialOf(dataset: Dataset): Float64Array | undefined {
  return numbers(dataset, 'ewe_V') ?? numbers(dataset, 'voltage_V');
}

function rangeOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}

/** Rows of the vertices, with the first and the last row. */
function findTurns(values: Float64Array, threshold: number): readonly number[] {
  const turns = [0];
  let low = 0;
  let high = 0;
  let direction = 0;
  for (let row = 1; row < values.length; row++) {
    const value = values[row]!;
    if (value > values[high]!) high = row;
    if (value < values[low]!) low = row;
    if (direction >= 0 && values[high]! - value > threshold) {
      if (high > 0) turns.push(high);
      direction = -1;
      low = row;
      high = row;
    } else if (direction <= 0 && value - values[low]! > threshold) {
      if (low > 0) turns.push(low);
      direction = 1;
      low = row;
      high = row;
    }
  }
  const last = direction >= 0 ? high : low; // what follows the last extreme is a hold
  if (last > turns.at(-1)!) turns.push(last);
  return turns;
}

/** Median slope in V/s between rows half a sweep apart: one bad record does not move it. */
function slope(time: Float64Array, values: Float64Array, start: number, end: number): number {
  const half = (end - start + 1) >> 1;
  if (half < 1) return NaN;
  const stride = Math.max(1, Math.floor((end - start + 1 - half) / SLOPES));
  const slopes = new Float64Array(Math.ceil((end - start + 1 - half) / stride));
  for (let i = 0; i < slopes.length; i++) {
    const a = start + i * stride;
    slopes[i] = Math.abs((values[a + half]! - values[a]!) / (time[a + half]! - time[a]!));
  }
  slopes.sort();
  return slopes[slopes.length >> 1]!;
}
