import { capacityOf } from '../cell/swing.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import { CellRun, type CellRunOptions } from '../porous-cell/cell-run.ts';
import { hold } from '../porous-cell/control.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { counterResistanceAt } from './cycle-rates.ts';
import { advance, jumpCorrection } from './jump.ts';
import { type AgeingCycle, type AgeRates, type CycleAgeing, createAgeingLaws } from './laws.ts';
import { type AgeProtocol, currentAt, cycleCount, stopsOf } from './protocol.ts';

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

/** A life with the jumps that it took. */
export interface CellLife {
  readonly status: 'done' | 'cancelled';
  /** One for every cycle that was lived. */
  readonly cycles: readonly LifeCycle[];
  /** Simulated cycles and the jump after each: the same plan makes the same life. */
  readonly plan: readonly { readonly cycle: number; readonly jump: number }[];
  /** Largest imbalance of lithium in any simulated cycle, over all that the silicon can hold. */
  readonly imbalance: number;
  /** Why the cell could not be cycled any more, with the first such cycle; undefined while it can. */
  readonly death: { readonly cycle: number; readonly cause: string } | undefined;
}

export interface AgeCellOptions extends CellRunOptions {
  /** Called after every simulated cycle, delithiated; the run may be looked at (an impedance), not changed. */
  readonly onCycle?: (cycle: LifeCycle, run: CellRun) => void;
  /** The life ends, incomplete, once `aborted` is true. */
  readonly signal?: { readonly aborted: boolean };
}

/** As for single populations: see docs/methods/cycle-jumping.md. */
const JUMP_TOLERANCE = 1e-3;
const LONGEST_JUMP = 50;

/**
 * The life of a cell at the level of its description: the populations share the potential, and every node of the
 * electrode ages by its own swing (docs/methods/ageing.md). Jumps follow the map of single cycles within an estimated
 * error; requested cycles are simulated.
 *
 * @param cell - the fresh cell; one population for each of the sample's, in their order, all connected
 * @throws {RangeError} for a protocol without cycles, or populations that are not the sample's
 */
export function ageCell(
  values: ParameterValues,
  sample: ModelSample,
  cell: CellDescription,
  protocol: AgeProtocol,
  options: AgeCellOptions = {},
): CellLife {
  return atOnce(begin(values, sample, cell, protocol, options).live());
}

/** `ageCell` that lets others take turns, so that the signal can be aborted while it runs. */
export function ageCellInTurns(
  values: ParameterValues,
  sample: ModelSample,
  cell: CellDescription,
  protocol: AgeProtocol,
  options: AgeCellOptions & Pick<Turns<LifeCycle>, 'onProgress'> = {},
): Promise<CellLife> {
  const { onProgress } = options;
  return inTurns(begin(values, sample, cell, protocol, options).live(), { onProgress });
}

function begin(
  values: ParameterValues,
  sample: ModelSample,
  cell: CellDescription,
  protocol: AgeProtocol,
  options: AgeCellOptions,
): Life {
  if (!(cycleCount(protocol) >= 1))
    throw new RangeError(`life of ${sample.name}: expected a cycle, found none`);
  if (cell.populations.length !== sample.populations.length) {
    throw new RangeError(
      `life of ${sample.name}: expected ${sample.populations.length} populations, found ${cell.populations.length}`,
    );
  }
  return new Life(values, sample, cell, protocol, options);
}

/** One simulated cycle: the states in which it began, and what it did to each node of each population. */
interface SimulatedCycle {
  readonly states: readonly AgeState[];
  readonly ageing: readonly CycleAgeing[];
  readonly summary: LifeCycle;
}

