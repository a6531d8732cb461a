import { numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import type { ModelSample } from '../sample.ts';
import { orderingLength } from '../shell/diagnostics.ts';
import { bandRatio, laboratoryMicroscope, observeRaman, ramanSignal } from './raman.ts';

const values = parameterValues();
const powder = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });
const bare = powder('nmSi');
const coated = powder('nmSi@PPy');
const flashed = powder('PCHS-5');
const shift = Float64Array.from({ length: 19_001 }, (_, i) => 1e4 + 10 * i); // 100 to 2000 1/cm by 0.1
const at = (signal: Float64Array, wavenumber: number) => signal[Math.round((wavenumber - 100) / 0.1)]!;
const exposure = {
  from_1_m: 1e4,
  to_1_m: 2e5,
  step_1_m: 100,
  laser_m: 532e-9,
  power_W: 1e-3,
  time_s: 10,
  seed: 1,
};
const withCarbon = (sample: ModelSample, carbonVolumeFraction: number): ModelSample => ({
  ...sample,
  populations: sample.populations.map((population) => ({ ...population, carbonVolumeFraction })),
});

test('a shell without carbon has no carbon bands and one of carbon alone no polypyrrole bands', () => {
  expect(coated.populations[0]!.carbonVolumeFraction).toBe(0);
  const noCarbon = { ...values, carbonRamanStrength: 0 };
  const noPolymer = { ...values, polymerRamanStrength: 0, polymerFluorescence: 0 };
  expect(ramanSignal(noCarbon, coated, shift, 1e-3)).toEqual(ramanSignal(values, coated, shift, 1e-3));
  const carbon = withCarbon(flashed, 1);
  expect(ramanSignal(noPolymer, carbon, shift, 1e-3)).toEqual(ramanSignal(values, carbon, shift, 1e-3));
  // between the ends both show
  expect(ramanSignal(noPolymer, flashed, shift, 1e-3)).not.toEqual(ramanSignal(values, flashed, shift, 1e-3));
});

test('bare silicon has its line at 520.7 1/cm, moved down by the heat of the laser, and a second order', () => {
  const top = (power: number) => {
    const signal = ramanSignal(values, bare, shift, power);
    return 100 + 0.1 * signal.indexOf(Math.max(...signal));
  };
  expect(top(0)).toBeCloseTo(520.7, 1);
  expect(top(1e-3)).toBeCloseTo(520.7 - 0.02 * values.laserHeating * 1e-3, 1);
  const signal = ramanSignal(values, bare, shift, 0);
  expect(at(signal, 520.7)).toBeCloseTo(1, 3);
  expect(at(signal, 300)).toBeGreaterThan(0.03);
  expect(at(signal, 960)).toBeGreaterThan(0.03);
  expect(at(signal, 1580)).toBeLessThan(1e-4);
});

test('the shell dims silicon twice by its thickness', () => {
  const { shellThickness, carbonVolumeFraction: phi, siliconFraction } = flashed.populations[0]!;
  const silent = { ...values, carbonRamanStrength: 0, polymerRamanStrength: 0, polymerFluorescence: 0 };
  const decay = phi / values.carbonRamanDepth + (1 - phi) / values.polymerRamanDepth;
  const seen =
    at(ramanSignal(silent, flashed, shift, 0), 520.7) / at(ramanSignal(silent, bare, shift, 0), 520.7);
  expect(seen).toBeCloseTo(siliconFraction * Math.exp(-2 * shellThickness * decay), 12);
});

test('D over G grows with the square of small aromatic domains, falls with the size of large ones, and is one at 2 nm', () => {
  expect(bandRatio(values, 1e-9)).toBeCloseTo(0.55, 12);
  expect(bandRatio(values, 2e-9)).toBeCloseTo(2.2, 12);
  // Tuinstra and Koenig: 4.4 nm over the size at 514 nm
  expect(bandRatio(values, 8e-9)).toBeCloseTo(4.4 / 8, 12);
});

test('the D band stands as high as the domains say', () => {
  const size = orderingLength(values, flashed.populations[0]!.conversions[2], 300);
  const factor = (ratio: number) => ramanSignal({ ...values, bandRatioFactor: ratio }, flashed, shift, 0);
  const none = factor(0);
  const height = (ratio: number) => at(factor(ratio), 1350) - at(none, 1350);
  const carbon = { ...values, carbonRamanStrength: 0 };
  const shellOnly = (signal: Float64Array) =>
    at(signal, 1585) - at(ramanSignal(carbon, flashed, shift, 0), 1585);
  const { carbonVolumeFraction: phi, siliconFraction } = flashed.populations[0]!;
  expect(height(0.55e18)).toBeCloseTo(
    bandRatio(values, size) * (1 - siliconFraction) * phi * values.carbonRamanStrength,
    10,
  );
  expect(shellOnly(none)).toBeGreaterThan((1 - siliconFraction) * phi * values.carbonRamanStrength);
});

test('a longer furnace time and more condensation order the carbon', () => {
  const ratio = (name: string) => {
    const sample = powder(name);
    return orderingLength(values, sample.populations[0]!.conversions[2], sample.furnaceTime);
  };
  expect(ratio('PCHS-3')).toBeGreaterThan(ratio('PCHS-1'));
  expect(ratio('nmSi@C')).toBeGreaterThan(ratio('PCHS-7'));
});

test('counts scatter as shot noise and the reading of the camera', () => {
  let chi2 = 0;
  let terms = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const dataset = observeRaman(values, flashed, { ...exposure, seed });
    const signal = ramanSignal(values, flashed, numbers(dataset, 'ramanShift_1_m')!, exposure.power_W);
    numbers(dataset, 'counts')!.forEach((count, i) => {
      const expected =
        (signal[i]! * laboratoryMicroscope.brightness * exposure.power_W + laboratoryMicroscope.dark) * 10;
      chi2 += (count - expected) ** 2 / (expected + laboratoryMicroscope.readNoise ** 2);
      terms++;
    });
  }
  expect(Math.abs(chi2 - terms)).toBeLessThan(4 * Math.sqrt(2 * terms));
});

test('the spectrum says what overlaps in it, and settings that cannot be are refused', () => {
  const dataset = observeRaman(values, flashed, exposure);
  expect(dataset.findings.map(({ code }) => code)).toEqual(['bands-overlap', 'ratio-of-other-laser']);
  expect(observeRaman(values, bare, exposure).findings).toEqual([]);
  expect(observeRaman(values, flashed, exposure)).toEqual(dataset);
  for (const wrong of [{ from_1_m: 0 }, { to_1_m: 1 }, { step_1_m: 0 }, { power_W: 0 }, { time_s: NaN }])
    expect(() => observeRaman(values, bare, { ...exposure, ...wrong })).toThrow(RangeError);
});
