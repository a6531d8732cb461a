import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { createHalfCell, paperWindow } from './half-cell.ts';
import { surfaceRise, timeOfRise } from './sphere.ts';
import { capacityOf, swing } from './swing.ts';

const values = parameterValues();
const population = prepareSample(values, paperRecipes.find(({ name }) => name === 'PCHS-5')!, {
  layers: 'mean',
}).populations[0]!;

test('the surface of a sphere rises as in the half-space at first and in step with the mean at last', () => {
  expect(surfaceRise(1e-10) / (2 * Math.sqrt(1e-10 / Math.PI))).toBeCloseTo(1, 4);
  expect(surfaceRise(5)).toBeCloseTo(15.2, 12);
  expect(surfaceRise(2.0001) - surfaceRise(1.9999)).toBeCloseTo(6e-4, 10);
  // both expansions where they meet
  const jump = surfaceRise(6e-3) - surfaceRise(6e-3 * (1 - 1e-12));
  expect(Math.abs(jump / surfaceRise(6e-3))).toBeLessThan(5e-7);
});

test('the time of a rise is the inverse of the rise', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 3, noNaN: true }), (exponent) => {
      const tau = 10 ** exponent;
      expect(Math.abs(timeOfRise(surfaceRise(tau)) / tau - 1)).toBeLessThan(1e-6);
    }),
  );
});

test('the cut-off is where a fine scan of the voltage first passes it, slow diffusion included', () => {
  for (const lithiumDiffusivity of [1e-16, 1e-18]) {
    for (const current of [100, 1000, 4000]) {
      const cell = createHalfCell(parameterValues({ lithiumDiffusivity }), population);
      const load = cell.load(current, 0.9, 20e-9);
      const end = cell.meanAt(load, 0.02, cell.surfaceAt(load, 'lithiation', 0.02, 0.01));
      let scanned = 0.02;
      for (let mean = 0.02; mean < 1; mean += 1e-5) {
        const surface = cell.surfaceOf(load, 0.02, mean);
        if (surface > 0.9999 || cell.voltage(load, 'lithiation', surface) < 0.01) break;
        scanned = mean;
      }
      expect(Math.abs(end - scanned)).toBeLessThan(2e-5);
    }
  }
});

test('a cell that is past its cut-off at the start takes nothing', () => {
  const cell = createHalfCell(values, population);
  const load = cell.load(1e6, 1, 10e-9);
  expect(swing(cell, load, paperWindow, 0.05)).toEqual({ high: 0.05, low: 0.05 });
});

test('capacity never rises with film resistance, current or interphase', () => {
  const capacity = (filmResistance: number, current: number, seiThickness: number) => {
    const cell = createHalfCell(values, { ...population, filmResistance });
    return capacityOf(
      values,
      population,
      1,
      swing(cell, cell.load(current, 1, seiThickness), paperWindow, 0.05),
    ).total;
  };
  const decade = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(decade, decade, decade, fc.double({ min: 0, max: 1, noNaN: true }), (r, i, l, more) => {
      const base = [0.1 * 10 ** r, 1000 * 10 ** i, 1e-8 * 10 ** l] as const;
      const reference = capacity(...base) + 1e-6;
      expect(capacity(base[0] * (1 + more), base[1], base[2])).toBeLessThanOrEqual(reference);
      expect(capacity(base[0], base[1] * (1 + more), base[2])).toBeLessThanOrEqual(reference);
      expect(capacity(base[0], base[1], base[2] * (1 + more))).toBeLessThanOrEqual(reference);
    }),
  );
});
