import { fittedMesh } from '../furnace/bed.ts';
import { flashBed } from '../furnace/flash-bed.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Flash } from '../recipe/recipe.ts';
import type { Conversions } from './conversions.ts';
import { createExposure, type EnergyPool } from './exposure.ts';
import { flashReactingBed, type ReactingCoating } from './reacting-bed.ts';

/** The three pools of reactions in heated polypyrrole, in the order of `Conversions`. */
export function energyPools(values: ParameterValues): readonly EnergyPool[] {
  return [
    { mean: values.dopantEnergy, spread: values.dopantEnergySpread },
    { mean: values.scissionEnergy, spread: values.scissionEnergySpread },
    { mean: values.condensationEnergy, spread: values.condensationEnergySpread },
  ];
}

/**
 * Conversions after the flash and its cooling, one entry per bed layer from the boat's floor to the top.
 *
 * @param reacting - the coating whose heat of pyrolysis is to be followed; none by default
 * @throws {Error} when the temperatures cannot be followed, with the solver's reason
 */
export function carboniseLayers(
  values: ParameterValues,
  flash: Flash,
  reacting?: ReactingCoating,
): readonly Conversions[] {
  const exposure = createExposure(energyPools(values), fittedMesh.cells, values.frequencyFactor);
  const outcome = reacting
    ? flashReactingBed(values, flash, exposure, reacting)
    : flashBed(values, flash, exposure.add);
  if (outcome.status === 'failed') throw new Error(`flash: ${outcome.reason} at ${outcome.time} s`);
  return Array.from({ length: fittedMesh.cells }, (_, layer) => [
    exposure.conversion(0, layer),
    exposure.conversion(1, layer),
    exposure.conversion(2, layer),
  ]);
}
