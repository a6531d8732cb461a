import { type AnalysisResult, labels, numbers } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { type CellGroup, compareGroups } from './compare-groups.ts';
import { madeColumn, madeTest } from './testing/made-test.ts';

/** A cell of three cycles with that capacity, C/kg. */
function cell(capacity: number, name = 'cell'): CellGroup['cells'][number] {
  const column = (each: string, values: number[]) => madeColumn(each, '1', values);
  const result: AnalysisResult = {
    analysis: 'cycling',
    results: {},
    statements: [],
    findings: [],
    tables: {
      cycles: {
        columns: [
          column('cycle', [1, 2, 3]),
          column('qDelith_C_kg', [1.1 * capacity, capacity, capacity]),
          column('ce', [0.9, 0.99, 0.99]),
          column('retention', [1, 1 / 1.1, 1 / 1.1]),
          column('complete', [1, 1, 1]),
        ],
      },
    },
  };
  return { name, result };
}

const group = (label: string, capacities: readonly number[]): CellGroup => ({
  label,
  cells: capacities.map((capacity, i) => cell(capacity, `${label}${i + 1}`)),
});

function read(result: AnalysisResult, table: string, column: string): number[] {
  return Array.from(numbers(result.tables[table] ?? { columns: [] }, column) ?? []);
}

test('mean, spread and interval of a group are those of its cells', () => {
  const result = compareGroups([group('A', [98, 100, 102])]);
  expect(read(result, 'groups', 'q_C_kg')[2]).toBeCloseTo(100, 9);
  expect(read(result, 'groups', 'qSd_C_kg')[2]).toBeCloseTo(2, 9);
  // t of 97.5 % at 2 degrees of freedom is 4.30265
  expect(read(result, 'groups', 'qHigh_C_kg')[2]).toBeCloseTo(100 + (4.30265 * 2) / Math.sqrt(3), 4);
});

test('the smallest separable difference of three cells is about three standard deviations', () => {
  const result = compareGroups([group('A', [98, 100, 102]), group('B', [99, 101, 103])]);
  expect(read(result, 'contrasts', 'separable')[0]).toBeCloseTo(
    (2.77645 + 0.94096) * 2 * Math.sqrt(2 / 3),
    3,
  );
  expect(labels(result.tables['contrasts'] ?? { columns: [] }, 'verdict')?.[0]).toBe('cannot be told apart');
  expect(result.statements.join(' ')).toContain('A and B cannot be told apart by capacity');
  expect(read(result, 'contrasts', 'cellsNeeded')[0]).toBeGreaterThan(30);
});

test('in experiments with a difference of that size most are told apart, and without one few are', () => {
  const random = createRandom(3);
  const told = (shift: number) => {
    let found = 0;
    for (let i = 0; i < 80; i++) {
      const draw = (at: number) => Array.from({ length: 4 }, () => at + random.normal());
      const result = compareGroups([group('A', draw(100)), group('B', draw(100 + shift))], {
        outliers: 'keep',
      });
      if (labels(result.tables['contrasts'] ?? { columns: [] }, 'verdict')?.[0] === 'differ') found++;
    }
    return found / 80;
  };
  // (t of 97.5 % + t of 80 % at 6 degrees of freedom) sqrt(2/4)
  expect(told((2.44691 + 0.9057) * Math.SQRT1_2)).toBeGreaterThan(0.65);
  expect(told(0)).toBeLessThan(0.13);
});

test('a cell that stands apart is set aside by name in a group of five, kept when asked, and never in a group of four', () => {
  const five = group('A', [100, 101, 99, 100, 60]);
  const result = compareGroups([five]);
  expect(read(result, 'cells', 'kept')).toEqual([1, 1, 1, 1, 0]);
  expect(result.findings.find(({ code }) => code === 'cell-set-aside')?.message).toContain('cell A5 of A');
  expect(read(result, 'groups', 'cells')[2]).toBe(4);
  expect(read(compareGroups([five], { outliers: 'keep' }), 'cells', 'kept')).not.toContain(0);
  expect(read(compareGroups([group('A', [100, 101, 99, 60])]), 'cells', 'kept')).not.toContain(0);
});

test('one cell has no interval, which is said', () => {
  const result = compareGroups([group('A', [100]), group('B', [120])]);
  expect(read(result, 'contrasts', 'low')[0]).toBeNaN();
  expect(result.findings.map(({ code }) => code)).toEqual(['one-cell', 'one-cell']);
  expect(result.statements.join(' ')).toContain('cannot be told');
});

test('cells without mass are compared per cell by what they give back, and nothing in common is refused', () => {
  const shared = { intervals: 10, rest: 60 };
  const made = (given: number) => ({
    name: `${given}`,
    result: analyseCycling(
      [
        madeTest([
          { ...shared, current: -1e-3, charge: 10, from: 0.9, to: 0.05 },
          { ...shared, current: 1e-3, charge: given, from: 0.06, to: 1 },
        ]),
      ],
      { workingElectrode: 'anode' },
    ),
  });
  expect(read(compareGroups([{ label: 'A', cells: [made(9), made(8)] }]), 'groups', 'q_C')[0]).toBeCloseTo(
    8.5,
    9,
  );
  expect(() => compareGroups([])).toThrow(RangeError);
  const empty = { name: 'x', result: { ...cell(1).result, tables: {} } };
  expect(() => compareGroups([{ label: 'A', cells: [empty] }])).toThrow('no complete cycle');
});
