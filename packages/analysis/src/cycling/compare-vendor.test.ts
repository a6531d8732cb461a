import { expect, test } from 'vitest';
import { analyseCycling } from './analyse-cycling.ts';
import { arbinStatistics } from './arbin-statistics.ts';
import { landCycleTable } from './land-cycle-table.ts';
import { madeColumn, madeDataset } from './testing/made-test.ts';

/** A LAND record of two cycles, discharge first; counter in C, unsigned, held in rests. */
const land = madeDataset(
  [
    madeColumn('time_s', 's', [0, 0, 10, 20, 20, 30, 40, 40, 50, 60]),
    madeColumn('current_A', 'A', [0, -1, -1, -1, 1, 1, 1, -1, -1, -1]),
    madeColumn('voltage_V', 'V', [2, 0.5, 0.25, 0.1, 0.2, 0.6, 1, 0.9, 0.4, 0.1]),
    madeColumn('qHalf_C', 'C', [0, 0, 10, 20, 0, 10, 18, 0, 10, 19]),
    madeColumn('eHalf_J', 'J', [0, 0, 4, 6, 0, 4, 10, 0, 6, 8]),
    madeColumn('cycle', '1', [1, 1, 1, 1, 1, 1, 1, 2, 2, 2]),
  ],
  { activeMass_kg: 0.01 },
);

function table(vMedChg: number) {
  return madeDataset(
    [
      madeColumn('cycle', '1', [1, 2]),
      madeColumn('qChg_C', 'C', [18, NaN]),
      madeColumn('qDis_C', 'C', [20, 19]),
      madeColumn('ce', '%', [90, NaN]),
      madeColumn('vMedChg_V', 'V', [vMedChg, NaN]),
      madeColumn('vMedDis_V', 'V', [0.375, 0.65]),
      madeColumn('vEndDis_V', 'V', [0.1, 0.1]),
      madeColumn('retention', '%', [100, NaN]),
    ],
    {},
    'cycle-table',
  );
}

test("LAND's cycle table follows from the records by its rules", () => {
  const values = Object.fromEntries(
    landCycleTable(land, 1).columns.map((column) => [column.name, [...column.values]]),
  );
  expect(values).toMatchObject({
    qChg_C: [18, NaN],
    qDis_C: [20, 19],
    qDis_C_kg: [2000, 1900],
    ce: [90, NaN],
    eDis_J: [6, 8],
    vMedChg_V: [0.4, NaN],
    vMedDis_V: [0.375, 0.65],
    vEndDis_V: [0.1, 0.1],
    retention: [100, NaN],
  });
});

test("a vendor's table that its records confirm is one finding, with the worst difference", () => {
  const { findings } = analyseCycling([land, table(0.4)]);
  expect(findings.filter(({ code }) => code === 'vendor-differs')).toEqual([]);
  expect(findings.find(({ code }) => code === 'vendor-reproduced')?.message).toContain('qChg_C, qDis_C, ce');
});

test("a vendor's value that its records contradict is named with ours, and LAND's slip with its cause", () => {
  const plain = analyseCycling([land, table(0.7)]).findings.find(({ code }) => code === 'vendor-differs');
  expect(plain?.message).toContain('cycle 1: 0.7 for our 0.4');
  const slip = analyseCycling([land, table(0.375)]).findings.find(({ code }) => code === 'vendor-differs');
  expect(slip?.message).toContain('half of the charge on the discharge branch');
});

test('Arbin statistics have one row per finished cycle and sum the last step times by sign', () => {
  const records = madeDataset([
    madeColumn('record', '1', [1, 2, 3, 4, 5, 6, 7]),
    madeColumn('cycle', '1', [1, 1, 1, 1, 1, 1, 2]),
    madeColumn('stepId', '1', [1, 1, 2, 2, 3, 3, 1]),
    madeColumn('stepTime_s', 's', [5, 10, 4, 8, 3, 7, 1]),
    madeColumn('current_A', 'A', [1, 1, 0, 0, -1, -1, 1]),
    madeColumn('voltage_V', 'V', [3, 4.2, 4.1, 4, 3.5, 3, 3.1]),
  ]);
  expect(arbinStatistics(records).columns.map((column) => [column.name, [...column.values]])).toEqual([
    ['cycle', [1]],
    ['record', [6]],
    ['vMax_V', [4.2]],
    ['timeChg_s', [10]],
    ['timeDis_s', [7]],
  ]);
});
