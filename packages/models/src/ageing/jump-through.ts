import type { ParameterValues } from '../parameters.ts';
import type { AgeState } from '../sample.ts';
import { advance, jumpCorrection } from './jump.ts';
import type { AgeRates } from './laws.ts';
import { type AgeProtocol, cycleCount, stopsOf } from './protocol.ts';

/** A simulated cycle as far as jumps need it. */
export interface AgedPlaces {
  /** States of all that ages on its own, from which their increments count: lithium and phases as the cycle left them. */
  readonly states: readonly AgeState[];
  /** Increments over this one cycle. */
  readonly rates: readonly AgeRates[];
}

/** A simulated cycle of a life, and the jump to the next. */
export interface LifeStep<C extends AgedPlaces> {
  readonly cycle: number;
  readonly simulated: C;
  /** Cycles to the next simulated one; 0 at the last. */
  readonly jump: number;
  /** Increments per cycle at the end of the jump; they change linearly between. */
  readonly endRates: readonly AgeRates[];
}

/**
 * Largest correction by changing increments that one jump may need (see `jumpCorrection`). With it the capacities of
 * the paper's samples stay within 0.25 % of single cycles (docs/methods/cycle-jumping.md).
 */
const JUMP_TOLERANCE = 1.5e-3;
const LONGEST_JUMP = 50;
/** A cycle that makes more silicon amorphous than this (lithiation) is like no other one, and is not jumped over. */
const REPEATS = 1e-6;

/**
 * The cycles of a life that are simulated, each with the jump that follows. The truth is the map of single cycles, state
 * n + 1 = state n + increments of cycle n; jumps follow it within an error that is estimated for each of them by the
 * worst place. Deterministic.
 *
 * @param fresh - states in which the first cycle begins
 * @param simulate - runs a cycle that begins in the states; one that is not part of the life only shows its increments
 */
export function* jumpThrough<C extends AgedPlaces>(
  values: ParameterValues,
  protocol: AgeProtocol,
  fresh: readonly AgeState[],
  simulate: (states: readonly AgeState[], cycle: number, isOfLife: boolean) => C,
): Generator<LifeStep<C>, void> {
  const longest = protocol.jumps === 'none' ? 1 : LONGEST_JUMP;
  let cycle = 1;
  let wish = 1;
  let begin = fresh;
  let simulated = simulate(begin, cycle, true);
  for (const stop of stopsOf(protocol)) {
    while (cycle < stop) {
      const { states, rates } = simulated;
      const repeats = states.every(({ amorphous }, n) => amorphous - begin[n]!.amorphous <= REPEATS);
      const chosen = chooseJump(repeats ? Math.min(longest, stop - cycle) : 1);
      yield { cycle, simulated, ...chosen };
      cycle += chosen.jump;
      begin = ended(states, rates, chosen.endRates, chosen.jump);
      simulated = simulate(begin, cycle, true);
    }
  }
  yield { cycle: cycleCount(protocol), simulated, jump: 0, endRates: simulated.rates };

  /** The longest jump of at most `room` cycles within the tolerance, and the increments at its end. */
  function chooseJump(room: number): { readonly jump: number; readonly endRates: readonly AgeRates[] } {
    const { states, rates } = simulated;
    let next = 2;
    for (let jump = Math.min(Math.floor(wish), room); jump > 1; jump = Math.min(jump - 1, Math.floor(next))) {
      const end = ended(states, rates, rates, jump);
      const endRates = simulate(end, cycle + jump, false).rates;
      const correction = states.reduce(
        (most, state, n) => Math.max(most, jumpCorrection(values, state, rates[n]!, endRates[n]!, jump)),
        0,
      );
      const error = correction / JUMP_TOLERANCE;
      next = jump * Math.min(2, 0.9 / Math.sqrt(error));
      if (error > 1) continue;
      // a wish that only a stop has cut short stands
      wish = jump === room ? Math.max(wish, next) : next;
      return { jump, endRates };
    }
    // single cycles are exact
    wish = room === 1 ? Math.max(wish, 2) : 2;
    return { jump: 1, endRates: rates };
  }
}

function ended(
  states: readonly AgeState[],
  first: readonly AgeRates[],
  last: readonly AgeRates[],
  jump: number,
): readonly AgeState[] {
  return states.map((state, n) => advance(state, first[n]!, last[n]!, jump, jump));
}