class Life {
  private readonly values: ParameterValues;
  private readonly sample: ModelSample;
  private readonly cell: CellDescription;
  private readonly protocol: AgeProtocol;
  private readonly options: AgeCellOptions;
  private readonly run: CellRun;
  private readonly laws: readonly ((state: AgeState, cycle: AgeingCycle) => CycleAgeing)[];
  /** Population and node of each place in the lists of states, and its share of the sample's composite mass. */
  private readonly places: readonly { readonly p: number; readonly k: number; readonly weight: number }[];
  private readonly cycles: LifeCycle[] = [];
  private readonly plan: { cycle: number; jump: number }[] = [];
  private imbalance = 0;
  private death: CellLife['death'];

  constructor(
    values: ParameterValues,
    sample: ModelSample,
    cell: CellDescription,
    protocol: AgeProtocol,
    options: AgeCellOptions,
  ) {
    this.values = values;
    this.sample = sample;
    this.cell = cell;
    this.protocol = protocol;
    this.options = options;
    this.run = new CellRun(cell, options);
    this.laws = sample.populations.map((population) => createAgeingLaws(values, sample, population));
    const shares = this.run.system.nodeShares;
    this.places = this.run.system.populations.flatMap((_, p) =>
      Array.from(shares, (share, k) => ({ p, k, weight: share * sample.populations[p]!.weight })),
    );
  }

  /** Yields each simulated cycle that is kept. */
  *live(): Generator<LifeCycle, CellLife> {
    const longest = this.protocol.jumps === 'none' ? 1 : LONGEST_JUMP;
    let states: readonly AgeState[] = this.places.map(({ p }) => ({
      connected: 1,
      seiThickness: this.values.seiInitialThickness,
      damage: 0,
      lithiation: this.cell.populations[p]!.lithiation,
      amorphous: 1,
      additiveCharge: 0,
    }));
    let cycle = 1;
    let wish = 1;
    let here = this.simulate(states, 1);
    const last = cycleCount(this.protocol);
    for (const stop of stopsOf(this.protocol)) {
      while (cycle < stop) {
        if (this.options.signal?.aborted === true) return this.result('cancelled');
        yield this.keep(here);
        const chosen = this.chooseJump(here, cycle, wish, Math.min(longest, stop - cycle));
        this.plan.push({ cycle, jump: chosen.jump });
        states = here.states.map((state, n) =>
          advance(state, here.ageing[n]!.rates, chosen.endRates[n]!, chosen.jump, chosen.jump),
        );
        cycle += chosen.jump;
        wish = chosen.wish;
        const next = this.simulate(states, cycle);
        this.fill(here.summary, next.summary);
        here = next;
      }
    }
    this.keep(here);
    this.plan.push({ cycle: last, jump: 0 });
    return this.result('done');
  }

  private result(status: CellLife['status']): CellLife {
    const { cycles, plan, imbalance, death } = this;
    return { status, cycles, plan, imbalance, death };
  }

  private keep({ summary }: SimulatedCycle): LifeCycle {
    this.cycles.push(summary);
    this.options.onCycle?.(summary, this.run);
    return summary;
  }

  /** Cycles between two simulated ones, on straight lines between their numbers. */
  private fill(from: LifeCycle, to: LifeCycle): void {
    for (let cycle = from.cycle + 1; cycle < to.cycle; cycle++) {
      const s = (cycle - from.cycle) / (to.cycle - from.cycle);
      const between = (a: number, b: number) => a + s * (b - a);
      this.cycles.push({
        cycle,
        isSimulated: false,
        capacity: between(from.capacity, to.capacity),
        efficiency: between(from.efficiency, to.efficiency),
        connected: between(from.connected, to.connected),
        seiThickness: between(from.seiThickness, to.seiThickness),
        damage: between(from.damage, to.damage),
      });
    }
  }

