import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { CellRun, CellRunOptions } from '../porous-cell/cell-run.ts';
import type { Sampling } from '../protocol/sampler.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { AgeingCell, type LifeCycle, type LivingCell } from './ageing-cell.ts';
import { type CycleCourse, courseBetween, thinned } from './cycle-course.ts';
import { jumpThrough } from './jump-through.ts';
import { type AgeProtocol, cycleCount } from './protocol.ts';

/** A life with the jumps that it took. */
export interface CellLife {
  readonly status: 'done' | 'cancelled';
  /** One for every cycle that was lived. */
  readonly cycles: readonly LifeCycle[];
  /** Simulated cycles and the jump after each: the same plan makes the same life. */
  readonly plan: readonly { readonly cycle: number; readonly jump: number }[];
  /** In which the last cycle began: one for each population and node of the electrode, node after node. */
  readonly states: readonly AgeState[];
  /** Largest imbalance of lithium in any simulated cycle, over all that the silicon can hold. */
  readonly imbalance: number;
  /** Why the last cycle could not be run to its cut-offs; undefined for a cell that can be cycled on. */
  readonly death: { readonly cycle: number; readonly cause: string } | undefined;
}

export interface AgeCellOptions extends CellRunOptions {
  /**
   * Called for every cycle in turn; after a simulated one the run, delithiated, may be looked at (an impedance), not
   * changed.
   */
  readonly onCycle?: (cycle: LifeCycle, run: CellRun, course: CycleCourse | undefined) => void;
  /** How a cycle is sampled for `onCycle`, which of a jumped one gets a course between its neighbours; without it no course is kept. */
  readonly sampling?: (cycle: number) => Sampling;
  /** The life ends, incomplete, once `aborted` is true. */
  readonly signal?: { readonly aborted: boolean };
}

/**
 * The life of a cell at the level of its description: the populations share the potential, and every node of the
 * electrode ages by its own swing (docs/methods/ageing.md). Jumps follow the map of single cycles within an estimated
 * error; requested cycles are simulated. Memory does not grow with the number of cycles but for a summary of each.
 *
 * @throws {RangeError} for a protocol without cycles, or populations that are not the sample's
 */
export function ageCell(
  values: ParameterValues,
  sample: ModelSample,
  cell: LivingCell,
  protocol: AgeProtocol,
  options: AgeCellOptions = {},
): CellLife {
  return atOnce(liveCell(values, sample, cell, protocol, options));
}

/** `ageCell` that lets others take turns, so that the signal can be aborted and progress shown while the cell lives. */
export function ageCellInTurns(
  values: ParameterValues,
  sample: ModelSample,
  cell: LivingCell,
  protocol: AgeProtocol,
  options: AgeCellOptions & Pick<Turns<LifeCycle>, 'onProgress'> = {},
): Promise<CellLife> {
  const { onProgress } = options;
  return inTurns(liveCell(values, sample, cell, protocol, options), { onProgress });
}

/** The life of a cell; yields each simulated cycle. */
export function* liveCell(
  values: ParameterValues,
  sample: ModelSample,
  { description, memories, shells }: LivingCell,
  protocol: AgeProtocol,
  { onCycle, sampling, signal, ...runOptions }: AgeCellOptions = {},
): Generator<LifeCycle, CellLife> {
  if (!(cycleCount(protocol) >= 1))
    throw new RangeError(`life of ${sample.name}: expected a cycle, found none`);
  if (description.populations.length !== sample.populations.length) {
    throw new RangeError(
      `life of ${sample.name}: expected ${sample.populations.length} populations, found ${description.populations.length}`,
    );
  }
  const cycles: LifeCycle[] = [];
  const plan: { cycle: number; jump: number }[] = [];
  let states: readonly AgeState[] = [];
  let death: CellLife['death'];
  let lastCourse: CycleCourse | undefined;
  const cell = new AgeingCell(values, sample, { description, memories, shells }, protocol, runOptions);
  const result = (status: CellLife['status']): CellLife => {
    return { status, cycles, plan, states, imbalance: cell.imbalance, death };
  };
  const tell = (cycle: LifeCycle, course?: CycleCourse) => {
    cycles.push(cycle);
    onCycle?.(cycle, cell.run, course);
  };
  const simulate = (begin: readonly AgeState[], cycle: number, isOfLife: boolean) => {
    const simulated = cell.simulate(begin, cycle, isOfLife ? sampling?.(cycle) : undefined);
    if (!isOfLife) return simulated;
    const { summary, course, failure } = simulated;
    const last = cycles.at(-1);
    if (last !== undefined) {
      for (const between of cyclesBetween(last, summary)) {
        const share = (between.cycle - last.cycle) / (cycle - last.cycle);
        const { voltage = 0 } = sampling?.(between.cycle) ?? {};
        tell(between, lastCourse && course && thinned(courseBetween(lastCourse, course, share), voltage));
      }
    }
    lastCourse = course;
    states = simulated.begin;
    if (failure !== undefined) death ??= { cycle, cause: failure };
    tell(summary, course);
    return simulated;
  };
  cell.settle();
  for (const { cycle, jump, simulated } of jumpThrough(values, protocol, cell.fresh(), simulate)) {
    plan.push({ cycle, jump });
    yield simulated.summary;
    if (death !== undefined) break;
    if (signal?.aborted === true && jump > 0) return result('cancelled');
  }
  return result('done');
}

/** Cycles between two simulated ones, on straight lines between their numbers. */
function* cyclesBetween(from: LifeCycle, to: LifeCycle): Generator<LifeCycle> {
  for (let cycle = from.cycle + 1; cycle < to.cycle; cycle++) {
    const s = (cycle - from.cycle) / (to.cycle - from.cycle);
    const between = (property: (cycle: LifeCycle) => number) =>
      property(from) + s * (property(to) - property(from));
    yield {
      cycle,
      isSimulated: false,
      capacity: between((one) => one.capacity),
      efficiency: between((one) => one.efficiency),
      connected: between((one) => one.connected),
      seiThickness: between((one) => one.seiThickness),
      damage: between((one) => one.damage),
    };
  }
}
