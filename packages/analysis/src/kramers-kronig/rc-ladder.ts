import { triangularise } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';
import type { LinKkVariant } from './lin-kk.ts';

/** What is written as a sum of RC elements: the impedance, elements in series, or the admittance, elements in parallel. */
export type Form = 'impedance' | 'admittance';

/** A spectrum in one form, with rows that every number of elements shares. */
export interface Rows {
  readonly spectrum: Spectrum;
  readonly form: Form;
  readonly variant: LinKkVariant;
  readonly omega: Float64Array;
  /** Z or Y over |Z| or |Y|. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** 1/|Z| or 1/|Y|. */
  readonly weight: Float64Array;
  /** Geometric mean of the frequencies, rad/s. */
  readonly middle: number;
}

/**
 * A measurement model with `elements` RC elements. Impedance: R0 + sum x_k/(1 + s tau_k) + sL + 1/(sC). Admittance:
 * 1/R0 + sum x_k s tau_k/(1 + s tau_k) + sC + 1/(sL), x_k = C_k/tau_k.
 */
export interface RcFit {
  readonly elements: number;
  readonly tau: Float64Array;
  /** R0 or 1/R0, then x_k, then the term that grows with frequency and the one that falls, both at the middle frequency. */
  readonly unknowns: Float64Array;
  /** Sum of |Z - Zfit|^2/|Z|^2. */
  readonly chiSquared: number;
  /** (Z - Zfit)/|Z|. */
  readonly residualRe: Float64Array;
  readonly residualIm: Float64Array;
}

export function prepareRows(spectrum: Spectrum, form: Form, variant: LinKkVariant): Rows {
  const { frequency, zRe, zIm } = spectrum;
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const size = zRe.map((re, i) => Math.hypot(re, zIm[i]!));
  const isZ = form === 'impedance';
  return {
    spectrum,
    form,
    variant,
    omega,
    re: zRe.map((re, i) => re / size[i]!),
    im: zIm.map((im, i) => (isZ ? im : -im) / size[i]!),
    weight: size.map((z) => (isZ ? 1 / z : z)),
    middle: Math.sqrt(Math.min(...omega) * Math.max(...omega)),
  };
}

/** A column shorter than this share of its length before the others were taken out of it is made of them. */
const DEPENDENT = 1e-12;

/**
 * The fit with `elements` time constants, log-spaced over 1/omega stretched by 10^extension at both ends; undefined where the
 * elements can no longer be told apart in double precision or by the number of points.
 */
export function fitElements(rows: Rows, elements: number, extension: number): RcFit | undefined {
  const points = rows.omega.length;
  const parts = rows.variant === 'complex' ? 2 * points : points;
  if (elements + 3 > parts) return undefined;
  const tau = timeConstants(rows.omega, elements, extension);
  const unknowns = new Float64Array(elements + 3);
  const isSolved =
    rows.variant === 'complex' ? solveBoth(rows, tau, unknowns) : solveOne(rows, tau, unknowns);
  return isSolved ? describe(rows, tau, unknowns) : undefined;
}

function timeConstants(omega: Float64Array, elements: number, extension: number): Float64Array {
  const low = -Math.log(Math.max(...omega)) - extension * Math.LN10;
  const high = -Math.log(Math.min(...omega)) + extension * Math.LN10;
  return Float64Array.from({ length: elements }, (_, k) =>
    Math.exp(low + ((high - low) * k) / Math.max(1, elements - 1)),
  );
}

/** Columns of both parts: real parts of x_k from `re` on and imaginary parts from `im` on, where these are not negative. */
function fillElements(
  rows: Rows,
  tau: Float64Array,
  out: Float64Array,
  stride: number,
  first: number,
  re: number,
  im: number,
): void {
  const { omega, weight, form } = rows;
  const isZ = form === 'impedance';
  for (let k = 0; k < tau.length; k++) {
    const column = (first + k) * stride;
    for (let i = 0; i < omega.length; i++) {
      const x = omega[i]! * tau[k]!;
      const share = weight[i]! / (1 + x * x);
      if (re >= 0) out[column + re + i] = isZ ? share : share * x * x;
      if (im >= 0) out[column + im + i] = isZ ? -share * x : share * x;
    }
  }
}

/** sL or sC, and 1/(sC) or 1/(sL): imaginary parts at the middle frequency 1. */
function fillEnds(
  { omega, weight, middle }: Rows,
  out: Float64Array,
  stride: number,
  first: number,
  im: number,
): void {
  for (let i = 0; i < omega.length; i++) {
    out[first * stride + im + i] = (weight[i]! * omega[i]!) / middle;
    out[(first + 1) * stride + im + i] = (-weight[i]! * middle) / omega[i]!;
  }
}

/** More elements per decade of time constants than this cannot be told apart in double precision. */
const PER_DECADE = 8;

/** The largest number of elements that is tried over this range of time constants. */
export function mostElements({ omega }: Rows, extension: number): number {
  const decades = Math.log10(Math.max(...omega) / Math.min(...omega)) + 2 * extension;
  return Math.max(8, Math.ceil(PER_DECADE * decades));
}

/**
 * Sum of squares that `elements` elements leave of the part that the variant fits (of both parts, if `complex`), relative to
 * |Z| or |Y|; undefined where `fitElements` is.
 */
export function sumOfSquares(rows: Rows, elements: number, extension: number): number | undefined {
  const tau = timeConstants(rows.omega, elements, extension);
  const { work, height, columns } = fittedPart(rows, tau);
  if (columns > height || !reduce(work, height, columns)) return undefined;
  const rest = columns * height;
  let sum = 0;
  for (let i = columns; i < height; i++) sum += work[rest + i]! ** 2;
  return sum;
}

