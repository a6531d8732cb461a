import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { shellLoad } from './mechanics.ts';
import { mixtureConductivity } from './percolation.ts';
import { radiusMoments, shellThickness } from './thickness.ts';

const values = parameterValues();
const populationOf = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' })
    .populations[0]!;
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a mixture conducts better the more it holds of its good phase, between the two phases', () => {
  const mixture = { low: 1e-6, high: 100, threshold: 0.17, lowExponent: 0.87, highExponent: 2 };
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((phi) => mixtureConductivity(mixture, phi));
      expect(less).toBeLessThanOrEqual(more! * (1 + 1e-12));
      expect(less).toBeGreaterThanOrEqual(1e-6 * (1 - 1e-12));
      expect(more).toBeLessThanOrEqual(100 * (1 + 1e-12));
    }),
  );
});

test('a coating on a size distribution has the volume that it was given', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 10, noNaN: true }),
      fc.double({ min: 1, max: 1.6, noNaN: true }),
      (ratio, diameterSpread) => {
        const moments = radiusMoments(parameterValues({ diameterSpread }));
        const d = shellThickness(moments, ratio);
        const volume = (3 * moments.second * d + 3 * moments.first * d * d + d ** 3) / moments.third;
        expect(Math.abs(volume / ratio - 1)).toBeLessThan(1e-10);
      },
    ),
  );
});

test('moments of the size distribution are those of a lognormal', () => {
  const { first, second, third } = radiusMoments(values);
  const s2 = Math.log(values.diameterSpread) ** 2;
  const median = values.medianDiameter / 2;
  expect(first / (median * Math.exp(s2 / 2))).toBeCloseTo(1, 12);
  expect(second / (median ** 2 * Math.exp(2 * s2))).toBeCloseTo(1, 12);
  expect(third / (median ** 3 * Math.exp(4.5 * s2))).toBeCloseTo(1, 12);
});

test('the drive for a channel crack is that of an independent program, below 1 for every sample', () => {
  for (const [name, drive] of [
    ['nmSi@PPy', 0.037],
    ['PCHS-5', 0.066],
    ['PCHS-7', 0.095],
    ['nmSi@C', 0.149],
  ] as const) {
    expect(
      Math.abs(shellLoad(values, populationOf(name), 0.85, 0.01).crackDrive / drive - 1),
      name,
    ).toBeLessThan(0.03);
  }
});

test('a plastic hybrid shell presses with 0.1 GPa and moves the potential by 9 mV, a carbon shell by 50 mV', () => {
  const hybrid = shellLoad(values, populationOf('PCHS-5'), 0.85, 0.01);
  expect(hybrid.pressure / 100e6).toBeCloseTo(1, 1);
  expect(hybrid.potentialShift * 1e3).toBeCloseTo(-9.3, 0);
  expect(
    Math.abs(shellLoad(values, populationOf('nmSi@C'), 0.85, 0.01).potentialShift * 1e3 + 50),
  ).toBeLessThan(1);
});

test('bare silicon has no shell to load', () => {
  expect(shellLoad(values, populationOf('nmSi'), 0.9, 0)).toEqual({
    strain: 0,
    pressure: 0,
    potentialShift: 0,
    crackDrive: 0,
  });
});

test('the layers of a bed share the mass of the powder and keep its silicon', () => {
  for (const recipe of paperRecipes) {
    const sample = prepareSample(values, recipe, { layers: 'populations' });
    const weight = sample.populations.reduce((sum, part) => sum + part.weight, 0);
    const silicon = sample.populations.reduce((sum, part) => sum + part.weight * part.siliconFraction, 0);
    expect(weight).toBeCloseTo(1, 12);
    expect(silicon).toBeCloseTo(sample.siliconFraction, 12);
  }
});

test('three minutes leave shells from polymer to half carbon through the bed', () => {
  const { populations } = prepareSample(values, paperRecipes.find(({ name }) => name === 'PCHS-3')!, {
    layers: 'populations',
  });
  expect(populations[0]!.carbonVolumeFraction).toBeCloseTo(0.03, 2);
  expect(populations.at(-1)!.carbonVolumeFraction).toBeCloseTo(0.47, 1);
});
