import { factorCholesky, solveCholesky } from '@anodelab/numerics';
import { heldByPrior, logDeterminant, type LogSmoothModel, type LogSmoothPrior } from './log-smooth-model.ts';

/** The most probable distribution under one prior, and how well the prior foresaw the data. */
export interface LogSmoothFit {
  /** R0 and the series terms, then ln gamma at the nodes. Shape (columns). */
  readonly unknowns: Float64Array;
  /** Variance of the weighted residuals. */
  readonly variance: number;
  /** ln of the probability of the data under the prior, by Laplace's approximation, up to a constant of the data. */
  readonly evidence: number;
  /** Unknowns that the data determine. */
  readonly freedom: number;
  /** Cholesky factor of the precision of the unknowns around the maximum. */
  readonly factor: Float64Array;
  readonly stiffness: number;
  readonly status: 'converged' | 'stopped';
}

export interface LogSmoothStart {
  readonly unknowns: Float64Array;
  readonly variance: number;
}

const MAX_STEPS = 60;
const MAX_ROUNDS = 4;
/** A step changes ln gamma nowhere by more. */
const LONGEST = 3;
/** Relative noise that is always there: numbers in files are rounded. */
const EXACT = 1e-6;
/** Largest gain in ln probability that is not worth a step. */
const SMALL = 1e-3;

/**
 * Most probable R0, terms and ln gamma by damped Gauss-Newton steps; the variance of the noise is refined in rounds,
 * residual over rows less determined unknowns.
 */
export function logSmoothFit(
  model: LogSmoothModel,
  prior: LogSmoothPrior,
  start: LogSmoothStart,
): LogSmoothFit {
  const { columns, rows, seriesCount, gram } = model;
  let variance = start.variance;
  let state = measure(model, prior, start.unknowns, variance);
  const floor = EXACT ** 2 * model.target.reduce((sum, b) => sum + b * b, 0);
  let status: LogSmoothFit['status'] = 'stopped';
  let factor: Float64Array = new Float64Array(0);
  let freedom = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const climbed = climb(model, prior, state, variance);
    state = climbed.state;
    factor = new Float64Array(columns * columns);
    scaleGram(gram, state.amounts, seriesCount, variance, factor);
    addPrior(factor, prior, seriesCount, columns);
    factorCholesky(factor, columns);
    freedom = columns - heldByPrior(factor, prior, seriesCount, columns);
    const better = Math.max(floor, state.squares) / Math.max(1, rows - freedom);
    status = climbed.isDone ? 'converged' : 'stopped';
    if (Math.abs(better / variance - 1) < 0.03) break;
    variance = better;
    state = measure(model, prior, state.unknowns, variance);
  }
  const evidence =
    -state.cost -
    logDeterminant(factor, columns) / 2 +
    prior.logDeterminant / 2 -
    (rows / 2) * Math.log(variance);
  return {
    unknowns: state.unknowns,
    variance,
    evidence,
    freedom,
    factor,
    stiffness: prior.stiffness,
    status,
  };
}

/** A place in the space of unknowns. */
interface State {
  readonly unknowns: Float64Array;
  /** R0, terms, gamma: the unknowns as they enter the impedance. */
  readonly amounts: Float64Array;
  /** Sum of squared weighted residuals. */
  readonly squares: number;
  /** Minus ln probability. */
  readonly cost: number;
  readonly gradient: Float64Array;
  /** Part of the gradient that comes from the data. */
  readonly slope: Float64Array;
}

function measure(
  model: LogSmoothModel,
  prior: LogSmoothPrior,
  unknowns: Float64Array,
  variance: number,
): State {
  const { design, target, rows, columns, seriesCount } = model;
  const amounts = unknowns.map((u, k) => (k < seriesCount ? u : Math.exp(u)));
  const residual = target.slice();
  for (let k = 0; k < columns; k++) {
    const amount = amounts[k]!;
    for (let i = 0; i < rows; i++) residual[i]! -= design[k * rows + i]! * amount;
  }
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += residual[i]! ** 2;
  const slope = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum -= design[k * rows + i]! * residual[i]!;
    slope[k] = ((k < seriesCount ? 1 : amounts[k]!) * sum) / variance;
  }
  const gradient = slope.slice();
  const n = columns - seriesCount;
  let belief = prior.constant;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += prior.precision[j * n + i]! * unknowns[seriesCount + i]!;
    gradient[seriesCount + j]! += sum - prior.pull[j]!;
    belief += unknowns[seriesCount + j]! * (sum - 2 * prior.pull[j]!);
  }
  return { unknowns, amounts, squares, cost: squares / (2 * variance) + belief / 2, gradient, slope };
}

/** Damped Gauss-Newton steps from a state to the maximum of probability. */
function climb(
  model: LogSmoothModel,
  prior: LogSmoothPrior,
  from: State,
  variance: number,
): { state: State; isDone: boolean } {
  const { columns, seriesCount, gram } = model;
  const curvature = new Float64Array(columns * columns);
  const factor = new Float64Array(columns * columns);
  let state = from;
  let damping = 0;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    scaleGram(gram, state.amounts, seriesCount, variance, curvature);
    addPrior(curvature, prior, seriesCount, columns);
    let next: State | undefined;
    for (let tries = 0; tries < 12 && next === undefined; tries++) {
      factor.set(curvature);
      for (let k = seriesCount; k < columns; k++) {
        factor[k * columns + k]! += damping + Math.max(0, state.slope[k]!);
      }
      factorCholesky(factor, columns);
      const step = state.gradient.slice();
      solveCholesky(factor, columns, step);
      let longest = LONGEST;
      for (let k = seriesCount; k < columns; k++) longest = Math.max(longest, Math.abs(step[k]!));
      const share = LONGEST / longest;
      const tried = measure(
        model,
        prior,
        state.unknowns.map((u, k) => u - share * step[k]!),
        variance,
      );
      if (tried.cost < state.cost) {
        next = tried;
        damping = damping < 1e-6 ? 0 : damping / 8;
      } else damping = damping === 0 ? 1e-3 : damping * 8;
    }
    if (next === undefined) return { state, isDone: true };
    const gain = state.cost - next.cost;
    state = next;
    if (gain < SMALL) return { state, isDone: true };
  }
  return { state, isDone: false };
}

/** D A^T A D / variance with D = 1 for the series terms and gamma for the nodes: the data's curvature in the unknowns. */
function scaleGram(
  gram: Float64Array,
  amounts: Float64Array,
  seriesCount: number,
  variance: number,
  out: Float64Array,
): void {
  const n = amounts.length;
  const scale = amounts.map((amount, k) => (k < seriesCount ? 1 : amount) / Math.sqrt(variance));
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) out[j * n + i] = gram[j * n + i]! * scale[i]! * scale[j]!;
  }
}

function addPrior(h: Float64Array, prior: LogSmoothPrior, seriesCount: number, columns: number): void {
  const n = columns - seriesCount;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      h[(j + seriesCount) * columns + i + seriesCount]! += prior.precision[j * n + i]!;
    }
  }
  // R0 and the terms are known beforehand to be finite, no more
  for (let k = 0; k < seriesCount; k++) h[k * columns + k]! *= 1 + 1e-12;
}
