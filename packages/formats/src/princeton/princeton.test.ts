import { FormatError, numbers, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const read = async (text: string) => (await readFile(new TextEncoder().encode(text), 'made.txt'))[0]!;
const NAMES = 'Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t';

test('a VersaStudio table that holds a discharge and a spectrum is mixed, a spectrum alone is not', async () => {
  const rest = ['3.5\t-0.1\t10\t0\t0\t0\t', '3.4\t-0.1\t20\t0\t0\t0\t'];
  const spectrum = ['3.4\t0\t30\t1000\t0.02\t-0.001\t', '3.4\t0\t31\t100\t0.03\t-0.002\t'];
  const mixed = await read([NAMES, ...rest, ...spectrum, ''].join('\r\n'));
  expect(mixed.provenance.reader).toBe('parstat-txt');
  expect(mixed.technique).toBe('mixed');
  expect(numbers(mixed, 'zIm_Ohm')).toEqual(Float64Array.of(0, 0, -0.001, -0.002));
  expect((await read([NAMES, ...spectrum, ''].join('\n'))).technique).toBe('eis');
});

test('a PowerSuite spectrum has no units and says so', async () => {
  const dataset = await read(
    'Frequency\t Zre\t Zimg\r\r\n0.1\t 423929.46\t -49014.063\r\r\n10\t 5\t -6\r\r\n',
  );
  expect(dataset.provenance.reader).toBe('powersuite-txt');
  expect(rowCount(dataset)).toBe(2);
  expect(dataset.columns.map(({ name, unit, header }) => [name, unit, header])).toEqual([
    ['freq', null, 'Frequency'],
    ['zRe', null, ' Zre'],
    ['zIm', null, ' Zimg'],
  ]);
  expect(dataset.findings).toMatchObject([{ severity: 'warning', code: 'unit-missing' }]);
});

describe('a VersaStudio .par file', () => {
  const definition =
    'Definition=Segment #, Point #, E(V), I(A), Elapsed Time(s), E Applied(V), Frequency(Hz), Z Real, Z Imag, ActionId, 0';
  const par = (action: string, ...rows: string[]) =>
    [
      '<Application>',
      'Version=2.66.2.0',
      '</Application>',
      '<Instrument>',
      'Model=PMC-1000',
      '</Instrument>',
      '<Experiment>',
      'TimeAcquired=10:41:31 AM',
      'DateAcquired=Thursday, June 12, 2025',
      '</Experiment>',
      '<Action0>',
      'Name=Common',
      '</Action0>',
      '<Action1>',
      'Scan Rate (V/s)=0.05',
      `Name=${action}`,
      '</Action1>',
      '<Segment1>',
      'Type=2',
      definition,
      ...rows,
      '</Segment1>',
      '',
    ].join('\r\n');
  const rows = ['0,0,3.3,-0.006,1,3.3,0,0,0,1', '0,1,3.2,-0.006,2,3.3,0,0,0,1'];
  const spectrum = ['1,0,3.2,0,3,3.2,1000,0.02,-0.001,2', '1,1,3.2,0,4,3.2,100,0.03,-0.002,2'];

  test('has the columns that its segment defines, its start and its actions', async () => {
    const dataset = await read(par('Constant Current', ...rows));
    expect(dataset.provenance).toMatchObject({ reader: 'versastudio-par', instrument: 'Princeton PMC-1000' });
    expect(dataset.technique).toBe('cp');
    expect(dataset.columns.slice(0, 6).map(({ name, header }) => [name, header])).toEqual([
      ['stepId', 'Segment #'],
      ['record', 'Point #'],
      ['ewe_V', 'E(V)'],
      ['current_A', 'I(A)'],
      ['time_s', 'Elapsed Time(s)'],
      ['control_V', 'E Applied(V)'],
    ]);
    expect(numbers(dataset, 'current_A')).toEqual(Float64Array.of(-0.006, -0.006));
    expect(dataset.meta).toMatchObject({
      startLocal: '2025-06-12T10:41:31',
      actions: [{ 'Scan Rate (V/s)': '0.05' }],
    });
  });

  test('with spectra among other rows is mixed, with spectra alone a spectrum', async () => {
    expect((await read(par('Constant Current', ...rows, ...spectrum))).technique).toBe('mixed');
    const eis = await read(par('Potentiostatic EIS', ...spectrum));
    expect(eis.technique).toBe('eis');
    expect(numbers(eis, 'zIm_Ohm')).toEqual(Float64Array.of(-0.001, -0.002));
  });

  test('without rows says that they may be elsewhere', async () => {
    const dataset = await read(par('Constant Current'));
    expect(dataset.findings).toMatchObject([{ severity: 'warning', code: 'no-table' }]);
  });

  test('cut or overwritten gives datasets or a FormatError', async () => {
    const whole = new TextEncoder().encode(par('Constant Current', ...rows, ...spectrum));
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.array(change, { maxLength: 6 }), async (length, changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          for (const { columns } of await readFile(bytes.subarray(0, length), 'x'))
            expect(new Set(columns.map(({ values }) => values.length)).size).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
