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
  /** What the impedance is made of; a spike of gamma between two `tau` is in it with its whole resistance. */
  readonly cells: Cells;
  /** Draws from the posterior. */
  readonly draws: readonly { readonly gamma: Float64Array; readonly resistance: Float64Array }[];
  /** 95 % interval of the area from one relaxation time to another, Ohm; `area` is its value. */
  areaInterval(from: number, to: number, area: number): readonly [number, number];
  /** Impedance of the inversion at the measured frequencies. */
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
}

/** Resistances in equal steps of ln tau. */
export interface Cells {
  /** Centre of the first, s. */
  readonly first: number;
  readonly step: number;
  /** Ohm. Shape (cells). */
  readonly resistance: Float64Array;
}

/** Resistance between two relaxation times, Ohm; cells at the ends count with the share that is inside. */
export function resistanceBetween(
  { first, step }: Cells,
  resistance: Float64Array,
  from: number,
  to: number,
): number {
  const [low, high] = [Math.log(from / first) / step, Math.log(to / first) / step];
  let sum = 0;
  for (let k = 0; k < resistance.length; k++) {
    const inside = Math.min(high, k + 0.5) - Math.max(low, k - 0.5);
    if (inside > 0) sum += resistance[k]! * Math.min(1, inside);
  }
  return sum;
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
  const ceiling = highestNodes(drt, deviation);
  const reach = quantileT((1 + level) / 2, Math.max(2, model.rows - fit.freedom));
  const shown = (values: Float64Array): Float64Array => interpolate(values, count).map(Math.exp);
  const { normal } = createRandom(SEED);
  const draws = Array.from({ length: DRAWS }, () => {
    const change = new Float64Array(columns).map(normal);
    solveFactor(fit.factor, columns, change);
    const drawn = nodes.map((h, k) => Math.min(ceiling[k]!, h + change[seriesCount + k]!));
    return { gamma: shown(drawn), resistance: drawn.map((h) => Math.exp(h) * model.step) };
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
      of: 'posterior',
    },
    cells: {
      first: model.tau[0]!,
      step: model.step,
      resistance: nodes.map((h) => Math.exp(h) * model.step),
    },
    draws,
    areaInterval: (from, to, area) => {
      const reach = Math.exp(relativeReach(drt, from, to));
      return [area / reach, area * reach];
    },
    ...impedanceOf(model.design, amounts, model.weight),
  };
}

/** Standard deviations of a node by itself above which the data do not let it rise. */
const RISE = 10;

/**
 * What ln gamma cannot exceed where the data say only that gamma is small: there the posterior of the logarithm is cut above,
 * which a Gaussian around the maximum does not know.
 */
function highestNodes({ model, fit, gamma }: LogSmoothDrt, deviation: Float64Array): Float64Array {
  const { gram, columns, seriesCount } = model;
  return gamma.map((value, k) => {
    if (deviation[k]! < 1) return Infinity;
    const alone = Math.sqrt(fit.variance / gram[(seriesCount + k) * (columns + 1)]!);
    return Math.log(value + RISE * alone);
  });
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
  const step = Math.log(tau[1]! / tau[0]!);
  const shown = (band: CredibleBand, drawn: readonly Float64Array[]): Distribution => {
    const cells = { first: tau[0]!, step, resistance: gamma.map((g) => g * step) };
    const draws = drawn.map((each) => ({ gamma: each, resistance: each.map((g) => g * step) }));
    return {
      tau,
      gamma,
      band,
      cells,
      draws,
      areaInterval: (from, to) =>
        middle(draws.map(({ resistance }) => resistanceBetween(cells, resistance, from, to))),
      ...impedanceOf(design, drt.solution, weight),
    };
  };
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
