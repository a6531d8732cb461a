import { solveLeastSquares } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';

/**
 * Which part of the data is fitted: both at once; the real part, then L and C to what is left of the imaginary part; or
 * the imaginary part, then R0 as the 1/|Z|^2-weighted mean of what is left of the real part.
 */
export type LinKkVariant = 'complex' | 'real' | 'imag';

export interface LinKkOptions {
  /** Default `complex`. */
  readonly variant?: LinKkVariant;
  /** The number of RC elements grows until mu is no more than this; default 0.85 (Schoenleber's). */
  readonly c?: number;
  /** RC elements to begin with; default 1. More keep mu from ending the search before it has begun. */
  readonly fewest?: number;
  /** Adds a series capacitance, for spectra that have no low-frequency intercept; default false. */
  readonly addCapacitance?: boolean;
}

/** Most RC elements; a spectrum that needs more is not described by them. */
const MAX_ELEMENTS = 100;

/** A measurement model of RC elements and how far the spectrum is from it. */
export interface LinKk {
  /** Number of RC elements. */
  readonly elements: number;
  /** 1 - sum of |R_k| below zero / sum of R_k above zero: small when the model fits noise. */
  readonly mu: number;
  /** Impedance of the model, Ohm. Shape (points). */
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
  /** (Z - Zmodel)/|Z|. Shape (points). */
  readonly residualRe: Float64Array;
  readonly residualIm: Float64Array;
}

/**
 * Lin-KK test: Z = R0 + sum R_k/(1 + s tau_k) + sL (+ 1/(sC)), tau_k log-spaced from 1/omega_max to 1/omega_min, rows
 * divided by |Z|, with as many elements as mu allows (Schoenleber, Klotz and Ivers-Tiffee, Electrochim. Acta 2014,
 * 131, 20). The model obeys the Kramers-Kronig relations, so residuals with structure mean that the data do not.
 *
 * @throws {RangeError} with fewer than 5 points
 */
export function linKk(spectrum: Spectrum, options: LinKkOptions = {}): LinKk {
  const { variant = 'complex', c = 0.85, fewest = 1, addCapacitance = false } = options;
  const count = spectrum.frequency.length;
  if (count < 5) throw new RangeError(`Lin-KK needs 5 points, found ${count}`);
  const most = Math.min(MAX_ELEMENTS, count - 4);
  const first = Math.min(fewest, most);
  const rows = prepareRows(spectrum);
  const ends = addCapacitance ? 2 : 1;
  let fit = fitElements(rows, first, variant, ends);
  for (let m = first + 1; m <= most && fit.mu > c; m++) fit = fitElements(rows, m, variant, ends);
  return describe(rows, fit);
}

/** A spectrum with what every fit to it needs. */
interface Rows extends Spectrum {
  readonly count: number;
  readonly omega: Float64Array;
  /** Lowest and highest angular frequency and their geometric mean, rad/s. */
  readonly lowest: number;
  readonly highest: number;
  readonly middle: number;
  /** 1/|Z|. */
  readonly weight: Float64Array;
}

function prepareRows(spectrum: Spectrum): Rows {
  const { frequency, zRe, zIm } = spectrum;
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const lowest = Math.min(...omega);
  const highest = Math.max(...omega);
  const weight = zRe.map((re, i) => 1 / Math.hypot(re, zIm[i]!));
  return {
    ...spectrum,
    count: omega.length,
    omega,
    lowest,
    highest,
    middle: Math.sqrt(lowest * highest),
    weight,
  };
}

/** One number of RC elements. */
interface ElementsFit extends Coefficients {
  readonly tau: Float64Array;
  readonly mu: number;
}

function fitElements(rows: Rows, m: number, variant: LinKkVariant, ends: number): ElementsFit {
  const tau = timeConstants(rows, m);
  const coefficients = solve[variant](rows, tau, ends);
  let negative = 0;
  let positive = 0;
  for (const value of coefficients.r) {
    if (value < 0) negative -= value;
    else positive += value;
  }
  return { ...coefficients, tau, mu: 1 - negative / positive };
}

/** Impedance and residuals of the model. */
function describe(rows: Rows, { r0, r, inductance, elastance, tau, mu }: ElementsFit): LinKk {
  const { count, omega, weight, zRe, zIm } = rows;
  const modelRe = new Float64Array(count).fill(r0);
  const modelIm = omega.map((w) => w * inductance - elastance / w);
  for (let k = 0; k < tau.length; k++) {
    for (let i = 0; i < count; i++) {
      const x = omega[i]! * tau[k]!;
      modelRe[i]! += r[k]! / (1 + x * x);
      modelIm[i]! -= (r[k]! * x) / (1 + x * x);
    }
  }
  return {
    elements: tau.length,
    mu,
    zRe: modelRe,
    zIm: modelIm,
    residualRe: modelRe.map((re, i) => (zRe[i]! - re) * weight[i]!),
    residualIm: modelIm.map((im, i) => (zIm[i]! - im) * weight[i]!),
  };
}

