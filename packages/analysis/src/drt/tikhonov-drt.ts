import { minimiseNonNegative } from '@anodelab/numerics';
import type { Spectrum } from '../eis/circuit-problem.ts';
import { chooseLambda, type LambdaRule } from './choose-lambda.ts';
import { type DrtProblem, drtProblem, normalEquations, seriesValues, withPenalty } from './drt-problem.ts';
import type { PenaltyOrder } from './relaxation-basis.ts';

export interface TikhonovOptions {
  /** Strength of the penalty: a number, or the rule that chooses it; default `gcv`. */
  readonly lambda?: number | LambdaRule;
  /** Derivative with respect to ln tau that is penalised; default 2. */
  readonly order?: PenaltyOrder;
  /** Lets the distribution (and R0, L, 1/C) fall below zero, as inductive loops at low frequency need; default false. */
  readonly allowsNegative?: boolean;
  /** Adds sL; default false. */
  readonly inductance?: boolean;
  /** Adds 1/(sC); default false. */
  readonly capacitance?: boolean;
  /** 1/standard deviation of each point up to a common factor; default 1 for all. Shape (points). */
  readonly weight?: Float64Array;
}

/** A distribution of relaxation times by ridge regression, with what its uncertainty follows from. */
export interface TikhonovDrt {
  readonly problem: DrtProblem;
  readonly lambda: number;
  /** Unknowns in the order of the problem's columns. */
  readonly solution: Float64Array;
  /** R0, Ohm; L, H; 1/C, 1/F. */
  readonly series: { readonly resistance: number; readonly inductance: number; readonly elastance: number };
  /** Area under the distribution, Ohm. */
  readonly polarisation: number;
  /** Standard deviation of the weighted residuals. */
  readonly sigma: number;
  /** A^T A + lambda M; over sigma^2 it is the precision of the Gaussian posterior. Column-major. */
  readonly hessian: Float64Array;
  /** A^T b. */
  readonly projected: Float64Array;
  readonly allowsNegative: boolean;
  readonly status: 'solved' | 'stopped';
}

/**
 * Distribution of relaxation times by Tikhonov regularisation: Z = R0 + sL + 1/(sC) + integral gamma(ln tau)/(1 + s tau)
 * d ln tau, gamma a sum of Gaussian bumps, min |weighted residual|^2 + lambda integral (d^k gamma/d ln tau^k)^2, with
 * coefficients, R0, L and 1/C at or above zero (Wan et al. 2015; the method of pyDRTtools). See docs/methods/drt.md.
 *
 * @param spectrum - sorted by frequency
 * @throws {RangeError} with fewer than 5 points
 */
export function tikhonovDrt(spectrum: Spectrum, options: TikhonovOptions = {}): TikhonovDrt {
  const {
    lambda: rule = 'gcv',
    order = 2,
    allowsNegative = false,
    inductance = false,
    capacitance = false,
  } = options;
  if (spectrum.frequency.length < 5) {
    throw new RangeError(`a DRT needs 5 points, found ${spectrum.frequency.length}`);
  }
  const problem = drtProblem(spectrum, { inductance, elastance: capacitance }, order, options.weight);
  const lambda = typeof rule === 'number' ? rule : chooseLambda(problem, rule);
  const { gram, projected } = normalEquations(problem);
  const hessian = withPenalty(gram, problem, lambda);
  const isFree = allowsNegative ? (): boolean => true : undefined;
  const { status, solution } = minimiseNonNegative(hessian, projected, isFree);
  return {
    problem,
    lambda,
    solution,
    series: seriesValues(problem.terms, problem.middle, solution),
    polarisation: areaOf(problem, solution),
    sigma: spread(problem, solution),
    hessian,
    projected,
    allowsNegative,
    status,
  };
}

/** Area under all bumps: each holds height sqrt(pi)/shape. */
function areaOf({ basis, freeCount }: DrtProblem, solution: Float64Array): number {
  const heights = solution.subarray(freeCount);
  return (heights.reduce((sum, x) => sum + x, 0) * Math.sqrt(Math.PI)) / basis.shape;
}

/** Standard deviation of the weighted residuals. */
function spread({ design, target, rows, columns }: DrtProblem, solution: Float64Array): number {
  const residual = target.slice();
  for (let k = 0; k < columns; k++) {
    for (let i = 0; i < rows; i++) residual[i]! -= design[k * rows + i]! * solution[k]!;
  }
  const mean = residual.reduce((sum, r) => sum + r, 0) / rows;
  return Math.sqrt(residual.reduce((sum, r) => sum + (r - mean) ** 2, 0) / rows);
}
