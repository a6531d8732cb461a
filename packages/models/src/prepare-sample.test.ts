import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from './parameters.ts';
import { prepareSample, thermogravimetricResidue } from './prepare-sample.ts';
import { flashAt800, paperRecipes } from './recipe/recipe.ts';

const values = parameterValues();
const pchs5 = paperRecipes.find(({ name }) => name === 'PCHS-5')!;

test('the coating factor of the table gives the thermogravimetric residue that it was made from', () => {
  const sample = prepareSample(values, pchs5, { layers: 'mean' });
  expect(thermogravimetricResidue(values, sample)).toBeCloseTo(0.7, 3);
});

test('without oxidant the silicon stays bare, whatever the furnace does', () => {
  const sample = prepareSample(values, { ...pchs5, oxidantMass: 0 }, { layers: 'populations' });
  expect(sample.coated).toBe(false);
  expect(sample.populations).toHaveLength(1);
  expect(sample.populations[0]!.filmResistance).toBe(values.bareFilmResistance);
});

test('longer and hotter flashes make more carbon, more carbon makes thinner shells', () => {
  const population = (minutes: number, temperature: number) =>
    prepareSample(
      values,
      { ...pchs5, flash: { ...flashAt800(60 * minutes), temperature } },
      { layers: 'mean' },
    ).populations[0]!;
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 60, noNaN: true }),
      fc.double({ min: 900, max: 1200, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (minutes, temperature, more) => {
        const base = population(minutes, temperature);
        for (const changed of [
          population(minutes * (1 + more), temperature),
          population(minutes, temperature * (1 + more / 10)),
        ]) {
          expect(changed.carbonVolumeFraction).toBeGreaterThanOrEqual(base.carbonVolumeFraction - 1e-6);
          expect(changed.shellThickness).toBeLessThanOrEqual(base.shellThickness * (1 + 1e-6));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a recipe that cannot be is refused with its name and its number', () => {
  expect(() => prepareSample(values, { ...pchs5, siliconMass: 0 }, { layers: 'mean' })).toThrow(
    'recipe PCHS-5: siliconMass must be positive, found 0',
  );
  expect(() => prepareSample(values, { ...pchs5, flash: flashAt800(-1) }, { layers: 'mean' })).toThrow(
    RangeError,
  );
});
