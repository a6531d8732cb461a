import {
  createRandom,
  factorCholesky,
  quantileT,
  solveCholesky,
  solveFactor,
  solveTransposed,
} from '@anodelab/numerics';
import type { LogSmoothDrt } from './log-smooth-drt.ts';
import { type CredibleBand, cutBand, gaussianBand, cutDraws } from './posterior-bands.ts';
import { distributionAt } from './relaxation-basis.ts';
import type { TikhonovDrt } from './tikhonov-drt.ts';

/** A distribution of relaxation times as it is shown, by whatever method it was found. */
export interface Distribution {
  /** s, equal steps of ln tau. Shape (n). */
  readonly tau: Float64Array;
  /** Ohm per unit of ln tau. Shape (n). */
  readonly gamma: Float64Array;
  readonly band: CredibleBand;
  /** Draws of gamma from the posterior. */
  readonly draws: readonly Float64Array[];
  /** 95 % interval of the area from one relaxation time to another, Ohm; `area` is its value. */
  areaInterval(from: number, to: number, area: number): readonly [number, number];
  /** Impedance of the inversion at the measured frequencies. */
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
}

const PER_DECADE = 48;
const DRAWS = 400;
const SEED = 1;

/** @param level - of the band */
export function showLogSmooth(drt: LogSmoothDrt, level: number): Distribution {
  const { model, fit } = drt;
  const { seriesCount, columns } = model;
  const count = 1 + Math.round(Math.log10(model.tau.at(-1)! / model.tau[0]!) * PER_DECADE);
  const tau = fineGrid(model.tau[0]!, model.tau.at(-1)!, count);
  const nodes = fit.unknowns.subarray(seriesCount);
  const deviation = deviations(fit.factor, columns).subarray(seriesCount);
  const reach = quantileT((1 + level) / 2, Math.max(2, model.rows - fit.freedom));
  const shown = (values: Float64Array): Float64Array => interpolate(values, count).map(Math.exp);
  const { normal } = createRandom(SEED);
  const draws = Array.from({ length: DRAWS }, () => {
    const change = new Float64Array(columns).map(normal);
    solveFactor(fit.factor, columns, change);
    return shown(nodes.map((h, k) => h + change[seriesCount + k]!));
  });
  const gamma = shown(nodes);
  const amounts = fit.unknowns.map((u, k) => (k < seriesCount ? u : Math.exp(u)));
  return {
    tau,
    gamma,
    band: {
      mean: gamma,
      low: shown(nodes.map((h, k) => h - reach * deviation[k]!)),
      high: shown(nodes.map((h, k) => h + reach * deviation[k]!)),
      level,
    },
    draws,
    areaInterval: (from, to, area) => {
      const reach = Math.exp(relativeReach(drt, from, to));
      return [area / reach, area * reach];
    },
    ...impedanceOf(model.design, amounts, model.weight),
  };
}

/**
 * To first order in ln gamma: the data fix areas far better than the curve within them, which draws of a curved posterior
 * miss. On the scale of the logarithm, so that it stays above zero.
 */
function relativeReach({ model, fit, gamma }: LogSmoothDrt, from: number, to: number): number {
  const row = new Float64Array(model.columns);
  let area = 0;
  gamma.forEach((value, k) => {
    if (model.tau[k]! < from || model.tau[k]! > to) return;
    row[model.seriesCount + k] = value * model.step;
    area += value * model.step;
  });
  solveTransposed(fit.factor, model.columns, row);
  const deviation = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
  return quantileT(0.975, Math.max(2, model.rows - fit.freedom)) * (deviation / area);
}

/** @param level - of the band; cut at zero by sampling, or of the Gaussian posterior for a signed distribution */
export function showTikhonov(drt: TikhonovDrt, level: number): Distribution {
  const { basis, freeCount, columns, design, weight } = drt.problem;
  const ends = [Math.min(...basis.tau) / 10 ** 0.5, Math.max(...basis.tau) * 10 ** 0.5] as const;
  const tau = fineGrid(...ends, 1 + Math.round(Math.log10(ends[1] / ends[0]) * PER_DECADE));
  const gamma = distributionAt(basis, drt.solution.subarray(freeCount), tau);
  const shown = (band: CredibleBand, draws: readonly Float64Array[]): Distribution => ({
    tau,
    gamma,
    band,
    draws,
    areaInterval: (from, to) => drawnArea(tau, draws, from, to),
    ...impedanceOf(design, drt.solution, weight),
  });
  if (!drt.allowsNegative) return shown(cutBand(drt, tau, { level }), cutDraws(drt, tau, DRAWS, SEED));
  const factor = drt.hessian.slice();
  factorCholesky(factor, columns);
  const centre = drt.projected.slice();
  solveCholesky(factor, columns, centre);
  const { normal } = createRandom(SEED);
  const draws = Array.from({ length: DRAWS }, () => {
    const change = new Float64Array(columns).map(normal);
    solveFactor(factor, columns, change);
    const drawn = centre.map((x, k) => x + drt.sigma * change[k]!);
    return distributionAt(basis, drawn.subarray(freeCount), tau);
  });
  return shown(gaussianBand(drt, tau, level), draws);
}

function drawnArea(
  tau: Float64Array,
  draws: readonly Float64Array[],
  from: number,
  to: number,
): readonly [number, number] {
  const step = Math.log(tau[1]! / tau[0]!);
  return middle(
    draws.map((draw) => {
      let sum = 0;
      for (let k = 0; k < tau.length; k++) if (tau[k]! >= from && tau[k]! <= to) sum += draw[k]!;
      return sum * step;
    }),
  );
}

/** Ends of the middle 95 %. */
export function middle(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return [sorted[Math.round(0.025 * last)]!, sorted[Math.round(0.975 * last)]!];
}

function fineGrid(low: number, high: number, count: number): Float64Array {
  const step = Math.log(high / low) / (count - 1);
  return Float64Array.from({ length: count }, (_, k) => low * Math.exp(k * step));
}

/** Square roots of the diagonal of (R^T R)^-1. */
function deviations(factor: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => {
    const unit = new Float64Array(n);
    unit[k] = 1;
    solveTransposed(factor, n, unit);
    return Math.sqrt(unit.reduce((sum, v) => sum + v * v, 0));
  });
}

/** Values at `count` equal steps by cubics through four neighbours. */
function interpolate(values: Float64Array, count: number): Float64Array {
  const last = values.length - 1;
  return Float64Array.from({ length: count }, (_, k) => {
    const place = (k * last) / (count - 1);
    const from = Math.max(1, Math.min(Math.floor(place), last - 2));
    const x = place - from;
    const [a, b, c, d] = [values[from - 1]!, values[from]!, values[from + 1]!, values[from + 2]!];
    return (
      (-a * x * (x - 1) * (x - 2)) / 6 +
      (b * (x + 1) * (x - 1) * (x - 2)) / 2 -
      (c * (x + 1) * x * (x - 2)) / 2 +
      (d * (x + 1) * x * (x - 1)) / 6
    );
  });
}

/** A x without the weights of the rows. */
function impedanceOf(
  design: Float64Array,
  amounts: Float64Array,
  weight: Float64Array,
): { zRe: Float64Array; zIm: Float64Array } {
  const points = weight.length;
  const z = new Float64Array(2 * points);
  for (let k = 0; k < amounts.length; k++) {
    for (let i = 0; i < z.length; i++) z[i]! += design[k * z.length + i]! * amounts[k]!;
  }
  for (let i = 0; i < z.length; i++) z[i]! /= weight[i % points]!;
  return { zRe: z.subarray(0, points), zIm: z.subarray(points) };
}
