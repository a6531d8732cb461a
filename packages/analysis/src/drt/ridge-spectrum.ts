import { factorCholesky, solveTransposed, symmetricSpectrum, triangularise } from '@anodelab/numerics';

/** Least squares with some unknowns free and the rest held down by lambda x^T M x, in the form in which lambda is cheap. */
export interface RidgeSpectrum {
  /** Squared singular values of the penalised part in the metric of M, after the free part is taken out. */
  readonly values: Float64Array;
  /** A^T b in the same axes. */
  readonly components: Float64Array;
  /** |b|^2 outside the span of the free columns. */
  readonly target: number;
  /** Free unknowns. */
  readonly freeCount: number;
  /** Rows of A. */
  readonly rows: number;
}

/**
 * Every ridge regression min |A x - b|^2 + lambda x^T M x at once: residual, penalty and influence are sums over this
 * spectrum for any lambda.
 *
 * @param design - column-major; its first `freeCount` columns are not penalised
 * @param penalty - M over the other columns, positive definite
 */
export function ridgeSpectrum(
  design: Float64Array,
  target: Float64Array,
  penalty: Float64Array,
  freeCount: number,
): RidgeSpectrum {
  const rows = target.length;
  const n = design.length / rows - freeCount;
  const work = new Float64Array(design.length + rows);
  work.set(design);
  work.set(target, design.length);
  triangularise(work, rows, freeCount + n + 1, freeCount);
  const gram = new Float64Array(n * n);
  const projected = new Float64Array(n);
  const b = (freeCount + n) * rows;
  for (let j = 0; j < n; j++) {
    const p = (freeCount + j) * rows;
    for (let i = 0; i <= j; i++) {
      gram[j * n + i] = gram[i * n + j] = dot(work, (freeCount + i) * rows, p, freeCount, rows);
    }
    projected[j] = dot(work, p, b, freeCount, rows);
  }
  const metric = penalty.slice();
  factorCholesky(metric, n);
  for (let pass = 0; pass < 2; pass++) {
    for (let j = 0; j < n; j++) solveTransposed(metric, n, gram.subarray(j * n, (j + 1) * n));
    if (pass === 0) transpose(gram, n);
  }
  solveTransposed(metric, n, projected);
  const { values, components } = symmetricSpectrum(gram, projected);
  return { values, components, target: dot(work, b, b, freeCount, rows), freeCount, rows };
}

/** What a ridge regression with one lambda does. */
export interface RidgeFit {
  /** |A x - b|^2. */
  readonly residual: number;
  /** x^T M x. */
  readonly penalty: number;
  /** Trace of the influence matrix K, b to A x. */
  readonly trace: number;
  /** Trace of K^T K. */
  readonly traceSquared: number;
}

export function ridgeFit(spectrum: RidgeSpectrum, lambda: number): RidgeFit {
  const { values, components, target, freeCount } = spectrum;
  let residual = target;
  let penalty = 0;
  let trace = freeCount;
  let traceSquared = freeCount;
  for (let i = 0; i < values.length; i++) {
    const value = Math.max(0, values[i]!);
    const shifted = value + lambda;
    const share = (components[i]! / shifted) ** 2;
    residual -= share * (value + 2 * lambda);
    penalty += share;
    trace += value / shifted;
    traceSquared += (value / shifted) ** 2;
  }
  return { residual: Math.max(residual, Number.EPSILON * target), penalty, trace, traceSquared };
}

function transpose(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < j; i++) {
      const held = a[j * n + i]!;
      a[j * n + i] = a[i * n + j]!;
      a[i * n + j] = held;
    }
  }
}

function dot(a: Float64Array, p: number, q: number, from: number, to: number): number {
  let s0 = 0;
  let s1 = 0;
  let i = from;
  for (; i + 1 < to; i += 2) {
    s0 += a[p + i]! * a[q + i]!;
    s1 += a[p + i + 1]! * a[q + i + 1]!;
  }
  if (i < to) s0 += a[p + i]! * a[q + i]!;
  return s0 + s1;
}
