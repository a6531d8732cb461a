import { type Dataset, FormatError, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { writeMsa } from './write-msa.ts';

function spectrum(counts: readonly number[], offset = -480, step = 5, meta: Dataset['meta'] = {}): Dataset {
  const column = (name: string, unit: string, values: Float64Array) =>
    ({ name, unit, header: null, origin: 'modelled', values }) as const;
  return {
    technique: 'eds',
    columns: [
      column(
        'energy_eV',
        'eV',
        Float64Array.from(counts, (_, i) => offset + step * i),
      ),
      column('counts', '1', Float64Array.from(counts)),
    ],
    meta,
    provenance: { file: null, sha256: null, bytes: null, reader: 'made', version: '0', instrument: null },
    findings: [],
  };
}

const facts = { title: 'PCHS-5 sum', owner: 'Anodelab', date: new Date(Date.UTC(2026, 10, 4, 9, 5)) };
const read = async (text: string | Uint8Array) =>
  (await readFile(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'made.msa'))[0]!;

describe('an EMSA/MAS file of ours', () => {
  test('gives back counts, energies and settings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(1e9), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 300 }),
        async (counts, offset, step, kilovolts) => {
          const given = spectrum(counts, offset, step, { beamVoltage_V: 1000 * kilovolts, liveTime_s: 12.5 });
          const found = await read(writeMsa(given, facts));
          for (const name of ['energy_eV', 'counts'])
            expect(numbers(found, name)).toEqual(numbers(given, name));
          expect(found).toMatchObject({ technique: 'eds', findings: [], meta: given.meta });
        },
      ),
    );
  });

  test('has every keyword that the standard requires, in its order', () => {
    const text = new TextDecoder().decode(writeMsa(spectrum([1, 2, 3]), facts));
    const keys = text.split('\r\n').flatMap((line) => /^#(\w+)\s*:/.exec(line)?.[1] ?? []);
    expect(keys.join(' ')).toBe(
      'FORMAT VERSION TITLE DATE TIME OWNER NPOINTS NCOLUMNS XUNITS YUNITS DATATYPE XPERCHAN OFFSET SIGNALTYPE XLABEL YLABEL SPECTRUM ENDOFDATA',
    );
    expect(text).toContain('#DATE        : 04-NOV-2026\r\n#TIME        : 09:05\r\n');
  });

  test('uneven energies are refused', () => {
    const odd = spectrum([1, 2, 3]);
    numbers(odd, 'energy_eV')![1]! += 0.1;
    expect(() => writeMsa(odd, facts)).toThrow(/evenly spaced/);
  });

  test('cut anywhere it keeps the whole numbers with a finding, or is refused', async () => {
    const whole = writeMsa(spectrum([123, 456, 789, 12]), facts);
    for (let length = 40; length < whole.length - 16; length++) {
      try {
        const found = await read(whole.subarray(0, length));
        expect(found.findings.map(({ code }) => code)).toContain('file-cut');
        const counts = Array.from(numbers(found, 'counts')!);
        expect(counts).toEqual([123, 456, 789, 12].slice(0, counts.length));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });

  test('any bytes behind its first line give a dataset or a FormatError', async () => {
    const start = new TextEncoder().encode('#FORMAT      : EMSA/MAS Spectral Data File\n');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        try {
          await readFile(Uint8Array.of(...start, ...bytes), 'random.msa');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe("another program's EMSA/MAS file", () => {
  const head = '#FORMAT : EMSA/MAS SPECTRAL DATA FILE\n#VERSION : 1.0\n';

  test('kiloelectronvolts, units in keys, several columns and trailing commas', async () => {
    const found = await read(
      `${head}#NPOINTS : 4.0\n#XUNITS : keV\n#YUNITS : Counts\n#DATATYPE : Y\n#XPERCHAN : 0.005\n#OFFSET : -0.01\n#SIGNALTYPE : EDS\n#BEAMKV   -kV: 15.0\n#TAUWIND  -cm: 2.0 E-06\n##FANO : 0.11\n#SPECTRUM :\n 1.0, 2.0,\n3.0, 4.0,\n#ENDOFDATA :\n`,
    );
    expect(Array.from(numbers(found, 'counts')!)).toEqual([1, 2, 3, 4]);
    expect(numbers(found, 'energy_eV')![3]).toBeCloseTo(5, 12);
    expect(found).toMatchObject({
      findings: [],
      meta: { beamVoltage_V: 15000, keywords: { '#FANO': '0.11', TAUWIND: '2.0 E-06' } },
    });
  });

  test('pairs with a wrong count are kept and told of; a loss spectrum is not called EDS', async () => {
    const found = await read(
      `${head}#NPOINTS : 3\n#XUNITS : Energy Loss (eV)\n#DATATYPE : XY\n#SIGNALTYPE : ELS\n#SPECTRUM : x\n520.1, 4066\n523.2, 3996\n#ENDOFDATA : \n`,
    );
    expect(Array.from(numbers(found, 'energy_eV')!)).toEqual([520.1, 523.2]);
    expect(found.technique).toBe('unknown');
    expect(found.findings.map(({ code }) => code)).toEqual(['points-differ']);
  });

  test('a word among the numbers is named with its line', async () => {
    await expect(read(`${head}#XPERCHAN : 1\n#OFFSET : 0\n#SPECTRUM :\n1\nx2\n3\n`)).rejects.toThrow(
      'made.msa:line 7',
    );
  });
});
