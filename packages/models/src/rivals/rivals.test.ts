import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample, productMass } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { type CoatingRival, defaultRivals, rivalValues } from './rivals.ts';

const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
const powder = (coating: CoatingRival) => {
  const values = parameterValues(rivalValues({ ...defaultRivals, coating }));
  const sample = prepareSample(values, recipe, { layers: 'mean' });
  return { sample, mass: productMass(values, recipe, sample) };
};

test('the default choice changes no parameter', () => {
  expect(rivalValues(defaultRivals)).toEqual({});
});

test('lost silicon makes the very powder of extra coating, and less of it', () => {
  const [extra, lost] = [powder('extra'), powder('lost silicon')];
  expect(lost.sample.siliconFraction).toBeCloseTo(extra.sample.siliconFraction, 12);
  expect(
    lost.sample.populations[0]!.shellThickness / extra.sample.populations[0]!.shellThickness,
  ).toBeCloseTo(1, 10);
  expect(extra.mass / lost.mass).toBeCloseTo(3.6103362347629697, 8);
  expect(extra.mass * extra.sample.siliconFraction).toBeCloseTo(recipe.siliconMass, 12);
});
