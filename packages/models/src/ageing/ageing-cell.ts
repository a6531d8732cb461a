import { capacityOf } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import { CellRun, type CellRunOptions } from '../porous-cell/cell-run.ts';
import type { CellStep } from '../porous-cell/cell-step.ts';
import { hold } from '../porous-cell/control.ts';
import type { PhaseMemory } from '../potential/silicon-phases.ts';
import { PhaseHistory } from '../protocol/phase-history.ts';
import { Sampler, type Sampling } from '../protocol/sampler.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import type { PressingShells } from '../shell/shell-cycle.ts';
import type { CycleCourse, PartCourse } from './cycle-course.ts';
import type { AgedPlaces } from './jump-through.ts';
import { type AgeingCycle, brokenShareOf, type CycleAgeing, createAgeingLaws } from './laws.ts';
import { type AgeProtocol, currentAt } from './protocol.ts';
import { wear } from './wear.ts';

/** A cell that is to live. */
export interface LivingCell {
  /** Fresh; one population for each of the sample's, in their order. */
  readonly description: CellDescription;
  /** What the laws of its populations depend on, kept up to date through the life; without them silicon stays amorphous. */
  readonly memories?: readonly PhaseMemory[] | undefined;
  readonly shells?: readonly PressingShells[] | undefined;
}

/** What a life tells of one cycle. Means are over the silicon of the electrode. */
export interface LifeCycle {
  readonly cycle: number;
  /** False where the cycle was jumped over and its numbers lie between those of its neighbours. */
  readonly isSimulated: boolean;
  /** Delithiation capacity, C/kg composite; 0 for a dead cell. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
  readonly connected: number;
  /** m. */
  readonly seiThickness: number;
  readonly damage: number;
}

/** A simulated cycle: what it did to each node of each population, node after node. */
export interface CellCycle extends AgedPlaces {
  /** In which it began, with the lithium that was there. */
  readonly begin: readonly AgeState[];
  readonly summary: LifeCycle;
  readonly course: CycleCourse | undefined;
  /** Why a half cycle could not be run to its end. */
  readonly failure: string | undefined;
}

/** A half cycle runs until its stop, or ends with a cause. */
const UNTIL_STOP = Infinity;

/** A cell that is cycled in any state of age; each cycle begins from the profiles that the last one left. */
export class AgeingCell {
  readonly run: CellRun;
  /** Largest of any cycle, over all that the silicon can hold. */
  imbalance = 0;
  private readonly values: ParameterValues;
  private readonly sample: ModelSample;
  private readonly cell: LivingCell;
  private readonly protocol: AgeProtocol;
  private readonly memories: readonly PhaseMemory[];
  private readonly phases: PhaseHistory;
  private readonly laws: readonly ((state: AgeState, cycle: AgeingCycle) => CycleAgeing)[];
  /** Population and node of each state, and its share of the sample's composite mass. */
  private readonly places: readonly { readonly p: number; readonly k: number; readonly weight: number }[];
  private failure: string | undefined;

  constructor(
    values: ParameterValues,
    sample: ModelSample,
    cell: LivingCell,
    protocol: AgeProtocol,
    options: CellRunOptions,
  ) {
    this.values = values;
    this.sample = sample;
    this.cell = cell;
    this.protocol = protocol;
    this.run = new CellRun(cell.description, options);
    this.memories = cell.memories ?? sample.populations.map(() => ({ amorphous: 1, silicide: 0 }));
    this.phases = new PhaseHistory(values, sample.switches, this.memories);
    this.laws = sample.populations.map((population) => createAgeingLaws(values, sample, population));
    const shares = this.run.system.nodeShares;
    this.places = this.run.system.populations.flatMap((_, p) =>
      Array.from(shares, (share, k) => ({ p, k, weight: share * sample.populations[p]!.weight })),
    );
  }

  /** The states of the fresh cell. */
  fresh(): readonly AgeState[] {
    const lithiation = this.lithiations();
    return this.places.map(({ p }, n) => ({
      connected: 1,
      seiThickness: this.values.seiInitialThickness,
      damage: 0,
      lithiation: lithiation[n]!,
      amorphous: this.memories[p]!.amorphous,
      additiveCharge: 0,
    }));
  }

  /** Lets a fresh cell find the profiles between which it will swing, unless its crystal must first be made amorphous. */
  settle(): void {
    if (this.memories.some(({ amorphous }) => amorphous < 1)) return;
    this.simulate(this.fresh(), 1);
  }

