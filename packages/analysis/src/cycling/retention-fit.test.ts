import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { fitFade } from './fit-fade.ts';
import { madeTest } from './testing/made-test.ts';

function made(count: number, law: (cycle: number) => number, scatter: number, memory = 0, seed = 1) {
  const random = createRandom(seed);
  const cycles = Float64Array.from({ length: count }, (_, i) => i + 1);
  let wander = scatter * random.normal();
  const capacities = cycles.map((cycle) => {
    wander = memory * wander + scatter * Math.sqrt(1 - memory * memory) * random.normal();
    return law(cycle) + wander;
  });
  return fitFade(cycles, capacities);
}

test.each([
  ['straight line', (n: number) => 10 - 0.01 * n],
  ['exponential to a floor', (n: number) => 6 + 4 * Math.exp(-n / 30)],
  ['two straight lines', (n: number) => 10 - 0.004 * n - 0.05 * Math.max(0, n - 120)],
] as const)('%s is told from the other laws', (model, law) => {
  expect(made(200, law, 0.05, 0.5)[0]?.model).toBe(model);
});

test('a knee lies in its interval, and its cycle is found within a few', () => {
  const knee = made(200, (n) => 10 - 0.004 * n - 0.05 * Math.max(0, n - 120), 0.05, 0.3)[0]?.knee;
  expect(knee?.low).toBeLessThanOrEqual(120);
  expect(knee?.high).toBeGreaterThanOrEqual(114);
  expect(Math.abs((knee?.value ?? NaN) - 120)).toBeLessThan(15);
});

test('the interval of the fade holds the truth in nearly all tests, wandering capacities or not', () => {
  for (const memory of [0, 0.7]) {
    let held = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const line = made(60, (n) => 10 - 0.01 * n, 0.05, memory, seed).find(
        ({ model }) => model === 'straight line',
      );
      const { value, error } = line?.fall(60, 1) ?? { value: NaN, error: NaN };
      if (Math.abs(value - 0.01 / 9.99) <= (line?.quantile ?? NaN) * error) held++;
    }
    expect(held).toBeGreaterThanOrEqual(34);
  }
});

test('capacities without noise give their law exactly and no error', () => {
  const [fit] = made(50, (n) => 10 - 0.01 * n, 0);
  expect(fit?.model).toBe('straight line');
  expect(fit?.ratio(50, 1).value).toBeCloseTo(9.5 / 9.99, 9);
  expect(fit?.ratio(50, 1).error).toBeLessThan(1e-6);
});

/** A half cell of that many cycles whose delithiation falls by 0.05 C each. */
function cell(count: number) {
  const shared = { intervals: 4, rest: 60 };
  return madeTest(
    Array.from({ length: count }, (_, i) => [
      { ...shared, current: -1e-3, charge: 10 - 0.05 * i, from: 0.9, to: 0.05 },
      { ...shared, current: 1e-3, charge: 9.9 - 0.05 * i, from: 0.06, to: 1 },
    ]).flat(),
  );
}

test('an analysis has the fit, its evidence in words, and a retention beyond the data only when asked', () => {
  const plainly = analyseCycling([cell(20)], { workingElectrode: 'anode' });
  expect(plainly.results['retentionFitted']?.value).toBeCloseTo((100 * 8.95) / 9.9, 5);
  expect(plainly.results['retentionFitted']?.verdict).toContain('straight line by the Bayesian criterion');
  expect(plainly.results['fadePerCycle']?.value).toBeCloseTo(5 / 9.9, 5);
  expect(plainly.results['retentionExtrapolated']).toBeUndefined();
  const asked = analyseCycling([cell(20)], { workingElectrode: 'anode', extrapolateTo: 40 });
  expect(asked.results['retentionExtrapolated']?.value).toBeCloseTo((100 * 7.95) / 9.9, 4);
  expect(asked.results['retentionExtrapolated']?.verdict).toContain('20 cycles beyond the data');
  expect(analyseCycling([cell(7)], { workingElectrode: 'anode' }).results['retentionFitted']).toBeUndefined();
});
