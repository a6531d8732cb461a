/** A symmetric matrix and a vector seen in the matrix's own axes. */
export interface SymmetricSpectrum {
  /** Eigenvalues, not sorted. Shape (n). */
  readonly values: Float64Array;
  /** Component of the vector along the eigenvector of each value. Shape (n). */
  readonly components: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues of a symmetric matrix and the components of a vector along its eigenvectors, without the eigenvectors:
 * Householder reduction to tridiagonal form, then implicit QL rotations, both applied to the vector as they go (Golub and
 * Van Loan, Matrix Computations, 4th ed., sections 8.3.1 and 8.3.3; Golub and Welsch 1969 carry a unit vector the same way).
 * Costs 4/3 n^3 for the reduction and a small multiple of n^2 for the rest: enough for every ridge regression of one problem.
 *
 * @param matrix - n x n, both triangles filled; left unchanged
 */
export function symmetricSpectrum(matrix: Float64Array, vector: Float64Array): SymmetricSpectrum {
  const n = vector.length;
  const values = new Float64Array(n);
  const beside = new Float64Array(n);
  const components = vector.slice();
  tridiagonalise(matrix.slice(), n, values, beside, components);
  diagonalise(values, beside, components);
  return { values, components };
}

/** Reduces `a` from the first column on; `beside[k]` couples k and k + 1. */
function tridiagonalise(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  beside: Float64Array,
  vector: Float64Array,
): void {
  const p = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const column = k * n;
    diagonal[k] = a[column + k]!;
    if (k + 1 >= n) break;
    let tail = 0;
    for (let i = k + 2; i < n; i++) tail += a[column + i]! ** 2;
    const head = a[column + k + 1]!;
    if (tail === 0) {
      beside[k] = head;
      continue;
    }
    const norm = Math.sqrt(head * head + tail);
    beside[k] = head > 0 ? -norm : norm;
    const pivot = head - beside[k]!;
    const beta = -1 / (beside[k]! * pivot); // 2 / (v^T v)
    a[column + k + 1] = pivot;
    reflectVector(a, column, k + 1, n, beta, vector);
    reflectBoth(a, column, k + 1, n, beta, p);
  }
}

function reflectVector(
  a: Float64Array,
  column: number,
  from: number,
  n: number,
  beta: number,
  vector: Float64Array,
): void {
  let sum = 0;
  for (let i = from; i < n; i++) sum += a[column + i]! * vector[i]!;
  for (let i = from; i < n; i++) vector[i]! -= beta * sum * a[column + i]!;
}

/** A := (1 - beta v v^T) A (1 - beta v v^T) behind row and column `from`, v in `column` of A itself. */
function reflectBoth(
  a: Float64Array,
  column: number,
  from: number,
  n: number,
  beta: number,
  p: Float64Array,
): void {
  let inner = 0;
  for (let j = from; j < n; j++) {
    let s0 = 0;
    let s1 = 0;
    let i = from;
    for (; i + 1 < n; i += 2) {
      s0 += a[j * n + i]! * a[column + i]!;
      s1 += a[j * n + i + 1]! * a[column + i + 1]!;
    }
    if (i < n) s0 += a[j * n + i]! * a[column + i]!;
    p[j] = beta * (s0 + s1);
    inner += p[j]! * a[column + j]!;
  }
  const half = (beta * inner) / 2;
  for (let j = from; j < n; j++) p[j]! -= half * a[column + j]!;
  for (let j = from; j < n; j++) {
    const v = a[column + j]!;
    const w = p[j]!;
    for (let i = from; i < n; i++) a[j * n + i]! -= v * p[i]! + w * a[column + i]!;
  }
}

/** Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix; the rotations also turn the vector. */
function diagonalise(d: Float64Array, e: Float64Array, vector: Float64Array): void {
  const n = d.length;
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > Number.EPSILON * (Math.abs(d[m]!) + Math.abs(d[m + 1]!))) m++;
      if (m === l) break;
      const half = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      const root = Math.hypot(half, 1);
      let g = d[m]! - d[l]! + e[l]! / (half + (half >= 0 ? root : -root));
      let sine = 1;
      let cosine = 1;
      let shifted = 0;
      for (let i = m - 1; i >= l; i--) {
        const f = sine * e[i]!;
        const b = cosine * e[i]!;
        const length = Math.hypot(f, g);
        e[i + 1] = length;
        if (length === 0) {
          d[i + 1]! -= shifted;
          e[m] = 0;
          break;
        }
        sine = f / length;
        cosine = g / length;
        g = d[i + 1]! - shifted;
        const step = (d[i]! - g) * sine + 2 * cosine * b;
        shifted = sine * step;
        d[i + 1] = g + shifted;
        g = cosine * step - b;
        const upper = vector[i + 1]!;
        vector[i + 1] = sine * vector[i]! + cosine * upper;
        vector[i] = cosine * vector[i]! - sine * upper;
      }
      d[l]! -= shifted;
      e[l] = g;
      e[m] = 0;
    }
  }
}
