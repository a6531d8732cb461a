import { type CellDescription, porousCellOf, prepareSample } from '@anodelab/models';
import type { Study } from '../schema/study-schema.ts';
import { modelInputs } from './model-inputs.ts';

/**
 * The fresh half cell of a modelled sample, at the level of the study or as a porous electrode (L3) where it has the closed
 * form, with its geometric area, m2.
 *
 * @throws {RangeError} for a sample without a recipe
 */
export function studyCell(
  study: Study,
  sample: string,
): { readonly cell: CellDescription; readonly area: number } {
  const model = modelInputs(study, sample);
  const { values, recipe, level = 'L3', electrolyte } = model;
  const powder = prepareSample(values, recipe, model);
  const { description } = porousCellOf(values, powder, { level: level === 'L0' ? 'L3' : level, electrolyte });
  return { cell: description, area: values.cellArea };
}
