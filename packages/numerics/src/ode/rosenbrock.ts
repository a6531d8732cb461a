import { factorise, solveFactorised } from './dense-lu.ts';

/** dy/dt = f(y), small and possibly stiff. Time enters only through the caller: integrate piece by piece. */
export interface OdeSystem {
  readonly size: number;
  /** Writes f(y); allocates nothing. */
  derivative(y: Float64Array, out: Float64Array): void;
  /** Writes df_i/dy_j at [i * size + j] into `out`, which comes zeroed. */
  jacobian(y: Float64Array, out: Float64Array): void;
}

/** An accepted step, valid only during the call that hands it over. */
export interface OdeStep {
  readonly start: number;
  readonly end: number;
  /** Writes y(t) for t in [start, end], third-order accurate. */
  readonly interpolate: (t: number, out: Float64Array) => void;
}

export interface OdeOptions {
  /** Local error allowed per step and component: absolute + relative * |y|. */
  readonly absolute: number;
  readonly relative: number;
  readonly maxSteps?: number;
  /** Called after each accepted step. */
  readonly onStep?: (step: OdeStep) => void;
}

export type OdeOutcome =
  | {
      readonly status: 'done';
      readonly state: Float64Array;
      readonly steps: number;
      readonly rejected: number;
    }
  | {
      readonly status: 'failed';
      readonly reason: 'too many steps' | 'step underflow';
      /** Where it stopped, and the state there. */
      readonly time: number;
      readonly state: Float64Array;
    };

// RODAS of Hairer and Wanner, Solving Ordinary Differential Equations II, 2nd ed. 1996, sec. VI.4 and code RODAS
// (method 1): six stages, order 4 with embedded order 3, stiffly accurate, L-stable.
const GAMMA = 0.25;
const A = [
  [],
  [1.544],
  [0.9466785280815826, 0.2557011698983284],
  [3.314825187068521, 2.896124015972201, 0.9986419139977817],
  [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895],
  [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895, 1],
] as const;
const C = [
  [],
  [-5.6688],
  [-2.430093356833875, -0.2063599157091915],
  [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
  [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
  [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
] as const;
const DENSE = [
  [10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662],
  [-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872],
] as const;
const STAGES = 6;

/**
 * The state at `to`, by an error-controlled Rosenbrock method with dense output (docs/methods/furnace.md).
 * Steps follow the local error of the embedded third-order formula; deterministic.
 *
 * @param initial - state at `from`; not changed
 */
export function integrateStiff(
  system: OdeSystem,
  from: number,
  to: number,
  initial: Float64Array,
  options: OdeOptions,
): OdeOutcome {
  const { size } = system;
  const work = createWork(system);
  const y = Float64Array.from(initial);
  let t = from;
  let h = firstStep(system, y, to - from, options);
  let steps = 0;
  let rejected = 0;
  while (t < to) {
    if (steps + rejected >= (options.maxSteps ?? 100_000))
      return { status: 'failed', reason: 'too many steps', time: t, state: y };
    if (t + h === t) return { status: 'failed', reason: 'step underflow', time: t, state: y };
    const last = h >= (to - t) * (1 - 1e-12);
    if (last) h = to - t;
    const error = attempt(system, y, h, options, work);
    const factor = Math.min(6, Math.max(0.2, 0.9 * error ** -0.25));
    if (!(error <= 1)) {
      rejected += 1;
      h *= Number.isNaN(error) ? 0.2 : Math.min(factor, 0.9);
      continue;
    }
    const end = last ? to : t + h;
    if (options.onStep) options.onStep(denseStep(t, end, y, work, size));
    y.set(work.next);
    t = end;
    steps += 1;
    h *= factor;
  }
  return { status: 'done', state: y, steps, rejected };
}

interface Work {
  readonly stages: readonly Float64Array[];
  readonly matrix: Float64Array;
  readonly jacobian: Float64Array;
  readonly pivots: Int32Array;
  readonly argument: Float64Array;
  readonly next: Float64Array;
}

function createWork({ size }: OdeSystem): Work {
  return {
    stages: Array.from({ length: STAGES }, () => new Float64Array(size)),
    matrix: new Float64Array(size * size),
    jacobian: new Float64Array(size * size),
    pivots: new Int32Array(size),
    argument: new Float64Array(size),
    next: new Float64Array(size),
  };
}

/** Euler's step that moves the state by a hundred tolerances, at most the whole way. */
function firstStep(system: OdeSystem, y: Float64Array, span: number, options: OdeOptions): number {
  const slope = new Float64Array(system.size);
  system.derivative(y, slope);
  let speed = 0;
  for (let i = 0; i < system.size; i++) {
    speed = Math.max(speed, Math.abs(slope[i]!) / (options.absolute + options.relative * Math.abs(y[i]!)));
  }
  return speed > 0 ? Math.min(span, 100 / speed) : span;
}

/** Tries one step from y into work.next and returns its error over the tolerance. */
function attempt(system: OdeSystem, y: Float64Array, h: number, options: OdeOptions, work: Work): number {
  const { size } = system;
  const { stages, matrix, jacobian, pivots, argument, next } = work;
  jacobian.fill(0);
  system.jacobian(y, jacobian);
  for (let i = 0; i < size * size; i++) matrix[i] = -jacobian[i]!;
  for (let i = 0; i < size; i++) matrix[i * size + i]! += 1 / (h * GAMMA);
  if (!factorise(matrix, size, pivots)) return NaN;

  for (let s = 0; s < STAGES; s++) {
    argument.set(y);
    const stage = stages[s]!;
    for (let j = 0; j < s; j++) addScaled(argument, A[s]![j]!, stages[j]!);
    system.derivative(argument, stage);
    for (let j = 0; j < s; j++) addScaled(stage, C[s]![j]! / h, stages[j]!);
    solveFactorised(matrix, size, pivots, stage);
  }

  // The last stage is evaluated at the third-order solution and is itself the correction to fourth order.
  const correction = stages[STAGES - 1]!;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    next[i] = argument[i]! + correction[i]!;
    const scale = options.absolute + options.relative * Math.max(Math.abs(y[i]!), Math.abs(next[i]!));
    sum += (correction[i]! / scale) ** 2;
  }
  return Math.sqrt(sum / size);
}

function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * source[i]!;
}

function denseStep(start: number, end: number, y: Float64Array, work: Work, size: number): OdeStep {
  const [second, third] = DENSE.map((row) => {
    const sum = new Float64Array(size);
    row.forEach((factor, s) => addScaled(sum, factor, work.stages[s]!));
    return sum;
  }) as [Float64Array, Float64Array];
  return {
    start,
    end,
    interpolate(t, out) {
      const s = (t - start) / (end - start);
      for (let i = 0; i < size; i++) {
        out[i] = y[i]! * (1 - s) + s * (work.next[i]! + (1 - s) * (second[i]! + s * third[i]!));
      }
    },
  };
}
