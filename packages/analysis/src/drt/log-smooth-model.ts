import { factorCholesky } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';

/** What a spectrum holds beside a distribution that ends. */
export interface EndTerms {
  /** sL: wires. */
  readonly inductance: boolean;
  /** 1/(sC): an electrode that blocks or stores. */
  readonly capacitance: boolean;
  /** W/sqrt(s): diffusion without an end in the measured range. */
  readonly diffusion: boolean;
}

/** A distribution on a grid of ln tau, and the columns of what stands in series with it. */
export interface LogSmoothModel {
  /** Nodes, s; equal steps of ln tau. Shape (nodes). */
  readonly tau: Float64Array;
  readonly step: number;
  readonly terms: EndTerms;
  /** R0 and the terms: unknowns before the nodes. */
  readonly seriesCount: number;
  readonly columns: number;
  readonly rows: number;
  /** Weighted. Column-major, real parts then imaginary parts. Shape (rows, columns). */
  readonly design: Float64Array;
  readonly target: Float64Array;
  /** A^T A. */
  readonly gram: Float64Array;
  /** Geometric mean of the frequencies, rad/s: L, 1/C and W have 1 Ohm there. */
  readonly middle: number;
  readonly frequency: Float64Array;
  readonly weight: Float64Array;
}

/** The grid reaches this many decades beyond 1/omega at both ends, where processes still show by their flanks. */
const BEYOND = 1;

/**
 * @param spectrum - sorted by falling frequency
 * @param weight - 1/standard deviation of each point up to a common factor
 * @param perDecade - nodes per decade; at 12 the sum over nodes is the integral to 1e-20 for anything as smooth as its grid
 */
export function logSmoothModel(
  spectrum: Spectrum,
  weight: Float64Array,
  terms: EndTerms,
  perDecade = 12,
): LogSmoothModel {
  const { frequency, zRe, zIm } = spectrum;
  const points = frequency.length;
  const rows = 2 * points;
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const middle = Math.sqrt(omega[0]! * omega.at(-1)!);
  const low = -Math.log(omega[0]!) - BEYOND * Math.LN10;
  const high = -Math.log(omega.at(-1)!) + BEYOND * Math.LN10;
  const nodes = Math.round(((high - low) / Math.LN10) * perDecade) + 1;
  const step = (high - low) / (nodes - 1);
  const tau = Float64Array.from({ length: nodes }, (_, k) => Math.exp(low + k * step));
  const series: ((w: number) => readonly [number, number])[] = [() => [1, 0]];
  if (terms.inductance) series.push((w) => [0, w / middle]);
  if (terms.capacitance) series.push((w) => [0, -middle / w]);
  if (terms.diffusion) series.push((w) => [Math.sqrt(middle / w), -Math.sqrt(middle / w)]);
  const columns = series.length + nodes;
  const design = new Float64Array(rows * columns);
  for (let i = 0; i < points; i++) {
    const w = omega[i]!;
    series.forEach((at, k) => {
      const [re, im] = at(w);
      design[k * rows + i] = re * weight[i]!;
      design[k * rows + points + i] = im * weight[i]!;
    });
    for (let k = 0; k < nodes; k++) {
      const x = w * tau[k]!;
      const share = (step * weight[i]!) / (1 + x * x);
      design[(series.length + k) * rows + i] = share;
      design[(series.length + k) * rows + points + i] = -share * x;
    }
  }
  const target = new Float64Array(rows);
  for (let i = 0; i < points; i++) {
    target[i] = zRe[i]! * weight[i]!;
    target[points + i] = zIm[i]! * weight[i]!;
  }
  const gram = gramOf(design, rows, columns);
  const seriesCount = series.length;
  return { tau, step, terms, seriesCount, columns, rows, design, target, gram, middle, frequency, weight };
}

function gramOf(design: Float64Array, rows: number, columns: number): Float64Array {
  const gram = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i <= j; i++) {
      let s0 = 0;
      let s1 = 0;
      for (let r = 0; r + 1 < rows; r += 2) {
        s0 += design[i * rows + r]! * design[j * rows + r]!;
        s1 += design[i * rows + r + 1]! * design[j * rows + r + 1]!;
      }
      gram[j * columns + i] = gram[i * columns + j] = s0 + s1;
    }
  }
  return gram;
}

