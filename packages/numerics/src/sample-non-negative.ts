import { factorCholesky, solveFactor } from './cholesky.ts';
import { createRandom } from './random.ts';

export interface NonNegativeSamples {
  /** Column-major, one sample per column. Shape (n, count). */
  readonly samples: Float64Array;
  /** Reflections at the bounds, all samples together. */
  readonly reflections: number;
  /** Length of a swing as a share of a quarter period: below 1 where reflections are many, and samples then follow each other. */
  readonly swing: number;
}

/** Reflections that a sample may take on average; swings are shortened to that. */
const AFFORDABLE = 1000;
/** First samples, from which the length of a swing is found. */
const PILOTS = 8;

/**
 * Samples of a normal distribution cut at x_i >= 0 by exact Hamiltonian Monte Carlo (Pakman and Paninski, J. Comput. Graph.
 * Stat. 2014, 23, 518): each unknown swings as m + b cos t + a sin t for a quarter period and is reflected where one reaches
 * zero; no step size, no rejection. Where the bounds hold nearly everything (spikes between zeros) a quarter period takes
 * 100,000 reflections: after eight samples swings are then as short as 1000 reflections on average are; any length of
 * swing leaves the distribution as it is. In the coordinates of x itself a reflection is one column of the covariance and a
 * swing two multiplications per unknown, so a reflection costs O(n); times of arrival are compared as tan(t/2), the root of
 * a quadratic equation, so no trigonometric function is called in the search.
 *
 * @param precision - inverse covariance, symmetric positive definite, column-major
 * @param mean - of the distribution before it is cut
 * @param start - non-negative
 * @param seed - the same seed gives the same samples
 */
export function sampleNonNegative(
  precision: Float64Array,
  mean: Float64Array,
  start: Float64Array,
  count: number,
  seed: number,
): NonNegativeSamples {
  const n = mean.length;
  const factor = precision.slice();
  factorCholesky(factor, n);
  const covariance = invert(factor, n);
  const { normal } = createRandom(seed);
  const a = new Float64Array(n);
  const b = start.map((x, i) => Math.max(0, x) - mean[i]!);
  const samples = new Float64Array(n * count);
  let reflections = 0;
  let span = 1;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < n; i++) a[i] = normal();
    solveFactor(factor, n, a);
    const made = swing(mean, covariance, a, b, (span * Math.PI) / 2);
    reflections += made.reflections;
    if (k < PILOTS) span = Math.min(span, made.share * span * Math.min(1, AFFORDABLE / made.reflections));
    for (let i = 0; i < n; i++) samples[k * n + i] = Math.max(0, mean[i]! + b[i]!);
  }
  return { samples, reflections, swing: span };
}

/**
 * Moves position (mean + b) and velocity a through part of a period, no further than three times the affordable reflections.
 *
 * @param span - angle, rad
 * @returns the share of the span that was made
 */
function swing(
  mean: Float64Array,
  covariance: Float64Array,
  a: Float64Array,
  b: Float64Array,
  span: number,
): { reflections: number; share: number } {
  const n = mean.length;
  let left = span;
  for (let reflections = 0; ; reflections++) {
    let nearest = Math.tan(left / 2);
    let hit = -1;
    for (let i = 0; i < n; i++) {
      const m = mean[i]!;
      const v = a[i]!;
      const above = b[i]! - m;
      const here = b[i]! + m;
      const root2 = v * v + above * here;
      if (v <= 0) {
        if (root2 < 0) continue;
        const denominator = Math.sqrt(root2) - v;
        if (here < nearest * denominator) {
          nearest = here > 0 ? here / denominator : 0;
          hit = i;
        }
      } else if (above > 0 && v < nearest * above) {
        const u = (Math.sqrt(root2 > 0 ? root2 : 0) + v) / above;
        if (u < nearest) {
          nearest = u;
          hit = i;
        }
      }
    }
    const scale = 1 / (1 + nearest * nearest);
    const cosine = (1 - nearest * nearest) * scale;
    const sine = 2 * nearest * scale;
    if (hit < 0) {
      for (let i = 0; i < n; i++) b[i] = b[i]! * cosine + a[i]! * sine;
      return { reflections, share: 1 };
    }
    const speed = a[hit]! * cosine - b[hit]! * sine;
    const column = hit * n;
    const push = (2 * speed) / covariance[column + hit]!;
    for (let i = 0; i < n; i++) {
      const position = b[i]!;
      const velocity = a[i]!;
      b[i] = position * cosine + velocity * sine;
      a[i] = velocity * cosine - position * sine - push * covariance[column + i]!;
    }
    b[hit] = -mean[hit]!;
    left -= 2 * Math.atan(nearest);
    if (left <= 0 || reflections >= 3 * AFFORDABLE) {
      return { reflections: reflections + 1, share: 1 - Math.max(0, left) / span };
    }
  }
}

/** R^-1 R^-T, the inverse of R^T R. */
function invert(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = columns.subarray(j * n, (j + 1) * n);
    column[j] = 1;
    solveFactor(factor, n, column);
  }
  for (let k = 0; k < n; k++) {
    for (let j = 0; j <= k; j++) {
      const scale = columns[k * n + j]!;
      for (let i = 0; i <= k; i++) inverse[j * n + i]! += scale * columns[k * n + i]!;
    }
  }
  return inverse;
}
