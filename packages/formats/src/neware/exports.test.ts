import { type Dataset, findColumn, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectNoCrash } from '../cycler-table/testing/expect-whole-records.ts';
import { isoOfStep, madeSteps } from '../cycler-table/testing/made-steps.ts';
import { readFile } from '../read-file.ts';
import { flatText, layeredText, newWorkbook, oldWorkbook } from './testing/made-exports.ts';

const records = madeSteps(2);
const encoder = new TextEncoder();
const values = (dataset: Dataset | undefined, name: string) =>
  dataset === undefined ? [] : [...(numbers(dataset, name) ?? [])];
const close = (wanted: readonly number[]) => wanted.map((value) => expect.closeTo(value, 8) as number);

describe('a flat text of BTSDA', () => {
  it('gives every column in SI under its own header, with the mass that it divided by', async () => {
    const [dataset] = await readFile(flatText(records), 'made.csv');
    if (dataset === undefined) throw new Error('nothing read');
    expect(dataset).toMatchObject({ technique: 'cycling', provenance: { reader: 'neware-csv' } });
    expect(values(dataset, 'record')).toEqual(records.map(({ record }) => record));
    expect(values(dataset, 'stepTime_s')).toEqual(records.map(({ stepTime }) => stepTime));
    expect(values(dataset, 'current_A')).toEqual(close(records.map(({ current }) => current)));
    expect(values(dataset, 'voltage_V')).toEqual(close(records.map(({ voltage }) => voltage)));
    expect(labels(dataset, 'localTime')).toEqual(records.map(isoOfStep));
    expect(labels(dataset, 'stepType')?.slice(0, 6)).toEqual([...Array<string>(5).fill('Rest'), 'CC Chg']);
    expect(values(dataset, 'contactResistance_Ohm')[0]).toBeCloseTo(0.012, 12);
    expect(values(dataset, 'temperature_K')[1]).toBeCloseTo(298.275, 9);
    expect(values(dataset, 'setTemperature1_K')[1]).toBeCloseTo(303.15, 9);
    expect(findColumn(dataset, 'setTemperature1_K')?.header).toBe('t1(?)');
    expect(findColumn(dataset, 'current_A')?.header).toBe('Current(µA)');
    expect(dataset.meta['activeMass_kg']).toBeCloseTo(2e-6, 12);
    expect(dataset.findings.map(({ code }) => code)).toEqual([
      'mass-implied',
      'encoding-guessed',
      'mass-implausible', // The made cell has more than lithium metal.
    ]);
  });

  it('counts hours beyond a day', async () => {
    const [dataset] = await readFile(flatText(records, 128), 'made.csv');
    expect(values(dataset, 'time_s')).toEqual(records.map(({ time }) => time + 128 * 3600));
  });

  it('gives whole lines of a file that was cut, and survives anything', async () => {
    const bytes = flatText(records);
    const [dataset] = await readFile(bytes.subarray(0, bytes.length - 20), 'cut.csv');
    expect(values(dataset, 'record')).toHaveLength(records.length - 1);
    await expectNoCrash(
      'DataPoint,Cycle Index,Step Type,Time,Current(A),Voltage(V)\n1,1,Rest,00:00:00,0,3\n',
    );
  });
});

describe('a layered text of BTSDA', () => {
  it('gives records with their cycle and step, and adds up the test time', async () => {
    const [dataset] = await readFile(encoder.encode(layeredText(records)), 'made.csv');
    if (dataset === undefined) throw new Error('nothing read');
    expect(values(dataset, 'cycle')).toEqual(records.map(({ cycle }) => cycle));
    expect(values(dataset, 'stepId')).toEqual(records.map(({ step }) => step));
    expect(values(dataset, 'current_A')).toEqual(close(records.map(({ current }) => current)));
    expect(values(dataset, 'time_s').slice(3, 7)).toEqual([270, 360, 360, 450]);
    expect(findColumn(dataset, 'time_s')?.origin).toBe('derived');
    expect(dataset.columns.map(({ header }) => header).slice(0, 4)).toEqual([
      'Cycle ID',
      'Step ID',
      'Record ID',
      'Time(h:min:s.ms)',
    ]);
    expect(dataset.findings.map(({ code }) => code)).toContain('layers-left-out');
  });

  it('survives cuts and any bytes', async () => {
    const bytes = encoder.encode(layeredText(records));
    for (let length = 0; length < bytes.length; length += 17) {
      await readFile(bytes.subarray(0, length), 'cut.csv').catch((error: unknown) =>
        expect(error).toBeInstanceOf(FormatError),
      );
    }
    await expectNoCrash(
      'Cycle ID,,\n,Step ID,\n,,Record ID,Time(h:min:s.ms),Voltage(V),Current(mA)\n1\n,1\n',
    );
  });
});

describe.each(['xls', 'xlsx'] as const)('a workbook of BTS as %s', (kind) => {
  it('gives records of all its sheets, the cycles of the maker, and the facts of the test', async () => {
    const datasets = await readFile(oldWorkbook(records, kind, 12), `made.${kind}`);
    expect(datasets.map(({ technique }) => technique)).toEqual(['cycling', 'cycle-table']);
    const [dataset, cycles] = datasets;
    expect(values(dataset, 'record')).toEqual(records.map(({ record }) => record));
    expect(values(dataset, 'current_A')).toEqual(close(records.map(({ current }) => current)));
    expect(values(dataset, 'time_s').slice(3, 7)).toEqual([270, 360, 360, 450]);
    expect(Math.max(...values(dataset, 'qStepChg_C'))).toBeCloseTo(129.6, 6);
    expect(Math.max(...values(dataset, 'qStepDis_C'))).toBeCloseTo(129.6, 6);
    expect(values(cycles, 'qChg_C')).toEqual([expect.closeTo(129.6, 9)]);
    expect(dataset?.meta).toMatchObject({
      channel: '14-1-3',
      sample: 'M1',
      remarks: 'coated',
      cycleMode: 'Charge First',
      startLocal: '2021-03-28T09:05:07',
      sheets: ['Detail_14_1_3', 'Detail_14_1_3_1', 'Detail_14_1_3_2'],
    });
  });

  it('takes times that are Excel numbers as days', async () => {
    const [dataset] = await readFile(newWorkbook(records, kind), `made.${kind}`);
    expect(values(dataset, 'stepTime_s')).toEqual(close(records.map(({ stepTime }) => stepTime)));
    expect(values(dataset, 'time_s')).toEqual(close(records.map(({ time }) => time)));
    expect(values(dataset, 'dateTime_d')[0]).toBeCloseTo(44_283.378_55, 4);
  });

  it('survives cuts and any bytes written over it', async () => {
    const bytes = oldWorkbook(records, kind, 12);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    const survives = (content: Uint8Array) =>
      readFile(content, 'damaged').catch((error: unknown) => expect(error).toBeInstanceOf(FormatError));
    for (const share of [0, 0.01, 0.25, 0.5, 0.99]) await survives(bytes.subarray(0, share * bytes.length));
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        await survives(damaged);
      }),
      { numRuns: 40 },
    );
  });
});
