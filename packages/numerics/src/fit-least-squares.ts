import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { levenbergMarquardt, type SearchOptions } from './levenberg-marquardt.ts';
import { invertNormal } from './linear-least-squares.ts';

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
}

/** The least-squares fit that a search from this start ends in. Never throws for non-convergence. */
export function fitLeastSquares(
  problem: LeastSquaresProblem,
  start: Float64Array,
  options: FitOptions = {},
): LeastSquaresFit {
  const search = levenbergMarquardt(problem, options);
  const { maxSteps = 1000 } = options;
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
