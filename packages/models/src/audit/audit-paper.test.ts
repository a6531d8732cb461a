import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { auditPaper } from './audit-paper.ts';

const rows = auditPaper(parameterValues(), paperRecipes.find(({ name }) => name === 'PCHS-5')!);

test('the audit holds its nineteen rows in order, each with a claim, numbers and a verdict', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 19 }, (_, i) => `A${i + 1}`));
  for (const { claim, arithmetic, verdict } of rows) {
    expect(claim.length).toBeGreaterThan(20);
    expect(verdict.length).toBeGreaterThan(10);
    expect(arithmetic.length).toBeGreaterThan(0);
    expect(arithmetic.every(({ value }) => Number.isFinite(value))).toBe(true);
  }
});

test.each([
  // an independent program (numpy) printed these
  ['A1', 'pyrrole', 2.018, 1e-3],
  ['A1', 'polypyrrole with dopant', 39.7, 0.05],
  ['A1', 'of that backbone', 28.9, 0.05],
  ['A1', 'polypyrrole at doping 0.20', 39.0, 0.1],
  ['A1', 'polypyrrole at doping 0.50', 42.7, 0.1],
  ['A1', 'coating in the solid before heating', 20.9, 0.1],
  ['A2', 'flashed coating by stoichiometry', 20.6, 0.2],
  ['A2', 'its share of the solid', 12.1, 0.1],
  ['A2', 'flashed coating needed for a loss of 30 %', 64.3, 0.05],
  ['A2', 'polypyrrole needed before the flash', 124, 1.5],
  ['A2', 'pyrrole needed', 1.38, 0.02],
  ['A2', 'its share of the pyrrole', 69, 1],
  ['A2', 'needed over available', 3.1, 0.05],
  ['A2', 'silicon that would be left if the coating is stoichiometric', 48, 0.6],
  ['A3', 'mass gained by silicon with 2 nm of oxide', 3.5, 0.05],
  ['A3', 'mass gained by silicon with 10 nm of oxide', 16.8, 0.1],
  ['A3', 'silicon in the composite if it gained 8 %', 64.8, 0.05],
  ['A3', 'native oxide of 1.5 nm in the silicon', 4.8, 0.1],
  ['A5', 'silicon in a 260 nm particle with one 150 nm core', 27, 1],
  ['A5', 'silicon in a 260 nm particle with one 100 nm core', 9, 0.6],
  ['A6', 'shortest RC resolved up to 105 Hz', 1.5, 0.05],
  ['A7', 'constant relative fade per cycle', 0.143, 1e-3],
  ['A7', 'after 40 cycles by the relative fade', 1936, 1],
  ['A7', 'after 40 cycles by the absolute fade', 1966, 1],
  ['A8', '2050 per composite is per silicon at 70 %', 2929, 1],
  ['A8', 'lithiation x of 2050 per silicon', 0.57, 0.005],
  ['A10', 'charge of 1 nm of SEI on 10 m2/g', 5.59, 0.01],
  ['A11', 'capacity of Li15Si4', 3578.6, 0.1],
  ['A12', 'position of (111)', 28.44, 0.005],
  ['A12', 'position of (400)', 69.13, 0.005],
  ['A12', 'width of (111) for 150 nm crystals', 0.055, 1e-3],
  ['A12', 'width of (400) for 150 nm crystals', 0.064, 1e-3],
  ['A14', 'time of 500 cycles', 62, 2],
  ['A14', 'lithium cycled', 625, 20],
  ['A15', 'FEC in the cell', 26.5, 0.1],
  ['A15', 'charge to reduce it at 4 electrons', 2.84, 0.01],
  ['A18', 'mass above the critical diameter', 75, 0.5],
  ['A19', 'silicon surface of nmSi over PCHS-5 at equal loading', 1.5, 0.01],
])('%s: %s is %d', (id, name, expected, tolerance) => {
  const found = rows.find((row) => row.id === id)!.arithmetic.find((entry) => entry.name === name)!;
  expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(tolerance);
});
