import { vectorBlock } from '../vector-block.ts';
import { type RosenbrockMethod, rodas4p } from './rosenbrock-methods.ts';

/**
 * M y' = f(t, y) with a constant diagonal M that may have zeros: those rows are algebraic equations, of index 1.
 * The system keeps its own factors, so that its structure (eliminated particles, bands) costs what it must.
 */
export interface DaeSystem {
  readonly size: number;
  /** Diagonal of M; 0 in algebraic rows. */
  readonly mass: Float64Array;
  /** Error that counts as one tolerance, per component; Infinity leaves a component out of the step control. */
  readonly scale: Float64Array;
  /** Defect of an algebraic row half-way through a step that counts as one tolerance; Infinity where it does not matter. */
  readonly defectScale: Float64Array;
  /** Writes f(t, y) into `out`; NaN where y cannot be. Allocates nothing. */
  evaluate(t: number, y: Float64Array, out: Float64Array): void;
  /** Writes df/dt into `out` and returns true, or returns false where f does not depend on t. */
  timeSlope(t: number, y: Float64Array, out: Float64Array): boolean;
  /** Linearises at y and factors shift * M - J; returns false when that is singular. */
  factor(t: number, y: Float64Array, shift: number): boolean;
  /** Solves with the last factors, in place. */
  solve(b: Float64Array): void;
}

/** Share of its scale by which the first step may move a component, for a tolerance of 1; falls as its third root. */
const FIRST_MOVE = 1.2;
/** Largest growth of a step for a falling error, beyond what the error itself allows. */
const LARGEST_TREND = 3;

/** Steps this much shorter than the first one go nowhere: the equations have no solution that goes on. */
const LEAST_SHARE = 1e-14;

/** Why no step could be taken. */
export type StepFailure = 'step underflow';

/**
 * One-step integration of a DAE with error control and dense output. It starts at full order after every jump of the
 * controls and needs no Newton iteration, so that nothing can fail to converge; a step that errs is made again, shorter.
 * Nothing is allocated after construction.
 */
export class DaeStepper {
  readonly system: DaeSystem;
  readonly method: RosenbrockMethod;
  t = 0;
  /** State at t. The owner may change it between steps (a jump), then `restart`. */
  readonly y: Float64Array;
  /** The last accepted step: states and times at its ends. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  tStart = 0;
  tEnd = 0;
  /** Length that the next step will try, s. */
  next = 0;
  accepted = 0;
  rejected = 0;
  /** Multiplies every scale: the tolerance. */
  tolerance: number;

  private readonly stages: readonly Float64Array[];
  private readonly argument: Float64Array;
  private readonly slope: Float64Array;
  private readonly work: Float64Array;
  private readonly dense: readonly Float64Array[];
  /** f at the present state, where it is known. */
  private readonly f: Float64Array;
  private isFKnown = false;
  private denseReady = false;
  private lastLength = Infinity;
  private lastError = 1;
  /** Shortest length that is tried of choice, s. */
  private least = 0;
  /** Stages whose argument is that of the stage before and one term more. */
  private readonly goesOn: readonly boolean[];

  /** @param y - the state, which stays the caller's to read; default a new one of zeros */
  constructor(
    system: DaeSystem,
    tolerance: number,
    method: RosenbrockMethod = rodas4p,
    y: Float64Array = new Float64Array(system.size),
  ) {
    this.system = system;
    this.method = method;
    this.tolerance = tolerance;
    this.y = y;
    const vector = vectorBlock(6 + method.stages + method.dense.length, system.size);
    this.start = vector();
    this.end = vector();
    this.stages = Array.from({ length: method.stages }, vector);
    this.argument = vector();
    this.slope = vector();
    this.work = vector();
    this.f = vector();
    this.dense = method.dense.map(vector);
    this.goesOn = method.a.map((row, s) => s > 1 && method.a[s - 1]!.every((a, j) => a === row[j]));
  }

  /** Begins anew at t from the present state, which must be consistent; the first step tries at most `longest`. */
  restart(t: number, longest: number): void {
    this.t = t;
    this.tStart = t;
    this.tEnd = t;
    this.start.set(this.y);
    this.end.set(this.y);
    this.isFKnown = false;
    this.lastLength = Infinity;
    this.next = Math.min(longest, this.firstLength());
    this.least = Number.isFinite(this.next) ? LEAST_SHARE * this.next : 0;
  }

