import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed gives the same numbers and another seed others', () => {
  const first = Array.from({ length: 5 }, createRandom(7).uniform);
  const again = Array.from({ length: 5 }, createRandom(7).uniform);
  const other = Array.from({ length: 5 }, createRandom(8).uniform);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('uniform deviates fill 100 equal bins as chi squared allows', () => {
  const random = createRandom(1);
  const draws = 100_000;
  const counts = new Float64Array(100);
  for (let i = 0; i < draws; i++) counts[Math.floor(random.uniform() * 100)]! += 1;
  const expected = draws / 100;
  const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chi2).toBeGreaterThan(56.9); // 0.02 % point of chi squared with 99 degrees of freedom
  expect(chi2).toBeLessThan(156); // 99.98 % point
});

test('normal deviates have the first four moments of a standard normal', () => {
  const random = createRandom(2);
  const draws = 100_000;
  const moments = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const value = random.normal();
    for (let k = 0; k < 4; k++) moments[k]! += value ** (k + 1) / draws;
  }
  // four standard errors: sqrt(1, 2, 15, 96) / sqrt(draws)
  expect(Math.abs(moments[0]!)).toBeLessThan(0.0127);
  expect(Math.abs(moments[1]! - 1)).toBeLessThan(0.0179);
  expect(Math.abs(moments[2]!)).toBeLessThan(0.049);
  expect(Math.abs(moments[3]! - 3)).toBeLessThan(0.124);
});

test('neighbouring seeds give streams without correlation', () => {
  const a = createRandom(10);
  const b = createRandom(11);
  let sum = 0;
  for (let i = 0; i < 10_000; i++) sum += (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12;
  expect(Math.abs(sum / 10_000)).toBeLessThan(0.04);
});
