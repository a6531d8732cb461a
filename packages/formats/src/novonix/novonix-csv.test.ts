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
    expect(dataset.findings.map(({ code }) => code)).toEqual(['default-value']);
  }
});

test('a protocol of older files stays text', async () => {
  const text = '[Open circuit storage]\nDuration 10 h\n[End storage]';
  const [dataset] = await readFile(encoder.encode(novonixExport(records, text)), 'made.csv');
  expect(dataset?.meta['protocol']).toContain('Duration 10 h');
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