  /** The longest jump of at most `room` cycles within the tolerance, the increments at its end, and the next wish. */
  private chooseJump(here: SimulatedCycle, cycle: number, wish: number, room: number) {
    const rates = here.ageing.map((each) => each.rates);
    let next = 2;
    for (let jump = Math.min(Math.floor(wish), room); jump > 1; jump = Math.min(jump - 1, Math.floor(next))) {
      const end = here.states.map((state, n) => advance(state, rates[n]!, rates[n]!, jump, jump));
      const endRates = this.simulate(end, cycle + jump).ageing.map((each) => each.rates);
      const error = this.correction(here.states, rates, endRates, jump) / JUMP_TOLERANCE;
      next = jump * Math.min(2, 0.9 / Math.sqrt(error));
      if (error <= 1) return { jump, endRates, wish: jump === room ? Math.max(wish, next) : next };
    }
    return { jump: 1, endRates: rates, wish: room === 1 ? Math.max(wish, 2) : 2 };
  }

  private correction(
    states: readonly AgeState[],
    rates: readonly AgeRates[],
    endRates: readonly AgeRates[],
    jump: number,
  ): number {
    return states.reduce(
      (most, state, n) => Math.max(most, jumpCorrection(this.values, state, rates[n]!, endRates[n]!, jump)),
      0,
    );
  }

  /** Runs one cycle of the aged cell from the profiles that the last one left. */
  private simulate(states: readonly AgeState[], cycle: number): SimulatedCycle {
    const { run, values, sample, places, protocol } = this;
    this.wear(states, cycle);
    const current = currentAt(protocol, cycle) * values.loading;
    const start = this.lithiations();
    const down = run.run({
      control: hold('current', current),
      duration: Infinity,
      stops: [{ quantity: 'voltage', side: 'below', value: protocol.lower_V }],
    });
    const high = this.lithiations();
    const up = run.run({
      control: hold('current', -current),
      duration: Infinity,
      stops: [{ quantity: 'voltage', side: 'above', value: protocol.upper_V }],
    });
    const low = this.lithiations();
    this.imbalance = Math.max(this.imbalance, Math.abs(run.imbalance()));
    const failed = down.status === 'failed' ? down : up.status === 'failed' ? up : undefined;
    if (failed !== undefined) this.death ??= { cycle, cause: failed.cause };

    let capacity = 0;
    let lost = 0;
    const ageing = places.map(({ p, weight }, n): CycleAgeing => {
      const population = sample.populations[p]!;
      const swing = { high: high[n]!, low: Math.min(low[n]!, high[n]!) };
      const { total } = capacityOf(values, population, states[n]!.connected, swing);
      const aged = this.laws[p]!(states[n]!, { start: start[n]!, swing, capacity: total });
      capacity += weight * total;
      lost += weight * (aged.losses.interphase + aged.losses.trapped + aged.losses.unrecovered);
      return aged;
    });
    const mean = (property: (state: AgeState) => number) =>
      places.reduce((sum, { weight }, n) => sum + weight * property(states[n]!), 0);
    const summary: LifeCycle = {
      cycle,
      isSimulated: true,
      capacity,
      efficiency: capacity > 0 ? capacity / (capacity + lost) : 0,
      connected: mean((state) => state.connected),
      seiThickness: mean((state) => state.seiThickness),
      damage: mean((state) => state.damage),
    };
    return { states, ageing, summary };
  }

  /** Gives the cell the areas, films and leads of its age. Lithium of particles that lost their contact leaves the balance. */
  private wear(states: readonly AgeState[], cycle: number): void {
    const { run, cell, values, places, sample } = this;
    places.forEach(({ p, k }, n) => {
      const nodes = run.system.populations[p]!;
      const fresh = cell.populations[p]!;
      const state = states[n]!;
      nodes.area[k] = fresh.areaRatio * state.connected;
      const growth = (state.seiThickness - values.seiInitialThickness) / values.seiConductivity;
      nodes.setFilm(k, fresh.filmResistance + growth);
    });
    const counter = counterResistanceAt(sample.switches.counterResistance, cycle);
    run.system.setSeriesResistance(cell.seriesResistance + counter);
    run.rebase();
  }

  /** Mean lithiation at every place. */
  private lithiations(): Float64Array {
    const { run, places } = this;
    return Float64Array.from(places, ({ p, k }) => run.system.populations[p]!.meanAt(run.state, k));
  }
}