interface System {
  /** Columns of unknowns, then the right-hand side. */
  readonly work: Float64Array;
  readonly height: number;
  readonly columns: number;
}

/** Least squares of the part that is fitted first: R0 (not if `imag`), x_k, and the two ends (not if `real`). */
function fittedPart(rows: Rows, tau: Float64Array): System {
  const { re, im, weight, omega, variant } = rows;
  const points = omega.length;
  const m = tau.length;
  const height = variant === 'complex' ? 2 * points : points;
  const columns = m + { complex: 3, real: 1, imag: 2 }[variant];
  const work = new Float64Array(height * (columns + 1));
  const first = variant === 'imag' ? 0 : 1;
  const imaginary = variant === 'complex' ? points : variant === 'imag' ? 0 : -1;
  if (first === 1) work.set(weight);
  fillElements(rows, tau, work, height, first, variant === 'imag' ? -1 : 0, imaginary);
  if (imaginary >= 0) {
    fillEnds(rows, work, height, first + m, imaginary);
    work.set(im, height * columns + imaginary);
  }
  if (variant !== 'imag') work.set(re, height * columns);
  return { work, height, columns };
}

function solveBoth(rows: Rows, tau: Float64Array, unknowns: Float64Array): boolean {
  const { work, height, columns } = fittedPart(rows, tau);
  return solve(work, height, columns, unknowns);
}

/** The real part gives R0 and x_k, the imaginary part the rest; or the other way round (Boukamp 1995). */
function solveOne(rows: Rows, tau: Float64Array, unknowns: Float64Array): boolean {
  const { re, im, weight, omega, variant } = rows;
  const points = omega.length;
  const m = tau.length;
  const columns = new Float64Array(points * m);
  const fitted = fittedPart(rows, tau);
  if (variant === 'real') {
    if (!solve(fitted.work, points, fitted.columns, unknowns)) return false;
    fillElements(rows, tau, columns, points, 0, -1, 0);
    const ends = new Float64Array(points * 3);
    fillEnds(rows, ends, points, 0, 0);
    ends.set(im, 2 * points);
    subtract(columns, unknowns, 1, m, ends, 2 * points);
    return solve(ends, points, 2, unknowns.subarray(m + 1));
  }
  if (!solve(fitted.work, points, fitted.columns, unknowns.subarray(1))) return false;
  fillElements(rows, tau, columns, points, 0, 0, -1);
  const rest = re.slice();
  subtract(columns, unknowns, 1, m, rest, 0);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < points; i++) {
    sum += rest[i]! * weight[i]!;
    total += weight[i]! ** 2;
  }
  unknowns[0] = sum / total;
  return true;
}

function subtract(
  columns: Float64Array,
  x: Float64Array,
  from: number,
  count: number,
  out: Float64Array,
  offset: number,
): void {
  const points = columns.length / count;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < points; i++) out[offset + i]! -= columns[k * points + i]! * x[from + k]!;
  }
}

/** Least squares by Householder, the right-hand side as last column; false where columns depend on each other. */
function solve(work: Float64Array, rows: number, columns: number, out: Float64Array): boolean {
  if (!reduce(work, rows, columns)) return false;
  for (let i = columns - 1; i >= 0; i--) {
    let sum = work[columns * rows + i]!;
    for (let j = i + 1; j < columns; j++) sum -= work[j * rows + i]! * out[j]!;
    out[i] = sum / work[i * rows + i]!;
  }
  return true;
}

function reduce(work: Float64Array, rows: number, columns: number): boolean {
  const lengths = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += work[k * rows + i]! ** 2;
    lengths[k] = Math.sqrt(sum);
  }
  triangularise(work, rows, columns + 1, columns);
  for (let k = 0; k < columns; k++) {
    if (!(Math.abs(work[k * rows + k]!) > DEPENDENT * lengths[k]!)) return false;
  }
  return true;
}

function describe(rows: Rows, tau: Float64Array, unknowns: Float64Array): RcFit {
  const { spectrum, omega } = rows;
  const { zRe, zIm } = spectrum;
  const { re, im } = impedanceAt(rows, tau, unknowns, omega);
  let chiSquared = 0;
  for (let i = 0; i < omega.length; i++) {
    const size = Math.hypot(zRe[i]!, zIm[i]!);
    re[i] = (zRe[i]! - re[i]!) / size;
    im[i] = (zIm[i]! - im[i]!) / size;
    chiSquared += re[i]! ** 2 + im[i]! ** 2;
  }
  return { elements: tau.length, tau, unknowns, chiSquared, residualRe: re, residualIm: im };
}

/** Impedance of a fit at other frequencies, Ohm. */
export function impedanceAt(
  { form, middle }: Rows,
  tau: Float64Array,
  unknowns: Float64Array,
  omega: Float64Array,
): { re: Float64Array; im: Float64Array } {
  const m = tau.length;
  const isZ = form === 'impedance';
  const re = new Float64Array(omega.length).fill(unknowns[0]!);
  const im = omega.map((w) => (unknowns[m + 1]! * w) / middle - (unknowns[m + 2]! * middle) / w);
  for (let k = 0; k < m; k++) {
    const x = unknowns[1 + k]!;
    for (let i = 0; i < omega.length; i++) {
      const t = omega[i]! * tau[k]!;
      const share = x / (1 + t * t);
      re[i]! += isZ ? share : share * t * t;
      im[i]! += isZ ? -share * t : share * t;
    }
  }
  if (isZ) return { re, im };
  for (let i = 0; i < omega.length; i++) {
    const square = re[i]! ** 2 + im[i]! ** 2;
    re[i]! /= square;
    im[i]! /= -square;
  }
  return { re, im };
}
