/** An eliminated tridiagonal matrix, ready for any number of right-hand sides. Arrays of length n. */
export interface TridiagonalFactors {
  /** Multiplier of row i - 1 in row i; [0] is unused. */
  readonly multiplier: Float64Array;
  /** Reciprocal pivots. */
  readonly inversePivot: Float64Array;
  /** Right neighbours, unchanged by the elimination; the last is unused. */
  readonly upper: Float64Array;
}

/**
 * Elimination of a tridiagonal matrix without pivoting (Thomas): stable for diagonally dominant matrices, which is what
 * implicit diffusion gives. `lower[i]` stands left of `diagonal[i]`, `upper[i]` right of it.
 */
export function factorTridiagonal(
  lower: Float64Array,
  diagonal: Float64Array,
  upper: Float64Array,
): TridiagonalFactors {
  const n = diagonal.length;
  const multiplier = new Float64Array(n);
  const inversePivot = new Float64Array(n);
  inversePivot[0] = 1 / diagonal[0]!;
  for (let i = 1; i < n; i++) {
    const factor = lower[i]! * inversePivot[i - 1]!;
    multiplier[i] = factor;
    inversePivot[i] = 1 / (diagonal[i]! - factor * upper[i - 1]!);
  }
  return { multiplier, inversePivot, upper };
}

/** Solves in place: `values` is the right-hand side on entry and the solution on return. Allocates nothing. */
export function solveTridiagonal(factors: TridiagonalFactors, values: Float64Array): void {
  const { multiplier, inversePivot, upper } = factors;
  const n = values.length;
  let carried = values[0]!;
  for (let i = 1; i < n; i++) {
    carried = values[i]! - multiplier[i]! * carried;
    values[i] = carried;
  }
  let known = carried * inversePivot[n - 1]!;
  values[n - 1] = known;
  for (let i = n - 2; i >= 0; i--) {
    known = (values[i]! - upper[i]! * known) * inversePivot[i]!;
    values[i] = known;
  }
}

/**
 * Solves (T + i s I) u = b for a real tridiagonal T, a real shift s and a real b. Writes the last component of u, real
 * part then imaginary part, into `last`. For transfer functions seen at the end of a line of cells.
 */
export function solveShiftedTridiagonalLast(
  lower: Float64Array,
  diagonal: Float64Array,
  upper: Float64Array,
  shift: number,
  rightHandSide: Float64Array,
  last: Float64Array,
): void {
  let pivotRe = diagonal[0]!;
  let pivotIm = shift;
  let re = rightHandSide[0]!;
  let im = 0;
  for (let i = 1; i < diagonal.length; i++) {
    const scale = lower[i]! / (pivotRe * pivotRe + pivotIm * pivotIm);
    const factorRe = scale * pivotRe;
    const factorIm = -scale * pivotIm;
    const right = upper[i - 1]!;
    pivotRe = diagonal[i]! - factorRe * right;
    pivotIm = shift - factorIm * right;
    const oldRe = re;
    re = rightHandSide[i]! - (factorRe * re - factorIm * im);
    im = -(factorRe * im + factorIm * oldRe);
  }
  const square = pivotRe * pivotRe + pivotIm * pivotIm;
  last[0] = (re * pivotRe + im * pivotIm) / square;
  last[1] = (im * pivotRe - re * pivotIm) / square;
}
