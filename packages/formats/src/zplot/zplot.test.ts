import { FormatError, numbers, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const encoder = new TextEncoder();
const read = async (text: string) => (await readFile(encoder.encode(text), 'made.z'))[0]!;

/** Points of a made spectrum: frequency, amplitude, bias, time, Re Z, Im Z, GD, error, range. */
const points = Array.from({ length: 12 }, (_, i) => [10 ** (5 - i / 3), 0.01, 0, i, 10 + i, -i, 0, 0, 3]);
const rows = (delimiter: string) => points.map((row) => row.join(delimiter)).join('\r\n');

const version3 = [
  'ZPLOT2 ASCII',
  '  Measured Data, ZPlot:       3.2c',
  '  Experiment Type:            Sweep Frequency, Control Voltage',
  '  Date:                       10-13-2018',
  '  Time:                       11:04:34',
  '  Begin User Comments:        1',
  '  a comment',
  '  End User Comments:          1',
  '  Data Points:                12',
  "  Freq(Hz)\tAmpl\tBias\tTime(Sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange",
  'End Comments',
  rows('\t'),
  '',
].join('\r\n');

const version2 = [
  '"ZPlotW Data File: Version 2.6b"',
  '"a comment"',
  '""',
  '0,2,0,1,0.1,10000',
  '12',
  `"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range"`,
  rows(','),
  '',
].join('\r\n');

/** What ZView writes: quoted first line, no column names. */
const view = ['"ZPlot2 ASCII"', 'Software: ZPlot', 'End Comments', rows(',  '), ''].join('\r\n');

describe('a ZPlot spectrum', () => {
  test.each([
    ['ZPlot 3', version3],
    ['ZPlotW 2', version2],
    ['ZView', view],
  ])('with the header of %s has frequency, Re Z and Im Z in SI', async (_, text) => {
    const dataset = await read(text);
    expect(dataset.technique).toBe('eis');
    expect(rowCount(dataset)).toBe(12);
    expect(numbers(dataset, 'freq_Hz')?.[0]).toBe(1e5);
    expect(numbers(dataset, 'zRe_Ohm')).toEqual(Float64Array.from(points, (row) => row[4]!));
    expect(numbers(dataset, 'zIm_Ohm')).toEqual(Float64Array.from(points, (row) => row[5]! + 0));
    expect(numbers(dataset, 'time_s')?.at(-1)).toBe(11);
    expect(dataset.findings).toEqual([]);
  });

  test('keeps the facts of its header', async () => {
    const { meta } = await read(version3);
    expect(meta).toMatchObject({ startLocal: '2018-10-13T11:04:34', comments: 'a comment' });
  });

  test('that announces more points than it has says so', async () => {
    const { findings } = await read(
      version3.replace('Data Points:                12', 'Data Points: 4000000000'),
    );
    expect(findings).toMatchObject([{ severity: 'warning', code: 'records-missing' }]);
  });

  test('cut or overwritten gives whole rows or a FormatError', async () => {
    const whole = encoder.encode(version3);
    const damage = fc.tuple(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([length, changes]) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          for (const dataset of await readFile(bytes.subarray(0, length), 'x')) {
            expect(rowCount(dataset)).toBeGreaterThan(0);
            expect(new Set(dataset.columns.map(({ values }) => values.length)).size).toBe(1);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
