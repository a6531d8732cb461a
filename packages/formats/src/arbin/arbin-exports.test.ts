import { type Dataset, FormatError, labels, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { expectNoCrash, expectWholeRecords } from '../cycler-table/testing/expect-whole-records.ts';
import { isoOfStep, type MadeStep, madeSteps } from '../cycler-table/testing/made-steps.ts';
import { readFile } from '../read-file.ts';
import {
  arbinCsvText,
  arbinHeaders,
  arbinRows,
  arbinWorkbookBytes,
  globalInfoSheet,
  impedanceSheet,
} from './testing/made-arbin.ts';

const records = madeSteps(2);
const encoder = new TextEncoder();

function expectRecords(dataset: Dataset | undefined, expected: readonly MadeStep[]): void {
  const close = (name: string, pick: (record: MadeStep) => number) =>
    expect(Array.from((dataset && numbers(dataset, name)) ?? []), name).toEqual(
      expected.map((record) => expect.closeTo(pick(record), 8)),
    );
  close('record', ({ record }) => record);
  close('time_s', ({ time }) => time);
  close('stepTime_s', ({ stepTime }) => stepTime);
  close('current_A', ({ current }) => current);
  close('voltage_V', ({ voltage }) => voltage);
  close('cycle', ({ cycle }) => cycle);
  expect(dataset?.technique).toBe('cycling');
}

test('CSV in every spelling gives the same records; bare names have the database’s units, said so', async () => {
  for (const spelling of ['mits 7', 'mits 8', 'database'] as const) {
    const [dataset, ...more] = await readFile(encoder.encode(arbinCsvText(records, spelling)), 'made.csv');
    if (dataset === undefined) throw new Error('expected a dataset');
    expect(more).toEqual([]);
    expectRecords(dataset, records);
    expect(dataset.columns.map(({ header }) => header)).toEqual(arbinHeaders(spelling));
    expect(labels(dataset, 'localTime')).toEqual(records.map((record) => `${isoOfStep(record)}.250`));
    expect(dataset.meta['startLocal']).toBe('2021-03-28T09:05:07');
    const charge = numbers(dataset, 'qTestChg_C')?.at(-1) ?? NaN;
    const discharge = numbers(dataset, 'qTestDis_C')?.at(-1) ?? NaN;
    expect(charge - discharge).toBeCloseTo(records.at(-1)?.netCharge ?? NaN, 6);
    expect(dataset.findings.map(({ code }) => code)).toEqual(
      spelling === 'database' ? ['unit-by-format'] : [],
    );
  }
});

test('counters that the schedule sets back are told', async () => {
  const text = 'Test_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah)\n';
  const [dataset] = await readFile(encoder.encode(`${text}0,1,1,1,3,0.5\n1,1,2,1,3,0\n`), 'made.csv');
  expect(dataset?.findings.map(({ code }) => code)).toEqual(['counter-resets']);
});

test('statistics are a table of cycles', async () => {
  const text = `${arbinHeaders('mits 7').join(',')},Vmax_On_Cycle(V),Coulombic Efficiency (%)\n`;
  const row = `${arbinRows(records.slice(-1), 'text')[0]?.join(',')},4.2,99.5\n`;
  const [dataset] = await readFile(encoder.encode(text + row), 'made_StatisticByCycle.csv');
  expect(dataset?.technique).toBe('cycle-table');
  expect(dataset && numbers(dataset, 'ce')?.[0]).toBe(99.5);
});

test.each(['xlsx', 'biff8'] as const)(
  'a workbook (%s) gives one dataset a table: channels, sheets that continue, statistics',
  async (type) => {
    const headers = arbinHeaders('mits 7');
    const rows = arbinRows(records, 'serial');
    const bytes = arbinWorkbookBytes(
      {
        Global_Info: globalInfoSheet([11, 12]),
        'Statistics_1-011': [
          [...headers, 'Vmax_On_Cycle(V)'],
          [...(rows.at(-1) ?? []), 4.2],
        ],
        Channel_11_1: [headers, ...rows.slice(0, 13)],
        Channel_11_2: [headers, ...rows.slice(13)],
        Channel_12_1: [headers, ...rows.slice(0, 4)],
        Notes: [['nothing of Arbin’s']],
      },
      type,
    );
    const datasets = await readFile(bytes, 'made.xlsx');
    expect(datasets.map(({ technique, meta }) => [technique, meta['channel'], meta['sheets']])).toEqual([
      ['cycling', 11, ['Channel_11_1', 'Channel_11_2']],
      ['cycling', 12, ['Channel_12_1']],
      ['cycle-table', 11, ['Statistics_1-011']],
    ]);
    expectRecords(datasets[0], records);
    expectRecords(datasets[1], records.slice(0, 4));
    expect(datasets[0]?.meta).toMatchObject({
      startLocal: '2021-03-28T09:05:07',
      sample: 'made_test',
      schedule: 'made_11.sdu',
      creator: 'us',
    });
    expect(datasets[2] && numbers(datasets[2], 'vMax_V')).toEqual(Float64Array.of(4.2));
    expect(datasets[0]?.provenance.instrument).toBe('Arbin, PV7.0');
  },
);

test('a sheet that starts again is a table of its own, and one without rows is refused', async () => {
  const headers = arbinHeaders('mits 7');
  const rows = arbinRows(records, 'serial');
  const twice = await readFile(
    arbinWorkbookBytes({ Channel_3_1: [headers, ...rows], Channel_3_2: [headers, ...rows] }),
    'made.xlsx',
  );
  expect(twice.map(({ meta }) => meta['sheets'])).toEqual([['Channel_3_1'], ['Channel_3_2']]);
  expect(twice[0]?.meta).toMatchObject({ channel: '3', startLocal: '2021-03-28T09:05:07' });
  const empty = readFile(arbinWorkbookBytes({ Channel_3_1: [headers] }), 'made.xlsx');
  await expect(empty).rejects.toThrow('expected rows below Arbin’s column names');
});

test('a sheet of impedances gives one spectrum a sweep, with real and imaginary part', async () => {
  const rows = arbinRows(records, 'serial');
  const bytes = arbinWorkbookBytes({
    Channel_6_1: [arbinHeaders('mits 7'), ...rows],
    ACIM_Chan6: impedanceSheet(20, 1e-4),
  });
  const [, first, second, ...more] = await readFile(bytes, 'made.xlsx');
  if (first === undefined || second === undefined) throw new Error('expected two spectra');
  expect(more).toEqual([]);
  for (const [i, spectrum] of [first, second].entries()) {
    expect(spectrum.technique).toBe('eis');
    expect(spectrum.meta).toMatchObject({ sheets: ['ACIM_Chan6'], channel: '6', spectrum: i + 1 });
    expect(numbers(spectrum, 'stepId')?.[0]).toBe(i === 0 ? 2 : 5);
    // A resistor beside a capacitor: Z = R / (1 + i 2 pi f R C).
    numbers(spectrum, 'freq_Hz')?.forEach((frequency, row) => {
      const product = 2 * Math.PI * frequency * 20 * 1e-4;
      const below = 1 + product ** 2;
      expect(numbers(spectrum, 'zRe_Ohm')?.[row]).toBeCloseTo(20 / below, 10);
      expect(numbers(spectrum, 'zIm_Ohm')?.[row]).toBeCloseTo((-20 * product) / below, 10);
    });
  }
});

test('every column name of Arbin’s exports has a unit or is a count, also a broken degree sign', async () => {
  const names =
    'Data_Point,Test_Time(s),Date_Time,Step_Time(s),Step_Index,Cycle_Index,Current(A),Voltage(V),Charge_Capacity(Ah),Capacity (Ah),Charge_Energy(Wh),Internal_Resistance(Ohm),AC_Impedance(Ohm),ACI_Phase_Angle(Deg),Aux_Temperature(¡æ)_1,Aux_Temperature(℃)_2,Aux_Temperature_3 (C),Aux_Voltage(V)_2,Aux_dT/dt_2 (C/s),dQ/dV (Ah/V),dV/dt(V/s),mAh/g,V_Max_On_Cycle (V),Charge Time (s)';
  const cells = names.split(',').map((_, i) => (i === 2 ? '2021-03-28 09:05:07' : '1'));
  const [dataset] = await readFile(encoder.encode(`${names}\n${cells.join(',')}\n`), 'made.csv');
  const unstated = dataset?.columns.filter(({ unit }) => unit === null).map(({ header }) => header);
  expect(unstated).toEqual(['Date_Time']);
  expect(dataset && numbers(dataset, 'temperature_K')?.[0]).toBeCloseTo(274.15, 10);
  expect(dataset && numbers(dataset, 'temperatureT2_K')?.[0]).toBeCloseTo(274.15, 10);
  expect(dataset && numbers(dataset, 'temperatureT3_K')?.[0]).toBeCloseTo(274.15, 10);
  expect(dataset?.findings).toEqual([]);
});

test('cut exports give whole records or a FormatError', async () => {
  await expectWholeRecords(arbinCsvText(records, 'mits 8'), 1, 'arbin-csv');
  await expectNoCrash(`${arbinHeaders('mits 7').join(',')}\n`);
  const rows = arbinRows(records, 'serial');
  const bytes = arbinWorkbookBytes({ Channel_3_1: [arbinHeaders('mits 7'), ...rows] });
  for (let length = 0; length < bytes.length; length += 97) {
    try {
      await readFile(bytes.subarray(0, length), 'cut.xlsx');
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
});
