import { type Conversions, meanConversions } from './carbonise/conversions.ts';
import { carboniseLayers } from './carbonise/carbonise.ts';
import type { ReactingCoating } from './carbonise/reacting-bed.ts';
import type { ParameterValues } from './parameters.ts';
import { type Polymerisation, polymerise } from './recipe/polymerise.ts';
import type { Recipe } from './recipe/recipe.ts';
import type { ModelSample } from './sample.ts';
import { barePopulation, coatedPopulation, type UnweightedPopulation } from './shell/population.ts';
import { fracturedAreaRatio } from './shell/core-fracture.ts';
import { defaultSwitches, type ModelSwitches } from './switches.ts';

/** Layers of the powder bed as populations of their own, or one population with the bed's mean conversions. */
export interface SampleOptions {
  readonly layers: 'populations' | 'mean';
  /** Mechanisms beyond the default model. */
  readonly switches?: Partial<ModelSwitches>;
}

/**
 * The powder that the recipe gives: coating, flash, pyrolysis and shell. A powder that was not heated, or not coated,
 * is one population. Every layer of the bed holds the same silicon mass.
 *
 * @throws {RangeError} for amounts or temperatures that cannot be
 */
export function prepareSample(values: ParameterValues, recipe: Recipe, options: SampleOptions): ModelSample {
  checkRecipe(recipe);
  const switches = { ...defaultSwitches, ...options.switches };
  const bath = polymerise(values, recipe);
  const coated = bath.coatingMass > 0;
  const parts = coated
    ? conversionsOf(values, recipe, bath, options.layers, switches).map((conversions) =>
        coatedPopulation(values, recipe, conversions),
      )
    : [barePopulation(values, switches.coreFracture ? fracturedAreaRatio(values) : 1)];
  // equal silicon masses: a layer's composite mass goes as 1 / siliconFraction
  const total = parts.reduce((sum, part) => sum + 1 / part.siliconFraction, 0);
  return {
    name: recipe.name,
    coated,
    populations: parts.map((part: UnweightedPopulation) => ({
      ...part,
      weight: 1 / part.siliconFraction / total,
    })),
    siliconFraction: parts.length / total,
    furnaceTime: recipe.flash.duration,
    switches,
  };
}

function conversionsOf(
  values: ParameterValues,
  { siliconMass, flash }: Recipe,
  { coatingMass, dopantFraction }: Polymerisation,
  layers: SampleOptions['layers'],
  switches: ModelSwitches,
): readonly Conversions[] {
  if (flash.duration <= 0) return [[0, 0, 0]];
  const reacting: ReactingCoating = {
    share: coatingMass / (values.siliconRecovery * siliconMass + coatingMass),
    massLosses: [dopantFraction, values.scissionMassLoss, values.condensationMassLoss],
  };
  const conversions = carboniseLayers(values, flash, switches.pyrolysisHeat ? reacting : undefined);
  return layers === 'mean' ? [meanConversions(conversions)] : conversions;
}

/** Mass of dry product that the recipe gives, kg: the silicon that was kept, and its coating. */
export function productMass(values: ParameterValues, recipe: Recipe, sample: ModelSample): number {
  const kept = sample.coated ? values.siliconRecovery : 1;
  return (kept * recipe.siliconMass) / sample.siliconFraction;
}

/** Mass left after burning in air over the mass before, with the oxide that silicon grows (equation 1.11). */
export function thermogravimetricResidue(values: ParameterValues, sample: ModelSample): number {
  return sample.siliconFraction * (1 + values.siliconOxidationGain);
}

function checkRecipe({ name, flash, ...amounts }: Recipe): void {
  const expect = (what: string, holds: boolean, found: number) => {
    if (!holds) throw new RangeError(`recipe ${name}: ${what}, found ${found}`);
  };
  expect('siliconMass must be positive', amounts.siliconMass > 0, amounts.siliconMass);
  for (const [key, amount] of Object.entries(amounts))
    expect(`${key} must not be negative`, amount >= 0, amount);
  expect('temperature must be above 0 K', flash.temperature > 0, flash.temperature);
  expect('ambient must be above 0 K', flash.ambient > 0, flash.ambient);
  expect('duration must not be negative', flash.duration >= 0 && flash.duration < Infinity, flash.duration);
  expect('cooling must not be negative', flash.cooling >= 0 && flash.cooling < Infinity, flash.cooling);
}
