import { DaeStepper, rodas5p, vectorBlock } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import { type CellDescription, type CellMesh, defaultMesh } from './cell-description.ts';
import { beyond, type CellStep, isConstantCurrent, type StepEnd, type StopRule } from './cell-step.ts';
import { hold } from './control.ts';
import { CHARGE, CURRENT, type CellSystem, voltageOf } from './cell-system.ts';
import { createSystem } from './create-system.ts';
import { ExactParticle } from './exact-particle.ts';
import { runExactStep } from './exact-step.ts';
import { causeOfFailure } from './failure.ts';
import { lookAhead } from './look-ahead.ts';
import { settle, type SettleWork } from './settle.ts';

export interface CellRunOptions {
  readonly mesh?: CellMesh;
  /** Local error of a step in units of half a volt and of the whole range of lithiation; default 3e-4. */
  readonly tolerance?: number;
}

/** The part of a step that was just computed: readings at any time within it. Valid during the call that hands it over. */
export interface Advance {
  /** s since the start of the run. */
  readonly from: number;
  readonly to: number;
  /** V. */
  voltageAt(t: number): number;
  /** A per geometric m2, > 0 lithiates. */
  currentAt(t: number): number;
  /** C per geometric m2 since the start of the run, > 0 lithiated. */
  chargeAt(t: number): number;
}

/** Overshoot of a stop, V, and relative to the stop for other quantities, beyond which the step is made again, shorter. */
const OVERSHOOT = 2e-3;
/** A relative error of the current of this many tolerances counts as one. */
const RELATIVE_CURRENT = 3;
/** A surface this far outside [0, 1] is no rounding. */
const BEYOND = 2e-3;
/** A stop is located to this share of the solver's step. */
const LOCATED = 1e-10;
/** No first step is longer, s. */
const LONGEST_FIRST = 3600;

/**
 * A half cell that runs one step of a protocol after another (docs/methods/porous-cell.md). Memory does not grow with
 * the number of steps.
 */
export class CellRun implements Advance {
  readonly system: CellSystem;
  readonly state: Float64Array;
  /** s since the start of the run, at the end of what was computed. */
  time = 0;
  from = 0;
  to = 0;
  private made: { readonly stepper: DaeStepper; readonly work: SettleWork } | undefined;
  private readonly tolerance: number;
  private readonly exact: ExactParticle | undefined;
  /** The last part of a step has a closed form. */
  private isExact = false;
  /** Start of the running step, s. */
  private began = 0;
  private beganCharge = 0;
  private readonly capacity: number;
  private firstLithium: number;
  private firstCharge = 0;
  /** Below this a current's error no longer counts: 1/1000 of a discharge in an hour. A/m2. */
  private readonly leastCurrent: number;

  constructor(description: CellDescription, options: CellRunOptions = {}) {
    this.system = createSystem(description, options.mesh ?? defaultMesh);
    this.tolerance = options.tolerance ?? 3e-4;
    this.exact = ExactParticle.fits(description)
      ? new ExactParticle(this.system.populations[0]!.modes).aim(description)
      : undefined;
    this.state = new Float64Array(this.system.size);
    this.system.fill(this.state);
    this.capacity = this.system.populations.reduce(
      (sum, { description: { areaRatio }, meanRate }) => sum + areaRatio / meanRate,
      0,
    );
    this.leastCurrent = this.capacity / 3600 / 1000;
    this.firstLithium = this.system.lithium(this.state);
  }

  get stepper(): DaeStepper {
    return this.solver.stepper;
  }
  /** Made when a step needs it: a single particle at constant current does not. */
  private get solver(): { readonly stepper: DaeStepper; readonly work: SettleWork } {
    if (this.made !== undefined) return this.made;
    const vector = vectorBlock(3, this.system.size);
    this.made = {
      stepper: new DaeStepper(this.system, this.tolerance, rodas5p, this.state),
      work: { right: vector(), trial: vector(), error: vector() },
    };
    return this.made;
  }
  /** V. */
  get voltage(): number {
    return voltageOf(this.system, this.state);
  }
  /** A per geometric m2, > 0 lithiates. */
  get current(): number {
    return this.state[CURRENT]!;
  }
  /** C per geometric m2 since the start of the run, > 0 lithiated. */
  get charge(): number {
    return this.state[CHARGE]!;
  }

  /** Lithium found in the cell less what the charge brought, over all that the silicon can hold: rounding only. */
  imbalance(): number {
    const gained = this.system.lithium(this.state) - this.firstLithium;
    return ((gained - (this.charge - this.firstCharge) / faraday) * faraday) / this.capacity;
  }

