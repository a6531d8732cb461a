import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invertNormal, solveLeastSquares } from './linear-least-squares.ts';
import { createRandom } from './random.ts';

function randomMatrix(rows: number, columns: number, seed: number): Float64Array {
  return new Float64Array(rows * columns).map(createRandom(seed).normal);
}

test('the residual of a solution is orthogonal to every column', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer(),
      (columns, more, seed) => {
        const rows = columns + more;
        const design = randomMatrix(rows, columns, seed);
        const target = randomMatrix(rows, 1, seed + 1);
        const { solution, sumOfSquares } = solveLeastSquares(design, columns, target);
        const residual = target.map(
          (value, i) => value - sumOver(columns, (k) => design[k * rows + i]! * solution[k]!),
        );
        const scale = 1 + Math.max(...solution.map(Math.abs));
        for (let k = 0; k < columns; k++) {
          expect(Math.abs(sumOver(rows, (i) => design[k * rows + i]! * residual[i]!))).toBeLessThan(
            1e-10 * scale,
          );
        }
        expect(Math.abs(sumOver(rows, (i) => residual[i]! ** 2) - sumOfSquares)).toBeLessThan(
          1e-10 * scale ** 2,
        );
      },
    ),
    { seed: 1 },
  );
});

test('the inverse of the normal matrix times the normal matrix is one, whatever the units of the columns', () => {
  const rows = 9;
  const columns = 4;
  const design = randomMatrix(rows, columns, 3);
  const units = [1, 1e-9, 1e6, 1e12];
  for (let k = 0; k < columns; k++) for (let i = 0; i < rows; i++) design[k * rows + i]! *= units[k]!;
  const { inverse, rank } = invertNormal(design, rows, columns);
  expect(rank).toBe(4);
  for (let a = 0; a < columns; a++) {
    for (let b = 0; b < columns; b++) {
      const product = sumOver(columns, (k) => inverse[k * columns + a]! * normal(design, rows, k, b));
      expect((product * units[a]!) / units[b]!).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  }
});

test('columns that repeat each other lower the rank and have no finite variance; the others keep theirs', () => {
  const rows = 6;
  const design = randomMatrix(rows, 3, 5);
  for (let i = 0; i < rows; i++) design[2 * rows + i] = 2 * design[rows + i]!;
  const { inverse, rank, condition } = invertNormal(design, rows, 3);
  expect(rank).toBe(2);
  expect(condition).toBeGreaterThan(1e14);
  expect(inverse[0]).toBeLessThan(10);
  expect([inverse[4], inverse[8]]).toEqual([Infinity, Infinity]);
});

test('too few rows are refused', () => {
  expect(() => solveLeastSquares(new Float64Array(6), 3, new Float64Array(2))).toThrow('2 rows');
});

function normal(design: Float64Array, rows: number, a: number, b: number): number {
  return sumOver(rows, (i) => design[a * rows + i]! * design[b * rows + i]!);
}

function sumOver(count: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += term(i);
  return sum;
}
