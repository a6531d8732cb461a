import type { GriddedSweep } from './common-grid.ts';

/** A maximum of the current in the direction of its sweep. */
export interface Peak {
  readonly voltage: number;
  /** Above the baseline, in the unit and with the sign of the currents. */
  readonly current: number;
}

/** Smallest rise above both feet, as a share of the sweep's range of current. */
const PROMINENCE = 0.05;
/** Half width of the local parabola that smooths noise, as a share of the grid. */
const SMOOTHING = 0.004;

/**
 * The peaks of one sweep by rising potential; a maximum at a vertex is none. `linear` measures from the straight line
 * between the lowest currents on either side, `zero` from no current and only where the current flows in the sense of
 * the sweep.
 */
export function findPeaks(
  sweep: Pick<GriddedSweep, 'direction' | 'voltage'>,
  current: Float64Array,
  baseline: 'zero' | 'linear',
): readonly Peak[] {
  const sign = sweep.direction === 'anodic' ? 1 : -1;
  const { voltage } = sweep;
  const height = smooth(current.map((value) => sign * value));
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of height) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const peaks: Peak[] = [];
  for (let i = 1; i + 1 < height.length; i++) {
    if (!(height[i]! > height[i - 1]! && height[i]! >= height[i + 1]!)) continue;
    const left = foot(height, i, -1);
    const right = foot(height, i, 1);
    if (baseline === 'zero' && !(height[i]! > 0)) continue;
    const rise = height[i]! - Math.max(height[left]!, height[right]!);
    if (!(rise > PROMINENCE * (highest - lowest))) continue;
    const { at, value } = vertex(height, i);
    const line = height[left]! + ((height[right]! - height[left]!) * (at - left)) / (right - left);
    peaks.push({
      voltage: voltage[0]! + at * (voltage[1]! - voltage[0]!),
      current: sign * (baseline === 'linear' ? value - line : value),
    });
  }
  return peaks;
}

/** One peak per scan rate: the largest at the lowest rate, then always the nearest in potential. */
export function trackPeak(peaks: readonly (readonly Peak[])[]): readonly Peak[] {
  const tracked: Peak[] = [];
  for (const found of peaks) {
    const last = tracked.at(-1);
    const better = (a: Peak, b: Peak) =>
      last === undefined
        ? Math.abs(b.current) > Math.abs(a.current)
        : Math.abs(b.voltage - last.voltage) < Math.abs(a.voltage - last.voltage);
    const [first, ...rest] = found;
    if (first === undefined) return [];
    tracked.push(rest.reduce((best, peak) => (better(best, peak) ? peak : best), first));
  }
  return tracked;
}

/** Row of the lowest value between a peak and the next higher ground or the end, going left (-1) or right (1). */
function foot(height: Float64Array, peak: number, step: 1 | -1): number {
  let lowest = peak;
  for (let i = peak + step; i >= 0 && i < height.length && height[i]! <= height[peak]!; i += step) {
    if (height[i]! < height[lowest]!) lowest = i;
  }
  return lowest;
}

/** The parabola through a maximum and its neighbours. */
function vertex(height: Float64Array, i: number): { at: number; value: number } {
  const [a, b, c] = [height[i - 1]!, height[i]!, height[i + 1]!];
  const curvature = a - 2 * b + c;
  const shift = curvature < 0 ? (a - c) / (2 * curvature) : 0;
  return { at: i + shift, value: b - ((a - c) * shift) / 4 };
}

/** Savitzky-Golay smoothing with local parabolas; the ends stay as they are. */
function smooth(values: Float64Array): Float64Array {
  const half = Math.max(2, Math.round(SMOOTHING * values.length));
  const n = 2 * half + 1;
  const out = values.slice();
  const weights = new Float64Array(n);
  for (let k = -half; k <= half; k++) {
    weights[k + half] =
      (3 * (3 * half * half + 3 * half - 1 - 5 * k * k)) / ((2 * half - 1) * n * (2 * half + 3));
  }
  for (let i = half; i + half < values.length; i++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += weights[k]! * values[i - half + k]!;
    out[i] = sum;
  }
  return out;
}
