import { numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { siliconLines } from '../diffraction/silicon-lines.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import type { AgeState } from '../sample.ts';
import { laboratoryDiffractometer, observeXrd, patternRate } from './xrd.ts';
import { powderComposition } from './powder-composition.ts';

const DEGREE = Math.PI / 180;
const values = parameterValues();
const powder = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean' });
const bare = powder('nmSi');
const flashed = powder('PCHS-5');
const dark = { ...laboratoryDiffractometer, background: 0, air: { rate: 0, angle: 1 } };
const fine = Float64Array.from({ length: 17_001 }, (_, i) => (5 + i * 0.01) * DEGREE);
const scan = { from_rad: 10 * DEGREE, to_rad: 80 * DEGREE, step_rad: 0.02 * DEGREE, time_s: 1, seed: 1 };
const total = (rate: Float64Array) =>
  (rate.reduce((sum, value) => sum + value, 0) * 0.01 * DEGREE) / dark.brightness;
const aged = (amorphous: number): AgeState[] => [
  { connected: 1, seiThickness: 1e-8, damage: 0, lithiation: 0.1, amorphous, additiveCharge: 0 },
];

test('heights of silicon lines agree with the powder diffraction file', () => {
  const top = (angle: number) =>
    Math.max(
      ...patternRate(
        values,
        bare,
        dark,
        Float64Array.from({ length: 400 }, (_, i) => angle + (i - 100) * 1e-5),
      ),
    );
  const lines = siliconLines(values.siliconCellEdge, 1.54056e-10).slice(0, 6);
  const heights = lines.map(({ angle }) => (100 * top(angle)) / top(lines[0]!.angle));
  // PDF 27-1402, relative heights of (111), (220), (311), (400), (331), (422)
  for (const [i, published] of [100, 55, 30, 6, 11, 12].entries())
    expect(Math.abs(heights[i]! - published)).toBeLessThan(3);
});

test('a scan has its angles and whole counts, and the same seed gives the same bits', () => {
  const dataset = observeXrd(values, flashed, scan);
  const angle = numbers(dataset, 'twoTheta_rad')!;
  const counts = numbers(dataset, 'counts')!;
  expect(angle).toHaveLength(3501);
  expect(angle.at(-1)! / DEGREE).toBeCloseTo(80, 9);
  expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  expect(observeXrd(values, flashed, scan)).toEqual(dataset);
  expect(observeXrd(values, flashed, { ...scan, seed: 2 }).columns).not.toEqual(dataset.columns);
  expect(angle[counts.indexOf(Math.max(...counts))]! / DEGREE).toBeCloseTo(28.44, 1);
  expect(dataset.provenance.model).toMatchObject({ level: 'powder' });
  expect(dataset.findings.map(({ code }) => code)).toEqual(['halos-overlap']);
});

test('counts are Poisson: over many seeds their squared deviations are chi squared', () => {
  const angles = { ...scan, from_rad: 26 * DEGREE, to_rad: 30 * DEGREE };
  const seeds = 200;
  let chi2 = 0;
  let terms = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const dataset = observeXrd(values, flashed, { ...angles, seed });
    const expected = patternRate(
      values,
      flashed,
      laboratoryDiffractometer,
      numbers(dataset, 'twoTheta_rad')!,
    );
    numbers(dataset, 'counts')!.forEach((count, i) => {
      chi2 += (count - expected[i]!) ** 2 / expected[i]!;
      terms++;
    });
  }
  expect(Math.abs(chi2 - terms)).toBeLessThan(4 * Math.sqrt(2 * terms));
});

test('lines and halos are as large as the masses that make them', () => {
  const parts = powderComposition(values, flashed);
  expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
  const pattern = (overrides: Partial<typeof values>) =>
    total(patternRate({ ...values, ...overrides }, flashed, dark, fine));
  const lines = siliconLines(values.siliconCellEdge, 1.54056e-10).reduce(
    (sum, { area, angle }) => sum + (angle < 175 * DEGREE ? area : 0),
    0,
  );
  expect(pattern({ carbonHaloArea: 0, polymerHaloArea: 0, silicaHaloArea: 0 })).toBeCloseTo(
    parts.crystalline * lines,
    1,
  );
  for (const [name, mass] of [
    ['carbonHaloArea', parts.carbon],
    ['polymerHaloArea', parts.polymer],
    ['silicaHaloArea', parts.silica],
  ] as const)
    expect(pattern({ [name]: 1 }) - pattern({ [name]: 0 })).toBeCloseTo(mass, 3);
});

test('lines of silicon that lithium made amorphous drop to the rest, and its scattering stays in halos', () => {
  const narrow = fine.filter((angle) => Math.abs(angle - 28.44 * DEGREE) < 0.15 * DEGREE);
  const height = (state?: AgeState[]) => {
    const rate = patternRate(values, bare, dark, narrow, state);
    return Math.max(...rate) - Math.min(...rate);
  };
  expect(height(aged(0.8)) / height()).toBeCloseTo(0.2, 2);
  const window = fine.filter((angle) => angle < 66 * DEGREE);
  const within = (state?: AgeState[]) => total(patternRate(values, bare, dark, window, state));
  expect(within(aged(1)) / within()).toBeCloseTo(1, 2);
});

test('angles that cannot be scanned are refused', () => {
  for (const wrong of [{ from_rad: 0 }, { to_rad: 0.1 }, { to_rad: 4 }, { step_rad: 0 }, { time_s: -1 }])
    expect(() => observeXrd(values, bare, { ...scan, ...wrong })).toThrow(RangeError);
  expect(() => observeXrd(values, bare, { ...scan, state: [] })).toThrow('0 age states for 1 populations');
});
