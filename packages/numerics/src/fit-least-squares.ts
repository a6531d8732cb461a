import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { levenbergMarquardt, type Search, type SearchOptions } from './levenberg-marquardt.ts';
import { invertNormal } from './linear-least-squares.ts';
import { scatteredStarts } from './scattered-starts.ts';

/** What a fit found. Check `status`: a fit that did not converge still says where it stopped and why. */
export interface LeastSquaresFit {
  readonly status: 'converged' | 'stopped';
  readonly reason: string;
  readonly parameters: Float64Array;
  /** Sum of squared residuals at `parameters`. */
  readonly sumOfSquares: number;
  readonly steps: number;
}

export interface FitOptions extends SearchOptions {
  /** Most steps tried; default 1000. */
  readonly maxSteps?: number;
  /** False: this start alone. Default true. */
  readonly ownStarts?: boolean;
}

/** Ends whose sums of squares agree to this are one end. */
const SAME_END = 1e-6;
/** A parameter whose standard error is more than this many times itself is not known at all. */
const LARGEST_ERROR = 10;

/**
 * The least-squares fit from this start. Where the search ends without a minimum, or at one that does not tell
 * even the size of a parameter, as in the flat far field of a model, it is begun again at other starts of its own and
 * the best end is returned. Deterministic; never throws for non-convergence.
 */
export function fitLeastSquares(
  problem: LeastSquaresProblem,
  start: Float64Array,
  options: FitOptions = {},
): LeastSquaresFit {
  const search = levenbergMarquardt(problem, options);
  const { maxSteps = 1000, ownStarts = true } = options;
  const first = fitFrom(search, start, maxSteps);
  if (!ownStarts || isDetermined(problem, first)) return first;
  let best = first;
  for (const other of scatteredStarts(problem, start, options)) {
    const fit = fitFrom(search, other, maxSteps);
    const isSameEnd = Math.abs(fit.sumOfSquares - best.sumOfSquares) <= SAME_END * best.sumOfSquares;
    const isBetter = !(fit.sumOfSquares >= best.sumOfSquares);
    if (isBetter) best = fit;
    if (isSameEnd && isDetermined(problem, best)) break; // two starts agree
  }
  return best;
}

function fitFrom(search: Search, start: Float64Array, maxSteps: number): LeastSquaresFit {
  search.begin(start);
  const state = search.advance(maxSteps);
  return {
    status: state === 'converged' ? 'converged' : 'stopped',
    reason: state === 'running' ? `${maxSteps} steps were not enough` : search.reason(),
    parameters: search.parameters.slice(),
    sumOfSquares: search.sumOfSquares(),
    steps: search.steps(),
  };
}

/** True for a converged fit that knows the size of each parameter. */
function isDetermined(problem: LeastSquaresProblem, fit: LeastSquaresFit): boolean {
  if (fit.status !== 'converged') return false;
  if (problem.residuals <= problem.parameters || fit.sumOfSquares === 0) return true;
  const { standardErrors } = fitCovariance(problem, fit.parameters);
  return standardErrors.every((error, k) => error < LARGEST_ERROR * Math.abs(fit.parameters[k]!));
}

/** Covariance of fitted parameters and what the data determine. */
export interface FitCovariance {
  /** sigma^2 (J^T J)^-1, column-major; Infinity on the diagonal of a parameter that the data do not determine. */
  readonly covariance: Float64Array;
  /** Square roots of its diagonal. Shape (parameters). */
  readonly standardErrors: Float64Array;
  readonly rank: number;
  /** Condition number of the Jacobian with columns scaled to length 1. */
  readonly condition: number;
}

/**
 * Covariance at a minimum by the linearised model, with the residual variance S / (residuals - parameters).
 *
 * @param parameters - where the fit ended
 */
export function fitCovariance(problem: LeastSquaresProblem, parameters: Float64Array): FitCovariance {
  const { residuals: m, parameters: n } = problem;
  const residuals = new Float64Array(m);
  const jacobian = new Float64Array(m * n);
  problem.evaluate(parameters, residuals, jacobian);
  const variance = residuals.reduce((sum, r) => sum + r * r, 0) / (m - n);
  const { inverse, rank, condition } = invertNormal(jacobian, m, n);
  const covariance = inverse.map((value) => value * variance);
  const standardErrors = new Float64Array(n);
  for (let k = 0; k < n; k++) standardErrors[k] = Math.sqrt(covariance[k * n + k]!);
  return { covariance, standardErrors, rank, condition };
}
