import { labels, numbers } from '@anodelab/data';
import { expect, test } from 'vitest';
import { expectNoCrash, expectWholeRecords } from '../cycler-table/testing/expect-whole-records.ts';
import { isoOfStep, madeSteps } from '../cycler-table/testing/made-steps.ts';
import { readFile } from '../read-file.ts';
import { novonixExport } from './testing/made-novonix.ts';

const records = madeSteps(2);
const encoder = new TextEncoder();
const PROTOCOL = '{"Version":"UHPC Control: 2.13.0","ProtocolStepList":[{"StepType":3}]}';

test('sections give records, facts and the protocol as it stands', async () => {
  for (const lineEnd of ['\n', '\r\n']) {
    const [dataset] = await readFile(encoder.encode(novonixExport(records, PROTOCOL, lineEnd)), 'made.csv');
    if (dataset === undefined) throw new Error('expected a dataset');
    const close = (name: string, pick: (record: (typeof records)[number]) => number) =>
      expect(Array.from(numbers(dataset, name) ?? []), name).toEqual(
        records.map((record) => expect.closeTo(pick(record), 8)),
      );
    close('time_s', ({ time }) => time);
    close('current_A', ({ current }) => current);
    close('voltage_V', ({ voltage }) => voltage);
    close('qNet_C', ({ netCharge }) => netCharge);
    close('eNet_J', ({ netEnergy }) => netEnergy);
    close('temperature_K', ({ celsius }) => celsius + 273.15);
    expect(labels(dataset, 'localTime')).toEqual(records.map(isoOfStep));
    expect(new Set(labels(dataset, 'stepType'))).toEqual(
      new Set(['open circuit', 'CC charge', 'CC discharge']),
    );
    expect(dataset.meta).toMatchObject({
      startLocal: '2021-03-28T09:05:07',
      sample: 'made',
      channel: '03',
      nominalCapacity_C: 1800,
      protocol: { ProtocolStepList: [{ StepType: 3 }] },
      sections: ['[Summary]', '[End Summary]', '[Protocol]', '[End Protocol]', '[Data]'],
    });
    expect(dataset.meta['activeMass_kg']).toBeCloseTo(2.1e-6, 12);
    // An area of exactly 1.000 is what the form holds before anybody fills it in.
    expect(dataset.meta['area_m2']).toBeUndefined();
    expect(dataset.findings.map(({ code }) => code)).toContain('default-value');
  }
});

test('an older HPC file has a protocol in words, codes under Step Number and dates of its computer', async () => {
  const protocol = [
    'Novonix HPC Protocol File',
    '[Protocol operating limits]',
    '   [0 Stop channel if step time > 300 h]',
  ];
  const text = [
    '[Summary]',
    'Novonix HPC data file',
    'Novonix',
    'Mass (g): 0.002',
    'Started: 1/13/2019 9:33:48 AM',
    'Version: 3.0.2.1',
    '[End Summary]',
    '[Protocol]',
    ...protocol,
    '[End Protocol]',
    '[Data]',
    'Date and Time,Cycle Number,Step Number,Run Time (h),Step Time (h),Current (A),Potential (V),Capacity (Ah),Temperature (°C)',
    '1/13/2019 9:33:49 AM,1,0,0,0,0,3.5,0,20',
    '1/13/2019 1:33:49 PM,1,2,4,0,-0.001,3.4,-0.004,20',
    '',
  ].join('\r\n');
  const [dataset] = await readFile(encoder.encode(text), 'made.csv');
  expect(dataset && labels(dataset, 'stepType')).toEqual(['open circuit', 'CC discharge']);
  expect(dataset && labels(dataset, 'localTime')?.[1]).toBe('2019-01-13T13:33:49');
  expect(dataset?.meta).toMatchObject({ startLocal: '2019-01-13T09:33:48', protocol: protocol.join('\n') });
  expect(dataset?.meta['sections']).toHaveLength(5);
  expect(dataset?.provenance.instrument).toBe('Novonix HPC 3.0.2.1');
});

test('a file without sections is read too', async () => {
  const text = novonixExport(records, PROTOCOL);
  const bare = `made\nNovonix HPC data file\nNovonix\n${text.slice(text.indexOf('Date and Time'))}`;
  const [dataset] = await readFile(encoder.encode(bare), 'made.csv');
  expect(dataset && numbers(dataset, 'time_s')).toHaveLength(records.length);
});

test('a cut file gives its whole records or says what is missing', async () => {
  const text = novonixExport(records, PROTOCOL).replaceAll('°', '');
  await expectWholeRecords(text, 16, 'novonix-csv');
  const head = text.slice(0, text.indexOf('[Protocol]'));
  await expect(readFile(encoder.encode(head), 'a.csv')).rejects.toThrow(
    'expected a section [Data], found none',
  );
  await expectNoCrash(text.slice(0, text.indexOf('2021-03-28 09:05:07,')));
});