  /** Time in which the present rates move no component by more than a share of its scale, s. */
  private firstLength(): number {
    const { mass, scale } = this.system;
    const f = this.present();
    let fastest = 0;
    for (let i = 0; i < f.length; i++) {
      if (mass[i] === 0) continue;
      const rate = Math.abs(f[i]!) / (mass[i]! * scale[i]!);
      if (rate > fastest) fastest = rate;
    }
    return fastest > 0 ? (FIRST_MOVE * Math.cbrt(this.tolerance)) / fastest : Infinity;
  }

  /**
   * Takes one accepted step, not beyond `limit`. Afterwards `y` is the state at `t`, and `interpolate` covers
   * [tStart, tEnd]. A step that would leave less than a tenth of its length before `limit` is stretched or halved.
   */
  step(limit: number): StepFailure | undefined {
    const { method } = this;
    const power = -1 / method.order;
    let rejectedHere = false;
    for (;;) {
      const left = limit - this.t;
      let h = this.next;
      if (h >= left * 0.999) h = left;
      else if (h > left * 0.55) h = left / 2;
      if (!(this.t + h > this.t) || (h < this.least && h < left)) return 'step underflow';
      const error = this.attempt(h);
      if (error <= 1) {
        this.tStart = this.t;
        this.t = h === left ? limit : this.t + h;
        this.tEnd = this.t;
        this.start.set(this.y);
        this.end.set(this.argument);
        this.y.set(this.argument);
        this.f.set(this.slope);
        this.isFKnown = true;
        this.accepted++;
        const counted = Math.max(error, 1e-8);
        const aim = 0.9 * counted ** power;
        // half-way, by factors, to the predictive controller of Gustafsson (ACM Trans. Math. Softw. 20 (1994) 496)
        const trend = Math.sqrt((h / this.lastLength) * (counted / this.lastError) ** power);
        const growth = aim * Math.min(LARGEST_TREND, Math.max(1, trend));
        const factor = Math.min(8, Math.max(0.2, rejectedHere ? Math.min(aim, 1) : growth));
        this.lastError = counted;
        this.lastLength = h;
        this.next = h < this.next * 0.999 && factor >= 1 ? Math.max(this.next, h * factor) : h * factor;
        return undefined;
      }
      this.rejected++;
      // a step that errs again is in a layer whose error falls slowly with its length
      const shorter = Number.isFinite(error) ? Math.max(0.1, Math.min(0.9 * error ** power, 0.9)) : 0.25;
      this.next = h * (rejectedHere ? Math.min(shorter, 0.3) : shorter);
      rejectedHere = true;
    }
  }

  /** Ends the last accepted step early, at a time within it: the state there is the interpolated one. */
  cut(t: number): void {
    this.interpolate(t, this.y);
    this.t = t;
    this.isFKnown = false;
  }

  /** Undoes the last accepted step; the next one will try `first` s. */
  back(first: number): void {
    this.t = this.tStart;
    this.y.set(this.start);
    this.isFKnown = false;
    this.next = first;
    this.accepted--;
    this.rejected++;
  }

  /** Writes the state at a time within the last step. */
  interpolate(t: number, out: Float64Array): void {
    this.prepareDense();
    const s = (t - this.tStart) / (this.tEnd - this.tStart);
    for (let i = 0; i < out.length; i++) out[i] = this.blend(s, i);
  }

  /** One component at a time within the last step. */
  component(t: number, index: number): number {
    this.prepareDense();
    return this.blend((t - this.tStart) / (this.tEnd - this.tStart), index);
  }

  /** Writes the slopes of the state at the end of the last step, as its interpolation has them, per s. */
  endSlopes(out: Float64Array): void {
    this.prepareDense();
    const { dense, start, end } = this;
    const perLength = 1 / (this.tEnd - this.tStart);
    for (let i = 0; i < out.length; i++) out[i] = end[i]! - start[i]!;
    for (let k = 0; k < dense.length; k++) {
      const row = dense[k]!;
      for (let i = 0; i < out.length; i++) out[i]! -= row[i]!;
    }
    for (let i = 0; i < out.length; i++) out[i]! *= perLength;
  }

  /** Curvature of a component there, per s2. */
  endCurvature(index: number): number {
    this.prepareDense();
    const { dense } = this;
    const length = this.tEnd - this.tStart;
    let sum = 0;
    for (let k = 0; k < dense.length; k++) sum -= 2 * (1 + k) * dense[k]![index]!;
    return sum / (length * length);
  }

  private blend(s: number, i: number): number {
    const { dense } = this;
    let sum = 0;
    for (let k = dense.length - 1; k >= 0; k--) sum = sum * s + dense[k]![i]!;
    return (1 - s) * this.start[i]! + s * (this.end[i]! + (1 - s) * sum);
  }

