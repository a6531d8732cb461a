import { solveUpper, triangularise } from './householder.ts';
import { rightSvd } from './svd.ts';

/** Solution of a linear least-squares problem. */
export interface LinearFit {
  /** Coefficients. Shape (columns). */
  readonly solution: Float64Array;
  /** Sum of squared residuals. */
  readonly sumOfSquares: number;
}

/**
 * The x that minimises |A x - b|^2, by Householder QR. A column that depends exactly on those before it gets coefficient 0.
 *
 * @param design - A, column-major. Shape (rows, columns); left unchanged
 * @param target - b. Shape (rows)
 * @throws {RangeError} when shapes disagree or there are fewer rows than columns
 */
export function solveLeastSquares(design: Float64Array, columns: number, target: Float64Array): LinearFit {
  const rows = target.length;
  if (design.length !== rows * columns) {
    throw new RangeError(`design of ${rows} x ${columns} numbers expected, ${design.length} found`);
  }
  if (rows < columns) throw new RangeError(`${rows} rows cannot determine ${columns} coefficients`);
  const work = new Float64Array(rows * (columns + 1));
  work.set(design);
  work.set(target, rows * columns);
  triangularise(work, rows, columns + 1, columns);
  const solution = new Float64Array(columns);
  solveUpper(work, rows, columns, work, rows * columns, solution);
  let sumOfSquares = 0;
  for (let i = columns; i < rows; i++) sumOfSquares += work[rows * columns + i]! ** 2;
  return { solution, sumOfSquares };
}

/** Inverse of the normal matrix and what the data determine. */
export interface NormalInverse {
  /** (A^T A)^-1, column-major; Infinity on the diagonal of a coefficient that the data do not determine. */
  readonly inverse: Float64Array;
  /** Number of independent directions. */
  readonly rank: number;
  /** Ratio of largest to smallest singular value after scaling the columns to length 1. */
  readonly condition: number;
}

/**
 * (A^T A)^-1 by the singular values of A with columns scaled to length 1, so that units do not decide about rank.
 * Times the residual variance it is the covariance of the coefficients.
 *
 * @param design - A, column-major. Shape (rows, columns); left unchanged
 */
export function invertNormal(design: Float64Array, rows: number, columns: number): NormalInverse {
  const work = design.slice(0, rows * columns);
  triangularise(work, rows, columns, columns);
  const square = new Float64Array(columns * columns);
  const lengths = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    let sum = 0;
    for (let i = 0; i <= k; i++) sum += work[k * rows + i]! ** 2;
    lengths[k] = Math.sqrt(sum) || 1;
    for (let i = 0; i <= k; i++) square[k * columns + i] = work[k * rows + i]! / lengths[k]!;
  }
  const { values, vectors } = rightSvd(square, columns, columns);
  const largest = Math.max(...values);
  const smallest = Math.min(...values);
  const floor = largest * Number.EPSILON * Math.max(rows, columns);
  const inverse = new Float64Array(columns * columns);
  let rank = 0;
  for (let k = 0; k < columns; k++) {
    const value = values[k]!;
    if (value > floor) rank++;
    for (let i = 0; i < columns; i++) {
      const vi = vectors[k * columns + i]! / lengths[i]!;
      if (value <= floor) {
        if (Math.abs(vectors[k * columns + i]!) > 1e-6) inverse[i * columns + i] = Infinity;
        continue;
      }
      for (let j = 0; j < columns; j++) {
        inverse[j * columns + i]! += (vi * (vectors[k * columns + j]! / lengths[j]!)) / (value * value);
      }
    }
  }
  return { inverse, rank, condition: smallest > 0 ? largest / smallest : Infinity };
}