  /** Takes over time, state, areas and films of another run of the same populations and mesh, at another temperature say. */
  takeOver(other: CellRun): void {
    this.time = other.time;
    this.state.set(other.state);
    this.system.populations.forEach((population, p) => {
      const from = other.system.populations[p]!;
      population.area.set(from.area);
      population.film.set(from.film);
    });
    this.rebase();
  }

  /** Tells the balance that areas were changed from outside, and with them the lithium that counts. */
  rebase(): void {
    this.firstLithium = this.system.lithium(this.state);
    this.firstCharge = this.charge;
  }

  voltageAt(t: number): number {
    if (this.isExact) return this.exact!.voltageAt(t - this.began);
    const { voltageTerms, voltageWeights } = this.system;
    let sum = 0;
    for (let n = 0; n < voltageTerms.length; n++) {
      sum += voltageWeights[n]! * this.stepper.component(t - this.began, voltageTerms[n]!);
    }
    return sum;
  }

  currentAt(t: number): number {
    if (this.isExact) return this.current;
    return this.stepper.component(t - this.began, CURRENT);
  }

  chargeAt(t: number): number {
    if (this.isExact) return this.beganCharge + this.current * (t - this.began);
    return this.stepper.component(t - this.began, CHARGE);
  }

  /** Whether a step needs no time steps: it is one part, and its readings are no polynomials of time. */
  isClosedForm(step: CellStep): boolean {
    return this.exact !== undefined && isConstantCurrent(step);
  }

  /** Runs a step to its end. `onAdvance` is called after each part of it. Never throws for a cell that cannot. */
  run(step: CellStep, onAdvance?: (advance: Advance) => void): StepEnd {
    this.began = this.time;
    this.beganCharge = this.charge;
    this.isExact = this.isClosedForm(step);
    if (this.isExact) return this.runExact(this.exact!, step, onAdvance);
    const { system } = this;
    const { stepper, work } = this.solver;
    system.control = step.control;
    if (!settle(system, 0, this.state, work)) {
      return { status: 'failed', cause: this.explain('start'), duration: 0 };
    }
    this.from = this.time;
    this.to = this.time;
    const atOnce = step.stops.find((stop) => this.passed(stop) >= -this.resolution(stop));
    if (atOnce !== undefined) return { status: 'done', reason: atOnce, duration: 0 };
    stepper.restart(0, this.longestFirst(step));
    while (stepper.t < step.duration) {
      system.scale[CURRENT] = RELATIVE_CURRENT * Math.max(Math.abs(this.current), this.leastCurrent);
      const failure = stepper.step(step.duration);
      if (failure !== undefined) {
        return { status: 'failed', cause: this.explain(failure), duration: stepper.t };
      }
      const stop = this.crossed(step.stops);
      if (stop !== undefined && this.overshot(stop)) continue;
      if (stop === undefined && this.isBeyondEnds()) {
        const cause = causeOfFailure(system, this.state, 'capacity');
        stepper.back(stepper.next);
        return { status: 'failed', cause, duration: stepper.t };
      }
      if (stop !== undefined) stepper.cut(this.locate(stop));
      this.from = this.began + stepper.tStart;
      this.to = this.began + stepper.t;
      this.time = this.to;
      onAdvance?.(this);
      if (stop !== undefined) return { status: 'done', reason: stop, duration: stepper.t };
      stepper.next = Math.min(stepper.next, lookAhead(system, stepper, step.stops, work.right));
    }
    return { status: 'done', reason: 'duration', duration: stepper.t };
  }

  /** Why the running step could not go on. */
  private explain(reason: string): string {
    const { system } = this;
    const cause = causeOfFailure(system, this.state, reason);
    return system.control.quantity === 'power' && this.isAtPeakPower()
      ? `this is the most power that the cell can give (more current only lowers the voltage)${cause.includes('nothing') ? '' : `; ${cause}`}`
      : cause;
  }

  /** True where a little more current brings less than a tenth of its share in power. */
  private isAtPeakPower(): boolean {
    const { system } = this;
    const { stepper, work } = this.solver;
    const y = this.state.slice();
    const before = this.current * this.voltage;
    const { control } = system;
    const more = 1e-3;
    system.control = hold('current', this.current * (1 + more));
    const isSettled = settle(system, stepper.t, y, work);
    system.control = control;
    return isSettled && (y[CURRENT]! * voltageOf(system, y)) / before - 1 < 0.1 * more;
  }