  private prepareDense(): void {
    if (this.denseReady) return;
    this.denseReady = true;
    const { stages, method, dense } = this;
    for (let k = 0; k < dense.length; k++) combine(dense[k]!, method.dense[k]!, stages);
  }

  /** Tries a step of length h into `argument`; returns its error in tolerances, NaN where f had no value. */
  private attempt(h: number): number {
    const { system, method, y, stages, argument, slope, work } = this;
    this.denseReady = false;
    const { mass, size } = system;
    if (!system.factor(this.t, y, 1 / (h * method.gamma))) return NaN;
    const sloped = system.timeSlope(this.t, y, slope);
    const last = method.stages - 1;
    argument.set(y);
    for (let s = 0; s <= last; s++) {
      const stage = stages[s]!;
      if (s === 0) stage.set(this.present());
      else {
        this.gather(s);
        system.evaluate(this.t + method.times[s]! * h, argument, stage);
        for (let i = 0; i < size; i++) stage[i]! += mass[i]! * work[i]! * (1 / h);
      }
      const d = method.slopes[s]! * h;
      if (sloped && d !== 0) for (let i = 0; i < size; i++) stage[i]! += d * slope[i]!;
      system.solve(stage);
    }
    const correction = stages[last]!;
    const { scale } = system;
    let worst = 0;
    for (let i = 0; i < size; i++) {
      argument[i]! += correction[i]!;
      const error = Math.abs(correction[i]!) / scale[i]!;
      if (!(error <= worst)) worst = error;
    }
    worst /= this.tolerance;
    return worst <= 1 ? Math.max(worst, this.defect(h)) : worst;
  }

  /** Sums of the stages before stage s: `argument` = y + sum a k, `work` = sum C k. */
  private gather(s: number): void {
    const { method, y, stages, argument, work } = this;
    if (this.goesOn[s]) addTo(argument, method.a[s]![s - 1]!, stages[s - 1]!);
    else combine(argument, method.a[s]!, stages, y);
    combine(work, method.c[s]!, stages);
  }

  /** f at the present state. */
  private present(): Float64Array {
    if (!this.isFKnown) this.system.evaluate(this.t, this.y, this.f);
    this.isFKnown = true;
    return this.f;
  }

  /**
   * Error of the algebraic equations half-way and at the end of a step, in tolerances: what a reading there would err by.
   * Leaves f at the end in `slope`.
   */
  private defect(h: number): number {
    const { dense, system, y, argument, work, slope } = this;
    this.prepareDense();
    for (let i = 0; i < work.length; i++) {
      let sum = 0;
      for (let k = dense.length - 1; k >= 0; k--) sum = sum * 0.5 + dense[k]![i]!;
      work[i] = 0.5 * (y[i]! + argument[i]!) + 0.25 * sum;
    }
    system.evaluate(this.t + h / 2, work, slope);
    const middle = this.largestDefect(slope);
    system.evaluate(this.t + h, argument, slope);
    return Math.max(middle, this.largestDefect(slope)) / this.tolerance;
  }

  private largestDefect(f: Float64Array): number {
    const { defectScale } = this.system;
    let worst = 0;
    for (let i = 0; i < f.length; i++) {
      const error = Math.abs(f[i]!) / defectScale[i]!;
      if (!(error <= worst)) worst = error;
    }
    return worst;
  }
}

function addTo(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * vector[i]!;
}

/** target = base + sum factors_j * vectors_j, in passes of four vectors, so that the target is seldom read and written. */
function combine(
  target: Float64Array,
  factors: readonly number[],
  vectors: readonly Float64Array[],
  base?: Float64Array,
): void {
  const count = factors.length;
  const size = target.length;
  if (base === undefined) target.fill(0);
  let from = base ?? target;
  for (let j = 0; j < count; j += 4) {
    const v0 = vectors[j]!;
    const f0 = factors[j]!;
    // a pass of fewer takes the first again, times 0
    const v1 = j + 1 < count ? vectors[j + 1]! : v0;
    const f1 = j + 1 < count ? factors[j + 1]! : 0;
    const v2 = j + 2 < count ? vectors[j + 2]! : v0;
    const f2 = j + 2 < count ? factors[j + 2]! : 0;
    const v3 = j + 3 < count ? vectors[j + 3]! : v0;
    const f3 = j + 3 < count ? factors[j + 3]! : 0;
    for (let i = 0; i < size; i++) {
      target[i] = from[i]! + (f0 * v0[i]! + f1 * v1[i]!) + (f2 * v2[i]! + f3 * v3[i]!);
    }
    from = target;
  }
}
