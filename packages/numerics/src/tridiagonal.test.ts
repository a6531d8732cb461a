import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorTridiagonal, solveShiftedTridiagonalLast, solveTridiagonal } from './tridiagonal.ts';

const row = fc.record({
  lower: fc.double({ min: -1, max: 1, noNaN: true }),
  upper: fc.double({ min: -1, max: 1, noNaN: true }),
  excess: fc.double({ min: 0.01, max: 5, noNaN: true }),
  value: fc.double({ min: -10, max: 10, noNaN: true }),
});
const system = fc.array(row, { minLength: 1, maxLength: 40 }).map((rows) => ({
  lower: Float64Array.from(rows, (r) => r.lower),
  upper: Float64Array.from(rows, (r) => r.upper),
  diagonal: Float64Array.from(rows, (r) => Math.abs(r.lower) + Math.abs(r.upper) + r.excess),
  value: Float64Array.from(rows, (r) => r.value),
}));

test('the solution put back into the rows gives the right-hand side', () => {
  fc.assert(
    fc.property(system, ({ lower, diagonal, upper, value }) => {
      const solution = value.slice();
      solveTridiagonal(factorTridiagonal(lower, diagonal, upper), solution);
      for (let i = 0; i < value.length; i++) {
        const left = i > 0 ? lower[i]! * solution[i - 1]! : 0;
        const right = i + 1 < value.length ? upper[i]! * solution[i + 1]! : 0;
        expect(left + diagonal[i]! * solution[i]! + right).toBeCloseTo(value[i]!, 9);
      }
    }),
  );
});

test('the shifted complex system of one cell is a complex division', () => {
  const last = new Float64Array(2);
  solveShiftedTridiagonalLast(
    Float64Array.of(0),
    Float64Array.of(3),
    Float64Array.of(0),
    4,
    Float64Array.of(50),
    last,
  );
  expect([...last]).toEqual([6, -8]);
});

test('the shifted complex system without shift is the real one', () => {
  fc.assert(
    fc.property(system, ({ lower, diagonal, upper, value }) => {
      const last = new Float64Array(2);
      solveShiftedTridiagonalLast(lower, diagonal, upper, 0, value, last);
      const solution = value.slice();
      solveTridiagonal(factorTridiagonal(lower, diagonal, upper), solution);
      expect(last[0]).toBeCloseTo(solution[value.length - 1]!, 9);
      expect(last[1]).toBeCloseTo(0, 12);
    }),
  );
});

test('the shifted complex system of two cells agrees with the solution by hand', () => {
  // [2 + i, -1; -1, 2 + i] u = [0, 1]: u2 = (2 + i) / ((2 + i)^2 - 1) = (2 + i) / (2 + 4 i) = (8 - 6 i) / 20
  const last = new Float64Array(2);
  solveShiftedTridiagonalLast(
    Float64Array.of(0, -1),
    Float64Array.of(2, 2),
    Float64Array.of(-1, 0),
    1,
    Float64Array.of(0, 1),
    last,
  );
  expect(last[0]).toBeCloseTo(0.4, 14);
  expect(last[1]).toBeCloseTo(-0.3, 14);
});
