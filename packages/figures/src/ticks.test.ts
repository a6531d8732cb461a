import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linearTicks, logTicks, tickStep } from './ticks.ts';

it('labels multiples of 1, 2 or 5 with a proper minus and only the decimals that the step needs', () => {
  expect(linearTicks(-1, 1, 0.5)).toEqual({
    major: [-1, -0.5, 0, 0.5, 1],
    minor: [-0.75, -0.25, 0.25, 0.75],
    labels: ['−1.0', '−0.5', '0.0', '0.5', '1.0'],
  });
  expect(linearTicks(0, 500, 100).labels).toEqual(['0', '100', '200', '300', '400', '500']);
});

it('keeps every tick inside the axis and one minor tick between two', () => {
  const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      end,
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 10 }),
      (low, span, count) => {
        const high = low + span;
        const step = tickStep(low, high, count);
        const { major, minor } = linearTicks(low, high, step);
        for (const value of [...major, ...minor]) {
          expect(value).toBeGreaterThanOrEqual(low - 1e-6 * step);
          expect(value).toBeLessThanOrEqual(high + 1e-6 * step);
        }
        expect(Math.abs(major.length - minor.length)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('labels powers of ten, skipping some where they are many', () => {
  expect(logTicks(0.01, 1e5, 8).labels).toEqual(['10⁻²', '10⁻¹', '10⁰', '10¹', '10²', '10³', '10⁴', '10⁵']);
  expect(logTicks(0.01, 1e5, 4).labels).toEqual(['10⁻²', '10⁰', '10²', '10⁴']);
  expect(logTicks(0.01, 1e5, 8).minor).toHaveLength(7 * 8);
});

it('labels 1, 2 and 5 where fewer than two powers of ten are in sight', () => {
  expect(logTicks(4, 90, 5).labels).toEqual(['5', '10', '20', '50']);
  expect(logTicks(3e5, 8e5, 5).labels).toEqual(['5×10⁵']);
});

it('writes very large and very small numbers with one power of ten', () => {
  expect(linearTicks(0, 2e6, 1e6).labels).toEqual(['0', '1×10⁶', '2×10⁶']);
  expect(linearTicks(-2e-7, 0, 1e-7).labels).toEqual(['−2×10⁻⁷', '−1×10⁻⁷', '0']);
});