function timeConstants({ lowest, highest }: Rows, m: number): Float64Array {
  const decay = Math.log(highest / lowest) / Math.max(1, m - 1);
  return Float64Array.from({ length: m }, (_, k) => Math.exp(k * decay) / highest);
}

interface Coefficients {
  readonly r0: number;
  readonly r: Float64Array;
  readonly inductance: number;
  /** 1/C. */
  readonly elastance: number;
}

type Solver = (rows: Rows, tau: Float64Array, ends: number) => Coefficients;

const solve: Record<LinKkVariant, Solver> = {
  complex(rows, tau, ends) {
    const { count, zRe, zIm } = rows;
    const m = tau.length;
    const design = new Float64Array(2 * count * (1 + m + ends));
    const target = new Float64Array(2 * count);
    fillReal(design, rows, 2 * count, tau);
    fillImaginary(design, rows, 2 * count, count, tau, 1, ends);
    target.set(weighted(zRe, rows));
    target.set(weighted(zIm, rows), count);
    const { solution } = solveLeastSquares(design, 1 + m + ends, target);
    return unpack(solution[0]!, solution.subarray(1, 1 + m), solution.subarray(1 + m), rows);
  },

  real(rows, tau, ends) {
    const { count, zRe, zIm } = rows;
    const m = tau.length;
    const design = new Float64Array(count * (1 + m));
    fillReal(design, rows, count, tau);
    const { solution } = solveLeastSquares(design, 1 + m, weighted(zRe, rows));
    const r = solution.subarray(1);
    const left = new Float64Array(count * (m + ends));
    fillImaginary(left, rows, count, 0, tau, 0, ends);
    const rest = weighted(zIm, rows);
    for (let k = 0; k < m; k++) {
      for (let i = 0; i < count; i++) rest[i]! -= r[k]! * left[k * count + i]!;
    }
    const series = solveLeastSquares(left.subarray(m * count), ends, rest).solution;
    return unpack(solution[0]!, r, series, rows);
  },

  imag(rows, tau, ends) {
    const { count, omega, weight, zRe, zIm } = rows;
    const m = tau.length;
    const design = new Float64Array(count * (m + ends));
    fillImaginary(design, rows, count, 0, tau, 0, ends);
    const { solution } = solveLeastSquares(design, m + ends, weighted(zIm, rows));
    const r = solution.subarray(0, m);
    let sum = 0;
    let total = 0;
    for (let i = 0; i < count; i++) {
      let rest = zRe[i]!;
      for (let k = 0; k < m; k++) rest -= r[k]! / (1 + (omega[i]! * tau[k]!) ** 2);
      sum += rest * weight[i]! ** 2;
      total += weight[i]! ** 2;
    }
    return unpack(sum / total, r, solution.subarray(m), rows);
  },
};

function weighted(values: Float64Array, { weight }: Rows): Float64Array {
  return values.map((value, i) => value * weight[i]!);
}

/** Columns R0, R_1 ... R_m of the real part. */
function fillReal(design: Float64Array, rows: Rows, stride: number, tau: Float64Array): void {
  for (let i = 0; i < rows.count; i++) {
    design[i] = rows.weight[i]!;
    for (let k = 0; k < tau.length; k++) {
      design[(1 + k) * stride + i] = rows.weight[i]! / (1 + (rows.omega[i]! * tau[k]!) ** 2);
    }
  }
}

/** Columns R_1 ... R_m, L and 1/C of the imaginary part, from column `first` on; L and 1/C in units of the mid frequency. */
function fillImaginary(
  design: Float64Array,
  rows: Rows,
  stride: number,
  from: number,
  tau: Float64Array,
  first: number,
  ends: number,
): void {
  const { middle } = rows;
  for (let i = 0; i < rows.count; i++) {
    const [w, omega] = [rows.weight[i]!, rows.omega[i]!];
    for (let k = 0; k < tau.length; k++) {
      const x = omega * tau[k]!;
      design[(first + k) * stride + from + i] = (-w * x) / (1 + x * x);
    }
    const last = (first + tau.length) * stride + from + i;
    design[last] = (w * omega) / middle;
    if (ends === 2) design[last + stride] = (-w * middle) / omega;
  }
}

function unpack(r0: number, r: Float64Array, series: Float64Array, { middle }: Rows): Coefficients {
  return { r0, r, inductance: series[0]! / middle, elastance: (series[1] ?? 0) * middle };
}
