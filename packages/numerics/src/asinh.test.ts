import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asinh } from './asinh.ts';

test("asinh is the platform's to rounding, at any size and sign", () => {
  const sizes = fc.double({ min: -300, max: 150, noNaN: true }).map((power) => 10 ** power);
  const near = fc.double({ min: 0, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(sizes, near), fc.boolean(), (size, isNegative) => {
      const z = isNegative ? -size : size;
      const truth = Math.asinh(z);
      expect(Math.abs(asinh(z) - truth)).toBeLessThanOrEqual(5e-16 * Math.abs(truth));
    }),
    { numRuns: 20_000 },
  );
  expect(asinh(0)).toBe(0);
  expect(asinh(NaN)).toBeNaN();
});
