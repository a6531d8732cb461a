import { expect, test } from 'vitest';
import { siliconDensity } from '../constants.ts';
import { clusterCount } from './cluster.ts';

test('a cluster of one bare particle without voids holds one particle', () => {
  expect(clusterCount(150, 150, 1, 1600, 1)).toBe(1);
});

test('a cluster of 260 nm at 70 % silicon holds two cores of 150 nm or seven of 100 nm', () => {
  // by hand: 0.64 * 5.2077 / (1 + 0.42857 * 2329/1600) = 3.3329/1.62384
  expect(clusterCount(260, 150, 0.7, 1600)).toBeCloseTo(2.0525, 3);
  expect(clusterCount(260, 100, 0.7, 1600)).toBeCloseTo(2.0525 * 3.375, 2);
});

test('particles and their voids fill the cluster', () => {
  const [count, core, silicon, shell] = [clusterCount(500, 120, 0.6, 1500), 120, 0.6, 1500];
  const solid = core ** 3 * (1 + ((1 - silicon) * siliconDensity) / (silicon * shell));
  expect((count * solid) / 500 ** 3).toBeCloseTo(0.64, 12);
});
