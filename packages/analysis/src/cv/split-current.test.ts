import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCurrent, varianceInflation } from './split-current.ts';

const rates = Float64Array.of(1e-4, 2e-4, 3e-4, 4e-4, 5e-4);
const coefficients = fc.record({
  k1: fc.double({ min: -5, max: 5, noNaN: true }),
  k2: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
});

/** Rows of k1 v + k2 v^1/2 for a list of coefficients. */
function made(list: readonly { k1: number; k2: number }[], scanRate = rates): Float64Array[] {
  return Array.from(scanRate, (v) => Float64Array.from(list, ({ k1, k2 }) => k1 * v + k2 * Math.sqrt(v)));
}

test('currents made of both terms give their coefficients back to 1e-10', () => {
  fc.assert(
    fc.property(fc.array(coefficients, { minLength: 1, maxLength: 20 }), (list) => {
      for (const weighting of ['none', 'relative'] as const) {
        const rows = made(list);
        if (weighting === 'relative' && rows.some((row) => row.some((value) => Math.abs(value) < 1e-6)))
          return;
        const { k1, k2 } = splitCurrent(rows, rates, weighting);
        list.forEach((expected, p) => {
          const scale = 1e-290 + Math.abs(expected.k1) + Math.abs(expected.k2) / Math.sqrt(1e-4);
          expect(Math.abs(k1[p]! - expected.k1)).toBeLessThanOrEqual(1e-10 * scale);
          expect(Math.abs(k2[p]! - expected.k2)).toBeLessThanOrEqual(1e-10 * scale);
        });
      }
    }),
  );
});

test('scaling the currents scales the coefficients and leaves r2 and the bounds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
      fc.constantFrom(-1000, -1, 0.001, 7),
      (values, factor) => {
        const rows = values.map((value) => Float64Array.of(value));
        const one = splitCurrent(rows, rates);
        const other = splitCurrent(
          rows.map((row) => row.map((value) => factor * value)),
          rates,
        );
        for (const name of ['k1', 'k2', 'k1Constrained', 'k2Constrained'] as const) {
          expect(other[name][0]! / factor).toBeCloseTo(one[name][0]!, 6);
        }
        expect(other.bound[0]).toBe(one.bound[0]);
      },
    ),
  );
});

test('the constrained fit keeps 0 <= k1 v/i <= 1 at every rate and is the free fit where that holds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (values) => {
        const split = splitCurrent(
          values.map((value) => Float64Array.of(value)),
          rates,
        );
        const allowed = (k1: number) =>
          values.every((i, a) => {
            const part = k1 * rates[a]!;
            return i >= 0 ? part >= 0 && part <= i * (1 + 1e-12) : part <= 0 && part >= i * (1 + 1e-12);
          });
        expect(allowed(split.k1Constrained[0]!)).toBe(true);
        expect(split.bound[0]).toBe(allowed(split.k1[0]!) ? 0 : 1);
      },
    ),
  );
});

test('five rates from 0.1 to 0.5 mV/s inflate the variance 28 times', () => {
  expect(varianceInflation(rates)).toBeCloseTo(28, 0);
});

test('one rate, or shapes that disagree, are refused', () => {
  expect(() => splitCurrent([Float64Array.of(1)], Float64Array.of(1e-4))).toThrow(/two distinct/);
  expect(() => splitCurrent([Float64Array.of(1)], rates)).toThrow(/1 current rows for 5/);
});
