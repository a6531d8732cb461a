import { integrateStiff, type OdeOutcome, type OdeStep } from '@anodelab/numerics';
import type { ParameterValues } from '../parameters.ts';
import type { Flash } from '../recipe/recipe.ts';
import { type BedMesh, bedSystem, fittedMesh } from './bed.ts';

/** Local error allowed in every temperature, K: 3e-5 of the fastest rate constant. */
export const TEMPERATURE_TOLERANCE = 1e-3;

/**
 * Temperatures of boat and bed after the flash and its cooling, K: in the furnace, then in the ambient.
 *
 * @param onStep - sees every step of the way; its state is boat, then cells from the floor to the top
 */
export function flashBed(
  values: ParameterValues,
  flash: Flash,
  onStep?: (step: OdeStep) => void,
  mesh: BedMesh = fittedMesh,
): OdeOutcome {
  const options = { absolute: TEMPERATURE_TOLERANCE, relative: 0, ...(onStep ? { onStep } : {}) };
  const start = new Float64Array(mesh.cells + 1).fill(flash.ambient);
  if (flash.duration <= 0) return { status: 'done', state: start, steps: 0, rejected: 0 };
  const hot = integrateStiff(bedSystem(values, mesh, flash.temperature), 0, flash.duration, start, options);
  if (hot.status === 'failed') return hot;
  const end = flash.duration + flash.cooling;
  const cold = integrateStiff(
    bedSystem(values, mesh, flash.ambient),
    flash.duration,
    end,
    hot.state,
    options,
  );
  if (cold.status === 'failed') return cold;
  return { ...cold, steps: hot.steps + cold.steps, rejected: hot.rejected + cold.rejected };
}
