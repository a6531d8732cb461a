import { type Dataset, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectNoCrash, expectWholeRecords } from '../cycler-table/testing/expect-whole-records.ts';
import { isoOfStep, madeSteps } from '../cycler-table/testing/made-steps.ts';
import { readFile } from '../read-file.ts';
import { basytecExport, type BasytecStyle } from './testing/made-basytec.ts';

const records = madeSteps(2);

/** BaSyTec's encoding, Windows-1252, of the characters that the writer uses. */
const encode = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function read(bytes: Uint8Array): Promise<Dataset> {
  const [dataset, ...more] = await readFile(bytes, 'made.txt');
  if (dataset === undefined || more.length > 0) throw new Error('expected one dataset');
  return dataset;
}

const styles: fc.Arbitrary<BasytecStyle> = fc
  .record({
    delimiter: fc.constantFrom('\t', ' ', ','),
    time: fc.constantFrom('s', 'h', 'h:min:s'),
    milliamps: fc.boolean(),
    decimalComma: fc.boolean(),
    preamble: fc.boolean(),
  } as const)
  .map((style) => ({ ...style, decimalComma: style.decimalComma && style.delimiter !== ',' }));

test('every style of result text gives the same records', async () => {
  await fc.assert(
    fc.asyncProperty(styles, async (style) => {
      const dataset = await read(encode(basytecExport(records, style)));
      expect(dataset.provenance.reader).toBe('basytec-text');
      const close = (name: string, pick: (record: (typeof records)[number]) => number, digits = 6) =>
        expect(Array.from(numbers(dataset, name) ?? []), name).toEqual(
          records.map((record) => expect.closeTo(pick(record), digits)),
        );
      close('time_s', ({ time }) => time);
      close('stepTime_s', ({ stepTime }) => stepTime);
      close('current_A', ({ current }) => current, 10);
      close('voltage_V', ({ voltage }) => voltage, 10);
      close('qNet_C', ({ netCharge }) => netCharge);
      close('eNet_J', ({ netEnergy }) => netEnergy);
      close('temperature_K', ({ celsius }) => celsius + 273.15);
      close('cycle', ({ cycle }) => cycle);
      expect(labels(dataset, 'stepType')).toEqual(records.map(({ command }) => command));
      expect(labels(dataset, 'localTime')).toEqual(records.map(isoOfStep));
      expect(dataset.meta['startLocal']).toBe('2021-03-28T09:05:07');
      expect(dataset.columns).toHaveLength(12);
    }),
    { numRuns: 50 },
  );
});

const PLAIN: BasytecStyle = {
  delimiter: '\t',
  time: 'h',
  milliamps: false,
  decimalComma: false,
  preamble: true,
};

test('facts behind tildes are meta; a lost degree sign is a finding, not a lost unit', async () => {
  const dataset = await read(encode(basytecExport(records, PLAIN)));
  expect(dataset.meta).toMatchObject({ sample: 'cell 7', testName: 'made', schedule: 'made.pln' });
  expect(dataset.columns.find(({ name }) => name === 'temperature_K')?.header).toBe('T1[°C]');
  const lost = await read(new TextEncoder().encode(basytecExport(records, PLAIN).replace('°', '\uFFFD')));
  expect(numbers(lost, 'temperature_K')?.[0]).toBeCloseTo(298.15, 9);
  expect(lost.findings.map(({ code }) => code)).toContain('character-lost');
});

test('a result that is still being written gives its whole records; anything else a FormatError', async () => {
  await expectWholeRecords(basytecExport(records, PLAIN).replace('°', 'deg'), 7, 'basytec-text');
  await expectNoCrash('~Time[h]\tDataSet\tDateTime\tLine\tCommand\tU[V]\tI[A]\n');
  await expectNoCrash('~Time[h:min:s] DataSet DateTime Line Command U[V] I[A]\n');
});

test('currents and charges per mass keep their mass, and columns may stand behind a hash', async () => {
  const dataset = await read(
    new TextEncoder().encode(
      '#Time[h] DataSet Command U[V] I[A/kg] Ah[Ah/kg] Wh[Wh/kg]\n0.5 1 Charge 3.5 12 2 7\n',
    ),
  );
  expect(dataset.columns.map(({ name }) => name)).toEqual([
    'time_s',
    'record',
    'stepType',
    'voltage_V',
    'current_A_kg',
    'qNet_C_kg',
    'eNet_J_kg',
  ]);
  expect(numbers(dataset, 'qNet_C_kg')).toEqual(Float64Array.of(7200));
});
