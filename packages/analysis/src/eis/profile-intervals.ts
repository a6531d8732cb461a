import { levenbergMarquardt, quantileF, quantileT, type Search } from '@anodelab/numerics';
import type { CircuitParameter } from './circuit.ts';
import { type CircuitProblem, circuitProblem } from './circuit-problem.ts';
import { type CircuitFit, LARGEST_STEP } from './fit-circuit.ts';

/** What the data say about one parameter. */
export interface ProfileInterval {
  /** Ends of the interval, SI; null where the data set no end. */
  readonly low: number | null;
  readonly high: number | null;
  /** `not identifiable above`, `not identifiable below`, both, `at its limit`, `fixed`, `tied`; empty where both ends are found. */
  readonly verdict: string;
}

const LEVEL = 0.95;
/** A side is open when the sum of squares stays under the threshold this far out: six decades. */
const FARTHEST = 6 * Math.LN10;
const MAX_STEPS = 30;

/**
 * Profile-likelihood intervals at 95 % of every parameter: all values at which the best fit of the others has
 * S <= Smin (1 + F(0.95; 1, 2N - p)/(2N - p)), with N complex points and p free parameters. A side on which S never gets
 * there, six decades out, is not identifiable.
 */
export function profileIntervals(fit: CircuitFit): readonly ProfileInterval[] {
  const problem = circuitProblem(fit.circuit, fit.spectrum, fit.weight);
  const freedom = problem.residuals - problem.parameters;
  const threshold = fit.sumOfSquares * (1 + quantileF(LEVEL, 1, freedom) / freedom);
  const lower = problem.lower.slice();
  const upper = problem.upper.slice();
  const search = levenbergMarquardt(problem, {
    lower,
    upper,
    largestStep: LARGEST_STEP,
    stepTolerance: 1e-6,
    gradientTolerance: 1e-6,
  });
  const best = Float64Array.from(problem.free, (k) => Math.log(fit.values[k]!));

  return fit.circuit.parameters.map((parameter, index) => {
    const k = problem.free.indexOf(index);
    const relative = fit.standardErrors[index]! / fit.values[index]!;
    if (k < 0)
      return heldInterval(parameter, fit.values[index]!, relative * quantileT((1 + LEVEL) / 2, freedom));
    const walk = (sign: 1 | -1): Side => {
      const limit = Math.log(sign > 0 ? parameter.upper : parameter.lower);
      const profile = profileOf(search, k, lower, upper, problem, best, threshold);
      return findEnd(profile, best[k]!, limit, sign, fit.sumOfSquares, threshold, relative);
    };
    return describe(walk(-1), walk(1));
  });
}

/** Of a fixed parameter its value; of a tied one the linearised interval of its logarithm. */
function heldInterval(parameter: CircuitParameter, value: number, half: number): ProfileInterval {
  if (parameter.expression === undefined) return { low: value, high: value, verdict: 'fixed' };
  return { low: value * Math.exp(-half), high: value * Math.exp(half), verdict: 'tied' };
}

type Side = { readonly end: number | null; readonly isLimit: boolean };

function describe(below: Side, above: Side): ProfileInterval {
  const open = [above.end === null ? 'above' : '', below.end === null ? 'below' : ''].filter(
    (word) => word !== '',
  );
  const verdicts = open.map((word) => `not identifiable ${word}`);
  if (below.isLimit || above.isLimit) verdicts.push('at its limit');
  return {
    low: below.end === null ? null : Math.exp(below.end),
    high: above.end === null ? null : Math.exp(above.end),
    verdict: verdicts.join(', '),
  };
}

/** The best sum of squares with parameter k held at a value; each call starts from the last end under the threshold. */
function profileOf(
  search: Search,
  k: number,
  lower: Float64Array,
  upper: Float64Array,
  problem: CircuitProblem,
  best: Float64Array,
  threshold: number,
): (value: number) => number {
  const from = best.slice();
  return (value) => {
    from[k] = value;
    lower[k] = value;
    upper[k] = value;
    search.begin(from);
    search.advance(MAX_STEPS);
    lower[k] = problem.lower[k]!;
    upper[k] = problem.upper[k]!;
    const sum = search.sumOfSquares();
    if (sum <= threshold) from.set(search.parameters);
    return sum;
  };
}

/** Walks outwards with growing steps until the threshold is passed, then closes in on it. */
function findEnd(
  profile: (value: number) => number,
  centre: number,
  limit: number,
  sign: 1 | -1,
  smallest: number,
  threshold: number,
  standardError: number,
): Side {
  const height = Math.sqrt(Math.max(threshold - smallest, Number.MIN_VALUE));
  const rise = (value: number): number => Math.sqrt(Math.max(profile(value) - smallest, 0)) / height - 1;
  const reach = Math.min(FARTHEST, Math.abs(limit - centre));
  if (reach === 0) return { end: centre, isLimit: true };

  let inner = 0;
  let innerRise = -1;
  let outer = Math.min(reach, 2 * Math.min(1, Math.max(standardError, 1e-6)));
  let outerRise = rise(centre + sign * outer);
  while (outerRise < 0) {
    if (outer >= reach)
      return reach < FARTHEST ? { end: limit, isLimit: true } : { end: null, isLimit: false };
    inner = outer;
    innerRise = outerRise;
    outer = Math.min(reach, 2 * outer);
    outerRise = rise(centre + sign * outer);
  }
  for (let i = 0; i < 30 && outer - inner > 1e-4 * outer; i++) {
    const share = innerRise / (innerRise - outerRise);
    const middle = inner + (outer - inner) * Math.min(0.9, Math.max(0.1, share));
    const middleRise = rise(centre + sign * middle);
    if (Math.abs(middleRise) < 1e-4) return { end: centre + sign * middle, isLimit: false };
    if (middleRise < 0) [inner, innerRise] = [middle, middleRise];
    else [outer, outerRise] = [middle, middleRise];
  }
  return { end: centre + sign * outer, isLimit: false };
}
