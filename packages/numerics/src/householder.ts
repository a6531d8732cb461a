/**
 * Reduces the first `pivots` columns of a matrix to upper triangular form by Householder reflections, in place, and
 * applies the same reflections to the columns behind them. Allocates nothing. Below the triangle stands zero.
 *
 * With a right-hand side as last column this is the QR solution of linear least squares (Golub and Van Loan,
 * Matrix Computations, 4th ed., algorithm 5.3.2): the triangle is R, the head of the last column is the first rows of
 * Q^T b, and its tail has the norm of the residual.
 *
 * @param a - column-major, `rows` numbers per column
 * @param pivots - how many columns to reduce; at most `columns`
 */
export function triangularise(a: Float64Array, rows: number, columns: number, pivots: number): void {
  const last = Math.min(pivots, rows);
  for (let k = 0; k < last; k++) {
    const start = k * rows;
    const tail = dot(a, start, start, k + 1, rows);
    const head = a[start + k]!;
    if (tail === 0) continue;
    const norm = Math.sqrt(head * head + tail);
    const diagonal = head > 0 ? -norm : norm;
    const pivot = head - diagonal;
    const beta = -1 / (diagonal * pivot); // 2 / (v^T v) for v = (pivot, tail)
    let j = k + 1;
    for (; j + 1 < columns; j += 2) reflectPair(a, rows, k, j, pivot, beta);
    if (j < columns) {
      const column = j * rows;
      const factor = beta * (pivot * a[column + k]! + dot(a, start, column, k + 1, rows));
      a[column + k]! -= factor * pivot;
      for (let i = k + 1; i < rows; i++) a[column + i]! -= factor * a[start + i]!;
    }
    a[start + k] = diagonal;
    for (let i = k + 1; i < rows; i++) a[start + i] = 0;
  }
}

/** Reflects columns j and j + 1 by column k: two at once read the reflector half as often. */
function reflectPair(a: Float64Array, rows: number, k: number, j: number, pivot: number, beta: number): void {
  const start = k * rows;
  const p = j * rows;
  const q = p + rows;
  let sumP = 0;
  let sumQ = 0;
  let nextP = 0;
  let nextQ = 0;
  let i = k + 1;
  for (; i + 1 < rows; i += 2) {
    const v = a[start + i]!;
    const next = a[start + i + 1]!;
    sumP += v * a[p + i]!;
    sumQ += v * a[q + i]!;
    nextP += next * a[p + i + 1]!;
    nextQ += next * a[q + i + 1]!;
  }
  if (i < rows) {
    sumP += a[start + i]! * a[p + i]!;
    sumQ += a[start + i]! * a[q + i]!;
  }
  const factorP = beta * (pivot * a[p + k]! + sumP + nextP);
  const factorQ = beta * (pivot * a[q + k]! + sumQ + nextQ);
  a[p + k]! -= factorP * pivot;
  a[q + k]! -= factorQ * pivot;
  for (i = k + 1; i < rows; i++) {
    const v = a[start + i]!;
    a[p + i]! -= factorP * v;
    a[q + i]! -= factorQ * v;
  }
}

/** Sum of products of rows `from` to `to` of two columns; four partial sums, so that additions need not wait for each other. */
function dot(a: Float64Array, p: number, q: number, from: number, to: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = from;
  for (; i + 3 < to; i += 4) {
    s0 += a[p + i]! * a[q + i]!;
    s1 += a[p + i + 1]! * a[q + i + 1]!;
    s2 += a[p + i + 2]! * a[q + i + 2]!;
    s3 += a[p + i + 3]! * a[q + i + 3]!;
  }
  for (; i < to; i++) s0 += a[p + i]! * a[q + i]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * Solves R x = b for an upper triangular R; a zero on the diagonal gives a zero in x. Allocates nothing.
 *
 * @param r - column-major with `rows` numbers per column; only its upper triangle of `size` columns is read
 * @param b - read from `offset` on, `size` numbers
 * @param x - written, `size` numbers
 */
export function solveUpper(
  r: Float64Array,
  rows: number,
  size: number,
  b: Float64Array,
  offset: number,
  x: Float64Array,
): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[offset + i]!;
    for (let j = i + 1; j < size; j++) sum -= r[j * rows + i]! * x[j]!;
    const diagonal = r[i * rows + i]!;
    x[i] = diagonal === 0 ? 0 : sum / diagonal;
  }
}

/**
 * Solves R^T R x = b in place for an upper triangular R; a zero on the diagonal gives a zero in x. Allocates nothing.
 *
 * @param x - b on entry, the solution after it, `size` numbers
 */
export function solveNormal(r: Float64Array, rows: number, size: number, x: Float64Array): void {
  for (let k = 0; k < size; k++) {
    let sum = x[k]!;
    for (let i = 0; i < k; i++) sum -= r[k * rows + i]! * x[i]!;
    const diagonal = r[k * rows + k]!;
    x[k] = diagonal === 0 ? 0 : sum / diagonal;
  }
  solveUpper(r, rows, size, x, 0, x);
}
