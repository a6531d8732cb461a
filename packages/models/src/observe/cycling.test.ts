import { labels, numbers } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { age } from '../ageing/age.ts';
import { cycleAt } from '../ageing/history.ts';
import { paperWindow } from '../cell/half-cell.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { observeCycling } from './cycling.ts';
import { observeRate } from './rate.ts';

const values = parameterValues();
const mass = values.loading * values.cellArea;
const steps = [{ currentDensity: 1000, cycles: 60 }];
const sampleOf = (name: string) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'populations' });

/** Largest counter of a cycle, C/kg. */
function capacity(dataset: ReturnType<typeof observeCycling>, counter: string, cycle: number): number {
  const cycles = numbers(dataset, 'cycle')!;
  return (
    numbers(dataset, counter)!.reduce((most, q, i) => (cycles[i] === cycle ? Math.max(most, q) : most), 0) /
    mass
  );
}

describe('a virtual cycler', () => {
  const sample = sampleOf('PCHS-3');
  const dataset = observeCycling(values, sample, { steps, ...paperWindow, seed: 3 });
  const history = age(values, sample, { steps, ...paperWindow });

  test('counts the capacity and efficiency of the ageing model within the accuracy of its current', () => {
    for (const cycle of [1, 2, 7, 33, 60]) {
      const truth = cycleAt(values, history, cycle);
      const delithiation = capacity(dataset, 'qStepChg_C', cycle);
      expect(Math.abs(delithiation / truth.capacity - 1)).toBeLessThan(6e-4);
      expect(delithiation / capacity(dataset, 'qStepDis_C', cycle)).toBeCloseTo(truth.efficiency, 4);
    }
  });

  test('charges as much as current times time', () => {
    const current = numbers(dataset, 'current_A')!;
    const time = numbers(dataset, 'stepTime_s')!;
    const charge = numbers(dataset, 'qStepChg_C')!;
    const discharge = numbers(dataset, 'qStepDis_C')!;
    current.forEach((i, row) => {
      expect(Math.abs(i * time[row]! - (charge[row]! - discharge[row]!))).toBeLessThan(
        1e-9 * Math.abs(i * time[row]!) + 1e-15,
      );
    });
  });

  test('lets time run forward and lithiates first, with negative current', () => {
    const time = numbers(dataset, 'time_s')!;
    for (let i = 1; i < time.length; i++) expect(time[i]!).toBeGreaterThan(time[i - 1]!);
    const first = labels(dataset, 'stepType')!.findIndex((type) => type !== 'rest');
    expect(labels(dataset, 'stepType')![first]).toBe('ccDis');
    expect(numbers(dataset, 'current_A')![first]).toBeLessThan(0);
  });

  test('ends each half cycle at its cut-off within the noise of the voltage', () => {
    const types = labels(dataset, 'stepType')!;
    const voltage = numbers(dataset, 'voltage_V')!;
    types.forEach((type, i) => {
      if (type === types[i + 1] || type === 'rest') return;
      expect(Math.abs(voltage[i]! - (type === 'ccDis' ? 0.01 : 1.2))).toBeLessThan(6e-4);
    });
  });

  test('gives the same bits for the same seed and others for another', () => {
    const again = observeCycling(values, sample, { steps, ...paperWindow, seed: 3 });
    const other = observeCycling(values, sample, { steps, ...paperWindow, seed: 4 });
    expect(numbers(again, 'voltage_V')).toEqual(numbers(dataset, 'voltage_V'));
    expect(numbers(other, 'voltage_V')).not.toEqual(numbers(dataset, 'voltage_V'));
    expect(again.provenance.model?.hash).toBe(dataset.provenance.model?.hash);
    expect(other.provenance.model?.hash).not.toBe(dataset.provenance.model?.hash);
  });
});

test('a dead cell is stopped at the next tick in each half cycle', () => {
  const dataset = observeCycling(values, sampleOf('nmSi'), {
    steps: [{ currentDensity: 50_000, cycles: 2 }],
    ...paperWindow,
    seed: 1,
  });
  expect(capacity(dataset, 'qStepChg_C', 2)).toBeLessThan(50_000 * 0.021);
  expect(dataset.columns.every((column) => column.values.length === 18)).toBe(true);
});

test('the rate test steps through its currents and loses on return only what ageing took', () => {
  const currentDensities = [200, 500, 1000, 2000, 3000, 5000, 1000];
  const dataset = observeRate(values, sampleOf('PCHS-5'), {
    currentDensities,
    cyclesPerStep: 5,
    ...paperWindow,
    seed: 1,
  });
  const last = currentDensities.map((_, i) => capacity(dataset, 'qStepChg_C', 5 * (i + 1)) / 3600);
  for (let i = 1; i < 6; i++) expect(last[i]!).toBeLessThan(last[i - 1]!);
  // an independent program that simulates this protocol with the bed's mean shell: 2046 at 1 A/g, 1996 on return
  expect(Math.abs(last[2]! / 2046 - 1)).toBeLessThan(0.01);
  expect(Math.abs(last[6]! / 1996 - 1)).toBeLessThan(0.01);
});

test('a protocol without cycles or with an empty window is refused', () => {
  const sample = sampleOf('nmSi');
  expect(() => observeCycling(values, sample, { steps: [], ...paperWindow, seed: 1 })).toThrow(RangeError);
  expect(() => observeCycling(values, sample, { steps, lower_V: 1, upper_V: 0.1, seed: 1 })).toThrow(
    RangeError,
  );
});

test('crystalline silicon takes lithium on its plateau and later on the branch of amorphous silicon', () => {
  const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
  const sample = prepareSample(values, recipe, { layers: 'mean', switches: { firstLithiation: true } });
  const data = observeCycling(values, sample, {
    steps: [{ currentDensity: 50, cycles: 2 }],
    curves: [1, 2],
    ...paperWindow,
    seed: 1,
  });
  const [voltage, cycle, current, charge] = ['voltage_V', 'cycle', 'current_A', 'qStepDis_C'].map(
    (name) => numbers(data, name)!,
  );
  /** Voltage at which half of a lithiation has gone in. */
  const middle = (number: number) => {
    const rows = [...cycle!.keys()].filter((i) => cycle![i] === number && current![i]! < 0);
    const half = charge![rows.at(-1)!]! / 2;
    return voltage![rows.find((i) => charge![i]! >= half)!]!;
  };
  expect(middle(1)).toBeGreaterThan(0.06);
  expect(middle(1)).toBeLessThan(0.085);
  expect(middle(2)).toBeGreaterThan(0.15);
});
