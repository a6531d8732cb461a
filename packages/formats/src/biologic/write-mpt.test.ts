import type { Column, Dataset } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';
import { writeMpt } from './write-mpt.ts';

const number = fc
  .double({ min: -1e6, max: 1e6, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-90 ? 0 : value));
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

function column(name: string, unit: string, values: readonly number[]): Column {
  return { name, unit, header: null, origin: 'modelled', values: Float64Array.from(values) };
}

function dataset(
  technique: Dataset['technique'],
  columns: readonly Column[],
  meta: Dataset['meta'] = {},
): Dataset {
  return {
    technique,
    columns,
    meta,
    findings: [],
    provenance: {
      file: null,
      sha256: null,
      bytes: null,
      reader: 'observe-cv',
      version: '1',
      instrument: null,
      model: { level: 'L1', gradeD: 12, hash: 'ab12' },
    },
  };
}

async function roundTrip(original: Dataset): Promise<Dataset> {
  const [read] = await readFile(writeMpt(original), 'made.mpt');
  if (read === undefined) throw new Error('nothing read');
  return read;
}

function expectSame(read: Dataset, original: Dataset): void {
  for (const { name, unit, values } of original.columns) {
    const back = read.columns.find((each) => each.name === name);
    expect(back, name).toMatchObject({ unit, origin: 'modelled' });
    expect(back?.values.length).toBe(values.length);
    for (let row = 0; row < values.length; row++) {
      const [a, b] = [Number(values[row]), Number(back?.values[row])];
      expect(Math.abs(a - b)).toBeLessThanOrEqual(4e-15 * Math.abs(a));
    }
  }
}

describe('writeMpt', () => {
  it('writes voltammograms that read back to the same numbers', async () => {
    const record = fc.record({ t: positive, e: number, i: number, n: fc.integer({ min: 1, max: 9 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 30 }), async (records) => {
        const original = dataset('cv', [
          column(
            'time_s',
            's',
            records.map(({ t }) => t),
          ),
          column(
            'voltage_V',
            'V',
            records.map(({ e }) => e),
          ),
          column(
            'current_A',
            'A',
            records.map(({ i }) => i),
          ),
        ]);
        const read = await roundTrip(original);
        expect(read.technique).toBe('cv');
        expectSame(read, original);
      }),
      { numRuns: 50 },
    );
  });

  it('writes spectra that read back to the same numbers and physical signs', async () => {
    const record = fc.record({ f: positive, re: number, im: number });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 30 }), async (records) => {
        const original = dataset('eis', [
          column(
            'freq_Hz',
            'Hz',
            records.map(({ f }) => f),
          ),
          column(
            'zRe_Ohm',
            'Ohm',
            records.map(({ re }) => re),
          ),
          column(
            'zIm_Ohm',
            'Ohm',
            records.map(({ im }) => im),
          ),
        ]);
        const read = await roundTrip(original);
        expect(read.technique).toBe('eis');
        expectSame(read, original);
      }),
      { numRuns: 50 },
    );
  });

  it('carries what the data rest on, the scan rate, the mass and the area', async () => {
    const meta = {
      scanRate_V_s: 0.0003,
      activeMass_kg: 1.25e-6,
      area_m2: 1.131e-4,
      sample: 'PCHS-5',
      workingElectrode: 'anode',
      startLocal: '2026-01-02T03:04:05.678',
    };
    const columns = [
      column('time_s', 's', [0, 1]),
      column('voltage_V', 'V', [1, 0.9997]),
      column('current_A', 'A', [0, -1e-4]),
    ];
    const read = await roundTrip(dataset('cv', columns, meta));
    expect(read.meta).toMatchObject(meta);
    expect(read.provenance.model).toEqual({ level: 'L1', gradeD: 12, hash: 'ab12' });
  });

  it('begins like an EC-Lab export and counts its header lines', () => {
    const text = new TextDecoder('windows-1252').decode(
      writeMpt(dataset('cv', [column('time_s', 's', [0])], { area_m2: 1e-4 })),
    );
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('EC-Lab ASCII FILE');
    const count = Number(/^Nb header lines : (\d+) *$/.exec(lines[1] ?? '')?.[1]);
    expect(lines[count - 1]).toBe('time/s\t');
    expect(lines[count]).toBe('0.000000000000000E+000');
    expect(text).toContain('Electrode surface area : 1 cm²');
  });

  it('refuses techniques that it cannot write', () => {
    expect(() => writeMpt(dataset('ocv', []))).toThrow('expected technique cv, eis or cycling, found ocv');
  });
});
