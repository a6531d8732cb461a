import { FRESH_LITHIATION } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { createCycleRunner } from './cycle-rates.ts';
import type { AgeRates } from './laws.ts';
import type { ModelSwitches } from '../switches.ts';
import { jumpThrough } from './jump-through.ts';
import { type AgeProtocol, cycleCount } from './protocol.ts';

/** One simulated cycle, and the jump to the next. */
export interface Knot {
  /** Number of the cycle, from 1. */
  readonly cycle: number;
  /** State in which the cycle begins. */
  readonly state: AgeState;
  /** Delithiation capacity, C/kg composite. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
  /** Cycles to the next knot; 0 at the last. */
  readonly jump: number;
  /** Increments per cycle here and at the end of the jump; they change linearly between. */
  readonly rates: AgeRates;
  readonly endRates: AgeRates;
}

/** The lives of a sample's populations with the jump plan of each, so that every state can be found again. */
export interface AgeHistory {
  readonly sample: ModelSample;
  readonly protocol: AgeProtocol;
  /** One list of knots per population. */
  readonly tracks: readonly (readonly Knot[])[];
}

/** A fresh population: all connected, the first SEI, no damage; as crystal it holds no lithium. */
function freshState(values: ParameterValues, { firstLithiation }: ModelSwitches): AgeState {
  return {
    connected: 1,
    seiThickness: values.seiInitialThickness,
    damage: 0,
    lithiation: firstLithiation ? 0 : FRESH_LITHIATION,
    amorphous: firstLithiation ? 0 : 1,
    additiveCharge: 0,
  };
}

/**
 * The life of a sample under a protocol: each population alone at the same current per composite mass (level L0).
 * The truth is the map of single cycles, state n + 1 = state n + increments of cycle n; jumps follow it within an error
 * that is estimated for each of them. Deterministic.
 *
 * @throws {RangeError} for a protocol without cycles
 */
export function age(values: ParameterValues, sample: ModelSample, protocol: AgeProtocol): AgeHistory {
  if (!(cycleCount(protocol) >= 1))
    throw new RangeError(`life of ${sample.name}: expected a cycle, found none`);
  const tracks = sample.populations.map((population) => agePopulation(values, sample, population, protocol));
  return { sample, protocol, tracks };
}

function agePopulation(
  values: ParameterValues,
  sample: ModelSample,
  population: Population,
  protocol: AgeProtocol,
): readonly Knot[] {
  const run = createCycleRunner(values, sample, population, protocol);
  const simulate = ([state]: readonly AgeState[], number: number) => {
    const cycle = run(state!, number);
    const begin = { ...state!, lithiation: cycle.swing.low, amorphous: cycle.amorphous };
    return { states: [begin], rates: [cycle.rates], state: state!, cycle };
  };
  const steps = jumpThrough(values, protocol, [freshState(values, sample.switches)], simulate);
  return Array.from(steps, ({ cycle, simulated, jump, endRates }) => {
    const { state, cycle: aged } = simulated;
    const { capacity, efficiency, rates } = aged;
    return { cycle, state, capacity, efficiency, jump, rates, endRates: endRates[0]! };
  });
}
