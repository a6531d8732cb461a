import { FormatError, numbers, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { encodeDta, type MadeTable } from './testing/encode-dta.ts';

const sweep = (name: string, rows = 8, from = 0): MadeTable => ({
  name,
  headers: ['Pt', 'T', 'Vf', 'Im', 'Over'],
  units: ['#', 's', 'V vs. Ref.', 'A', 'bits'],
  rows: Array.from({ length: rows }, (_, i) => [from + i, 0.1 * i, 0.5 - 0.005 * i, 1e-6 * (i + 1), '...']),
});
const read = (bytes: Uint8Array) => readFile(bytes, 'made.dta');

describe('a .DTA file', () => {
  test('gives one dataset per table; curves carry their number as cycle', async () => {
    const file = encodeDta({ tag: 'CV', tables: [sweep('CURVE1'), sweep('CURVE2', 5, 8)] });
    const datasets = await read(file);
    expect(datasets.map(({ technique, meta }) => [technique, meta['table']])).toEqual([
      ['cv', 'CURVE1'],
      ['cv', 'CURVE2'],
    ]);
    expect(numbers(datasets[1]!, 'cycle')).toEqual(new Float64Array(5).fill(2));
    expect(datasets[0]!.columns.map(({ name, header }) => [name, header])).toEqual([
      ['record', 'Pt'],
      ['time_s', 'T'],
      ['ewe_V', 'Vf'],
      ['current_A', 'Im'],
      ['overload', 'Over'],
      ['cycle', null],
    ]);
  });

  test('numbers are the same with decimal points and decimal commas', async () => {
    const fields = (text: string) => [['SCANRATE', 'QUANT', text, '&Scan Rate (mV/s)']];
    const [point] = await read(
      encodeDta({ tag: 'CV', fields: fields('5.0E+001'), tables: [sweep('CURVE1')] }),
    );
    const [comma] = await read(
      encodeDta({ tag: 'CV', fields: fields('5,0E+001'), tables: [sweep('CURVE1')], decimal: ',' }),
    );
    expect(numbers(comma!, 'current_A')).toEqual(numbers(point!, 'current_A'));
    expect(comma!.meta['scanRate_V_s']).toBe(0.05);
    expect(comma!.findings).toEqual(point!.findings);
  });

  test('the settings keep the written number, its unit and whether a potential is against open circuit', async () => {
    const fields = [
      ['VDC', 'POTEN', '-5.0E-002', 'T', 'DC &Voltage (V)'],
      ['AREA', 'QUANT', '2.0E+000', '&Area (cm^2)'],
      ['CONDIT', 'TWOPARAM', 'F', '1.5E+001', '1.0E-001', 'Conditionin&g', 'Time(s)', 'E(V)'],
      ['SEQUENCER', 'TOGGLE', 'TRUE', 'Run as Sequence'],
      ['NOTES', 'NOTES', '2', '&Notes...\r\n\tfirst line\r\n\tsecond line'],
    ];
    const [dataset] = await read(encodeDta({ tag: 'EISPOT', fields, tables: [sweep('CURVE')] }));
    expect(dataset!.meta).toMatchObject({ area_m2: 2e-4, comments: 'first line\nsecond line' });
    expect(dataset!.meta['settings']).toMatchObject({
      VDC: { label: 'DC Voltage (V)', value: -0.05, unit: 'V', written: -0.05, vsOpenCircuit: true },
      CONDIT: { label: 'Conditioning', value: false, 'Time(s)': 15, 'E(V)': 0.1 },
      SEQUENCER: { value: true },
    });
  });

  test('a header that counts cathodic currents as positive turns every current', async () => {
    const fields = (code: string) => [['CONVENTION', 'IQUANT', code, 'Current Convention']];
    const [anodic] = await read(encodeDta({ tag: 'CV', fields: fields('1'), tables: [sweep('CURVE1')] }));
    const [cathodic] = await read(encodeDta({ tag: 'CV', fields: fields('0'), tables: [sweep('CURVE1')] }));
    expect(numbers(cathodic!, 'current_A')).toEqual(numbers(anodic!, 'current_A')!.map((i) => -i));
    expect(cathodic!.findings.map(({ code }) => code)).toContain('current-sign-turned');
  });

  test('rows that are announced and missing are told, however many are announced', async () => {
    const table = { ...sweep('CURVE1'), declared: 4_000_000_000 };
    const [dataset] = await read(encodeDta({ tag: 'CHRONOA', tables: [table] }));
    expect(rowCount(dataset!)).toBe(8);
    expect(dataset!.findings).toContainEqual(expect.objectContaining({ code: 'records-missing' }));
  });

  test('NOTES that announce more lines than there are end with the file', async () => {
    const fields = [['NOTES', 'NOTES', '999999999', '&Notes...']];
    const [dataset] = await read(encodeDta({ tag: 'CV', fields, tables: [] }));
    expect(dataset!.findings.map(({ code }) => code)).toEqual(['no-table']);
  });

  test('cut at every byte it keeps whole rows or is refused', async () => {
    const whole = encodeDta({ tag: 'CV', tables: [sweep('OCVCURVE', 3), sweep('CURVE1', 4)] });
    const [, full] = await read(whole);
    for (let length = 0; length < whole.length; length++) {
      const datasets = await read(whole.subarray(0, length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FormatError);
        return [];
      });
      for (const dataset of datasets) {
        if (dataset.meta['table'] !== 'CURVE1' || rowCount(dataset) === 0) continue;
        const rows = rowCount(dataset);
        // The last row may have lost digits of its last cells, which a finding says.
        const sure = Math.max(0, rows - 1);
        expect(numbers(dataset, 'current_A')?.subarray(0, sure)).toEqual(
          numbers(full!, 'current_A')!.subarray(0, sure),
        );
        if (rows < 4) expect(dataset.findings.length).toBeGreaterThan(0);
      }
    }
  });

  test('bytes written over it give datasets or a FormatError', async () => {
    const whole = encodeDta({ tag: 'CV', tables: [sweep('CURVE1'), sweep('CURVE2')] });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = whole.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        try {
          for (const { columns } of await read(damaged))
            expect(new Set(columns.map(({ values }) => values.length)).size).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
