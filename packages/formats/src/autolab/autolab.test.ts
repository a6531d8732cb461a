import { numbers, rowCount } from '@anodelab/data';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const read = async (text: string) => (await readFile(new TextEncoder().encode(text), 'made.txt'))[0]!;

describe('an Autolab spectrum in Z60W form', () => {
  const head = ['\uFEFF"Z60W Data File: Version 1.1"', '""', '0,2,0,1,0.1,10000', '3'];
  const names = `"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range"`;
  const body = ['100,0,0,0,1.5,-2,0,0,0', '10,0,0,0,2.5,-3,0,0,0', '1,0,0,0,3.5,-4,0,0,0', ''];

  test('has the physical sign and the count of its header', async () => {
    const dataset = await read([...head, names, ...body].join('\n'));
    expect(dataset.provenance.reader).toBe('autolab-txt');
    expect(numbers(dataset, 'zIm_Ohm')).toEqual(Float64Array.of(-2, -3, -4));
    expect(dataset.findings).toEqual([]);
  });

  test('that was cut says how many rows are missing', async () => {
    const dataset = await read([...head, names, body[0], ''].join('\n'));
    expect(rowCount(dataset)).toBe(1);
    expect(dataset.findings).toMatchObject([{ code: 'records-missing' }]);
  });
});

describe('a Nova 2 export', () => {
  test('of a spectrum turns -Z″ and -phase, with point or comma', async () => {
    const names = "Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)";
    for (const rows of [
      ['1;1000;10.5;2;10.7;45;0.5', '2;100;11;3;11.4;15.3;1', '3;10;12;4;12.6;18.4;2'],
      ['1;1000;10,5;2;10,7;45;0,5', '2;100;11;3;11,4;15,3;1', '3;10;12;4;12,6;18,4;2'],
    ]) {
      const dataset = await read([names, ...rows, ''].join('\r\n'));
      expect(dataset.technique).toBe('eis');
      expect(dataset.provenance.reader).toBe('autolab-nova');
      expect(dataset.columns.map(({ name, header }) => [name, header])).toEqual([
        ['record', 'Index'],
        ['freq_Hz', 'Frequency (Hz)'],
        ['zRe_Ohm', "Z' (Ω)"],
        ['zIm_Ohm', "-Z'' (Ω)"],
        ['zAbs_Ohm', 'Z (Ω)'],
        ['zPhase_rad', '-Phase (°)'],
        ['time_s', 'Time (s)'],
      ]);
      expect(numbers(dataset, 'zRe_Ohm')?.[0]).toBe(10.5);
      expect(numbers(dataset, 'zIm_Ohm')).toEqual(Float64Array.of(-2, -3, -4));
      expect(numbers(dataset, 'zPhase_rad')?.[0]).toBeCloseTo(-Math.PI / 4, 12);
    }
  });

  test('of a voltammogram has scans as cycles and the applied potential as control', async () => {
    const names =
      'Potential applied (V)\tTime (s)\tWE(1).Current (A)\tWE(1).Potential (V)\tScan\tIndex\tQ+\tQ-';
    const rows = ['0.1\t1\t1e-6\t0.1001\t1\t1\t0\t0', '0.2\t2\t2e-6\t0.2001\t2\t2\t0\t0'];
    const dataset = await read([names, ...rows, ''].join('\n'));
    expect(dataset.technique).toBe('cv');
    expect(numbers(dataset, 'cycle')).toEqual(Float64Array.of(1, 2));
    expect(numbers(dataset, 'control_V')).toEqual(Float64Array.of(0.1, 0.2));
    expect(numbers(dataset, 'ewe_V')).toEqual(Float64Array.of(0.1001, 0.2001));
    expect(numbers(dataset, 'current_A')).toEqual(Float64Array.of(1e-6, 2e-6));
  });
});
