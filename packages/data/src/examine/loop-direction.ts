import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, recorded } from './recorded.ts';

/** Rows in either direction from which means decide. */
const FEWEST = 10;
/** Difference of two means over the span of the current below which nothing is decided. */
const LEAST = 0.02;
/** Share of the window that is an end of it, and the difference of the means of both ends that is one. */
const END = 0.2;
const LEAST_OF_ENDS = 0.25;

/**
 * A voltammogram with cathodic currents positive. With anodic ones positive the current is higher while the potential
 * rises than while it falls (double layers charge, reactants run out), and higher at the upper end of the window than at
 * the lower one. A warning where the first is broken and the second does not hold: an electrode that is activated at the
 * upper end breaks the first alone. A sweep in one direction decides nothing.
 */
export function loopDirection(dataset: Dataset): Finding[] {
  const potential = recorded(dataset, 'ewe_V') ?? recorded(dataset, 'voltage_V');
  const current = recorded(dataset, 'current_A');
  if (dataset.technique !== 'cv' || potential === undefined || current === undefined) return [];
  const loop = loopMeans(potential, current);
  if (loop.rows < FEWEST || !(loop.rising - loop.falling < -LEAST * loop.span)) return [];
  if (loop.upper - loop.lower > LEAST_OF_ENDS * loop.span) return [];
  const message = `the current is lower by ${digits(loop.falling - loop.rising)} A on average while the potential rises than while it falls: the file counts cathodic currents as positive; turn the sign before naming peaks`;
  return [{ severity: 'warning', code: 'current-sign-contradicted', message, at: 'current_A' }];
}

/** Mean currents of a voltammogram, A; NaN where there is no such row. */
interface LoopMeans {
  readonly rising: number;
  readonly falling: number;
  /** In the upper and in the lower fifth of the window. */
  readonly upper: number;
  readonly lower: number;
  readonly span: number;
  /** Rows of the rarer direction. */
  readonly rows: number;
}

function loopMeans(potential: Float64Array, current: Float64Array): LoopMeans {
  let [low, high, least, most] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let row = 0; row < current.length; row++) {
    low = Math.min(low, potential[row]!);
    high = Math.max(high, potential[row]!);
    least = Math.min(least, current[row]!);
    most = Math.max(most, current[row]!);
  }
  const end = END * (high - low);
  let [rising, falling, upper, lower] = [0, 0, 0, 0];
  let [risingRows, fallingRows, upperRows, lowerRows] = [0, 0, 0, 0];
  for (let row = 1; row < current.length; row++) {
    const value = current[row]!;
    const at = potential[row]!;
    const step = at - potential[row - 1]!;
    if (!Number.isFinite(value)) continue;
    if (step > 0) {
      rising += value;
      risingRows++;
    } else if (step < 0) {
      falling += value;
      fallingRows++;
    }
    if (at > high - end) {
      upper += value;
      upperRows++;
    } else if (at < low + end) {
      lower += value;
      lowerRows++;
    }
  }
  return {
    rising: rising / risingRows,
    falling: falling / fallingRows,
    upper: upper / upperRows,
    lower: lower / lowerRows,
    span: most - least,
    rows: Math.min(risingRows, fallingRows),
  };
}