  /** Runs a cycle that begins in the states. */
  simulate(states: readonly AgeState[], cycle: number, sampling?: Sampling): CellCycle {
    const { values, sample, places } = this;
    this.failure = undefined;
    this.wear(states, cycle);
    const before = cycle === 1 ? this.rest(sampling) : undefined;
    const start = this.lithiations();
    const lithiation = this.half(1, cycle, sampling);
    const full = this.rest(sampling);
    const high = this.lithiations();
    const delithiation = this.half(-1, cycle, sampling);
    const low = this.lithiations();
    const empty = this.rest(sampling);
    this.imbalance = Math.max(this.imbalance, Math.abs(this.run.imbalance()));

    let capacity = 0;
    let lost = 0;
    const rates = places.map(({ p, weight }, n) => {
      const population = sample.populations[p]!;
      const swing = { high: high[n]!, low: Math.min(low[n]!, high[n]!) };
      const { total } = capacityOf(values, population, states[n]!.connected, swing);
      const aged = this.laws[p]!(states[n]!, { start: start[n]!, swing, capacity: total });
      capacity += weight * total;
      lost += weight * (aged.losses.interphase + aged.losses.trapped + aged.losses.unrecovered);
      return aged.rates;
    });
    const mean = (property: (state: AgeState) => number) =>
      places.reduce((sum, { weight }, n) => sum + weight * property(states[n]!), 0);
    return {
      begin: states.map((state, n) => ({ ...state, lithiation: start[n]! })),
      states: states.map((state, n) => {
        return { ...state, lithiation: low[n]!, amorphous: this.memories[places[n]!.p]!.amorphous };
      }),
      rates,
      summary: {
        cycle,
        isSimulated: true,
        capacity,
        efficiency: capacity > 0 ? capacity / (capacity + lost) : 0,
        connected: mean((state) => state.connected),
        seiThickness: mean((state) => state.seiThickness),
        damage: mean((state) => state.damage),
      },
      course: sampling && { before, lithiation, full, delithiation, empty },
      failure: this.failure,
    };
  }

  /** Gives the cell the areas, films and leads of its age, and its shells what is left of their pressure. */
  private wear(states: readonly AgeState[], cycle: number): void {
    const { values, sample, cell, places } = this;
    wear(values, sample, this.run, states, cycle);
    cell.shells?.forEach((shells, p) => {
      const population = sample.populations[p]!;
      shells.broken = places.reduce((sum, place, n) => {
        const share = place.p === p ? place.weight / population.weight : 0;
        return sum + share * brokenShareOf(values, population, states[n]!.damage);
      }, 0);
    });
  }

  /** Runs a half cycle to its cut-off; +1 lithiates. */
  private half(sign: 1 | -1, cycle: number, sampling: Sampling | undefined): PartCourse {
    const { run, phases, protocol } = this;
    phases.beforeStep(sign, run);
    const current = sign * currentAt(protocol, cycle) * this.values.loading;
    const [side, value] =
      sign > 0 ? (['below', protocol.lower_V] as const) : (['above', protocol.upper_V] as const);
    const stops = [{ quantity: 'voltage', side, value }] as const;
    const course = this.part({ control: hold('current', current), duration: UNTIL_STOP, stops }, sampling);
    phases.afterStep({ voltage: run.voltage, sign }, run);
    return course;
  }

  private rest(sampling: Sampling | undefined): PartCourse {
    const { rest_s = 0 } = this.protocol;
    if (rest_s === 0) return { time: [], voltage: [] };
    return this.part({ control: hold('current', 0), duration: rest_s, stops: [] }, sampling);
  }

  /** Runs a part of a cycle; its course has a point at least where it is sampled. */
  private part(step: CellStep, sampling: Sampling | undefined): PartCourse {
    const { run } = this;
    const time: number[] = [];
    const voltage: number[] = [];
    const began = run.time;
    const sampler =
      sampling &&
      new Sampler(sampling, (t, advance) => {
        time.push(t - began);
        voltage.push(advance.voltageAt(t));
      });
    const end = run.run(step, sampler && ((advance) => sampler.take(advance)));
    sampler?.end(run);
    if (end.status === 'failed') this.failure ??= end.cause;
    return { time, voltage };
  }

  /** Mean lithiation at every place. */
  private lithiations(): Float64Array {
    const { run, places } = this;
    return Float64Array.from(places, ({ p, k }) => run.system.populations[p]!.meanAt(run.state, k));
  }
}
