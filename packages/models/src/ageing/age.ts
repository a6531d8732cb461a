import { FRESH_LITHIATION } from '../cell/swing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { type CycleRunner, createCycleRunner } from './cycle-rates.ts';
import type { AgeRates } from './laws.ts';
import type { ModelSwitches } from '../switches.ts';
import { advance, jumpCorrection } from './jump.ts';
import { type AgeProtocol, cycleCount, stopsOf } from './protocol.ts';

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
  const longest = protocol.jumps === 'none' ? 1 : LONGEST_JUMP;
  const knots: Knot[] = [];
  let state = freshState(values, sample.switches);
  let cycle = 1;
  let wish = 1;
  for (const stop of stopsOf(protocol)) {
    while (cycle < stop) {
      const { swing, amorphous, capacity, efficiency, rates } = run(state, cycle);
      const begin = { ...state, lithiation: swing.low, amorphous };
      const chosen = chooseJump(values, run, begin, rates, cycle, wish, Math.min(longest, stop - cycle));
      const { jump, endRates } = chosen;
      knots.push({ cycle, state, capacity, efficiency, jump, rates, endRates });
      state = advance(begin, rates, endRates, jump, jump);
      cycle += jump;
      wish = chosen.wish;
    }
  }
  const { capacity, efficiency, rates } = run(state, cycle);
  return [...knots, { cycle, state, capacity, efficiency, jump: 0, rates, endRates: rates }];
}

/** The longest jump of at most `room` cycles within the tolerance, the increments at its end, and the next wish. */
function chooseJump(
  values: ParameterValues,
  run: CycleRunner,
  begin: AgeState,
  rates: AgeRates,
  cycle: number,
  wish: number,
  room: number,
): { readonly jump: number; readonly endRates: AgeRates; readonly wish: number } {
  let next = 2;
  for (let jump = Math.min(Math.floor(wish), room); jump > 1; jump = Math.min(jump - 1, Math.floor(next))) {
    const end = advance(begin, rates, rates, jump, jump);
    const endRates = run(end, cycle + jump).rates;
    const error = jumpCorrection(values, begin, rates, endRates, jump) / JUMP_TOLERANCE;
    next = jump * Math.min(2, 0.9 / Math.sqrt(error));
    if (error <= 1) return { jump, endRates, wish: jump === room ? Math.max(wish, next) : next };
  }
  // single cycles are exact; a wish that only a stop has cut short stands
  return { jump: 1, endRates: rates, wish: room === 1 ? Math.max(wish, 2) : 2 };
}
