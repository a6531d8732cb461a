import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { modulusBounds } from './modulus-bounds.ts';

test('rigid spheres in an incompressible matrix stiffen it by 1 + 5/2 share/(1 - share) at least', () => {
  const { lower } = modulusBounds(1, 1e12, 0.2, 0.5 - 1e-9);
  expect(lower).toBeCloseTo(1 + (2.5 * 0.2) / 0.8, 5);
});

test('bounds are ordered, lie between series and parallel arrangement and meet in the pure phases', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 4, noNaN: true }),
      (share, decades) => {
        const stiff = 10 ** decades;
        const { lower, upper } = modulusBounds(1, stiff, share);
        const slack = 1e-9 * stiff;
        expect(lower).toBeLessThanOrEqual(upper + slack);
        expect(upper).toBeLessThanOrEqual(1 - share + share * stiff + slack);
        expect(lower).toBeGreaterThanOrEqual(1 / (1 - share + share / stiff) - slack);
      },
    ),
  );
  expect(modulusBounds(2, 30, 0)).toEqual({ lower: 2, upper: 2 });
  expect(modulusBounds(2, 30, 1)).toEqual({ lower: 30, upper: 30 });
});

test('the logarithmic mean that the shell uses lies between the bounds where both phases are plenty', () => {
  const { polymerModulus, carbonModulus } = parameterValues();
  for (const share of [0.3, 0.55, 0.75]) {
    const { lower, upper } = modulusBounds(polymerModulus, carbonModulus, share);
    const mean = polymerModulus ** (1 - share) * carbonModulus ** share;
    expect(mean).toBeGreaterThan(lower);
    expect(mean).toBeLessThan(upper);
  }
});
