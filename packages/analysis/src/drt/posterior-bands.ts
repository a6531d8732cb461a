import {
  createRandom,
  factorCholesky,
  quantileT,
  sampleNonNegative,
  solveCholesky,
  solveFactor,
  solveTransposed,
} from '@anodelab/numerics';
import { distributionAt } from './relaxation-basis.ts';
import type { TikhonovDrt } from './tikhonov-drt.ts';

/** A credible band of a distribution, Ohm, at given relaxation times. */
export interface CredibleBand {
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly level: number;
  /** What it is made of: the posterior, or that of the unknowns above zero with the others held there. */
  readonly of: 'posterior' | 'held posterior';
}

/**
 * Band of the Gaussian posterior as it stands, values below zero included, in closed form: the residuals' variance times
 * (A^T A + lambda M)^-1 around (A^T A + lambda M)^-1 A^T b. True for a distribution that is allowed to be negative; for a
 * non-negative one it tells where the data alone would let it fall below zero.
 *
 * @param at - relaxation times, s
 */
export function gaussianBand(drt: TikhonovDrt, at: Float64Array, level = 0.99): CredibleBand {
  const { basis, columns, freeCount } = drt.problem;
  const factor = drt.hessian.slice();
  factorCholesky(factor, columns);
  const centre = drt.projected.slice();
  solveCholesky(factor, columns, centre);
  const mean = distributionAt(basis, centre.subarray(freeCount), at);
  const reach = quantileT((1 + level) / 2, drt.problem.rows) * drt.sigma;
  const row = new Float64Array(columns);
  const half = at.map((t) => {
    for (let k = freeCount; k < columns; k++) {
      row[k] = Math.exp(-((basis.shape * Math.log(t / basis.tau[k - freeCount]!)) ** 2));
    }
    row.fill(0, 0, freeCount);
    solveTransposed(factor, columns, row);
    return reach * Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
  });
  return {
    mean,
    low: mean.map((m, i) => m - half[i]!),
    high: mean.map((m, i) => m + half[i]!),
    level,
    of: 'posterior',
  };
}

export interface CutBandOptions {
  /** Default 0.99. */
  readonly level?: number;
  /** Default 2000. */
  readonly samples?: number;
  /** First samples that are left out, as long as the start is remembered; default a quarter of them. */
  readonly discard?: number;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * Band of the posterior cut at zero, from samples by exact Hamiltonian Monte Carlo: R0, L, 1/C and every coefficient at or
 * above zero. Quantiles are taken of the distribution itself at each tau, not of its coefficients.
 *
 * @throws {RangeError} for a distribution that is allowed to be negative: its posterior has no cut
 */
export function cutBand(drt: TikhonovDrt, at: Float64Array, options: CutBandOptions = {}): CredibleBand {
  const { level = 0.99, samples: count = 2000, discard = Math.floor(count / 4), seed = 1 } = options;
  if (drt.allowsNegative) throw new RangeError('a distribution that may be negative has no cut posterior');
  const { basis, columns, freeCount } = drt.problem;
  const { samples, of } = samplePosterior(drt, count, seed);
  const kept = count - discard;
  const mean = new Float64Array(at.length);
  const low = new Float64Array(at.length);
  const high = new Float64Array(at.length);
  const values = new Float64Array(kept);
  at.forEach((t, i) => {
    values.fill(0);
    for (let k = freeCount; k < columns; k++) {
      const x = basis.shape * Math.log(t / basis.tau[k - freeCount]!);
      if (Math.abs(x) > 4.8) continue;
      const height = Math.exp(-x * x);
      for (let s = 0; s < kept; s++) values[s]! += height * samples[(discard + s) * columns + k]!;
    }
    mean[i] = values.reduce((sum, v) => sum + v, 0) / kept;
    values.sort();
    low[i] = quantile(values, (1 - level) / 2);
    high[i] = quantile(values, (1 + level) / 2);
  });
  return { mean, low, high, level, of };
}

/** Draws of the distribution at given tau from the posterior cut at zero, evenly taken from a run after its first quarter. */
export function cutDraws(
  drt: TikhonovDrt,
  at: Float64Array,
  count: number,
  seed: number,
): readonly Float64Array[] {
  const { basis, columns, freeCount } = drt.problem;
  const discard = Math.ceil(count / 3);
  const { samples } = samplePosterior(drt, count + discard, seed);
  return Array.from({ length: count }, (_, k) => {
    const from = (discard + k) * columns;
    return distributionAt(basis, samples.subarray(from + freeCount, from + columns), at);
  });
}

/** Samples from which the length of a swing is known. */
const PILOTS = 16;
/** Shorter swings (of a quarter period) do not get about in the number of samples that is taken. */
const SHORTEST_SWING = 0.25;

/**
 * Samples of all unknowns, each at or above zero. Where spikes stand between zeros (ideal RC elements with little noise)
 * they would have to be too many: then of the Gaussian posterior of the unknowns above zero, the others held there.
 */
function samplePosterior(
  drt: TikhonovDrt,
  count: number,
  seed: number,
): { samples: Float64Array; of: CredibleBand['of'] } {
  const { columns } = drt.problem;
  const factor = drt.hessian.slice();
  factorCholesky(factor, columns);
  const centre = drt.projected.slice();
  solveCholesky(factor, columns, centre);
  const precision = drt.hessian.map((h) => h / drt.sigma ** 2);
  const { swing } = sampleNonNegative(precision, centre, drt.solution, PILOTS, seed);
  if (swing < SHORTEST_SWING) return { samples: heldSamples(drt, count, seed), of: 'held posterior' };
  const { samples } = sampleNonNegative(precision, centre, drt.solution, count, seed);
  return { samples, of: 'posterior' };
}

function heldSamples(
  { hessian, solution, sigma, problem }: TikhonovDrt,
  count: number,
  seed: number,
): Float64Array {
  const { columns } = problem;
  const above = [...solution.keys()].filter((k) => solution[k]! > 0);
  const n = above.length;
  const factor = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [above[at % n]!, above[Math.floor(at / n)]!];
    return hessian[j * columns + i]!;
  });
  factorCholesky(factor, n);
  const { normal } = createRandom(seed);
  const samples = new Float64Array(columns * count);
  const change = new Float64Array(n);
  for (let s = 0; s < count; s++) {
    for (let k = 0; k < n; k++) change[k] = normal();
    solveFactor(factor, n, change);
    above.forEach((unknown, k) => {
      samples[s * columns + unknown] = Math.max(0, solution[unknown]! + sigma * change[k]!);
    });
  }
  return samples;
}

/** Linear between the sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
