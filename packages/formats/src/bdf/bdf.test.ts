import {
  type Column,
  type Dataset,
  FormatError,
  writeBdfCsv,
  writeBdfParquet,
  writeCsv,
} from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const ROWS = 5;
const cell = fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(NaN));
const series = fc
  .array(cell, { minLength: ROWS, maxLength: ROWS })
  .map((values) => Float64Array.from(values));
const word = fc.string({
  unit: fc.constantFrom('R', 'C', ',', '"', ' ', 'ä', ';', 'x'),
  minLength: 1,
  maxLength: 6,
});
const labels = fc.array(
  word.map((text) => `s${text}e`),
  { minLength: ROWS, maxLength: ROWS },
);

/** Columns that the format has, and columns beyond it, each with its unit. */
const QUANTITIES: readonly (readonly [string, string])[] = [
  ['time_s', 's'],
  ['voltage_V', 'V'],
  ['current_A', 'A'],
  ['qTestChg_C', 'C'],
  ['eStepDis_J', 'J'],
  ['temperature_K', 'K'],
  ['cycle', '1'],
  ['zIm_Ohm', 'Ohm'],
  ['zPhase_rad', 'rad'],
  ['freq_Hz', 'Hz'],
  ['ewe_V', 'V'],
  ['qHalf_C', 'C'],
  ['soc', '%'],
  ['siPotential_V', 'V'],
  ['specificCapacity_C_kg', 'C/kg'],
  ['areaResistance_Ohm_m2', 'Ohm.m2'],
  ['scanRate_V_s', 'V/s'],
  ['dateTime_d', 'd'],
  ['thickness_m', 'm'],
];

const columns = fc
  .tuple(fc.subarray([...QUANTITIES]), fc.array(series, { minLength: 19, maxLength: 19 }), labels)
  .map(([chosen, values, steps]): Column[] => [
    // The required three first, so that the file is recognisably of the format.
    ...['time_s:s', 'voltage_V:V', 'current_A:A'].map((pair, i): Column => {
      const [name = '', unit = ''] = pair.split(':');
      return { name, unit, header: null, origin: 'modelled', values: values[i] ?? new Float64Array(ROWS) };
    }),
    ...chosen
      .filter(([name]) => !['time_s', 'voltage_V', 'current_A'].includes(name))
      .map(
        ([name, unit], i): Column => ({
          name,
          unit,
          header: null,
          origin: 'derived',
          values: values[i + 3] ?? new Float64Array(ROWS),
        }),
      ),
    { name: 'stepType', unit: null, header: null, origin: 'modelled', values: steps },
  ])
  // A first row without numbers would read as a second header.
  .filter((made) => made[0]?.values instanceof Float64Array && Number.isFinite(made[0].values[0]));

const datasetOf = (made: Column[]): Dataset => ({
  technique: 'cycling',
  columns: made,
  meta: { activeMass_kg: 1e-6, workingElectrode: 'anode' },
  provenance: {
    file: null,
    sha256: null,
    bytes: null,
    reader: 'test',
    version: '1',
    instrument: 'virtual',
    model: { level: 'L0', gradeD: 3, hash: 'ff' },
  },
  findings: [{ severity: 'info', code: 'made', message: 'made by a test' }],
});

function expectSame(actual: readonly Column[], expected: readonly Column[], origin: boolean) {
  expect(actual.map(({ name, unit }) => [name, unit])).toEqual(
    expected.map(({ name, unit }) => [name, unit]),
  );
  for (const [i, column] of expected.entries()) {
    const values = actual[i]?.values;
    if (origin) expect(actual[i]?.origin).toBe(column.origin);
    if (!(column.values instanceof Float64Array)) {
      expect(values).toEqual(column.values);
      continue;
    }
    for (const [row, value] of column.values.entries()) {
      const read = Number(values?.[row]);
      // Conversion to the format's unit and back costs at most the rounding of two operations.
      if (Number.isNaN(value)) expect(read).toBeNaN();
      else expect(Math.abs(read - value)).toBeLessThanOrEqual(4e-16 * Math.max(Math.abs(value), 273.15));
    }
  }
}

describe('a strict superset survives', () => {
  test('as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (made) => {
        const [dataset] = await readFile(writeBdfCsv(datasetOf(made)), 'a.csv');
        expect(dataset?.provenance.reader).toBe('bdf');
        expectSame(dataset?.columns ?? [], made, false);
      }),
      { numRuns: 150 },
    );
  });

  test('as Parquet, with origins, meta, findings and what the model rests on', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (made) => {
        const before = datasetOf(made);
        const [dataset] = await readFile(writeBdfParquet(before), 'a.parquet');
        expectSame(dataset?.columns ?? [], made, true);
        expect(dataset).toMatchObject({
          technique: before.technique,
          meta: before.meta,
          findings: expect.arrayContaining([...before.findings]),
        });
        expect(dataset?.provenance).toMatchObject({ reader: 'bdf', model: before.provenance.model });
      }),
      { numRuns: 60 },
    );
  });

  test('as plain CSV in SI, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (made) => {
        const [dataset] = await readFile(writeCsv({ columns: made }), 'a.csv');
        expectSame(dataset?.columns ?? [], made, false);
      }),
      { numRuns: 100 },
    );
  });
});

test('mixed headers, hours and foreign columns are one dataset in SI', async () => {
  const text = 'Test Time / h,voltage_volt,Current / mA,Note,Thickness / um\n0.5,3.5,2,a,10\n1,3.4,2,b,11\n';
  const [dataset] = await readFile(new TextEncoder().encode(text), 'x');
  expect(dataset?.columns.map(({ name, unit }) => [name, unit])).toEqual([
    ['time_s', 's'],
    ['voltage_V', 'V'],
    ['current_A', 'A'],
    ['note', null],
    ['thickness_m', 'm'],
  ]);
  expect(dataset?.columns[0]?.values).toEqual(Float64Array.of(1800, 3600));
  expect(dataset?.technique).toBe('cycling');
});

test('a program’s step is written as Step ID, not under the deprecated term', () => {
  const values = Float64Array.of(1, 2);
  const step: Column = { name: 'stepId', unit: '1', header: 'Step_Index', origin: 'measured', values };
  expect(new TextDecoder().decode(writeBdfCsv({ columns: [step] }))).toBe('Step ID\n1\n2\n');
});

test('a gzip wrapper is opened and hashed as it is', async () => {
  const plain = new TextEncoder().encode('Test Time / s,Voltage / V,Current / A\n0,3.5,1\n1,3.4,1\n');
  const packed = new Uint8Array(
    await new Response(new Blob([plain]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  );
  const [dataset] = await readFile(packed, 'a.bdf.gz');
  expect(dataset?.columns[1]?.values).toEqual(Float64Array.of(3.5, 3.4));
  expect(dataset?.provenance.bytes).toBe(packed.length);
  await expect(readFile(packed.subarray(0, packed.length - 12), 'a.bdf.gz')).rejects.toThrow(FormatError);
});

test('damaged Parquet is a FormatError or a table, never anything else', async () => {
  const whole = writeBdfParquet(datasetOf(fc.sample(columns, { numRuns: 1, seed: 7 })[0] ?? []));
  const at = fc.nat(whole.length - 1);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.option(at),
      async (flips, cut) => {
        const bytes = whole.slice(0, cut ?? whole.length);
        for (const [position, value] of flips) if (position < bytes.length) bytes[position] = value;
        try {
          expect(Array.isArray(await readFile(bytes, 'x'))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      },
    ),
    { numRuns: 300 },
  );
});
