import { FRESH_LITHIATION } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { type AgeRates, createCycleRunner } from './cycle-rates.ts';
import { advance, jumpCorrection } from './jump.ts';
import { type AgeProtocol, currentAt, stopsOf } from './protocol.ts';

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

/**
 * Largest correction by changing increments that one jump may need (see `jumpCorrection`). With 1e-3 the capacities of
 * the paper's samples stay within 0.2 % of single cycles (docs/methods/cycle-jumping.md).
 */
const JUMP_TOLERANCE = 1e-3;
const LONGEST_JUMP = 50;

/** A fresh population: all connected, the first SEI, no damage. */
function freshState(values: ParameterValues): AgeState {
  return { connected: 1, seiThickness: values.seiInitialThickness, damage: 0, lithiation: FRESH_LITHIATION };
}

/**
 * The life of a sample under a protocol: each population alone at the same current per composite mass (level L0).
 * The truth is the map of single cycles, state n + 1 = state n + increments of cycle n; jumps follow it within an error
 * that is estimated for each of them. Deterministic.
 */
export function age(values: ParameterValues, sample: ModelSample, protocol: AgeProtocol): AgeHistory {
  const tracks = sample.populations.map((population) => agePopulation(values, population, protocol));
  return { sample, protocol, tracks };
}

function agePopulation(
  values: ParameterValues,
  population: Population,
  protocol: AgeProtocol,
): readonly Knot[] {
  const runner = createCycleRunner(values, population, protocol);
  const longest = protocol.jumps === 'none' ? 1 : LONGEST_JUMP;
  const knots: Knot[] = [];
  let state = freshState(values);
  let cycle = 1;
  let wish = 1;
  for (const stop of stopsOf(protocol)) {
    while (cycle < stop) {
      const here = runner.run(state, currentAt(protocol, cycle));
      const begin = { ...state, lithiation: here.swing.low };
      let jump = Math.min(Math.floor(wish), stop - cycle);
      let endRates = here.rates;
      while (jump > 1) {
        const there = advance(begin, here.rates, here.rates, jump, jump);
        endRates = runner.run(there, currentAt(protocol, cycle)).rates;
        const error = jumpCorrection(values, begin, here.rates, endRates, jump) / JUMP_TOLERANCE;
        wish = Math.min(longest, Math.max(1, jump * Math.min(2, 0.9 / Math.sqrt(error))));
        if (error <= 1) break;
        jump = Math.min(jump - 1, Math.floor(wish));
      }
      if (jump === 1) {
        endRates = here.rates;
        wish = Math.min(longest, 2);
      }
      knots.push({ ...summary(cycle, state, here), jump, endRates });
      state = advance(begin, here.rates, endRates, jump, jump);
      cycle += jump;
    }
  }
  const last = runner.run(state, currentAt(protocol, cycle));
  return [...knots, { ...summary(cycle, state, last), jump: 0, endRates: last.rates }];
}

function summary(
  cycle: number,
  state: AgeState,
  { capacity, efficiency, rates }: { capacity: number; efficiency: number; rates: AgeRates },
): Omit<Knot, 'jump' | 'endRates'> {
  return { cycle, state, capacity, efficiency, rates };
}
