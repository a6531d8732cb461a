import type { Channel } from '@anodelab/data';
import { expect, it } from 'vitest';
import { mapCorrelation } from './map-correlation.ts';

/** Poisson counts by Knuth's product of uniforms, from a small generator of its own. */
function drawer(seed: number): (mean: number) => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return (mean) => {
    let [count, product] = [0, uniform()];
    for (; product > Math.exp(-mean); count++) product *= uniform();
    return count;
  };
}

const map = (values: ArrayLike<number>, unit: string | null = 'counts'): Channel => ({
  name: 'x',
  unit,
  origin: 'measured',
  values: Uint16Array.from(values),
});
const pixels = Array.from({ length: 4096 }, (_, i) => i);
const left = pixels.map((i) => (i % 64 < 32 ? 6 : 1));
const top = pixels.map((i) => (i < 2048 ? 6 : 1));

it('is 1 for two maps of the same places, however few their counts, and 0 for maps of others', () => {
  const [one, other] = [drawer(1), drawer(2)];
  const noisy = map(left.map((mean) => one(mean)));
  expect(mapCorrelation(noisy, map(left.map((mean) => other(mean))))).toBeCloseTo(1, 1);
  expect(Math.abs(mapCorrelation(noisy, map(top.map((mean) => other(mean)))))).toBeLessThan(0.08);
});

it('is 0 where a map is even, and Pearson’s own of what are no counts', () => {
  expect(mapCorrelation(map(left), map(left.map(() => 5)))).toBe(0);
  expect(mapCorrelation(map(left, null), map(left, null))).toBeCloseTo(1, 12);
  expect(mapCorrelation(map(left, null), map(top, null))).toBeCloseTo(0, 12);
});
