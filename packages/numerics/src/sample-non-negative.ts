import { factorCholesky, solveFactor } from './cholesky.ts';
import { createRandom } from './random.ts';

export interface NonNegativeSamples {
  /** Column-major, one sample per column. Shape (n, count). */
  readonly samples: Float64Array;
  /** Reflections at the bounds, all samples together. */
  readonly reflections: number;
}

/** More reflections in one sample than this mean that the particle is caught in a corner by rounding. */
const MAX_REFLECTIONS = 100_000;

/**
 * Samples of a normal distribution cut at x_i >= 0 by exact Hamiltonian Monte Carlo (Pakman and Paninski, J. Comput. Graph.
 * Stat. 2014, 23, 518): each unknown swings as m + b cos t + a sin t for a quarter period and is reflected where one reaches
 * zero; no step size, no rejection. In the coordinates of x itself a reflection is one column of the covariance and a
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
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < n; i++) a[i] = normal();
    solveFactor(factor, n, a);
    reflections += swing(mean, covariance, a, b);
    for (let i = 0; i < n; i++) samples[k * n + i] = Math.max(0, mean[i]! + b[i]!);
  }
  return { samples, reflections };
}

/** Moves position (mean + b) and velocity a through a quarter period. */
function swing(mean: Float64Array, covariance: Float64Array, a: Float64Array, b: Float64Array): number {
  const n = mean.length;
  let left = Math.PI / 2;
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
    if (hit < 0 || reflections === MAX_REFLECTIONS) {
      for (let i = 0; i < n; i++) b[i] = b[i]! * cosine + a[i]! * sine;
      return reflections;
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
    if (left <= 0) return reflections + 1;
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
