/** Numbers of a row of three complex columns. */
export const ROW = 6;

/** Writes the product of a complex 2 x 2 matrix and one of three columns; both by rows, re and im. */
export function multiplyPair(matrix: Float64Array, columns: Float64Array, out: Float64Array): void {
  for (let row = 0; row < 2; row++) {
    const aRe = matrix[4 * row]!;
    const aIm = matrix[4 * row + 1]!;
    const bRe = matrix[4 * row + 2]!;
    const bIm = matrix[4 * row + 3]!;
    for (let c = 0; c < ROW; c += 2) {
      const xRe = columns[c]!;
      const xIm = columns[c + 1]!;
      const yRe = columns[ROW + c]!;
      const yIm = columns[ROW + c + 1]!;
      out[ROW * row + c] = aRe * xRe - aIm * xIm + bRe * yRe - bIm * yIm;
      out[ROW * row + c + 1] = aRe * xIm + aIm * xRe + bRe * yIm + bIm * yRe;
    }
  }
}

/** Writes the solution of a complex 2 x 2 system over its three right-hand sides; the matrix is in the first columns of three. */
export function solvePair(matrix: Float64Array, right: Float64Array): void {
  const [aRe, aIm, bRe, bIm] = [matrix[0]!, matrix[1]!, matrix[2]!, matrix[3]!];
  const [cRe, cIm, dRe, dIm] = [matrix[ROW]!, matrix[ROW + 1]!, matrix[ROW + 2]!, matrix[ROW + 3]!];
  const detRe = aRe * dRe - aIm * dIm - bRe * cRe + bIm * cIm;
  const detIm = aRe * dIm + aIm * dRe - bRe * cIm - bIm * cRe;
  const det2 = detRe * detRe + detIm * detIm;
  const iRe = detRe / det2;
  const iIm = -detIm / det2;
  for (let n = 0; n < ROW; n += 2) {
    const xRe = right[n]!;
    const xIm = right[n + 1]!;
    const yRe = right[ROW + n]!;
    const yIm = right[ROW + n + 1]!;
    const topRe = dRe * xRe - dIm * xIm - bRe * yRe + bIm * yIm;
    const topIm = dRe * xIm + dIm * xRe - bRe * yIm - bIm * yRe;
    const lowRe = aRe * yRe - aIm * yIm - cRe * xRe + cIm * xIm;
    const lowIm = aRe * yIm + aIm * yRe - cRe * xIm - cIm * xRe;
    right[n] = topRe * iRe - topIm * iIm;
    right[n + 1] = topRe * iIm + topIm * iRe;
    right[ROW + n] = lowRe * iRe - lowIm * iIm;
    right[ROW + n + 1] = lowRe * iIm + lowIm * iRe;
  }
}
