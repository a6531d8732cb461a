import type { LeastSquaresProblem } from './least-squares-problem.ts';
import { createRandom } from './random.ts';
import { linearParameters, solveLinear } from './separable.ts';

/** Starts that are scattered, and how many of the best are returned. */
const SCATTERED = 200;
const KEPT = 8;
const SEED = 1;
/** Widths in decades over which starts scatter in turn: scales may be off by orders, places by a tenth. */
const WIDTHS = [4, 2, 0.5, 0.1] as const;
/** Chance that a widely scattered parameter changes its sign. */
const TURN = 0.1;
/** Sums of squares that agree to this are equal. */
const EQUAL = 1e-9;

interface Bounds {
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
}

interface Candidate {
  readonly parameters: Float64Array;
  readonly sum: number;
}

/**
 * Other starts for a search that went astray, best first: the parameters that the model is not linear in are multiplied
 * by random factors, those it is linear in are solved for. Parameters that can change places, such as the rates of two
 * decays, keep the order that they have in `start`. The same problem and start give the same starts.
 */
export function scatteredStarts(
  problem: LeastSquaresProblem,
  start: Float64Array,
  bounds: Bounds,
): readonly Float64Array[] {
  const random = createRandom(SEED);
  const linear = problem.residuals > problem.parameters ? linearParameters(problem, start) : [];
  const free = Array.from(start.keys()).filter((k) => !linear.includes(k));
  const residuals = new Float64Array(problem.residuals);
  const rate = (parameters: Float64Array): Candidate => {
    if (linear.length > 0) solveLinear(problem, linear, parameters);
    confine(parameters, bounds);
    problem.evaluate(parameters, residuals);
    let sum = 0;
    for (const value of residuals) sum += value * value;
    return { parameters, sum: Number.isFinite(sum) ? sum : Infinity };
  };
  const candidates = Array.from({ length: SCATTERED }, (_, i) => {
    const width = WIDTHS[i % WIDTHS.length]!;
    const parameters = start.slice();
    for (const k of free) {
      const sign = width > 1 && random.uniform() < TURN ? -1 : 1;
      parameters[k] = sign * (start[k]! || 1) * 10 ** (width * (2 * random.uniform() - 1));
    }
    return rate(parameters);
  });
  return candidates
    .filter(({ sum }) => sum < Infinity)
    .toSorted((a, b) => a.sum - b.sum)
    .slice(0, KEPT)
    .map((candidate) => inOrderOf(start, candidate, free, rate).parameters);
}

/** The candidate with parameters that can change places put into the order of the start. */
function inOrderOf(
  start: Float64Array,
  candidate: Candidate,
  free: readonly number[],
  rate: (parameters: Float64Array) => Candidate,
): Candidate {
  let ordered = candidate;
  free.forEach((i, place) => {
    for (const j of free.slice(place + 1)) {
      const { parameters, sum } = ordered;
      if ((start[i]! - start[j]!) * (parameters[i]! - parameters[j]!) >= 0) continue;
      const swapped = parameters.slice();
      swapped[i] = parameters[j]!;
      swapped[j] = parameters[i]!;
      const other = rate(swapped);
      if (Math.abs(other.sum - sum) <= EQUAL * sum) ordered = other;
    }
  });
  return ordered;
}

function confine(parameters: Float64Array, { lower, upper }: Bounds): void {
  for (let k = 0; k < parameters.length; k++) {
    if (lower !== undefined) parameters[k] = Math.max(parameters[k]!, lower[k]!);
    if (upper !== undefined) parameters[k] = Math.min(parameters[k]!, upper[k]!);
  }
}
