import { type CellLife, liveCell } from '../ageing/age-cell.ts';
import type { LifeCycle } from '../ageing/ageing-cell.ts';
import type { CycleCourse, PartCourse } from '../ageing/cycle-course.ts';
import { age } from '../ageing/age.ts';
import { type AgedCycle, createCycleRunner } from '../ageing/cycle-rates.ts';
import { stateAt } from '../ageing/history.ts';
import { type AgeProtocol, currentAt, cycleCount } from '../ageing/protocol.ts';
import type { Direction } from '../cell/half-cell.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { type CyclingPopulation, type HalfCycleCurve, halfCycleCurve } from './half-cycle-curve.ts';
import type { PorousCell } from './porous-cell-of.ts';

/** What a cycler sees of one cycle. */
export interface CycleCurves {
  readonly cycle: number;
  /** The rest before the first cycle. */
  readonly before: PartCourse | undefined;
  readonly lithiation: HalfCycleCurve;
  readonly full: PartCourse;
  readonly delithiation: HalfCycleCurve;
  readonly empty: PartCourse;
}

/** A life that is recorded: rests after each half cycle, and for each cycle the voltage between two records, V. */
export interface RecordedLife extends AgeProtocol {
  readonly rest_s: number;
  readonly voltageStep: (cycle: number) => number;
  /** From the beginning of a part to its first record, s. */
  readonly clock: number;
}

/** Every cycle of a life in closed form (L0). The rests show the open-circuit potential of the branch. */
export function* closedFormCurves(
  values: ParameterValues,
  sample: ModelSample,
  protocol: RecordedLife,
): Generator<CycleCurves, undefined> {
  const history = age(values, sample, protocol);
  const runners = sample.populations.map((population) =>
    createCycleRunner(values, sample, population, protocol),
  );
  const total = cycleCount(protocol);
  for (let cycle = 1; cycle <= total; cycle++) {
    const states = stateAt(history, cycle);
    const parts = sample.populations.map((population, p): CyclingPopulation => {
      return { population, cycle: runners[p]!(states[p]!, cycle) };
    });
    const rest = (after: Direction, lithiation: (cycle: AgedCycle) => number): PartCourse => {
      const voltage = parts.reduce((sum, { population, cycle: { cells, load, ...ends } }) => {
        const x = lithiation({ cells, load, ...ends });
        return sum + population.weight * cells[after].restVoltage(load, after, x);
      }, 0);
      return { time: [protocol.clock, protocol.rest_s], voltage: [voltage, voltage] };
    };
    const step = protocol.voltageStep(cycle);
    yield {
      cycle,
      before: cycle === 1 ? rest('delithiation', ({ start }) => start) : undefined,
      lithiation: halfCycleCurve(parts, 'lithiation', protocol.lower_V, step),
      full: rest('lithiation', ({ swing }) => swing.high),
      delithiation: halfCycleCurve(parts, 'delithiation', protocol.upper_V, step),
      empty: rest('delithiation', ({ swing }) => swing.low),
    };
  }
}

/**
 * Every cycle of a life of the cell itself (L1 to L3), until it cannot be cycled any more. Simulated cycles show their
 * course; those that were jumped over lie between their neighbours. Carbon and side reactions stretch the silicon's curves, as in closed form.
 */
export function* cellCurves(
  values: ParameterValues,
  sample: ModelSample,
  cell: PorousCell,
  protocol: RecordedLife,
): Generator<CycleCurves, CellLife> {
  const due: CycleCurves[] = [];
  const life = liveCell(values, sample, cell, protocol, {
    sampling: (cycle) => ({ delay: protocol.clock, voltage: protocol.voltageStep(cycle) }),
    onCycle: (cycle, _, course) => {
      due.push(curvesOf(cycle, course!, currentAt(protocol, cycle.cycle)));
    },
  });
  for (;;) {
    const next = life.next();
    yield* due.splice(0);
    if (next.done === true) return next.value;
  }
}

function curvesOf(
  { cycle, capacity, efficiency }: LifeCycle,
  { lithiation, delithiation, ...rests }: CycleCourse,
  current: number,
): CycleCurves {
  const taken = efficiency > 0 ? capacity / efficiency : 0;
  return {
    cycle,
    ...rests,
    lithiation: stretched(lithiation, taken, current),
    delithiation: stretched(delithiation, capacity, current),
  };
}

/** A half cycle at a current, A/kg, whose last charge is `total`, C/kg. */
function stretched({ time, voltage }: PartCourse, total: number, current: number): HalfCycleCurve {
  const length = time.at(-1)!;
  const factor = length > 0 ? total / length : current;
  return { voltage: Float64Array.from(voltage), charge: Float64Array.from(time, (t) => factor * t) };
}
