import { solveUpper, triangularise } from './householder.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';

/** Where a search stands. */
export type SearchState = 'running' | 'converged' | 'failed';

/** What a search may be told; every default suits a well-posed fit. */
export interface SearchOptions {
  /** Lower bounds; none when left out. Shape (parameters). */
  readonly lower?: Float64Array;
  /** Upper bounds; none when left out. Shape (parameters). */
  readonly upper?: Float64Array;
  /** No parameter moves by more than this in one step, for parameters of one known scale such as logarithms; default no limit. */
  readonly largestStep?: number;
  /** Converged when no parameter moves by more than this times its size; default 1e-10. */
  readonly stepTolerance?: number;
  /** Converged when the residual vector's cosine to the space of the Jacobian's columns is below this; default 1e-10. */
  readonly gradientTolerance?: number;
}

/** A search that can be begun at many starts and advanced step by step, with one set of work arrays. */
export interface Search {
  /** Best parameters so far; copy them before the next begin. */
  readonly parameters: Float64Array;
  /** Sum of squares at `parameters`. */
  sumOfSquares(): number;
  state(): SearchState;
  /** Why the search ended; empty while it runs. */
  reason(): string;
  /** Steps tried since begin. */
  steps(): number;
  /** Starts again from these parameters, moved into the bounds. */
  begin(start: Float64Array): void;
  /** Tries up to this many steps; ends early when the search does. */
  advance(steps: number): SearchState;
}

const INITIAL_DAMPING = 1e-3;
const LARGEST_DAMPING = 1e16;
/** A gain ratio that shows a step to be less than two thirds of what it should be. */
const STRETCH_FROM = 1.5;
const LARGEST_STRETCH = 10;

/**
 * A Levenberg-Marquardt search: damping of each parameter by the length of its column (Marquardt, J. SIAM 1963, 11, 431),
 * damped systems solved by QR and never by normal equations, damping updated by the gain ratio (Nielsen, IMM-REP-1999-05,
 * Technical University of Denmark), bounds by projection with an active set. See docs/methods/least-squares.md.
 */
