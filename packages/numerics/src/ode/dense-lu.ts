/**
 * Factorises a small square matrix in place, row-major, with partial pivoting.
 *
 * @returns false when the matrix is singular
 */
export function factorise(matrix: Float64Array, size: number, pivots: Int32Array): boolean {
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) {
      if (Math.abs(matrix[i * size + k]!) > Math.abs(matrix[pivot * size + k]!)) pivot = i;
    }
    pivots[k] = pivot;
    const diagonal = matrix[pivot * size + k]!;
    if (!(Math.abs(diagonal) > 0)) return false;
    if (pivot !== k) swapRows(matrix, size, pivot, k);
    for (let i = k + 1; i < size; i++) {
      const factor = matrix[i * size + k]! / diagonal;
      matrix[i * size + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < size; j++) matrix[i * size + j]! -= factor * matrix[k * size + j]!;
    }
  }
  return true;
}

/** Solves in place for one right-hand side with the factors of `factorise`. */
export function solveFactorised(
  factors: Float64Array,
  size: number,
  pivots: Int32Array,
  x: Float64Array,
): void {
  for (let k = 0; k < size; k++) {
    const pivot = pivots[k]!;
    const value = x[pivot]!;
    x[pivot] = x[k]!;
    x[k] = value;
  }
  for (let i = 1; i < size; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= factors[i * size + j]! * x[j]!;
    x[i] = sum;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < size; j++) sum -= factors[i * size + j]! * x[j]!;
    x[i] = sum / factors[i * size + i]!;
  }
}

function swapRows(matrix: Float64Array, size: number, a: number, b: number): void {
  for (let j = 0; j < size; j++) {
    const value = matrix[a * size + j]!;
    matrix[a * size + j] = matrix[b * size + j]!;
    matrix[b * size + j] = value;
  }
}
