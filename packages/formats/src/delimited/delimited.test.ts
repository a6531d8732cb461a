import { FormatError, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';

const encoder = new TextEncoder();
const read = async (text: string) => {
  const [dataset] = await readFile(encoder.encode(text), 'table');
  if (dataset === undefined) throw new Error('expected one dataset');
  return dataset;
};

describe('any researcher’s table', () => {
  test('time, current and voltage in everyday units are SI columns', async () => {
    const dataset = await read('time (h),current [mA],Voltage/mV,cycle\n0,1,3500,1\n0.5,-1,3400,1\n');
    expect(numbers(dataset, 'time_s')).toEqual(Float64Array.of(0, 1800));
    expect(numbers(dataset, 'current_A')).toEqual(Float64Array.of(1e-3, -1e-3));
    expect(numbers(dataset, 'voltage_V')).toEqual(Float64Array.of(3.5, 3.4));
    expect(dataset.technique).toBe('cycling');
    expect(dataset.findings.map((finding) => finding.code)).toEqual(['plain-table']);
  });

  test('a spectrum gets its physical sign', async () => {
    const dataset = await read('Frequency (Hz)\tRe(Z)/Ohm\t-Im(Z)/Ohm\n1000\t1\t2\n100\t3\t4\n');
    expect(dataset.technique).toBe('eis');
    expect(numbers(dataset, 'zIm_Ohm')).toEqual(Float64Array.of(-2, -4));
  });

  test('three columns without headers that look like a sweep are a spectrum, with a warning', async () => {
    const rows = [1000, 300, 100, 30, 10, 3].map((f, i) => `${f},${1 + i},${-0.1 * i}`).join('\n');
    const dataset = await read(`${rows}\n`);
    expect(dataset.technique).toBe('eis');
    expect(dataset.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['freq', null],
      ['zRe', null],
      ['zIm', null],
    ]);
    expect(dataset.findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'columns-assumed' }),
    );
    await expect(read('1,2,3\n3,1,2\n2,3,1\n5,1,2\n1,1,1\n')).rejects.toThrow(FormatError);
  });

  test('decimal commas, semicolons, a preamble and Windows line ends are read', async () => {
    const dataset = await read(
      'Sample;PCHS-5\r\nnote\r\n\r\nt/s;I/mA;E/V\r\n0,5;1,25E-001;3,5\r\n1,0;2,5;3,4\r\n',
    );
    expect(numbers(dataset, 'time_s')).toEqual(Float64Array.of(0.5, 1));
    expect(numbers(dataset, 'current_A')).toEqual(Float64Array.of(1.25e-4, 2.5e-3));
    expect(numbers(dataset, 'ewe_V')).toEqual(Float64Array.of(3.5, 3.4));
  });

  test('a missing unit is a warning, not a guess', async () => {
    const dataset = await read('time,voltage\n0,3500\n1,3400\n');
    expect(dataset.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['time', null],
      ['voltage', null],
    ]);
    expect(dataset.findings.filter((finding) => finding.code === 'unit-missing')).toHaveLength(2);
  });

  test('names stay unique when headers repeat', async () => {
    const dataset = await read('V/V,V/V,V/mV\n1,2,3\n4,5,6\n');
    expect(dataset.columns.map((column) => column.name)).toEqual(['voltage_V', 'voltage_V_2', 'voltage_V_3']);
  });

  test('the mass and the electrode are taken from the user', async () => {
    const text = encoder.encode('t/s,I/mA\n0,1\n1,2\n');
    const [dataset] = await readFile(text, 'x', { activeMass_kg: 1e-6, workingElectrode: 'anode' });
    expect(dataset?.meta).toEqual({ activeMass_kg: 1e-6, workingElectrode: 'anode' });
    expect(dataset?.provenance).toMatchObject({ file: 'x', bytes: text.length, reader: 'delimited' });
    expect(dataset?.provenance.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('what is no table', () => {
  test('is refused with what was found', async () => {
    await expect(readFile(new Uint8Array(), 'a.csv')).rejects.toThrow(
      'a.csv: no known format; the file is empty',
    );
    await expect(readFile(encoder.encode('dear reader,\nthis is prose.\n'), 'b')).rejects.toThrow(
      FormatError,
    );
    await expect(readFile(Uint8Array.of(0, 1, 2, 3, 4), 'c')).rejects.toThrow('found bytes 00 01 02 03 04');
  });

  test('several tables in one text are not mixed up', async () => {
    const text = encoder.encode('t/s,I/mA\n0,1\n1,2\n2,3\n\nf/Hz,Re(Z)/Ohm,Im(Z)/Ohm\n1,2,3\n2,3,4\n');
    await expect(readFile(text, 'x')).rejects.toThrow('no single table');
  });

  test('random bytes and random text give tables or FormatErrors', async () => {
    const letters = fc.string({ unit: fc.constantFrom(...'0123456789.,;\t\n\r"/ -eVAs'), maxLength: 200 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      letters.map((text) => encoder.encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        try {
          for (const dataset of await readFile(content, 'x')) {
            expect(new Set(dataset.columns.map((column) => column.values.length)).size).toBe(1);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
