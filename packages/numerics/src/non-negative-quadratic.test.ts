import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimiseNonNegative } from './non-negative-quadratic.ts';
import { createRandom } from './random.ts';

/** A^T A + shift of a random A, and a random g. */
function problem(n: number, shift: number, seed: number): { h: Float64Array; g: Float64Array } {
  const { normal } = createRandom(seed);
  const rows = n + 2;
  const a = new Float64Array(rows * n).map(normal);
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < rows; k++) h[j * n + i]! += a[i * rows + k]! * a[j * rows + k]!;
    }
    h[i * n + i]! += shift;
  }
  return { h, g: new Float64Array(n).map(normal) };
}

function gradient(h: Float64Array, g: Float64Array, x: Float64Array): Float64Array {
  return g.map((value, i) => x.reduce((sum, xj, j) => sum + h[j * g.length + i]! * xj, -value));
}

test('a solution meets the conditions of Karush, Kuhn and Tucker, from any start', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), fc.boolean(), (n, seed, warm) => {
      const { h, g } = problem(n, 1e-3, seed);
      const start = warm ? new Float64Array(n).map(createRandom(seed + 1).normal) : undefined;
      const isFree = (i: number): boolean => i === 0;
      const outcome = minimiseNonNegative(h, g, isFree, start);
      expect(outcome.status).toBe('solved');
      const slope = gradient(h, g, outcome.solution);
      outcome.solution.forEach((x, i) => {
        if (i > 0) expect(x).toBeGreaterThanOrEqual(-1e-10);
        if (i > 0 && x === 0) expect(slope[i]).toBeGreaterThanOrEqual(-1e-9);
        else expect(Math.abs(slope[i]!)).toBeLessThan(1e-9);
      });
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('unknowns that depend on others stay at zero instead of growing without end', () => {
  const h = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1);
  const outcome = minimiseNonNegative(h, Float64Array.of(2, 2, 2));
  expect(outcome.status).toBe('solved');
  expect(outcome.solution.reduce((a, b) => a + b)).toBeCloseTo(2, 12);
});

test('a minimum with all signs right is the plain solution', () => {
  const h = Float64Array.of(2, 1, 1, 3);
  const { solution } = minimiseNonNegative(h, Float64Array.of(3, 4));
  expect(solution[0]).toBeCloseTo(1, 14);
  expect(solution[1]).toBeCloseTo(1, 14);
});

test('a nearly singular least squares problem is solved: signs kept, residual within rounding of the best', () => {
  // decaying exponentials sampled 30 times: condition 1e30, non-negative least squares is sparse
  const n = 60;
  const rows = 30;
  const column = (j: number): number[] =>
    Array.from({ length: rows }, (_, i) => Math.exp(-i * 0.05 * (j + 1)));
  const columns = Array.from({ length: n }, (_, j) => column(j));
  const { normal } = createRandom(5);
  const target = column(20.5).map((v, i) => v + 0.5 * column(3.5)[i]! + 1e-3 * normal());
  const product = (p: readonly number[], q: readonly number[]): number =>
    p.reduce((s, v, i) => s + v * q[i]!, 0);
  const h = Float64Array.from({ length: n * n }, (_, k) =>
    product(columns[k % n]!, columns[Math.floor(k / n)]!),
  );
  const outcome = minimiseNonNegative(
    h,
    Float64Array.from(columns, (c) => product(c, target)),
  );
  const residual = target.map((t, i) => t - columns.reduce((s, c, j) => s + c[i]! * outcome.solution[j]!, 0));
  expect(Math.min(...outcome.solution)).toBeGreaterThanOrEqual(0);
  expect(Math.sqrt(product(residual, residual) / rows)).toBeLessThan(1.2e-3);
});