export function levenbergMarquardt(problem: LeastSquaresProblem, options: SearchOptions = {}): Search {
  const { parameters: n, residuals: m } = problem;
  const { lower, upper, largestStep = Infinity, stepTolerance = 1e-10, gradientTolerance = 1e-10 } = options;
  const parameters = new Float64Array(n);
  const trial = new Float64Array(n);
  const residuals = new Float64Array(m);
  const trialResiduals = new Float64Array(m);
  let system = new Float64Array(m * (n + 1)); // Jacobian, residuals as last column; soon its triangle
  let trialSystem = new Float64Array(m * (n + 1));
  const damped = new Float64Array(2 * n * (n + 1));
  const scale = new Float64Array(n);
  const step = new Float64Array(n);

  let sum = NaN;
  let state: SearchState = 'failed';
  let reason = 'not begun';
  let steps = 0;
  let damping = INITIAL_DAMPING;
  let growth = 2;

  function finish(end: SearchState, why: string): void {
    state = end;
    reason = why;
  }

  function begin(start: Float64Array): void {
    for (let k = 0; k < n; k++) parameters[k] = clamp(start[k]!, lower?.[k], upper?.[k]);
    steps = 0;
    damping = INITIAL_DAMPING;
    growth = 2;
    state = 'running';
    reason = '';
    problem.evaluate(parameters, residuals, system);
    linearise();
    if (!Number.isFinite(sum)) finish('failed', 'the residuals are not finite at the start');
  }

  /** Triangle and column lengths of the linearised problem from the residuals and the Jacobian at `parameters`. */
  function linearise(): void {
    system.set(residuals, m * n);
    sum = squares(residuals);
    if (sum === 0) return finish('converged', 'the residuals are zero');
    for (let k = 0; k < n; k++) if (isHeld(k)) system.fill(0, k * m, (k + 1) * m);
    triangularise(system, m, n + 1, n);
    for (let k = 0; k < n; k++) {
      let square = 0;
      for (let i = 0; i <= k && i < m; i++) square += system[k * m + i]! ** 2;
      scale[k] = Math.sqrt(square);
    }
    if (reachable() <= gradientTolerance * gradientTolerance * sum) {
      finish('converged', 'the residuals are orthogonal to every direction');
    }
  }

  /** True for a parameter at a bound that the residuals push outwards. */
  function isHeld(k: number): boolean {
    const isLow = parameters[k]! <= (lower?.[k] ?? -Infinity);
    const isHigh = parameters[k]! >= (upper?.[k] ?? Infinity);
    if (!isLow && !isHigh) return false;
    let slope = 0;
    for (let i = 0; i < m; i++) slope += system[k * m + i]! * residuals[i]!;
    return (isLow && slope > 0) || (isHigh && slope < 0);
  }

  /** No less than the part of the sum of squares that the linear model could remove; rows of mere rounding do not count. */
  function reachable(): number {
    let part = 0;
    for (let i = 0; i < Math.min(n, m); i++) {
      let isRounding = true;
      for (let k = i; k < n; k++) {
        if (Math.abs(system[k * m + i]!) > m * Number.EPSILON * scale[k]!) isRounding = false;
      }
      if (!isRounding) part += system[n * m + i]! ** 2;
    }
    return part;
  }

  /** Writes the damped step; returns the decrease of the sum of squares that the linear model promises for it. */
  function proposeStep(): number {
    const rows = 2 * n;
    const root = Math.sqrt(damping);
    damped.fill(0);
    for (let j = 0; j <= n; j++) {
      for (let i = 0; i < Math.min(n, m); i++)
        damped[j * rows + i] = i <= j || j === n ? system[j * m + i]! : 0;
      if (j < n) damped[j * rows + n + j] = root * (scale[j] || 1);
    }
    triangularise(damped, rows, n + 1, n);
    solveUpper(damped, rows, n, damped, n * rows, step);
    for (let k = 0; k < n; k++) {
      trial[k] = clamp(parameters[k]! - clamp(step[k]!, -largestStep, largestStep), lower?.[k], upper?.[k]);
      step[k] = trial[k]! - parameters[k]!;
    }
    let before = 0;
    let after = 0;
    for (let i = 0; i < Math.min(n, m); i++) {
      const right = system[n * m + i]!;
      let linear = right;
      for (let j = i; j < n; j++) linear += system[j * m + i]! * step[j]!;
      before += right * right;
      after += linear * linear;
    }
    return before - after;
  }

  function isStepSmall(): boolean {
    for (let k = 0; k < n; k++) {
      if (Math.abs(step[k]!) > stepTolerance * (Math.abs(parameters[k]!) + stepTolerance)) return false;
    }
    return true;
  }

  function tryStep(): void {
    steps++;
    const promised = proposeStep();
    if (isStepSmall()) return finish('converged', 'the step is below its tolerance');
    // most steps are accepted, and a Jacobian costs little beside the residuals that it comes with
    problem.evaluate(trial, trialResiduals, trialSystem);
    const trialSum = squares(trialResiduals);
    const gain = (sum - trialSum) / promised;
    if (trialSum < sum && gain > 0) {
      accept(trialSum);
      if (gain > STRETCH_FROM) stretch(gain);
      damping *= Math.max(1 / 3, 1 - (2 * gain - 1) ** 3);
      growth = 2;
      linearise();
    } else {
      damping *= growth;
      growth *= 2;
      if (!(damping < LARGEST_DAMPING)) finish('failed', 'no step lowers the sum of squares');
    }
  }

  /** Makes the trial the present point. */
  function accept(trialSum: number): void {
    parameters.set(trial);
    residuals.set(trialResiduals);
    [system, trialSystem] = [trialSystem, system];
    sum = trialSum;
  }

  /**
   * Goes on along an accepted step that gained more than promised: there curvature that the linear model does not see
   * makes every step too short by one factor, and a search would creep. The parabola through both ends has its minimum at
   * 1/(2 - gain) of the step.
   */
  function stretch(gain: number): void {
    const more = Math.min(1 / Math.max(2 - gain, 0), LARGEST_STRETCH) - 1;
    for (let k = 0; k < n; k++) {
      trial[k] = clamp(
        parameters[k]! + clamp(more * step[k]!, -largestStep, largestStep),
        lower?.[k],
        upper?.[k],
      );
    }
    problem.evaluate(trial, trialResiduals, trialSystem);
    const trialSum = squares(trialResiduals);
    if (trialSum < sum) accept(trialSum);
  }

  function advance(count: number): SearchState {
    for (let i = 0; i < count && state === 'running'; i++) tryStep();
    return state;
  }

  return {
    parameters,
    sumOfSquares: () => sum,
    state: () => state,
    reason: () => reason,
    steps: () => steps,
    begin,
    advance,
  };
}

function clamp(value: number, low = -Infinity, high = Infinity): number {
  return value < low ? low : value > high ? high : value;
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
