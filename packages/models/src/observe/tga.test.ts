import { numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { gasConstant } from '../constants.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { polymerise } from '../recipe/polymerise.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { oxideGain, oxideGrowth } from '../thermogravimetry/silicon-oxide.ts';
import { airOxygen, laboratoryThermobalance, observeTga, remainingShare } from './tga.ts';

const values = parameterValues();
const recipe = (name: string) => paperRecipes.find((each) => each.name === name)!;
const powder = (name: string) => prepareSample(values, recipe(name), { layers: 'populations' });
const heating = {
  from_K: 298.15,
  to_K: 1173.15,
  heatingRate_K_s: 10 / 60,
  mass_kg: 5e-6,
  oxygen_atm: airOxygen,
  interval_K: 1,
  seed: 1,
};
const ramp = Float64Array.from({ length: 876 }, (_, i) => 298.15 + i);
const residue = (name: string, overrides: Partial<typeof values> = {}) =>
  remainingShare({ ...values, ...overrides }, powder(name), heating, ramp).at(-1)!;
const noOxide = { oxideLinearFactor: 0, thinOxideRate: 0 };

test('without oxidation of silicon the residue is the silicon, exactly', () => {
  for (const { name } of paperRecipes)
    expect(residue(name, noOxide)).toBeCloseTo(powder(name).siliconFraction, 9);
});

test('what burns off is the shell that the recipe and the flash left', () => {
  for (const { name, siliconMass } of paperRecipes.slice(1)) {
    const sample = prepareSample(values, recipe(name), { layers: 'mean' });
    const shell = polymerise(values, recipe(name)).coatingMass * sample.populations[0]!.pyrolysisYield;
    const burnt = 1 - remainingShare({ ...values, ...noOxide }, sample, heating, ramp).at(-1)!;
    expect(burnt).toBeCloseTo(shell / (shell + siliconMass), 9);
  }
});

test('residues at 900 degC lie in the bands that the paper and the model expect', () => {
  const bands: Record<string, readonly [number, number]> = {
    nmSi: [1.02, 1.08],
    'nmSi@PPy': [0.5, 0.6],
    'PCHS-1': [0.6, 0.68],
    'PCHS-3': [0.65, 0.7],
    'PCHS-5': [0.68, 0.72],
    'PCHS-7': [0.69, 0.73],
    'nmSi@C': [0.7, 0.74],
  };
  for (const [name, [low, high]] of Object.entries(bands)) {
    expect(residue(name), name).toBeGreaterThan(low);
    expect(residue(name), name).toBeLessThan(high);
  }
});

test('a residue of 70 % means 65 to 69 % of silicon (audit A3)', () => {
  const { siliconFraction } = powder('PCHS-5');
  const silicon = (0.7 * siliconFraction) / residue('PCHS-5');
  expect(silicon).toBeGreaterThan(0.65);
  expect(silicon).toBeLessThan(0.69);
});

test('oxide of 2, 3, 5 and 10 nm on 85 nm adds what the volumes say, and all silicon becomes silica at most', () => {
  for (const [thickness, gain] of [
    [2, 3.5],
    [3, 5.2],
    [5, 8.6],
    [10, 16.8],
  ] as const)
    expect(100 * oxideGain(thickness * 1e-9, 85e-9)).toBeCloseTo(gain, 1);
  expect(oxideGain(1, 85e-9)).toBeCloseTo(1.139, 3);
});

test('thick oxide grows by diffusion, thin oxide by reaction and faster still', () => {
  const plain = { ...values, thinOxideRate: 0 };
  const perHour = (temperature: number) => 3.6e12 * oxideGrowth(plain, 0, temperature, 0.21);
  expect(perHour(1073.15)).toBeCloseTo(0.53, 1);
  expect(perHour(1273.15)).toBeCloseTo(15.8, 0);
  const parabolic =
    values.oxideParabolicFactor * Math.exp(-values.oxideParabolicEnergy / (gasConstant * 1273.15));
  expect(oxideGrowth(plain, 1e-3, 1273.15, 1) / (parabolic / 2e-3)).toBeCloseTo(1, 2);
  expect(oxideGrowth(values, 1e-9, 1173, 0.21)).toBeGreaterThan(3 * oxideGrowth(plain, 1e-9, 1173, 0.21));
  expect(oxideGrowth(values, 1e-7, 1173, 0.21) / oxideGrowth(plain, 1e-7, 1173, 0.21)).toBeCloseTo(1, 3);
  expect(oxideGrowth(values, 1e-9, 1173, 0)).toBe(0);
});

test('an inert gas leaves the mass alone', () => {
  const share = remainingShare(values, powder('PCHS-5'), { ...heating, oxygen_atm: 0 }, ramp);
  expect(Math.max(...share.map((value) => Math.abs(value - 1)))).toBeLessThan(1e-12);
});

test('polymer and carbon burn fastest where Kissinger puts them', () => {
  const single = (name: string, carbonFraction: number) => {
    const sample = powder(name);
    return {
      ...sample,
      populations: [{ ...sample.populations[0]!, weight: 1, siliconFraction: 0, carbonFraction }],
    };
  };
  for (const [carbonFraction, energy, factor, about] of [
    [0, values.polymerBurnEnergy, values.polymerBurnFactor, 480],
    [1, values.carbonBurnEnergy, values.carbonBurnFactor, 600],
  ] as const) {
    const fine = Float64Array.from({ length: 8751 }, (_, i) => 298.15 + i / 10);
    const share = remainingShare(values, single('nmSi@PPy', carbonFraction), heating, fine);
    let fastest = 1;
    for (let i = 1; i < fine.length; i++)
      if (share[i - 1]! - share[i]! > share[fastest - 1]! - share[fastest]!) fastest = i;
    const peak = fine[fastest]! - 0.05;
    const kissinger =
      (energy * heating.heatingRate_K_s) /
      (gasConstant * peak ** 2) /
      (factor * Math.exp(-energy / (gasConstant * peak)));
    expect(kissinger).toBeCloseTo(1, 2);
    expect(Math.abs(peak - 273.15 - about)).toBeLessThan(20);
  }
});

test('the curve does not depend on how often it is recorded', () => {
  const sparse = ramp.filter((_, i) => i % 25 === 0);
  const every = remainingShare(values, powder('PCHS-5'), heating, ramp);
  remainingShare(values, powder('PCHS-5'), heating, sparse).forEach((value, i) =>
    expect(value).toBeCloseTo(every[25 * i]!, 7),
  );
});

test('the balance reads mass with its noise, and buoyancy where no blank was run', () => {
  const dataset = observeTga(values, powder('PCHS-5'), heating);
  const mass = numbers(dataset, 'mass_kg')!;
  const share = remainingShare(values, powder('PCHS-5'), heating, numbers(dataset, 'temperature_K')!);
  const deviation = mass.map(
    (value, i) => (value - heating.mass_kg * share[i]!) / laboratoryThermobalance.noise,
  );
  const chi2 = deviation.reduce((sum, value) => sum + value * value, 0);
  expect(Math.abs(chi2 - mass.length)).toBeLessThan(4 * Math.sqrt(2 * mass.length));
  expect(dataset.findings.map(({ code }) => code)).toEqual(['residue-not-silicon']);
  expect(observeTga(values, powder('PCHS-5'), heating)).toEqual(dataset);

  const drifting = { ...laboratoryThermobalance, noise: 0, uncorrectedVolume: 2e-8 };
  const drift = numbers(
    observeTga(values, powder('nmSi'), { ...heating, oxygen_atm: 0, instrument: drifting }),
    'mass_kg',
  )!;
  // 20 mm3 of air weigh 23.7 ug cold and a quarter of that at 900 degC
  expect((drift.at(-1)! - drift[0]!) * 1e9).toBeCloseTo(23.68 * (1 - 298.15 / 1173.15), 1);
});

test('the coated powders have a minimum before silicon oxidises', () => {
  const share = remainingShare(values, powder('PCHS-5'), heating, ramp);
  const lowest = share.indexOf(Math.min(...share));
  expect(ramp[lowest]! - 273.15).toBeGreaterThan(600);
  expect(ramp[lowest]! - 273.15).toBeLessThan(800);
  expect(share.at(-1)! - share[lowest]!).toBeGreaterThan(0.01);
});

test('settings that cannot be are refused', () => {
  for (const wrong of [
    { to_K: 200 },
    { from_K: 0 },
    { heatingRate_K_s: 0 },
    { mass_kg: -1 },
    { oxygen_atm: NaN },
  ])
    expect(() => observeTga(values, powder('nmSi'), { ...heating, ...wrong })).toThrow(RangeError);
});
