import { type Dataset, numbers, type Table } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyseCycling, tabulateCycles } from './analyse-cycling.ts';
import {
  cutAt,
  type MadeCounter,
  type MadeHalf,
  madeColumn,
  madeDataset,
  madeTest,
} from './testing/made-test.ts';

/** Half cycles of a silicon half cell that alternate, lithiation first, with or without rests. */
const siliconHalves = fc
  .array(
    fc.record({
      current: fc.double({ min: 1e-4, max: 1e-3, noNaN: true }),
      charge: fc.double({ min: 1, max: 10, noNaN: true }),
      intervals: fc.integer({ min: 2, max: 12 }),
      rest: fc.constantFrom(0, 60),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((halves) =>
    halves.map(
      (half, i): MadeHalf =>
        i % 2 === 0
          ? { ...half, current: -half.current, from: 0.9, to: 0.05 }
          : { ...half, from: 0.06, to: 1 },
    ),
  );

function column(table: Table | undefined, name: string): number[] {
  return Array.from((table && numbers(table, name)) ?? []);
}

function cell(halves: readonly MadeHalf[], counter: MadeCounter = 'none'): Dataset {
  return madeTest(halves, counter, { workingElectrode: 'anode' });
}

const lithiation = { current: -1e-3, charge: 10, from: 0.9, to: 0.05, intervals: 50, rest: 60 };
const delithiation = { current: 1e-3, charge: 9, from: 0.06, to: 1, intervals: 50, rest: 60 };

test('the table of cycles alone is that of the whole analysis', () => {
  fc.assert(
    fc.property(siliconHalves, (halves) => {
      const dataset = cell(halves);
      expect(tabulateCycles([dataset])).toEqual(analyseCycling([dataset]).tables['cycles']);
    }),
    { numRuns: 20 },
  );
});

test('the signed charges of all cycles add up to the integral of the current', () => {
  fc.assert(
    fc.property(siliconHalves, (halves) => {
      const dataset = cell(halves);
      const time = numbers(dataset, 'time_s') ?? new Float64Array();
      const current = numbers(dataset, 'current_A') ?? new Float64Array();
      let integral = 0;
      for (let i = 1; i < time.length; i++) {
        integral += (((current[i] ?? 0) + (current[i - 1] ?? 0)) / 2) * ((time[i] ?? 0) - (time[i - 1] ?? 0));
      }
      const { cycles } = analyseCycling([dataset]).tables;
      const sum = (name: string) => column(cycles, name).reduce((total, value) => total + (value || 0), 0);
      expect(sum('qChg_C') - sum('qDis_C')).toBeCloseTo(integral, 9);
    }),
  );
});

test('a test cut into two files anywhere gives what the whole file gives', () => {
  fc.assert(
    fc.property(siliconHalves, fc.double({ min: 0, max: 1, noNaN: true }), (halves, share) => {
      const whole = cell(halves, 'half');
      const count = whole.columns[0]?.values.length ?? 0;
      const parts = cutAt(whole, Math.round(share * count));
      expect(analyseCycling(parts).tables).toEqual(analyseCycling([whole]).tables);
    }),
  );
});

test('with the current reversed and the electrode exchanged, charge and discharge change places and efficiency stays', () => {
  fc.assert(
    fc.property(siliconHalves, (halves) => {
      const reversed = halves.map((half) => ({ ...half, current: -half.current }));
      const asAnode = analyseCycling([madeTest(halves)], { workingElectrode: 'anode' }).tables['cycles'];
      const asFull = analyseCycling([madeTest(reversed)], { workingElectrode: 'full' }).tables['cycles'];
      expect(column(asFull, 'qDis_C')).toEqual(column(asAnode, 'qChg_C'));
      expect(column(asFull, 'qChg_C')).toEqual(column(asAnode, 'qDis_C'));
      expect(column(asFull, 'ce')).toEqual(column(asAnode, 'ce'));
    }),
  );
});

test.each(['half', 'test', 'step', 'net'] as const)(
  'a counter of kind %s gives the charges that flowed',
  (kind) => {
    fc.assert(
      fc.property(siliconHalves, (halves) => {
        const { tables } = analyseCycling([cell(halves, kind)]);
        const found = column(tables['cycles'], 'qDis_C');
        const flowed = halves.filter((half) => half.current < 0).map((half) => half.charge);
        found.forEach((charge, i) => expect(charge / (flowed[i] ?? NaN)).toBeCloseTo(1, 10));
      }),
    );
  },
);

test('two discharge steps with a rest between them are one half cycle', () => {
  const second = { ...lithiation, current: -5e-4, charge: 1, cycle: 1 };
  const { tables } = analyseCycling([
    cell([{ ...lithiation, cycle: 1 }, second, { ...delithiation, cycle: 1 }]),
  ]);
  expect(column(tables['cycles'], 'qDis_C')[0]).toBeCloseTo(11, 10);
  expect(column(tables['cycles'], 'ce')[0]).toBeCloseTo(9 / 11, 10);
});

test('a switching transient under 1 % of the current is a rest, a slow half cycle under 1 % is not', () => {
  const transient = { current: 2e-6, charge: 1e-7, from: 0.05, to: 0.07, intervals: 2, rest: 10 };
  const slow = { ...lithiation, current: -5e-6 };
  const { tables } = analyseCycling([cell([lithiation, transient, delithiation, slow, delithiation])]);
  expect(column(tables['cycles'], 'qChg_C')).toHaveLength(2);
  expect(column(tables['cycles'], 'qDis_C')[1]).toBeCloseTo(10, 10);
});

test('a test that begins with the other half cycle has no efficiency in its first cycle and right ones after it', () => {
  const { tables } = analyseCycling([cell([delithiation, lithiation, delithiation])]);
  const efficiency = column(tables['cycles'], 'ce');
  expect(efficiency[0]).toBeNaN();
  expect(efficiency[1]).toBeCloseTo(0.9, 10);
});

test('an unfinished last half cycle has a charge but no efficiency', () => {
  const cut = { ...delithiation, charge: 3, to: 0.4, rest: 0 };
  const result = analyseCycling([cell([lithiation, delithiation, lithiation, cut])]);
  expect(column(result.tables['cycles'], 'qChg_C')[1]).toBeCloseTo(3, 10);
  expect(column(result.tables['cycles'], 'ce')[1]).toBeNaN();
  expect(result.findings.map(({ code }) => code)).toContain('cycle-incomplete');
});

test('an efficiency above 100 % is reported as it is and flagged', () => {
  const result = analyseCycling([cell([lithiation, { ...delithiation, charge: 10.8 }])]);
  expect(column(result.tables['cycles'], 'ce')[0]).toBeCloseTo(1.08, 10);
  expect(result.findings.find(({ code }) => code === 'efficiency-above-one')?.message).toContain(
    'cycles 1 (108.00',
  );
});

test('the error of the efficiency is the current accuracy of both directions', () => {
  const { tables } = analyseCycling([cell([lithiation, delithiation])], { currentAccuracy: 0.002 });
  expect(column(tables['cycles'], 'ceSe')[0]).toBeCloseTo(0.9 * Math.hypot(0.002, 0.002), 12);
});

test('a counter that disagrees with the current is used and reported', () => {
  const dataset = cell([lithiation, delithiation], 'half');
  const scaled = dataset.columns.map((one) =>
    one.name === 'qHalf_C' && one.values instanceof Float64Array
      ? { ...one, values: one.values.map((value) => 1.002 * value) }
      : one,
  );
  const result = analyseCycling([{ ...dataset, columns: scaled }]);
  expect(column(result.tables['cycles'], 'qDis_C')[0]).toBeCloseTo(10.02, 10);
  expect(column(result.tables['cycles'], 'qDisCoulomb_C')[0]).toBeCloseTo(10, 10);
  expect(result.findings.map(({ code }) => code)).toContain('count-differs');
  expect(result.results['countDifference']?.value).toBeCloseTo(1 - 1 / 1.002, 10);
});

test('a current that was derived from a charge is a mean and gives that charge back', () => {
  const charges = [0, 0, 0.5, 2, 3, 0];
  const times = [0, 10, 11, 13, 20, 30];
  const current = charges.map((charge, i) => -charge / ((times[i] ?? 0) - (times[i - 1] ?? -1)));
  const dataset = madeDataset([
    madeColumn('time_s', 's', times),
    { ...madeColumn('current_A', 'A', current), origin: 'derived' },
    madeColumn('voltage_V', 'V', [3, 3, 0.5, 0.3, 0.1, 0.2]),
  ]);
  expect(column(analyseCycling([dataset]).tables['cycles'], 'qDis_C')[0]).toBeCloseTo(5.5, 12);
});

test('a first record after an interval counts from the start of its step', () => {
  const dataset = madeDataset([
    madeColumn('time_s', 's', [0, 10, 20, 30, 40]),
    madeColumn('stepTime_s', 's', [0, 8, 18, 28, 0]),
    madeColumn('current_A', 'A', [0, -1, -1, -1, 0]),
    madeColumn('voltage_V', 'V', [3, 0.5, 0.3, 0.1, 0.2]),
    madeColumn('stepId', '1', [1, 2, 2, 2, 3]),
  ]);
  expect(column(analyseCycling([dataset]).tables['cycles'], 'qDis_C')[0]).toBeCloseTo(28, 12);
});

test('the orientation is told by the voltages, with a finding and a sentence', () => {
  const anode = analyseCycling([madeTest([lithiation, delithiation])]);
  expect(anode.statements[0]).toContain('anode against lithium (assumed from the voltages');
  expect(anode.findings.map(({ code }) => code)).toContain('orientation-inferred');
  const full = analyseCycling([
    madeTest([
      { ...delithiation, from: 3, to: 4.2 },
      { ...lithiation, from: 4.1, to: 2.8 },
    ]),
  ]);
  expect(full.statements[0]).toContain('full cell');
});

test('capacities per mass are in the tables in C/kg and in the results in mAh/g', () => {
  const result = analyseCycling([cell([lithiation, delithiation])], { mass_kg: 1e-6 });
  expect(column(result.tables['cycles'], 'qDelith_C_kg')[0]).toBeCloseTo(9e6, 3);
  expect(column(result.tables['cycles'], 'currentDensity_A_kg')[0]).toBeCloseTo(1000, 9);
  expect(result.results['firstDelithiation']).toMatchObject({ unit: 'mAh/g', basis: 'composite' });
  expect(result.results['firstDelithiation']?.value).toBeCloseTo(2500, 6);
});

test('cycles by the vendor and by us stand side by side, and a difference in their number is a finding', () => {
  const halves = [lithiation, delithiation, lithiation, delithiation].map((half) => ({ ...half, cycle: 1 }));
  const own = analyseCycling([cell(halves)]);
  expect(column(own.tables['cycles'], 'qDis_C')).toHaveLength(2);
  expect(column(own.tables['cyclesVendor'], 'qDis_C')).toEqual([expect.closeTo(20, 9)]);
  expect(own.findings.map(({ code }) => code)).toContain('cycle-rules-differ');
  const vendor = analyseCycling([cell(halves)], { rule: 'vendor' });
  expect(vendor.tables['cycles']).toEqual(own.tables['cyclesVendor']);
});

test('rate steps group cycles of one current and find the recovered capacity', () => {
  const cycle = (current: number, charge: number): MadeHalf[] => [
    { ...lithiation, current: -current, charge },
    { ...delithiation, current, charge },
  ];
  const { tables, results } = analyseCycling([
    cell([1e-4, 1e-4, 5e-4, 5e-4, 1e-4].flatMap((current, i) => cycle(current, 10 - i))),
  ]);
  expect(column(tables['rate'], 'firstCycle')).toEqual([1, 3, 5]);
  expect(column(tables['rate'], 'q_C')[0]).toBeCloseTo(9.5, 9);
  expect(column(tables['rate'], 'qSd_C')[0]).toBeCloseTo(Math.SQRT1_2, 9);
  expect(results['recoveredCapacity']?.value).toBeCloseTo((100 * 6) / 9.5, 6);
});

test('dQ/dV per cycle integrates to the capacity and has the sign of the current', () => {
  const { tables } = analyseCycling([cell([lithiation, delithiation])]);
  const table = tables['dqdv'];
  const voltage = column(table, 'voltage_V');
  const spacing = (voltage[1] ?? 0) - (voltage[0] ?? 0);
  const values = column(table, 'dqdv_C_V');
  const sum = (keep: (value: number) => boolean) =>
    spacing * values.filter(keep).reduce((total, value) => total + value, 0);
  expect(sum((value) => value < 0)).toBeCloseTo(-10, 6);
  expect(sum((value) => value > 0)).toBeCloseTo(9, 6);
});

test("a vendor's cycle table alone gives its capacities, its orientation and a warning", () => {
  const table = madeDataset(
    [
      madeColumn('cycle', '1', [1, 2]),
      madeColumn('qChg_C', 'C', [9, 8]),
      madeColumn('qDis_C', 'C', [10, 8.2]),
      madeColumn('ce', '%', [90, 97.561]),
    ],
    {},
    'cycle-table',
  );
  const result = analyseCycling([table]);
  expect(result.statements[0]).toContain('anode against lithium');
  expect(column(result.tables['cycles'], 'ce')[0]).toBeCloseTo(0.9, 12);
  expect(result.findings.map(({ code }) => code)).toContain('no-records');
});

test('several channels are refused unless one is chosen, and so is data without current', () => {
  const first = madeTest([lithiation, delithiation], 'none', { channel: 1 });
  const second = madeTest([lithiation], 'none', { channel: 2 });
  expect(() => analyseCycling([first, second])).toThrow(/channels 1, 2/);
  expect(column(analyseCycling([first, second], { channel: 1 }).tables['cycles'], 'ce')[0]).toBeCloseTo(
    0.9,
    9,
  );
  expect(() => analyseCycling([madeDataset([madeColumn('time_s', 's', [0])])])).toThrow(RangeError);
});

test('a clock that starts again is moved, one that goes back is reported', () => {
  const whole = cell([lithiation, delithiation]);
  const again = analyseCycling([whole, whole]);
  expect(column(again.tables['cycles'], 'ce')).toHaveLength(2);
  expect(again.findings.map(({ code }) => code)).toContain('time-restarted');
  const columns = whole.columns.map((one) =>
    one.name === 'time_s' && one.values instanceof Float64Array
      ? { ...one, values: one.values.map((value, i) => (i === 5 ? value - 1e6 : value)) }
      : one,
  );
  expect(analyseCycling([{ ...whole, columns }]).findings.map(({ code }) => code)).toContain(
    'time-goes-back',
  );
});
