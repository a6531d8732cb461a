import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chebyshevPoints, interpolationWeights } from './chebyshev.ts';

test('polynomials of a degree below the number of points are met everywhere, the points included', () => {
  const points = chebyshevPoints(-2, 5, 6);
  const cubic = (x: number) => 3 - x + 0.5 * x ** 2 - 0.25 * x ** 5;
  const at = (x: number) =>
    interpolationWeights(points, x).reduce((sum, weight, k) => sum + weight * cubic(points[k]!), 0);
  fc.assert(
    fc.property(fc.double({ min: -2, max: 5, noNaN: true }), (x) => Math.abs(at(x) - cubic(x)) < 1e-9),
  );
  expect(at(points[2]!)).toBe(cubic(points[2]!));
});

test('the exponential is met to rounding with 20 points', () => {
  const points = chebyshevPoints(0, 2, 20);
  const value = interpolationWeights(points, 1.234).reduce(
    (sum, weight, k) => sum + weight * Math.exp(points[k]!),
    0,
  );
  expect(value).toBeCloseTo(Math.exp(1.234), 13);
});
