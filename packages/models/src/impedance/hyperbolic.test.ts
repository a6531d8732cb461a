import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hyperbolic, hyperbolicPair } from './hyperbolic.ts';

const number = fc.double({ min: -20, max: 20, noNaN: true });
const product = (a: Float64Array, b: Float64Array, row: number, column: number) => {
  let re = 0;
  let im = 0;
  for (let k = 0; k < 2; k++) {
    const x = 4 * row + 2 * k;
    const y = 4 * k + 2 * column;
    re += a[x]! * b[y]! - a[x + 1]! * b[y + 1]!;
    im += a[x]! * b[y + 1]! + a[x + 1]! * b[y]!;
  }
  return [re, im] as const;
};

test('one unknown: the real values, and the expansion where it takes over', () => {
  const at = new Float64Array(4);
  hyperbolic(4, 0, 0.7, at, 0);
  expect(at[0]).toBeCloseTo(2 / Math.tanh(1.4), 13);
  expect(at[2]).toBeCloseTo(2 / Math.sinh(1.4), 13);
  hyperbolic(-4, 0, 0.7, at, 0);
  expect(at[0]).toBeCloseTo(2 / Math.tan(1.4), 13);
  const below = new Float64Array(4);
  hyperbolic(0, 1e-3 * (1 - 1e-9), 1, below, 0);
  hyperbolic(0, 1e-3 * (1 + 1e-9), 1, at, 0);
  for (let n = 0; n < 4; n++) expect(Math.abs(at[n]! - below[n]!)).toBeLessThan(1e-11);
});

test('two unknowns: coth^2 - csch^2 is M, and both go with M', () => {
  const coth = new Float64Array(8);
  const csch = new Float64Array(8);
  fc.assert(
    fc.property(fc.array(number, { minLength: 8, maxLength: 8 }), (numbers) => {
      const m = Float64Array.from(numbers);
      m[0]! += 30; // as reactions and i omega do, keeps the eigenvalues off the poles of coth
      m[6]! += 30;
      hyperbolicPair(m, 0.3, coth, csch);
      const size = m.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const bound = 1e-7 * size * (1 + coth.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
      for (let row = 0; row < 2; row++) {
        for (let column = 0; column < 2; column++) {
          const [a, b] = [product(coth, coth, row, column), product(csch, csch, row, column)];
          const at = 4 * row + 2 * column;
          expect(Math.abs(a[0] - b[0] - m[at]!)).toBeLessThan(bound);
          expect(Math.abs(a[1] - b[1] - m[at + 1]!)).toBeLessThan(bound);
          const [c, d] = [product(coth, m, row, column), product(m, coth, row, column)];
          expect(Math.hypot(c[0] - d[0], c[1] - d[1])).toBeLessThan(bound);
        }
      }
    }),
  );
});

test('unknowns without a coupling are two single ones', () => {
  const coth = new Float64Array(8);
  const csch = new Float64Array(8);
  const one = new Float64Array(4);
  hyperbolicPair(Float64Array.of(3, 1, 0, 0, 0, 0, 0.2, 40), 0.5, coth, csch);
  hyperbolic(3, 1, 0.5, one, 0);
  expect(coth[0]).toBeCloseTo(one[0]!, 12);
  expect(csch[1]).toBeCloseTo(one[3]!, 12);
  hyperbolic(0.2, 40, 0.5, one, 0);
  expect(coth[7]).toBeCloseTo(one[1]!, 12);
  expect([coth[2], coth[3], coth[4], coth[5]]).toEqual([0, 0, 0, 0]);
});
