import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paperWindow } from '../cell/half-cell.ts';
import { type ParameterName, type ParameterValues, parameters, parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { age } from './age.ts';
import { cycleAt, failureCycle, stateAt } from './history.ts';

const values = parameterValues();
const sampleOf = (name: string, layers: 'mean' | 'populations' = 'mean') =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers });
const protocol = { steps: [{ currentDensity: 1000, cycles: 500 }], ...paperWindow };

test('states inside a jump are those of single cycles', () => {
  for (const name of ['PCHS-7', 'nmSi@C']) {
    const single = age(values, sampleOf(name), { ...protocol, jumps: 'none' });
    const jumped = age(values, sampleOf(name), protocol);
    expect(jumped.tracks[0]!.length).toBeLessThan(100);
    for (let cycle = 2; cycle <= 500; cycle += 7) {
      const [truth, found] = [stateAt(single, cycle)[0]!, stateAt(jumped, cycle)[0]!];
      expect(Math.abs(found.connected / truth.connected - 1)).toBeLessThan(2e-3);
      expect(Math.abs(found.seiThickness / truth.seiThickness - 1)).toBeLessThan(2e-3);
      expect(Math.abs(found.damage / truth.damage - 1)).toBeLessThan(2e-3);
    }
  }
});

test('requested cycles and the ends of steps are simulated, never jumped over', () => {
  const steps = [
    { currentDensity: 1000, cycles: 37 },
    { currentDensity: 2000, cycles: 100 },
  ];
  const { tracks } = age(values, sampleOf('PCHS-5'), { steps, ...paperWindow, requested: [11, 77, 999] });
  const cycles = tracks[0]!.map((knot) => knot.cycle);
  expect(cycles).toEqual(expect.arrayContaining([1, 11, 37, 38, 77, 137]));
  expect(cycles.at(-1)).toBe(137);
});

test('jumps are whole cycles that lead from knot to knot', () => {
  const knots = age(values, sampleOf('nmSi'), protocol).tracks[0]!;
  for (let i = 1; i < knots.length; i++) {
    expect(Number.isInteger(knots[i - 1]!.jump)).toBe(true);
    expect(knots[i]!.cycle).toBe(knots[i - 1]!.cycle + knots[i - 1]!.jump);
  }
});

test('the same life twice is the same to the last bit', () => {
  expect(age(values, sampleOf('PCHS-3', 'populations'), protocol)).toEqual(
    age(values, sampleOf('PCHS-3', 'populations'), protocol),
  );
});

test('layers give the capacities that an independent program finds for them', () => {
  const history = age(values, sampleOf('PCHS-5', 'populations'), { ...protocol, requested: [5] });
  // 942 mAh/g with layers where the bed's mean shell gives 1024
  expect(Math.abs(cycleAt(values, history, 500).capacity / 3600 / 942 - 1)).toBeLessThan(0.005);
  expect(Math.abs(cycleAt(values, history, 5).capacity / 3600 / 2093 - 1)).toBeLessThan(0.002);
  const early = age(values, sampleOf('PCHS-3', 'populations'), { ...protocol, requested: [5] });
  expect(Math.abs(cycleAt(values, early, 5).capacity / 3600 / 1472 - 1)).toBeLessThan(0.02);
});

test('bare silicon fails within 200 cycles, the hybrid shell lives', () => {
  expect(failureCycle(values, age(values, sampleOf('nmSi'), protocol))).toBeLessThan(200);
  expect(failureCycle(values, age(values, sampleOf('PCHS-5'), protocol))).toBeNull();
});

test('a dead cell keeps its state but for the growing interphase and has no efficiency', () => {
  const history = age(values, sampleOf('nmSi'), {
    steps: [{ currentDensity: 1e6, cycles: 20 }],
    ...paperWindow,
  });
  const last = stateAt(history, 20)[0]!;
  expect(last.connected).toBe(1);
  expect(last.seiThickness).toBeGreaterThan(values.seiInitialThickness);
  expect(cycleAt(values, history, 20)).toEqual({ capacity: 0, efficiency: 0 });
});

test('whatever the parameters, lives are finite and jumps stay within 0.2 % of the first capacity', () => {
  const free = [
    'coatingFactor',
    'polymerConductivity',
    'exchangeCurrentDensity',
    'lithiumDiffusivity',
    'bareFilmResistance',
    'fatiguePrefactor',
    'freshSeiGrowth',
    'selfLimitedSeiGrowth',
    'exposedContactLoss',
    'baseContactLoss',
  ] as const satisfies readonly ParameterName[];
  const factors = fc.array(fc.double({ min: -2.5, max: 2.5, noNaN: true }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(factors, fc.constantFrom(...paperRecipes), (logarithms, recipe) => {
      const changed: Partial<Record<ParameterName, number>> = {};
      free.forEach((name, i) => {
        changed[name] = parameters[name].value * Math.exp(logarithms[i]!);
      });
      const varied: ParameterValues = parameterValues(changed);
      const sample = prepareSample(varied, recipe, { layers: 'mean' });
      const jumped = age(varied, sample, protocol);
      const single = age(varied, sample, { ...protocol, jumps: 'none' });
      const first = cycleAt(varied, single, 1).capacity;
      for (const cycle of [2, 30, 100, 250, 500]) {
        const { capacity, efficiency } = cycleAt(varied, jumped, cycle);
        expect(efficiency).toBeGreaterThanOrEqual(0);
        expect(efficiency).toBeLessThanOrEqual(1);
        expect(Math.abs(capacity - cycleAt(varied, single, cycle).capacity)).toBeLessThanOrEqual(
          2e-3 * Math.max(first, 3.6e5),
        );
      }
    }),
    { numRuns: 40 },
  );
});
