import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { solveLeastSquares } from './linear-least-squares.ts';

/** Deviation from superposition, as a share of the change, that counts as rounding. */
const ROUNDING = 1e-9;

/**
 * Parameters in which the residuals are jointly linear, as far as evaluations about one point tell: moving all of them
 * changes the residuals by the sum of what each changes alone, and moving one twice as far changes them twice as much.
 * A parameter that changes nothing is not among them.
 */
export function linearParameters(problem: LeastSquaresProblem, about: Float64Array): readonly number[] {
  const { parameters: n, residuals: m } = problem;
  const at = (moves: readonly number[], factor: number): Float64Array => {
    const moved = about.slice();
    for (const k of moves) moved[k]! += factor * (Math.abs(about[k]!) || 1);
    const out = new Float64Array(m);
    problem.evaluate(moved, out);
    return out;
  };
  const origin = at([], 0);
  const linear: number[] = [];
  let sum = origin;
  for (let k = 0; k < n; k++) {
    const once = at([k], 1);
    const twice = at([k], 2);
    const together = at([...linear, k], 1);
    const expected = sum.map((value, i) => value + once[i]! - origin[i]!);
    const change = distance(once, origin);
    const isAdditive = distance(together, expected) <= ROUNDING * change;
    const isStraight =
      distance(
        twice,
        once.map((value, i) => 2 * value - origin[i]!),
      ) <=
      ROUNDING * change;
    if (!(change > 0 && isAdditive && isStraight)) continue;
    linear.push(k);
    sum = together;
  }
  return linear;
}

/**
 * Gives the parameters that the residuals are linear in their best values for the others as they stand, in place
 * (variable projection: Golub and Pereyra, SIAM J. Numer. Anal. 1973, 10, 413). Returns the sum of squares that the
 * linear model expects there, NaN where the residuals are not finite.
 */
export function solveLinear(
  problem: LeastSquaresProblem,
  linear: readonly number[],
  parameters: Float64Array,
): number {
  const m = problem.residuals;
  for (const k of linear) parameters[k] = 0;
  const origin = new Float64Array(m);
  problem.evaluate(parameters, origin);
  const design = new Float64Array(m * linear.length);
  const column = new Float64Array(m);
  linear.forEach((k, j) => {
    parameters[k] = 1;
    problem.evaluate(parameters, column);
    parameters[k] = 0;
    for (let i = 0; i < m; i++) design[j * m + i] = origin[i]! - column[i]!;
  });
  const { solution, sumOfSquares } = solveLeastSquares(design, linear.length, origin);
  linear.forEach((k, j) => (parameters[k] = solution[j]!));
  return sumOfSquares;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
