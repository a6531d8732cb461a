import { numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { madeTest } from './testing/made-test.ts';

const half = (current: number, charge: number) => ({
  current,
  charge,
  from: current < 0 ? 0.9 : 0.06,
  to: current < 0 ? 0.05 : 1,
  intervals: 20,
  rest: 60,
});
/** Lithiation 10, delithiation 9; 9.5 and 8.8; 9.1 and 8.7. */
const halves = [
  half(-1e-3, 10),
  half(1e-3, 9),
  half(-1e-3, 9.5),
  half(1e-3, 8.8),
  half(-1e-3, 9.1),
  half(1e-3, 8.7),
];

function read(options: Parameters<typeof analyseCycling>[1], table = 'cumulative') {
  const { tables } = analyseCycling([madeTest(halves)], { workingElectrode: 'anode', ...options });
  return (name: string) => Array.from((tables[table] && numbers(tables[table], name)) ?? []);
}

test('the product of efficiencies and its error grow with the cycles', () => {
  const column = read({ currentAccuracy: 0.001 });
  expect(column('ceProduct')[2]).toBeCloseTo((0.9 * 8.8 * 8.7) / (9.5 * 9.1), 9);
  expect((column('ceProductSe')[2] ?? NaN) / (column('ceProduct')[2] ?? NaN)).toBeCloseTo(
    3e-3 * Math.SQRT2,
    9,
  );
});

test('end points slip by what was taken and not given, and their difference is the change of the capacity', () => {
  const column = read({});
  const slipGiven = column('slipChg_C');
  const slipTaken = column('slipDis_C');
  expect(slipGiven[0]).toBeNaN();
  expect(slipGiven[1]).toBeCloseTo(9.5 - 8.8, 9);
  expect(slipTaken[1]).toBeCloseTo(9.5 - 9, 9);
  expect((slipTaken[2] ?? NaN) - (slipGiven[2] ?? NaN)).toBeCloseTo(8.7 - 8.8, 9);
  expect(column('endChg_C')[2]).toBeCloseTo(28.6 - 26.5, 9);
});

test('cycles that open with the charge pair a delithiation with the lithiation before it', () => {
  const cycles = read({ opens: 'charge' }, 'cycles');
  expect(cycles('ce')).toEqual([
    NaN,
    expect.closeTo(0.9, 9),
    expect.closeTo(8.8 / 9.5, 9),
    expect.closeTo(8.7 / 9.1, 9),
  ]);
  expect(cycles('qChg_C')).toEqual([
    NaN,
    expect.closeTo(9, 9),
    expect.closeTo(8.8, 9),
    expect.closeTo(8.7, 9),
  ]);
  const slip = read({ opens: 'charge' })('slipChg_C');
  expect(slip[2]).toBeCloseTo(9.5 - 8.8, 9);
});

test("a vendor's cycles that begin with the charge give the efficiencies of ours, with a finding", () => {
  const cycle = [1, 2, 2, 3, 3, 4];
  const dataset = madeTest(halves.map((each, i) => ({ ...each, cycle: cycle[i] ?? NaN })));
  const result = analyseCycling([dataset], { workingElectrode: 'anode', rule: 'vendor' });
  const efficiency = Array.from(numbers(result.tables['cycles'] ?? { columns: [] }, 'ce') ?? []);
  expect(efficiency).toEqual([
    NaN,
    expect.closeTo(0.9, 9),
    expect.closeTo(8.8 / 9.5, 9),
    expect.closeTo(8.7 / 9.1, 9),
  ]);
  expect(result.findings.map(({ code }) => code)).toContain('efficiency-across-cycles');
});
