import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numbers } from '../column.ts';
import type { Dataset } from '../dataset.ts';
import { examine } from './examine.ts';
import {
  type MadeCycling,
  madeCycling,
  madeDataset,
  madeSpectrum,
  madeVoltammogram,
} from './testing/made-datasets.ts';
import { cyclingDefects, spectrumDefects, voltammogramDefects } from './testing/planted-defects.ts';

/** Tests of coin cells to large cells, from one record a second to one in ten minutes. */
const cycling = fc
  .record({
    cycles: fc.integer({ min: 4, max: 6 }),
    records: fc.integer({ min: 40, max: 80 }),
    interval: fc.double({ min: 1, max: 600, noNaN: true }),
    current: fc.double({ min: 1e-5, max: 50, noNaN: true }),
    noise: fc.double({ min: 0, max: 1e-3, noNaN: true }),
    specific: fc.double({ min: 1e5, max: 1.2e7, noNaN: true }), // C/kg
  })
  .map(({ specific, ...made }): MadeCycling => {
    return { ...made, mass_kg: (made.current * made.interval * made.records) / specific };
  });
/** Where among the rows under current. */
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const voltammogram = fc
  .tuple(fc.integer({ min: 400, max: 2000 }), fc.double({ min: 0, max: 0.01, noNaN: true }))
  .map(([rows, noise]) => madeVoltammogram(rows, noise));
const spectrum = fc
  .tuple(fc.integer({ min: 20, max: 100 }), fc.double({ min: 0.1, max: 1000, noNaN: true }))
  .map(([points, arc]) => madeSpectrum(points, arc));

const codes = (dataset: Dataset) => examine(dataset).map(({ code }) => code);

/** A row of a step under current with twenty rows of the step on either side. */
function rowUnderCurrent(dataset: Dataset, where: number): number {
  const current = numbers(dataset, 'current_A') as Float64Array;
  const step = numbers(dataset, 'stepId') as Float64Array;
  const cycle = numbers(dataset, 'cycle') as Float64Array;
  const inside = Array.from(current.keys()).filter(
    (row) =>
      current[row] !== 0 &&
      step[row - 19] === step[row + 19] &&
      cycle[row - 19] === cycle[row + 19] &&
      cycle[row]! > 1,
  );
  return inside[Math.floor(where * inside.length)] as number;
}

describe('a clean dataset is silent', () => {
  test.each([
    ['cycling', cycling.map(madeCycling)],
    ['a voltammogram', voltammogram],
    ['a spectrum', spectrum],
  ] as const)('%s', (_, made) => {
    fc.assert(
      fc.property(made, (dataset) => {
        expect(examine(dataset)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('and remains so with its rows thinned, its rests left out or its steps not counted', () => {
    fc.assert(
      fc.property(cycling, fc.integer({ min: 2, max: 4 }), (made, every) => {
        const dataset = madeCycling(made);
        const current = numbers(dataset, 'current_A') as Float64Array;
        const keep = (test: (row: number) => boolean): Dataset => ({
          ...dataset,
          columns: dataset.columns.map((column) => ({
            ...column,
            values: (column.values as Float64Array).filter((__, row) => test(row)),
          })),
        });
        const warnings = (each: Dataset) => examine(each).filter(({ severity }) => severity === 'warning');
        expect(warnings(keep((row) => row % every === 0))).toEqual([]);
        expect(warnings(keep((row) => current[row] !== 0))).toEqual([]);
        const columns = dataset.columns.filter(({ name }) => name !== 'stepId' && name !== 'cycle');
        expect(warnings({ ...dataset, columns })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a planted defect is found wherever it is', () => {
  test.each(cyclingDefects)('$what: $code', ({ code, plant }) => {
    fc.assert(
      fc.property(cycling, place, (made, where) => {
        const clean = madeCycling(made);
        expect(codes(plant(clean, rowUnderCurrent(clean, where)))).toContain(code);
      }),
      { numRuns: 50 },
    );
  });

  test.each(voltammogramDefects)('in a voltammogram: $what: $code', ({ code, plant }) => {
    fc.assert(
      fc.property(voltammogram, place, (clean, where) => {
        const rows = clean.columns[0]?.values.length ?? 0;
        expect(codes(plant(clean, 5 + Math.floor(where * (rows - 10))))).toContain(code);
      }),
      { numRuns: 50 },
    );
  });

  test.each(spectrumDefects)('in a spectrum: $what: $code', ({ code, plant }) => {
    fc.assert(
      fc.property(spectrum, place, (clean, where) => {
        const points = clean.columns[0]?.values.length ?? 0;
        expect(codes(plant(clean, Math.floor(where * points)))).toContain(code);
      }),
      { numRuns: 50 },
    );
  });
});

test('what was found before is not said again', () => {
  const dataset = madeCycling({
    cycles: 2,
    records: 40,
    interval: 10,
    current: 1e-3,
    noise: 0,
    mass_kg: 1e-6,
  });
  const turned = cyclingDefects
    .find(({ code }) => code === 'current-sign-contradicted')
    ?.plant(dataset, 0) as Dataset;
  const findings = examine(turned);
  expect(findings).toHaveLength(1);
  expect(examine({ ...turned, findings })).toEqual([]);
});

test('columns that are derived when asked for are not asked for', () => {
  const columns = ['voltage_V', 'current_A', 'qNet_C', 'cycle'].map((name) => ({
    name,
    unit: null,
    header: null,
    origin: 'derived' as const,
    get values(): Float64Array {
      throw new Error(`${name} was asked for`);
    },
  }));
  const time = madeDataset('cycling', { time_s: Float64Array.of(0, 1, 2) });
  expect(examine({ ...time, columns: [...time.columns, ...columns] })).toEqual([]);
});

test('any numbers at all give findings of one line, with no error', () => {
  const values = fc.float64Array({ minLength: 12, maxLength: 12 });
  const names = ['time_s', 'voltage_V', 'current_A', 'cycle', 'record', 'qTestChg_C', 'qTestDis_C', 'unix_s'];
  const spectrumNames = [
    'freq_Hz',
    'zRe_Ohm',
    'zIm_Ohm',
    'zAbs_Ohm',
    'zPhase_rad',
    'time_s',
    'cycle',
    'ewe_V',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom('cycling' as const, 'cv' as const, 'ocv' as const, 'eis' as const, 'mixed' as const),
      fc.array(values, { minLength: 8, maxLength: 8 }),
      (technique, arrays) => {
        const own = technique === 'eis' ? spectrumNames : names;
        const columns = Object.fromEntries(own.map((name, i) => [name, arrays[i] as Float64Array]));
        for (const { message } of examine(madeDataset(technique, columns)))
          expect(message).not.toMatch(/\n|undefined/);
      },
    ),
    { numRuns: 500 },
  );
});
