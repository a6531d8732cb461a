import { factorise, solveFactorised } from '@anodelab/numerics';
import { describe, expect, it } from 'vitest';
import { CondensedMatrix } from './condensed-matrix.ts';
import { lineMesh } from './line-mesh.ts';

const region = { thickness: 30e-6, porosity: 0.5, bruggeman: 1.5 };
const mesh = lineMesh(region, region, { separator: [2, 1], electrode: [3, 2], radial: 3 });

/** Numbers that repeat nowhere near the size of the matrix. */
const made = (n: number) => Math.sin(1 + 12.9898 * n);

/** Unknowns of the nodes of each element are tied; those of other elements are not. */
function fillTies({ entries, size, places }: CondensedMatrix): void {
  for (const { first, degree } of mesh.elements) {
    const from = places[first]!;
    const to = places[first + degree + 1] ?? size;
    for (let i = from; i < to; i++) {
      for (let j = from; j < to; j++) entries[i * size + j] = (i === j ? 20 : 0) + made(i * size + j);
    }
  }
}

describe.each([
  ['a current', 0, 1],
  ['a voltage', 1, 0],
  ['a load', 1, 0.02],
])('the condensed matrix under %s', (_name, controlPotential, controlCurrent) => {
  it('solves as the whole matrix with pivots does', () => {
    const matrix = new CondensedMatrix(mesh);
    const { size } = matrix;
    matrix.clear();
    fillTies(matrix);
    for (let i = 0; i < size; i++) matrix.current[i] = made(1000 + i);
    matrix.controlPotential = controlPotential;
    matrix.controlCurrent = controlCurrent;
    const whole = new Float64Array((size + 1) ** 2);
    for (let i = 0; i < size; i++) {
      whole.set(matrix.entries.subarray(i * size, (i + 1) * size), i * (size + 1));
      whole[i * (size + 1) + size] = matrix.current[i]!;
    }
    whole[size * (size + 1) + size - 1] = controlPotential;
    whole[size * (size + 1) + size] = controlCurrent;
    const expected = Float64Array.from({ length: size + 1 }, (_, n) => made(2000 + n));
    const right = expected.slice(0, size);
    const control = expected[size]!;
    const pivots = new Int32Array(size + 1);
    expect(factorise(whole, size + 1, pivots)).toBe(true);
    solveFactorised(whole, size + 1, pivots, expected);

    expect(matrix.factor()).toBe(true);
    expect(matrix.solve(right, control)).toBeCloseTo(expected[size]!, 11);
    for (let i = 0; i < size; i++) expect(right[i]).toBeCloseTo(expected[i]!, 11);
  });
});

it('has no answer for a matrix of zeros', () => {
  expect(new CondensedMatrix(mesh).factor()).toBe(false);
});
