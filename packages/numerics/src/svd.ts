/** Singular values and right singular vectors of a matrix A = U S V^T. */
export interface RightSvd {
  /** Not sorted. Shape (columns). */
  readonly values: Float64Array;
  /** Column-major; column k belongs to values[k]. Shape (columns, columns). */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Singular values and right singular vectors by one-sided Jacobi rotations (Hestenes), which keep high relative accuracy
 * of small values when columns differ in scale (Demmel and Veselic, SIAM J. Matrix Anal. Appl. 1992, 13, 1204).
 *
 * @param matrix - column-major, at least as many rows as columns; left unchanged
 */
export function rightSvd(matrix: Float64Array, rows: number, columns: number): RightSvd {
  const a = matrix.slice(0, rows * columns);
  const v = new Float64Array(columns * columns);
  for (let k = 0; k < columns; k++) v[k * columns + k] = 1;

  for (let sweep = 0, rotated = true; rotated && sweep < MAX_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < columns - 1; p++) {
      for (let q = p + 1; q < columns; q++) {
        if (rotatePair(a, rows, p, q, v, columns)) rotated = true;
      }
    }
  }
  const values = new Float64Array(columns);
  for (let k = 0; k < columns; k++) values[k] = Math.sqrt(dot(a, k * rows, k * rows, rows));
  return { values, vectors: v };
}

/** Makes columns p and q orthogonal; false where they already are. */
function rotatePair(
  a: Float64Array,
  rows: number,
  p: number,
  q: number,
  v: Float64Array,
  columns: number,
): boolean {
  const alpha = dot(a, p * rows, p * rows, rows);
  const beta = dot(a, q * rows, q * rows, rows);
  const gamma = dot(a, p * rows, q * rows, rows);
  if (Math.abs(gamma) <= Number.EPSILON * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  rotate(a, p * rows, q * rows, rows, cosine, cosine * tangent);
  rotate(v, p * columns, q * columns, columns, cosine, cosine * tangent);
  return true;
}

function rotate(a: Float64Array, p: number, q: number, length: number, cosine: number, sine: number): void {
  for (let i = 0; i < length; i++) {
    const x = a[p + i]!;
    const y = a[q + i]!;
    a[p + i] = cosine * x - sine * y;
    a[q + i] = sine * x + cosine * y;
  }
}

function dot(a: Float64Array, p: number, q: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[p + i]! * a[q + i]!;
  return sum;
}
