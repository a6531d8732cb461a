import type { ParameterValues } from '../parameters.ts';
import type { AgeState } from '../sample.ts';
import { type AgeRates, brokenShare } from './laws.ts';

/**
 * The state `count` cycles into a jump whose increments go linearly from `first` to `last` over `jump` cycles: the sum
 * of count terms, so that count = jump weighs them by (jump + 1)/2 and (jump - 1)/2 (docs/methods/cycle-jumping.md).
 */
export function advance(
  state: AgeState,
  first: AgeRates,
  last: AgeRates,
  jump: number,
  count: number,
): AgeState {
  const late = jump > 0 ? (count * (count - 1)) / (2 * jump) : 0;
  const early = count - late;
  return {
    connected: state.connected * Math.exp(early * first.logConnected + late * last.logConnected),
    seiThickness: state.seiThickness + early * first.seiThickness + late * last.seiThickness,
    damage: state.damage + early * first.damage + late * last.damage,
    lithiation: state.lithiation,
    amorphous: state.amorphous,
    additiveCharge: state.additiveCharge + early * first.additiveCharge + late * last.additiveCharge,
  };
}

/**
 * What changing increments make of a jump compared with constant ones: the largest change of ln a, of L relative, and
 * of the broken share of the shells. It bounds the error of the jump from above.
 */
export function jumpCorrection(
  values: ParameterValues,
  state: AgeState,
  first: AgeRates,
  last: AgeRates,
  jump: number,
): number {
  const late = (jump - 1) / 2;
  const constant = advance(state, first, first, jump, jump);
  const changing = advance(state, first, last, jump, jump);
  return Math.max(
    Math.abs(late * (last.logConnected - first.logConnected)),
    Math.abs(changing.seiThickness / constant.seiThickness - 1),
    Math.abs(brokenShare(values, changing.damage) - brokenShare(values, constant.damage)),
  );
}
