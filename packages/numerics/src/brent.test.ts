import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRoot } from './brent.ts';

test('roots of textbook equations are met to rounding', () => {
  const cases: [(x: number) => number, number, number, number][] = [
    [(x) => x * x - 2, 0, 2, Math.SQRT2],
    [(x) => Math.cos(x) - x, 0, 1, 0.7390851332151607],
    [(x) => (x - 1) ** 9, 0, 3, 1],
    [(x) => Math.exp(-x) - 1e-12, 0, 100, 27.631021115928547],
  ];
  for (const [f, low, high, root] of cases) {
    const outcome = findRoot(f, low, high);
    expect(outcome.status).toBe('converged');
    expect(Math.abs(outcome.root - root)).toBeLessThan(root === 1 ? 1e-2 : 1e-14);
  }
});

test('a bracket without change of sign says so', () => {
  expect(findRoot((x) => x * x + 1, -1, 1)).toMatchObject({ status: 'failed', reason: 'no sign change' });
});

test('a function that is not a number inside the bracket says so', () => {
  expect(findRoot((x) => (x > 0.4 && x < 0.6 ? NaN : x - 0.5), 0, 1)).toMatchObject({
    status: 'failed',
    reason: 'not a number',
  });
});

test('any monotone cubic is solved within the tolerance, in fewer evaluations than bisection', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -9, max: 9, noNaN: true }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (root, linear) => {
        const outcome = findRoot((x) => (x - root) ** 3 + linear * (x - root), -10, 10, 1e-10);
        expect(outcome.status).toBe('converged');
        expect(Math.abs(outcome.root - root)).toBeLessThanOrEqual(1.1e-10);
        expect(outcome.evaluations).toBeLessThan(38);
      },
    ),
  );
});
