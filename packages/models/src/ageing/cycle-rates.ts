import { createHalfCell, type Direction, type HalfCell, type Load } from '../cell/half-cell.ts';
import { capacityOf, type Swing, singleSwing, swing } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import { crystallineExchange, crystallineLithiation } from '../potential/crystalline.ts';
import { silicon } from '../potential/open-circuit.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { shellLoad } from '../shell/mechanics.ts';
import type { CounterResistance } from '../switches.ts';
import { type AgeRates, brokenShareOf, type ChargeLosses, createAgeingLaws } from './laws.ts';
import { type AgeProtocol, currentAt } from './protocol.ts';

/** One simulated cycle of one population and what it does to the state. */
export interface AgedCycle {
  /** The cell in each half of the cycle. */
  readonly cells: Readonly<Record<Direction, HalfCell>>;
  readonly load: Load;
  /** Lithiation at the beginning of the cycle. */
  readonly start: number;
  readonly swing: Swing;
  /** Lithiation up to which the silicon is amorphous after the cycle. */
  readonly amorphous: number;
  /** Delithiation capacity per composite mass, C/kg. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
  readonly losses: ChargeLosses;
  /** Increments over this one cycle. */
  readonly rates: AgeRates;
}

/** Runs a cycle of one population against lithium that begins in `state`; its number gives the current. */
export type CycleRunner = (state: AgeState, cycle: number) => AgedCycle;

/** Cycles of one of the sample's populations in closed form, with the ageing laws of docs/methods/ageing.md. */
export function createCycleRunner(
  values: ParameterValues,
  sample: ModelSample,
  population: Population,
  protocol: AgeProtocol,
): CycleRunner {
  const { switches } = sample;
  const cell = createHalfCell(values, population);
  const laws = createAgeingLaws(values, sample, population);
  const pressureDrop = switches.stressPotential ? -shellLoad(values, population, 0, 0).potentialShift : 0; // V

  return (state, cycle) => {
    const crystal = state.amorphous === 0;
    const lithiating = state.amorphous < 1 ? crystallineCell(state.amorphous) : cell;
    const load = cell.load(currentAt(protocol, cycle), state.connected, state.seiThickness, {
      counterResistance: counterResistanceAt(switches.counterResistance, cycle),
      pressureDrop: pressureDrop * (1 - brokenShareOf(values, population, state.damage)),
    });
    // a crystal is lithiated once; later cycles repeat
    const ends = (crystal ? singleSwing : swing)(cell, load, protocol, state.lithiation, lithiating);
    const start = crystal ? state.lithiation : ends.low;
    const { total } = capacityOf(values, population, state.connected, ends);
    const { losses, rates } = laws(state, { start, swing: ends, capacity: total });
    const lost = losses.interphase + losses.trapped + losses.unrecovered;
    return {
      cells: { lithiation: lithiating, delithiation: cell },
      load,
      start,
      swing: ends,
      amorphous: Math.max(state.amorphous, Math.min(1, cell.surfaceOf(load, start, ends.high))),
      capacity: total,
      efficiency: total / (total + lost || 1),
      losses,
      rates,
    };
  };

  /** The cell while lithium enters silicon that is crystalline beyond the lithiation `amorphous`. */
  function crystallineCell(amorphous: number): HalfCell {
    const potential = { ...silicon, lithiation: crystallineLithiation(values, amorphous) };
    return createHalfCell(values, population, potential, crystallineExchange(values, amorphous));
  }
}

/** The series at a cycle: linear between its points, constant beyond them, 0 without any. Ohm m2. */
export function counterResistanceAt(series: readonly CounterResistance[], cycle: number): number {
  const next = series.findIndex((point) => point.cycle >= cycle);
  const after = series[next];
  const before = next < 0 ? series.at(-1) : series[next - 1];
  if (after === undefined || before === undefined) return (after ?? before)?.resistance ?? 0;
  const share = (cycle - before.cycle) / (after.cycle - before.cycle);
  return before.resistance + share * (after.resistance - before.resistance);
}