/** Gaussian belief about h = ln gamma before any data: precision, precision times mean, and what normalises it. */
export interface LogSmoothPrior {
  readonly stiffness: number;
  readonly precision: Float64Array;
  readonly pull: Float64Array;
  /** mean^T precision mean. */
  readonly constant: number;
  /** ln det of the precision. */
  readonly logDeterminant: number;
  /** The precision as a sum of weight times the square of a few nodes' combination. */
  readonly beliefs: readonly Belief[];
}

interface Belief {
  readonly nodes: readonly number[];
  readonly factors: readonly number[];
  readonly weight: number;
}

/** Slope d ln gamma / d ln tau at both ends: RC, ZARC, Gerischer and diffusion elements fall by 1/2 to 1 and more. */
const END_SLOPE = 1;
const END_SLOPE_DEVIATION = 0.5;
/** Of the mean of ln gamma: e^5, more than a factor 100 either way. */
const LEVEL_DEVIATION = 5;

/**
 * h'' is white noise of spectral density 1/stiffness, h falls at both ends, and its level is nearly free. Flanks of
 * relaxation processes are straight in ln gamma against ln tau, so this asks for few bends where a penalty on gamma itself
 * asks for low peaks.
 *
 * @param level - ln of a likely mean of gamma, Ohm
 */
export function logSmoothPrior(model: LogSmoothModel, stiffness: number, level: number): LogSmoothPrior {
  const { step } = model;
  const n = model.tau.length;
  const precision = new Float64Array(n * n);
  const pull = new Float64Array(n);
  const beliefs: Belief[] = [];
  let constant = 0;
  const believe = (
    nodes: readonly number[],
    factors: readonly number[],
    weight: number,
    mean: number,
  ): void => {
    nodes.forEach((j, q) => {
      nodes.forEach((i, p) => (precision[j * n + i]! += weight * factors[p]! * factors[q]!));
      pull[j]! += weight * factors[q]! * mean;
    });
    constant += weight * mean * mean;
    beliefs.push({ nodes, factors, weight });
  };
  for (let k = 1; k + 1 < n; k++) believe([k - 1, k, k + 1], [1, -2, 1], stiffness / step ** 3, 0);
  const sharp = 1 / END_SLOPE_DEVIATION ** 2;
  believe([0, 1], [-1 / step, 1 / step], sharp, END_SLOPE);
  believe([n - 2, n - 1], [-1 / step, 1 / step], sharp, -END_SLOPE);
  const all = Array.from({ length: n }, (_, k) => k);
  believe(
    all,
    all.map(() => 1 / n),
    1 / LEVEL_DEVIATION ** 2,
    level,
  );
  const factor = precision.slice();
  factorCholesky(factor, n);
  return { stiffness, precision, pull, constant, logDeterminant: logDeterminant(factor, n), beliefs };
}

/** ln det from a Cholesky factor. */
export function logDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += 2 * Math.log(factor[k * n + k]!);
  return sum;
}

/** Trace of H^-1 P for the factor of H: how many unknowns the prior P determines, the data the others. */
export function heldByPrior(
  factor: Float64Array,
  { beliefs }: LogSmoothPrior,
  seriesCount: number,
  n: number,
): number {
  let trace = 0;
  const row = new Float64Array(n);
  for (const { nodes, factors, weight } of beliefs) {
    const first = seriesCount + nodes[0]!;
    row.fill(0, first);
    nodes.forEach((node, k) => (row[seriesCount + node] = factors[k]!));
    let square = 0;
    for (let j = first; j < n; j++) {
      const column = j * n;
      let sum = row[j]!;
      for (let i = first; i < j; i++) sum -= factor[column + i]! * row[i]!;
      row[j] = sum / factor[column + j]!;
      square += row[j]! ** 2;
    }
    trace += weight * square;
  }
  return trace;
}
