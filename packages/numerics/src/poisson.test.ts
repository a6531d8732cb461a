import { expect, test } from 'vitest';
import { poisson } from './poisson.ts';
import { createRandom } from './random.ts';

/** P(k) of a Poisson law, by its recurrence from the mode's logarithm. */
function probability(mean: number, k: number): number {
  let logarithm = -mean + k * Math.log(mean);
  for (let i = 2; i <= k; i++) logarithm -= Math.log(i);
  return Math.exp(logarithm);
}

for (const mean of [0.3, 4, 9.99, 10, 25, 400]) {
  test(`deviates of mean ${mean} fill the classes as the law does`, () => {
    const random = createRandom(20);
    const draws = 100_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const value = poisson(random, mean);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    let chi2 = 0;
    let classes = 0;
    let tail = { expected: 0, found: 0 };
    for (let k = 0; k < mean + 12 * Math.sqrt(mean) + 12; k++) {
      const expected = draws * probability(mean, k);
      const found = counts.get(k) ?? 0;
      if (expected < 20) {
        tail = { expected: tail.expected + expected, found: tail.found + found };
        continue;
      }
      chi2 += (found - expected) ** 2 / expected;
      classes++;
    }
    if (tail.expected > 5) {
      chi2 += (tail.found - tail.expected) ** 2 / tail.expected;
      classes++;
    }
    // chi squared has mean n and variance 2 n
    expect(chi2).toBeLessThan(classes + 4 * Math.sqrt(2 * classes));
  });
}

test('nothing is counted at a mean of nought, and no mean is negative', () => {
  expect(poisson(createRandom(1), 0)).toBe(0);
  expect(() => poisson(createRandom(1), -1)).toThrow(RangeError);
  expect(() => poisson(createRandom(1), NaN)).toThrow(RangeError);
});
