import { solveNormal, solveUpper, triangularise } from './householder.ts';
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
/** Gain ratios that show a step to be less than two thirds, or more than four thirds, of what it should be. */
const STRETCH_FROM = 1.5;
const SHRINK_BELOW = 0.75;
const LARGEST_STRETCH = 10;
/** Promised decrease, as a share of the sum of squares, that rounding hides, and the one up to which estimates lead. */
const ROUNDING = 1e-16;
const ROUGH = 1e-12;
/** Share of the sum of squares by which the last, undamped step may seem to raise it. */
const POLISH = 1e-12;
/** Part of a step at which its bend is measured, and the longest bend that counts, as a share of the step. */
const PROBE = 0.1;
const LONGEST_BEND = 0.375;

/**
 * A Levenberg-Marquardt search: damping of each parameter by the length of its column (Marquardt, J. SIAM 1963, 11, 431),
 * damped systems solved by QR and never by normal equations, damping updated by the gain ratio (Nielsen, IMM-REP-1999-05,
 * Technical University of Denmark), bounds by projection with an active set. Where derivatives are dear (`estimate`) they
 * are estimates until near the end, and steps are bent along the model's curve. See docs/methods/least-squares.md.
 */
export function levenbergMarquardt(problem: LeastSquaresProblem, options: SearchOptions = {}): Search {
  const { parameters: n, residuals: m } = problem;
  const { lower, upper, largestStep = Infinity, stepTolerance = 1e-10, gradientTolerance = 1e-10 } = options;
  const areDear = problem.estimate !== undefined; // the derivatives
  const parameters = new Float64Array(n);
  const trial = new Float64Array(n);
  const residuals = new Float64Array(m);
  const trialResiduals = new Float64Array(m);
  let system = new Float64Array(m * (n + 1)); // Jacobian, residuals as last column; soon its triangle
  let trialSystem = new Float64Array(m * (n + 1));
  const damped = new Float64Array(2 * n * (n + 1));
  const scale = new Float64Array(n);
  const step = new Float64Array(n);
  const jacobian = new Float64Array(areDear ? m * n : 0);
  const bend = new Float64Array(n);

  let sum = NaN;
  let state: SearchState = 'failed';
  let reason = 'not begun';
  let steps = 0;
  let damping = INITIAL_DAMPING;
  let growth = 2;
  let lastDamping = INITIAL_DAMPING;
  let isRough = areDear;

  function finish(end: SearchState, why: string): void {
    if (isRough) return refine();
    if (areDear && end === 'converged' && sum > 0) polish();
    state = end;
    reason = why;
  }

  /** Goes on with exact derivatives from where estimates lead no further. */
  function refine(): void {
    isRough = false;
    damping = lastDamping;
    growth = 2;
    problem.evaluate(parameters, residuals, system);
    linearise();
  }

  /** A last step without damping, which holds a search back along directions that the residuals hardly see. */
  function polish(): void {
    for (let k = 0; k < n; k++) {
      if (k >= m || !(Math.abs(system[k * m + k]!) > m * Number.EPSILON * scale[k]!)) return; // undetermined
    }
    damping = 0;
    proposeStep();
    problem.evaluate(trial, trialResiduals);
    const trialSum = squares(trialResiduals);
    if (!(trialSum <= sum * (1 + POLISH))) return;
    parameters.set(trial);
    sum = trialSum;
  }

  function begin(start: Float64Array): void {
    for (let k = 0; k < n; k++) parameters[k] = clamp(start[k]!, lower?.[k], upper?.[k]);
    steps = 0;
    damping = INITIAL_DAMPING;
    growth = 2;
    state = 'running';
    reason = '';
    lastDamping = INITIAL_DAMPING;
    isRough = areDear;
    if (areDear) problem.evaluate(parameters, residuals);
    differentiate();
    linearise();
    if (!Number.isFinite(sum)) finish('failed', 'the residuals are not finite at the start');
  }

  /** Jacobian at `parameters`, whose residuals are known. */
  function differentiate(): void {
    if (isRough) problem.estimate?.(parameters, residuals, system);
    else problem.evaluate(parameters, residuals, system);
  }

  /** Triangle and column lengths of the linearised problem from the residuals and the Jacobian at `parameters`. */
  function linearise(): void {
    system.set(residuals, m * n);
    sum = squares(residuals);
    if (sum === 0) return finish('converged', 'the residuals are zero');
    for (let k = 0; k < n; k++) if (isHeld(k)) system.fill(0, k * m, (k + 1) * m);
    if (areDear) jacobian.set(system.subarray(0, m * n));
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
    const before = sum;
    if (areDear) bendStep();
    const trialSum = evaluateTrial();
    const gain = (before - trialSum) / promised;
    if (trialSum < before && gain > 0) {
      accept(trialSum);
      if (gain > STRETCH_FROM || (areDear && gain < SHRINK_BELOW)) rescale(gain);
      if (areDear) differentiate();
      damping *= Math.max(1 / 3, 1 - (2 * gain - 1) ** 3);
      lastDamping = damping;
      growth = 2;
      linearise();
    } else if (Math.abs(promised) <= (isRough ? ROUGH : ROUNDING) * before) {
      // a step that bounds have bent may promise a rise: that is a reason for more damping
      finish('converged', 'the sum of squares changes by rounding only');
    } else {
      damping *= growth;
      growth *= 2;
      if (!(damping < LARGEST_DAMPING)) finish('failed', 'no step lowers the sum of squares');
    }
  }

  /** Sum of squares at the trial. The Jacobian comes with the residuals where that is cheap: most steps are accepted. */
  function evaluateTrial(): number {
    if (areDear) problem.evaluate(trial, trialResiduals);
    else problem.evaluate(trial, trialResiduals, trialSystem);
    return squares(trialResiduals);
  }

  /**
   * Bends the step along the curve that the model follows: half the geodesic acceleration (Transtrum and Sethna,
   * arXiv:1201.5885), from the second derivative of the residuals along the step. Left out where it is no small correction.
   */
  function bendStep(): void {
    for (let k = 0; k < n; k++) trial[k] = parameters[k]! + PROBE * step[k]!;
    problem.evaluate(trial, trialResiduals);
    for (let i = 0; i < m; i++) {
      let along = 0;
      for (let k = 0; k < n; k++) along += jacobian[k * m + i]! * step[k]!;
      trialResiduals[i] = ((trialResiduals[i]! - residuals[i]!) / PROBE - along) / PROBE;
    }
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < m; i++) sum -= jacobian[k * m + i]! * trialResiduals[i]!;
      bend[k] = sum;
    }
    solveNormal(damped, 2 * n, n, bend);
    let bendLength = 0;
    let stepLength = 0;
    for (let k = 0; k < n; k++) {
      bendLength += (scale[k]! * bend[k]!) ** 2;
      stepLength += (scale[k]! * step[k]!) ** 2;
    }
    const isSmall = bendLength <= LONGEST_BEND ** 2 * stepLength; // false where it is not a number
    for (let k = 0; k < n; k++) {
      const bent = parameters[k]! + step[k]! + (isSmall ? bend[k]! : 0);
      trial[k] = clamp(bent, lower?.[k], upper?.[k]);
      step[k] = trial[k]! - parameters[k]!;
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
   * Moves along an accepted step to where the parabola through both ends has its minimum, at 1/(2 - gain) of the step:
   * curvature that the linear model does not see makes every step too short or too long by one factor, and a search
   * would creep or swing.
   */
  function rescale(gain: number): void {
    const more = Math.min(1 / Math.max(2 - gain, 0), LARGEST_STRETCH) - 1;
    for (let k = 0; k < n; k++) {
      trial[k] = clamp(
        parameters[k]! + clamp(more * step[k]!, -largestStep, largestStep),
        lower?.[k],
        upper?.[k],
      );
    }
    const trialSum = evaluateTrial();
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
