import { fittedMesh } from '../furnace/bed.ts';
import { flashBed } from '../furnace/flash-bed.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Flash } from '../recipe/recipe.ts';
import { flashReactingBed } from './reacting-bed.ts';
import { createExposure, type EnergyPool } from './exposure.ts';

/** Conversions of dopant loss, chain scission and condensation, 0 to 1. */
export type Conversions = readonly [dopant: number, scission: number, condensation: number];

/** The three pools of reactions in heated polypyrrole, in the order of `Conversions`. */
export function energyPools(values: ParameterValues): readonly EnergyPool[] {
  return [
    { mean: values.dopantEnergy, spread: values.dopantEnergySpread },
    { mean: values.scissionEnergy, spread: values.scissionEnergySpread },
    { mean: values.condensationEnergy, spread: values.condensationEnergySpread },
  ];
}

/** A coating whose pyrolysis warms the bed, or cools it (equation 2.4 of docs/methods/furnace.md). */
export interface ReactingCoating {
  /** Coating mass per powder mass before the flash. */
  readonly share: number;
  /** Mass lost per coating mass at full conversion of each pool. */
  readonly massLosses: Conversions;
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

/** Mean conversions of the bed. */
export function meanConversions(layers: readonly Conversions[]): Conversions {
  const mean = (pool: 0 | 1 | 2) => layers.reduce((sum, layer) => sum + layer[pool], 0) / layers.length;
  return [mean(0), mean(1), mean(2)];
}
