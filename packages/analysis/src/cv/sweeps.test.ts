import { expect, test } from 'vitest';
import { madeCv } from './made-cv.ts';
import { findSweeps } from './sweeps.ts';

const flat = () => 1e-6;

test('a noisy triangle is cut at its vertices only', () => {
  const clean = madeCv({ scanRate: 1e-3, current: flat, cycles: 2, records: 1000 });
  const noisy = {
    ...clean,
    columns: clean.columns.map((column) =>
      column.name === 'ewe_V' && column.values instanceof Float64Array
        ? { ...column, values: column.values.map((value, i) => value + 2e-3 * Math.sin(12.9898 * i * i)) }
        : column,
    ),
  };
  const sweeps = findSweeps(noisy);
  expect(sweeps.map(({ direction }) => direction)).toEqual(['cathodic', 'anodic', 'cathodic', 'anodic']);
  for (const sweep of sweeps) {
    expect(sweep.complete).toBe(true);
    expect(sweep.scanRate).toBeCloseTo(1e-3, 5);
  }
});

test('a first sweep from rest is not complete', () => {
  const whole = madeCv({ scanRate: 1e-3, current: flat, cycles: 2 });
  const columns = whole.columns.map((column) => ({ ...column, values: column.values.slice(100) }));
  expect(findSweeps({ ...whole, columns }).map(({ complete }) => complete)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test('a potential that does not move has no sweeps', () => {
  const whole = madeCv({ scanRate: 1e-3, current: flat, upper: 0, lower: 0 });
  expect(findSweeps(whole)).toEqual([]);
});
