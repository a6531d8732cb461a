/**
 * Replaces the upper triangle of a symmetric positive definite matrix by R with R^T R = A. Column-major, so that every
 * inner loop runs along columns. A pivot that is rounding error (below n epsilon of its diagonal) becomes Infinity: that
 * unknown depends on those before it and solves to 0 instead of to noise.
 *
 * @param a - `size` columns with `stride` numbers each; the strict lower triangle is neither read nor written
 */
export function factorCholesky(a: Float64Array, size: number, stride: number = size): void {
  const floor = size * Number.EPSILON;
  for (let j = 0; j < size; j++) {
    const column = j * stride;
    for (let i = 0; i < j; i++) {
      a[column + i] = (a[column + i]! - dot(a, i * stride, column, i)) / a[i * stride + i]!;
    }
    const diagonal = a[column + j]!;
    const pivot = diagonal - dot(a, column, column, j);
    a[column + j] = pivot > floor * diagonal ? Math.sqrt(pivot) : Infinity;
  }
}

/** Solves R^T R x = b in place for the factor of factorCholesky. */
export function solveCholesky(r: Float64Array, size: number, b: Float64Array, stride: number = size): void {
  solveTransposed(r, size, b, stride);
  solveFactor(r, size, b, stride);
}

/** Solves R^T x = b in place. */
export function solveTransposed(r: Float64Array, size: number, b: Float64Array, stride: number = size): void {
  for (let j = 0; j < size; j++) {
    const column = j * stride;
    let sum = b[j]!;
    for (let i = 0; i < j; i++) sum -= r[column + i]! * b[i]!;
    b[j] = sum / r[column + j]!;
  }
}

/** Solves R x = b in place. */
export function solveFactor(r: Float64Array, size: number, b: Float64Array, stride: number = size): void {
  for (let j = size - 1; j >= 0; j--) {
    const column = j * stride;
    const x = b[j]! / r[column + j]!;
    b[j] = x;
    for (let i = 0; i < j; i++) b[i]! -= r[column + i]! * x;
  }
}

function dot(a: Float64Array, p: number, q: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[p + k]! * a[q + k]!;
    s1 += a[p + k + 1]! * a[q + k + 1]!;
    s2 += a[p + k + 2]! * a[q + k + 2]!;
    s3 += a[p + k + 3]! * a[q + k + 3]!;
  }
  for (; k < length; k++) s0 += a[p + k]! * a[q + k]!;
  return s0 + s1 + (s2 + s3);
}
