import { integrateStiff, type OdeOutcome } from '@anodelab/numerics';
import { bedSystem, fittedMesh } from '../furnace/bed.ts';
import { TEMPERATURE_TOLERANCE } from '../furnace/flash-bed.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Flash } from '../recipe/recipe.ts';
import type { Conversions } from './conversions.ts';
import type { Exposure } from './exposure.ts';

/** A coating whose pyrolysis warms the bed, or cools it (equation 2.4 of docs/methods/furnace.md). */
export interface ReactingCoating {
  /** Coating mass per powder mass before the flash. */
  readonly share: number;
  /** Mass lost per coating mass at full conversion of each pool. */
  readonly massLosses: Conversions;
}

/** Pieces of time over which the heat of reaction is constant: 1 s, later 1 % of the time since the last change. */
const SHORTEST_PIECE = 1;
const PIECE_SHARE = 0.01;

/**
 * Temperatures of boat and bed after a flash in which the coating's pyrolysis gives off heat, K (equation 2.4 of
 * docs/methods/furnace.md). A piece of time gets the heat that the piece before lets expect, and what was left over from
 * it, so no heat is lost on the way.
 *
 * @param exposure - empty; holds the history of the bed afterwards
 */
export function flashReactingBed(
  values: ParameterValues,
  flash: Flash,
  exposure: Exposure,
  coating: ReactingCoating,
): OdeOutcome {
  const { cells } = fittedMesh;
  const density = values.bedDensity * coating.share * values.pyrolysisHeat; // J/m3 per mass lost over coating mass
  const heat = new Float64Array(cells); // W/m3
  const released = new Float64Array(cells); // J/m3
  const delivered = new Float64Array(cells);
  const options = { absolute: TEMPERATURE_TOLERANCE, relative: 0, onStep: exposure.add };
  let outcome: OdeOutcome = {
    status: 'done',
    state: new Float64Array(cells + 1).fill(flash.ambient),
    steps: 0,
    rejected: 0,
  };
  let before = SHORTEST_PIECE; // length of the piece before, s
  const withdrawal = flash.duration;
  const phases = [
    { from: 0, to: withdrawal, surroundings: flash.temperature },
    { from: withdrawal, to: withdrawal + flash.cooling, surroundings: flash.ambient },
  ];
  for (const { from, to, surroundings } of phases) {
    const system = bedSystem(values, fittedMesh, surroundings, heat);
    for (let time = from; time < to; ) {
      const end = Math.min(to, time + Math.max(SHORTEST_PIECE, PIECE_SHARE * (time - from)));
      const length = end - time;
      for (let cell = 0; cell < cells; cell++) {
        const total = density * massLost(exposure, cell, coating);
        const expected = ((total - released[cell]!) * length) / before;
        heat[cell] = (total + expected - delivered[cell]!) / length;
        released[cell] = total;
        delivered[cell]! += heat[cell]! * length;
      }
      const piece = integrateStiff(system, time, end, outcome.state, options);
      if (piece.status === 'failed') return piece;
      outcome = {
        ...piece,
        steps: outcome.steps + piece.steps,
        rejected: outcome.rejected + piece.rejected,
      };
      before = length;
      time = end;
    }
  }
  return outcome;
}

function massLost(exposure: Exposure, place: number, { massLosses }: ReactingCoating): number {
  return massLosses.reduce((sum, share, pool) => sum + share * exposure.conversion(pool, place), 0);
}
