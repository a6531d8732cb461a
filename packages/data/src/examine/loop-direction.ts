import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, recorded } from './recorded.ts';

/** Rows in either direction from which means decide. */
const FEWEST = 10;
/** Difference of two means over the span of the current below which nothing is decided. */
const LEAST = 0.02;
/** Share of the window that is an end of it. */
const END = 0.2;
/** Difference of the means at both ends over that of the directions from which the ends have a say. */
const ENDS = 0.5;

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
  if (loop.upper - loop.lower > ENDS * (loop.falling - loop.rising)) return [];
  const message = `the current is lower by ${digits(loop.falling - loop.rising)} A on average while the potential rises than while it falls: the file counts cathodic currents as positive; turn the sign before naming peaks`;
  return [{ severity: 'warning', code: 'current-sign-contradicted', message, at: 'current_A' }];
}

/** Mean currents of a voltammogram, A. */
interface LoopMeans {
  readonly rising: number;
  readonly falling: number;
  /** In the upper and in the lower fifth of the window: mean of rising and falling, which the vertex divides unevenly. */
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
  const mean = { rising: 0, falling: 0, upperRising: 0, upperFalling: 0, lowerRising: 0, lowerFalling: 0 };
  const rows = { ...mean };
  const add = (name: keyof typeof mean, value: number) => {
    mean[name] += (value - mean[name]) / ++rows[name];
  };
  for (let row = 1; row < current.length; row++) {
    const value = current[row]!;
    const at = potential[row]!;
    const step = at - potential[row - 1]!;
    if (step === 0 || !Number.isFinite(value) || !Number.isFinite(step)) continue;
    add(step > 0 ? 'rising' : 'falling', value);
    if (at > high - end) add(step > 0 ? 'upperRising' : 'upperFalling', value);
    else if (at < low + end) add(step > 0 ? 'lowerRising' : 'lowerFalling', value);
  }
  return {
    rising: mean.rising,
    falling: mean.falling,
    upper: (mean.upperRising + mean.upperFalling) / 2,
    lower: (mean.lowerRising + mean.lowerFalling) / 2,
    span: most - least,
    rows: Math.min(rows.rising, rows.falling),
  };
}
