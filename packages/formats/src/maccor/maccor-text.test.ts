import { type Dataset, FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { isoOf, type MadeRecord, type MadeStyle, madeRecords, maccorExport } from './testing/made-maccor.ts';

const encoder = new TextEncoder();
const read = async (text: string): Promise<Dataset> => {
  const [dataset, ...more] = await readFile(encoder.encode(text), 'made.001');
  if (dataset === undefined || more.length > 0) throw new Error('expected one dataset');
  return dataset;
};
const column = (dataset: Dataset, name: string) => Array.from(numbers(dataset, name) ?? []);
const codes = (dataset: Dataset) => dataset.findings.map(({ code }) => code);

const PLAIN: MadeStyle = {
  delimiter: '\t',
  decimalComma: false,
  signed: false,
  time: 'Sec',
  amps: 'Amps',
  millivolts: false,
  header: 'one line',
  dates: 'us',
  lineEnd: '\r\n',
};

const styles: fc.Arbitrary<MadeStyle> = fc
  .record({
    delimiter: fc.constantFrom('\t', ','),
    decimalComma: fc.boolean(),
    signed: fc.boolean(),
    time: fc.constantFrom('Sec', 'Min', 'TestTime'),
    amps: fc.constantFrom('Amps', 'mAmps', 'Current [A]'),
    millivolts: fc.boolean(),
    header: fc.constantFrom('one line', 'key lines'),
    dates: fc.constantFrom('us', 'day-month', 'day first'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  } as const)
  .map((style) => ({ ...style, decimalComma: style.decimalComma && style.delimiter === '\t' }));

function expectRecords(dataset: Dataset, records: readonly MadeRecord[]): void {
  const close = (pick: (record: MadeRecord) => number) =>
    records.map((record) => expect.closeTo(pick(record), 5));
  expect(column(dataset, 'record')).toEqual(records.map(({ record }) => record));
  expect(column(dataset, 'cycle')).toEqual(records.map(({ cycle }) => cycle));
  expect(column(dataset, 'time_s')).toEqual(close(({ time }) => time));
  expect(column(dataset, 'stepTime_s')).toEqual(close(({ stepTime }) => stepTime));
  expect(column(dataset, 'current_A')).toEqual(records.map(({ current }) => expect.closeTo(current, 9)));
  expect(column(dataset, 'voltage_V')).toEqual(close(({ voltage }) => voltage));
  expect(column(dataset, 'qStepChg_C')).toEqual(close(({ state, charge }) => (state === 'C' ? charge : 0)));
  expect(column(dataset, 'qStepDis_C')).toEqual(close(({ state, charge }) => (state === 'D' ? charge : 0)));
  expect(column(dataset, 'eStepDis_J')).toEqual(close(({ state, energy }) => (state === 'D' ? energy : 0)));
  expect(labels(dataset, 'localTime')).toEqual(records.map(isoOf));
}

describe('Maccor text', () => {
  test('every style of export gives the same records: signed current, seconds, volts, dates', async () => {
    const records = madeRecords(2);
    await fc.assert(
      fc.asyncProperty(styles, async (style) => {
        const dataset = await read(maccorExport(records, style));
        expect(dataset.provenance.reader).toBe('maccor-text');
        expectRecords(dataset, records);
        expect(dataset.columns.filter(({ header }) => header !== null)).toHaveLength(13);
        expect(codes(dataset).includes('unit-contradicted')).toBe(style.millivolts);
        expect(codes(dataset).includes('current-signed')).toBe(!style.signed);
      }),
      { numRuns: 60 },
    );
  });

  test('facts of the one-line header and of key lines are meta', async () => {
    const records = madeRecords(1);
    const line = await read(maccorExport(records, PLAIN));
    expect(line.meta).toMatchObject({
      startLocal: '2021-03-28T09:05:07',
      sample: 'MADE-7',
      schedule: 'MADE.000',
      description: 'made, formation',
      comments: '42, in argon',
    });
    const keys = await read(maccorExport(records, { ...PLAIN, header: 'key lines' }));
    expect(keys.meta).toMatchObject({ startLocal: '2021-03-28T09:05:07', sample: 'MADE-7', channel: '81' });
    expect(keys.meta['activeMass_kg']).toBeCloseTo(17e-6, 12);
    expect(codes(keys)).toContain('unit-assumed');
  });

  test('codes of the records are words: start, time, end of step', async () => {
    const dataset = await read(maccorExport(madeRecords(1), PLAIN));
    expect(labels(dataset, 'recordReason')?.slice(0, 4)).toEqual([
      'step start',
      'step time',
      'step time',
      'step end: step time',
    ]);
  });

  test('dates that can be read two ways stay text, unless the time that passes decides', async () => {
    const rows = (dates: readonly string[]) =>
      `Rec#\tCyc#\tStep\tTest (Sec)\tAmps\tVolts\tState\tDPt Time\n${dates
        .map((date, i) => `${i + 1}\t0\t1\t${86400 * i}\t0\t3.1\tR\t${date}\n`)
        .join('')}`;
    const unclear = await read(rows(['04/05/2021 10:00:00']));
    expect(labels(unclear, 'localTime')).toEqual(['04/05/2021 10:00:00']);
    expect(codes(unclear)).toContain('date-ambiguous');
    expect(unclear.meta['startLocal']).toBeUndefined();
    const decided = await read(rows(['04/05/2021 10:00:00', '05/05/2021 10:00:00']));
    expect(labels(decided, 'localTime')).toEqual(['2021-05-04T10:00:00', '2021-05-05T10:00:00']);
    expect(codes(decided)).not.toContain('date-ambiguous');
  });

  test('a date without its time, as some cyclers write midnight, is midnight', async () => {
    const dataset = await read(
      'Rec#\tCyc#\tStep\tTest (Sec)\tAmps\tVolts\tState\tDPt Time\n1\t0\t1\t0\t0\t3.1\tR\t10/21/2019 11:59:59 PM\n2\t0\t1\t1\t0\t3.1\tR\t10/22/2019\n',
    );
    expect(labels(dataset, 'localTime')).toEqual(['2019-10-21T23:59:59', '2019-10-22T00:00:00']);
  });

  test('without states the current stays as written, with a warning; without units the unit is null', async () => {
    const dataset = await read(
      'Rec,Cycle C,Step,Test Time (sec),Capacity,Current,Voltage\n1,1,1,0,0,0.5,3.7\n2,1,1,10,0.1,0.5,3.71\n',
    );
    expect(column(dataset, 'current')).toEqual([0.5, 0.5]);
    expect(dataset.columns.find(({ header }) => header === 'Current')?.unit).toBeNull();
    expect(dataset.findings.filter(({ severity }) => severity === 'warning').map(({ at }) => at)).toEqual([
      'Current',
      'Voltage',
      'Current',
    ]);
  });

  test('a test time without a unit gets it from the clock', async () => {
    const dataset = await read(
      'Rec\tCycle C\tStep\tTestTime\tCurrent [A]\tVoltage [V]\tMd\tDPT Time\n' +
        '1\t1\t1\t0,0\t0,0\t3,1\tR\t06/05/2021 11:23:46\n2\t1\t1\t2,0\t0,0\t3,1\tR\t06/05/2021 11:25:46\n',
    );
    expect(column(dataset, 'time')).toEqual([0, 2]);
    expect(column(dataset, 'time_s')).toEqual([0, 120]);
    expect(codes(dataset)).toContain('unit-derived');
    expect(codes(dataset)).not.toContain('unit-missing');
  });

  test('commas between thousands, a row of units and a pack’s voltage are understood', async () => {
    const thousands = await read(
      'Rec#\tCyc#\tStep\tTest (Sec)\tAmps\tVolts\tState\n1\t0\t1\t999.5\t0.5\t3.1\tC\n1,002\t0\t1\t1,234,000.5\t0.5\t3.2\tC\n',
    );
    expect(column(thousands, 'time_s')).toEqual([999.5, 1234000.5]);
    expect(column(thousands, 'record')).toEqual([1, 1002]);
    const quoted = await read(
      'Cyc#,Step,TestTime(s),StepTime(s),Capacity(Ah),Current(A),Voltage(V),DPt Time\n869,11,"5,577,644.47",  0d 00:22:05.05,552.0699,"-1,499.8856",3.9200,1\n',
    );
    expect(column(quoted, 'time_s')).toEqual([5577644.47]);
    expect(column(quoted, 'stepTime_s')).toEqual([expect.closeTo(1325.05, 9)]);
    expect(column(quoted, 'current_A')).toEqual([-1499.8856]);
    const units = await read(
      'Rec,Cyc,Step,Test Time,Current,Voltage,Capacity,State\n,,,s,mA,V,mAh,\n1,0,1,10,5,3.1,0.1,D\n',
    );
    expect(column(units, 'current_A')).toEqual([-5e-3]);
    expect(column(units, 'qStepDis_C')).toEqual([expect.closeTo(0.36, 12)]);
    const pack = await read(
      'Rec#\tCyc#\tStep\tTest (Sec)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\n1\t0\t1\t10\t2\t720\t10\t362\tC\n',
    );
    expect(column(pack, 'voltage_V')).toEqual([362]);
  });

  test('a cut file gives its whole records or a FormatError, at every length', async () => {
    const records = madeRecords(1);
    const bytes = encoder.encode(maccorExport(records, { ...PLAIN, lineEnd: '\n' }));
    const lines = maccorExport(records, { ...PLAIN, lineEnd: '\n' }).split('\n');
    for (let length = 0; length < bytes.length; length += 7) {
      let dataset: Dataset | undefined;
      try {
        [dataset] = await readFile(bytes.subarray(0, length), 'cut.001');
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        continue;
      }
      const whole = new TextDecoder().decode(bytes.subarray(0, length)).split('\n').length - 1;
      if (dataset?.provenance.reader !== 'maccor-text' || whole < 3) continue;
      const rows = numbers(dataset, 'record') ?? new Float64Array();
      expect(rows.length).toBeGreaterThanOrEqual(whole - 2);
      expect(rows.length).toBeLessThanOrEqual(lines.length - 3);
    }
  });

  test('random bytes after a header give a dataset or a FormatError', async () => {
    const head = 'Rec#\tCyc#\tStep\tTest (Sec)\tAmps\tVolts\tState\tES\tDPt Time\n';
    const tail = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .string({ unit: fc.constantFrom(...'0123456789.,\t\n\r"/:- dCDRN'), maxLength: 200 })
        .map((text) => encoder.encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(tail, async (bytes) => {
        try {
          await readFile(Uint8Array.of(...encoder.encode(head), ...bytes), 'random');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 200 },
    );
  });
});
