import type { ParameterValues } from '../parameters.ts';
import type { AgeState } from '../sample.ts';
import type { AgeHistory, Knot } from './age.ts';
import { createCycleRunner } from './cycle-rates.ts';
import { advance } from './jump.ts';

/** The states in which a cycle begins, one per population. Cycles count from 1 (the fresh cell). */
export function stateAt(history: AgeHistory, cycle: number): AgeState[] {
  return history.tracks.map((knots) => stateInTrack(knots, cycle));
}

function stateInTrack(knots: readonly Knot[], cycle: number): AgeState {
  const { cycle: first, state, rates, endRates, jump } = knots[knotBefore(knots, cycle)]!;
  return advance(state, rates, endRates, jump, Math.min(Math.max(0, cycle - first), jump));
}

/** Index of the last knot at or before a cycle. */
function knotBefore(knots: readonly Knot[], cycle: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle]!.cycle <= cycle) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A cycle of the whole sample: populations averaged by composite mass. */
export interface SampleCycle {
  /** Delithiation capacity, C/kg composite. */
  readonly capacity: number;
  /** Delithiation over lithiation capacity; 0 for a dead cell. */
  readonly efficiency: number;
}

/** Capacity and efficiency of a cycle; simulated from its state where the history jumped over it. */
export function cycleAt(values: ParameterValues, history: AgeHistory, cycle: number): SampleCycle {
  const { sample, protocol, tracks } = history;
  let delithiated = 0;
  let lithiated = 0;
  sample.populations.forEach((population, i) => {
    const track = tracks[i]!;
    const knot = track[knotBefore(track, cycle)]!;
    const { capacity, efficiency } =
      knot.cycle === cycle
        ? knot
        : createCycleRunner(values, sample, population, protocol)(stateInTrack(track, cycle), cycle);
    delithiated += population.weight * capacity;
    if (efficiency > 0) lithiated += (population.weight * capacity) / efficiency;
  });
  return { capacity: delithiated, efficiency: lithiated > 0 ? delithiated / lithiated : 0 };
}

/**
 * The first simulated cycle in which a sample gives less than 5 % of its first capacity, or null while it lives.
 * Cycles that were jumped over are not looked at.
 */
export function failureCycle(values: ParameterValues, history: AgeHistory): number | null {
  const limit = 0.05 * cycleAt(values, history, 1).capacity;
  const cycles = new Set(history.tracks.flatMap((knots) => knots.map((knot) => knot.cycle)));
  for (const cycle of [...cycles].sort((a, b) => a - b)) {
    if (cycleAt(values, history, cycle).capacity < limit) return cycle;
  }
  return null;
}