  private runExact(particle: ExactParticle, step: CellStep, onAdvance?: (advance: Advance) => void): StepEnd {
    const { system, state } = this;
    const population = system.populations[0]!;
    const { offset } = population;
    const branchAt = population.branchIndex(0);
    particle.area = population.area[0]!;
    particle.film = population.film[0]!;
    particle.seriesResistance = -system.voltageWeights[system.voltageTerms.indexOf(CURRENT)]!;
    particle.profile.set(state.subarray(offset, offset + population.modes));
    particle.branch = branchAt < 0 ? -1 : state[branchAt]!;
    const { reason, duration } = runExactStep(particle, step);
    particle.profileAt(duration, state, offset);
    if (branchAt >= 0) state[branchAt] = particle.branchAt(duration);
    state[population.reactionIndex(0)] = particle.current / particle.area;
    state[CURRENT] = particle.current;
    state[CHARGE] = this.beganCharge + particle.current * duration;
    this.from = this.began;
    this.time = this.began + duration;
    this.to = this.time;
    this.writeVoltage(particle.voltageAt(duration));
    if (duration > 0) onAdvance?.(this);
    if (reason === 'nothing moves')
      return { status: 'failed', cause: 'the cell is at rest and meets none of its stops', duration };
    return reason === 'used up'
      ? { status: 'failed', cause: causeOfFailure(system, state, reason), duration }
      : { status: 'done', reason, duration };
  }

  /** Whether a surface is emptier than empty or fuller than full: there the laws only go on so that a step can be tried. */
  private isBeyondEnds(): boolean {
    const y = this.state;
    for (const population of this.system.populations) {
      for (let k = 0; k < population.nodes; k++) {
        const x = population.surfaceAt(y, k);
        if (x < -BEYOND || x > 1 + BEYOND) return true;
      }
    }
    return false;
  }

  /** Makes the state's potentials add up to a voltage. */
  private writeVoltage(voltage: number): void {
    const y = this.state;
    y[this.system.voltageTerms[0]!]! += voltage - this.voltage;
  }

  /** The stop that the last step passed first. */
  private crossed(stops: readonly StopRule[]): StopRule | undefined {
    let first: StopRule | undefined;
    let earliest = Infinity;
    for (const stop of stops) {
      if (this.passed(stop) < 0) continue;
      const at = stops.length > 1 ? this.locate(stop) : 0;
      if (at < earliest) {
        earliest = at;
        first = stop;
      }
    }
    return first;
  }

  /** Takes the step back where it went far beyond its stop, so that the interpolation ends near a computed state. */
  private overshot(stop: StopRule): boolean {
    const { stepper } = this;
    const far = stop.quantity === 'voltage' ? OVERSHOOT : OVERSHOOT * 10 * stop.value;
    if (this.passed(stop) <= far) return false;
    const length = this.locate(stop) - stepper.tStart;
    if (length > 0.98 * (stepper.tEnd - stepper.tStart)) return false;
    stepper.back(Math.max(length * 1.005, 1e-9));
    return true;
  }

  /** What the solver cannot tell from a stop: V, or a share of the stop for other quantities. */
  private resolution(stop: StopRule): number {
    return this.stepper.tolerance * (stop.quantity === 'voltage' ? 0.5 : stop.value);
  }

  private passed(stop: StopRule): number {
    const y = this.state;
    return beyond(stop, voltageOf(this.system, y), y[CURRENT]!, y[CHARGE]! - this.beganCharge);
  }

  /** Time at which the interpolated step meets a stop, s since the start of the protocol's step. */
  private locate(stop: StopRule): number {
    const { stepper, began } = this;
    const at = (t: number) =>
      beyond(
        stop,
        this.voltageAt(began + t),
        stepper.component(t, CURRENT),
        stepper.component(t, CHARGE) - this.beganCharge,
      );
    return root(at, stepper.tStart, stepper.tEnd);
  }

  /** Longest first step, s: where the control varies its own time scale is not known beforehand. */
  private longestFirst({ control, duration }: CellStep): number {
    if (control.isConstant) return Math.min(duration, LONGEST_FIRST);
    const current = Math.abs(this.current);
    const charging = current > 0 ? (3e-4 * this.capacity) / current : 1;
    return Math.min(duration, charging, control.quantity === 'current' ? 10 : 1e-2);
  }
}

/** Where a function that is negative at `low` and not at `high` stops being so; the side that is not negative. */
function root(at: (t: number) => number, low: number, high: number): number {
  const width = LOCATED * (high - low);
  let below = at(low);
  let above = at(high);
  let side = 0;
  // regula falsi (Illinois), with a bisection whenever it stalls
  for (let round = 0; round < 200 && high - low > width && above !== 0; round++) {
    const guess = (low * above - high * below) / (above - below);
    const t = guess > low && guess < high && round % 8 !== 7 ? guess : (low + high) / 2;
    const value = at(t);
    if (value >= 0) {
      high = t;
      above = value;
      if (side > 0) below /= 2;
      side = 1;
    } else {
      low = t;
      below = value;
      if (side < 0) above /= 2;
      side = -1;
    }
  }
  return high;
}
