import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { fracturedShare } from './core-fracture.ts';

test('three quarters of the mass of the powder lie above the critical diameter', () => {
  // the volume-weighted median is d50 exp(3 ln^2 sg); Phi(3 ln 1.25) = Phi(0.66943) = 0.74839
  expect(fracturedShare(parameterValues())).toBeCloseTo(0.74839, 5);
});

test('half of the mass breaks where the volume median is critical, all or none without a spread', () => {
  const critical = 150e-9 * Math.exp(3 * Math.log(1.25) ** 2);
  expect(fracturedShare(parameterValues({ fractureDiameter: critical }))).toBeCloseTo(0.5, 6);
  expect(fracturedShare(parameterValues({ diameterSpread: 1, fractureDiameter: 149e-9 }))).toBe(1);
  expect(fracturedShare(parameterValues({ diameterSpread: 1, fractureDiameter: 151e-9 }))).toBe(0);
});

test('fracture enlarges the surface of bare silicon and leaves coated silicon as it was', () => {
  const values = parameterValues();
  const area = (name: string, coreFracture: boolean) =>
    prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, {
      layers: 'mean',
      switches: { coreFracture },
    }).populations[0]!.specificArea;
  expect(area('nmSi', true) / area('nmSi', false)).toBeCloseTo(1.374195, 5);
  expect(area('PCHS-5', true)).toBe(area('PCHS-5', false));
});
