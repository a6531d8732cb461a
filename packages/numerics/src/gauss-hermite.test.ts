import { expect, test } from 'vitest';
import { gaussHermite } from './gauss-hermite.ts';

/** (2k - 1)!!, the even moments of a standard normal. */
function moment(k: number): number {
  return k <= 0 ? 1 : (2 * k - 1) * moment(k - 1);
}

test('the moments of a standard normal are exact up to degree 2n - 1', () => {
  for (const n of [1, 2, 3, 4, 5, 9, 15, 31]) {
    const { nodes, weights } = gaussHermite(n);
    for (let degree = 0; degree <= Math.min(2 * n - 1, 40); degree++) {
      const sum = nodes.reduce((total, z, i) => total + weights[i]! * z ** degree, 0);
      const scale = moment(Math.ceil(degree / 2));
      expect(
        Math.abs(sum - (degree % 2 === 0 ? moment(degree / 2) : 0)) / scale,
        `n ${n} degree ${degree}`,
      ).toBeLessThan(1e-11);
    }
  }
});

test('three nodes are 0 and the square roots of 3 with weights 2/3 and 1/6', () => {
  const { nodes, weights } = gaussHermite(3);
  expect(nodes[2]).toBeCloseTo(Math.sqrt(3), 14);
  expect(nodes[1]).toBe(0);
  expect(weights[1]).toBeCloseTo(2 / 3, 14);
  expect(weights[0]).toBeCloseTo(1 / 6, 14);
});

test('nodes ascend and weights are positive for every allowed number of nodes', () => {
  for (let n = 1; n <= 64; n++) {
    const { nodes, weights } = gaussHermite(n);
    for (let i = 1; i < n; i++) expect(nodes[i]!).toBeGreaterThan(nodes[i - 1]!);
    expect(weights.every((weight) => weight > 0)).toBe(true);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  }
});

test('the mean of cos(z) is exp(-1/2)', () => {
  const { nodes, weights } = gaussHermite(12);
  expect(nodes.reduce((sum, z, i) => sum + weights[i]! * Math.cos(z), 0)).toBeCloseTo(Math.exp(-0.5), 10);
});
