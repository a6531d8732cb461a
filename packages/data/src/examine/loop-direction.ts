import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, recorded } from './recorded.ts';
import { type Scans, sampledRows } from './scans.ts';

/** Rows in either direction from which means decide. */
const FEWEST = 10;
/** Difference of two means over the span of the current below which nothing is decided. */
const LEAST = 0.02;
/** Rows looked at for means, evenly over the file. */
const MOST_ROWS = 50_000;
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
export function loopDirection(dataset: Dataset, scans: Scans): Finding[] {
  const potential = recorded(dataset, 'ewe_V') ?? recorded(dataset, 'voltage_V');
  const current = recorded(dataset, 'current_A');
  if (dataset.technique !== 'cv' || potential === undefined || current === undefined) return [];
  const loop = loopMeans(potential, current, scans);
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

function loopMeans(potential: Float64Array, current: Float64Array, scans: Scans): LoopMeans {
  const { least: low, most: high } = scans.column(potential);
  const { least, most } = scans.column(current);
  const end = END * (high - low);
  // Rising and falling: in the whole window, in its upper and in its lower fifth.
  const sum = new Float64Array(6);
  const count = new Float64Array(6);
  const rows = sampledRows(1, current.length, MOST_ROWS);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const value = current[row]!;
    const at = potential[row]!;
    const step = at - potential[row - 1]!;
    if (step === 0 || !Number.isFinite(value) || !Number.isFinite(step)) continue;
    const way = step > 0 ? 0 : 1;
    sum[way]! += value;
    count[way]!++;
    if (at <= high - end && at >= low + end) continue;
    const part = at > high - end ? 2 + way : 4 + way;
    sum[part]! += value;
    count[part]!++;
  }
  const mean = sum.map((each, i) => each / Math.max(1, count[i]!));
  return {
    rising: mean[0]!,
    falling: mean[1]!,
    upper: (mean[2]! + mean[3]!) / 2,
    lower: (mean[4]! + mean[5]!) / 2,
    span: most - least,
    rows: Math.min(count[0]!, count[1]!),
  };
}
