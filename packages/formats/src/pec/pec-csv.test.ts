import { labels, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { expectNoCrash, expectWholeRecords } from '../cycler-table/testing/expect-whole-records.ts';
import { isoOfStep, madeSteps } from '../cycler-table/testing/made-steps.ts';
import { readFile } from '../read-file.ts';
import { pecExport } from './testing/made-pec.ts';

const records = madeSteps(2);
const encoder = new TextEncoder();

test('a PEC export gives one dataset a cell, in SI, with its facts', async () => {
  for (const millivolts of [false, true]) {
    for (const dates of ['month-first', 'day-first'] as const) {
      const text = pecExport(records, { cells: 2, millivolts, dates });
      const datasets = await readFile(encoder.encode(text), 'made.csv');
      expect(datasets.map(({ meta }) => meta['sample'])).toEqual(['made_1', 'made_2']);
      for (const dataset of datasets) {
        const close = (name: string, pick: (record: (typeof records)[number]) => number) =>
          expect(Array.from(numbers(dataset, name) ?? []), name).toEqual(
            records.map((record) => expect.closeTo(pick(record), 8)),
          );
        close('time_s', ({ time }) => time);
        close('stepTime_s', ({ stepTime }) => stepTime);
        close('voltage_V', ({ voltage }) => voltage);
        close('current_A', ({ current }) => current);
        close('chargeCapacity_C', ({ netCharge }) => Math.max(0, netCharge));
        expect(labels(dataset, 'localTime')).toEqual(records.map(isoOfStep));
        expect(labels(dataset, 'shelf')?.[0]).toBe('007');
        expect(dataset.meta).toMatchObject({
          startLocal: '2021-03-28T09:05:07',
          schedule: 'Made regime',
          cellMass_kg: 0.05,
        });
        expect(dataset.meta['nominalCapacity_C']).toBeCloseTo(129.6, 9);
        expect(dataset.columns.map(({ header }) => header)).not.toContain('');
        expect(dataset.findings).toEqual([]);
      }
    }
  }
});

test('the week of manufacture decides which number of a date is the month', async () => {
  const text = [
    'TestRegime Name:,Made regime',
    'Date Made:,01/06/2026 17:46:18',
    'Manufacturing Week:,WEEK',
    'Start Time:,01/06/2026 17:46:49',
    'Step,Total Time (Seconds),Real Time,Voltage (V),Current (A)',
    '1,0,01/06/2026 17:51:06,3.5,0',
    '1,1,01/06/2026 17:51:07,3.5,0',
    '',
  ].join('\n');
  const start = async (week: string) => {
    const [dataset] = await readFile(encoder.encode(text.replace('WEEK', week)), 'made.csv');
    return dataset?.meta['startLocal'];
  };
  expect(await start('1')).toBe('2026-01-06T17:46:49');
  expect(await start('23')).toBe('2026-06-01T17:46:49');
  expect(await start('40')).toBeUndefined();
});

test('a cut export gives its whole records; anything else a FormatError', async () => {
  const text = pecExport(records, { cells: 1, millivolts: false, dates: 'day-first' });
  await expectWholeRecords(text, 7, 'pec-csv');
  await expectNoCrash(text.slice(0, text.indexOf('42,1,ACT4')));
});

test('the older layout, with a block of checks above and energies called capacities, has every unit', async () => {
  const names =
    'Test,Cell,Rack,Shelf,Position,Cell ID,Step,Cycle,Total Time (Seconds),Load On Time (Seconds),Step Time (Seconds),Real Time,Voltage (mV),Current (mA),Charge Capacity (mAh),Discharge Capacity (mAh),Charge Capacity (mWh),Discharge Capacity (mWh),ReasonCode,50% DoD (mV),Ambient temperature (Â°C),Cell surface temperature (°C),DC Internal Resistance (mOhm),AC Internal Resistance (mOhm),';
  const text = [
    'Request Year:,2019',
    'TestRegime Name:,made',
    'Start Time:,02/22/2019 16:21:35',
    '#RESULTS CHECK',
    'ReqYear,Test,CellNr,Type,Value,Reason,',
    '2019,187,1,1,3272,3,',
    '#END RESULTS CHECK',
    names,
    '187,1,SBT0550,001,1,,0,0,1,0,1,02/22/2019 16:23:27,3272.5,36,10,20,30,40,30,0,25.5,24.5,5,4,',
    '',
  ].join('\n');
  const [dataset] = await readFile(encoder.encode(text), 'made.csv');
  const value = (name: string) => dataset && numbers(dataset, name)?.[0];
  expect(value('voltage_V')).toBeCloseTo(3.2725, 12);
  expect(value('current_A')).toBeCloseTo(0.036, 12);
  expect([value('chargeCapacity_C'), value('dischargeCapacity_C')]).toEqual([36, 72]);
  expect([value('chargeEnergy_J'), value('dischargeEnergy_J')]).toEqual([108, 144]);
  expect(value('ambientTemperature_K')).toBeCloseTo(298.65, 9);
  expect(value('surfaceTemperature_K')).toBeCloseTo(297.65, 9);
  expect(value('rDc_Ohm')).toBeCloseTo(5e-3, 12);
  expect(
    dataset?.columns.filter(({ unit, values }) => unit === null && values instanceof Float64Array),
  ).toEqual([]);
  expect(dataset?.findings).toEqual([]);
});
