import {
  type CellLevel,
  type ElectrolyteName,
  defaultRivals,
  defaultSwitches,
  type ModelSwitches,
  type ParameterValues,
  paperRecipes,
  parameterValues,
  type Recipe,
  rivalValues,
} from '@anodelab/models';
import type { RecipeFields, SampleFields } from '../schema/sample.ts';
import type { Study } from '../schema/study-schema.ts';

/** What the model is given for one sample. */
export interface ModelInputs {
  readonly values: ParameterValues;
  readonly recipe: Recipe;
  readonly layers: 'populations' | 'mean';
  readonly switches: ModelSwitches;
  readonly seed: number;
  /** Where the study states them. */
  readonly level?: CellLevel | undefined;
  readonly electrolyte?: ElectrolyteName | undefined;
}

/** The model's inputs for a modelled sample of a study: parameter table, study, sample, each over the one before. */
export function modelInputs(study: Study, sample: string): ModelInputs {
  const fields = study.samples[sample];
  if (fields?.recipe === undefined)
    throw new RangeError(`sample "${sample}" has no recipe and cannot be modelled`);
  return inputsOf(study, sample, { ...study.recipe, ...fields.recipe }, fields);
}

/** The model's inputs for the base recipe of a study. */
export function baseInputs(study: Study): ModelInputs {
  return inputsOf(study, 'base recipe', study.recipe ?? {}, {});
}

function inputsOf(study: Study, name: string, recipe: RecipeFields, cell: CellFields): ModelInputs {
  return {
    values: parameterValues({
      ...rivalValues(study.model?.rivals ?? defaultRivals),
      ...electrodeValues(study, cell),
      ...(recipe.particleDiameter === undefined ? {} : { medianDiameter: recipe.particleDiameter }),
      ...study.model?.parameters,
    }),
    recipe: recipeOf(name, recipe),
    layers: study.model?.layers ?? 'populations',
    switches: study.model?.switches ?? defaultSwitches,
    seed: study.model?.seed ?? 1,
    ...(study.model?.level !== undefined && { level: study.model.level }),
    ...(study.model?.electrolyte !== undefined && { electrolyte: study.model.electrolyte }),
  };
}

/** The recipe with the paper's amounts where the study gives none; without coating the silicon is neither coated nor heated. */
function recipeOf(name: string, fields: RecipeFields): Recipe {
  const bare = fields.coating === 'none';
  const paper = paperRecipes.find((recipe) => recipe.pyrroleVolume > 0 === !bare);
  if (paper === undefined) throw new RangeError('the model knows no recipe to start from');
  const siliconMass = fields.silicon ?? paper.siliconMass;
  if (bare) return { ...paper, name, siliconMass };
  return {
    name,
    siliconMass,
    surfactantMass: fields.surfactant ?? paper.surfactantMass,
    pyrroleVolume: fields.pyrrole ?? paper.pyrroleVolume,
    oxidantMass: fields.oxidant ?? paper.oxidantMass,
    acidAmount: fields.acid ?? paper.acidAmount,
    flash: {
      ...paper.flash,
      temperature: fields.furnace ?? paper.flash.temperature,
      duration: fields.flash ?? 0,
    },
  };
}

type CellFields = Pick<SampleFields, 'area' | 'activeMass'>;

function electrodeValues(study: Study, cell: CellFields): Partial<ParameterValues> {
  const { massRatio, diameter, loading } = study.electrode ?? {};
  const [active = 0, conductive = 0] = massRatio?.split(':').map(Number) ?? [];
  const { area = diameter === undefined ? undefined : (Math.PI / 4) * diameter ** 2, activeMass } = cell;
  return {
    ...(massRatio === undefined ? {} : { carbonBlackRatio: conductive / active }),
    ...(area === undefined ? {} : { cellArea: area }),
    ...(loading === undefined ? {} : { loading }),
    ...(activeMass === undefined || area === undefined ? {} : { loading: activeMass / area }),
  };
}
