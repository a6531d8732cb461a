import { FormatError, numbers, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { encodeChi } from './testing/encode-chi.ts';

const read = async (bytes: Uint8Array) => (await readFile(bytes, 'made.txt'))[0]!;

/** A capacitor swept up and down: the current has the sign of the sweep. */
const loop = (sign: 1 | -1) =>
  Array.from({ length: 40 }, (_, i): [number, number] => {
    const rising = i < 20;
    return [rising ? 0.01 * i : 0.4 - 0.01 * i, sign * (rising ? 1e-6 : -1e-6)];
  });

describe('a CHI text export', () => {
  test('of any technique is read by its column line', async () => {
    const expected = [
      ['Cyclic Voltammetry', ['Potential/V', 'Current/A'], 'cv', ['ewe_V', 'current_A']],
      ['Linear Sweep Voltammetry', ['Potential/V', 'Current/A'], 'lsv', ['ewe_V', 'current_A']],
      ['Amperometric i-t Curve', ['Time/sec', 'Current/A'], 'ca', ['time_s', 'current_A']],
      ['Chronopotentiometry', ['Time/sec', 'Potential/V'], 'cp', ['time_s', 'ewe_V']],
      ['Open Circuit Potential - Time', ['Time/sec', 'Potential/V'], 'ocv', ['time_s', 'ewe_V']],
    ] as const;
    for (const [technique, headers, ours, names] of expected) {
      const dataset = await read(encodeChi({ technique, headers, rows: loop(1) }));
      expect(dataset.technique).toBe(ours);
      expect(dataset.columns.map(({ name }) => name)).toEqual(names);
      expect(dataset.columns.map(({ header }) => header)).toEqual(headers);
      expect(rowCount(dataset)).toBe(40);
    }
  });

  test('keeps parameters in SI beside the number as written, and peaks of the maker apart from columns', async () => {
    const params = [
      'Scan Rate (V/s) = 0.05',
      'Quiet Time (sec) = 2',
      'Init P/N = N',
      'Segment 1:',
      'Ep = 0.273V',
    ];
    const headers = ['Potential/V', 'Current/A'];
    const { meta } = await read(
      encodeChi({ technique: 'Cyclic Voltammetry', params, headers, rows: loop(1) }),
    );
    expect(meta).toMatchObject({
      scanRate_V_s: 0.05,
      startLocal: '2020-02-20T15:55:08',
      device: 'CHI660E',
      sample: 'sample 7',
      settings: { 'Quiet Time (sec)': { value: 2, unit: 's', written: 2 }, 'Init P/N': 'N', Ep: '0.273V' },
    });
  });

  test('tabs part cells where the column line has them', async () => {
    const headers = ['Potential/V', 'Current/A', 'Time/s'];
    const rows = loop(1).map((row, i) => [...row, i]);
    const dataset = await read(
      encodeChi({ technique: 'Differential Pulse Voltammetry', headers, rows, delimiter: '\t' }),
    );
    expect(numbers(dataset, 'time_s')?.at(-1)).toBe(39);
  });

  test('a loop that runs the wrong way tells that cathodic currents are positive; nothing is turned', async () => {
    const headers = ['Potential/V', 'Current/A'];
    const cathodic = await read(encodeChi({ technique: 'Cyclic Voltammetry', headers, rows: loop(-1) }));
    expect(cathodic.findings).toMatchObject([
      { severity: 'info', code: 'current-sign-unknown' },
      { severity: 'warning', code: 'current-sign-contradicted' },
    ]);
    expect(numbers(cathodic, 'current_A')?.[5]).toBe(-1e-6);
    const anodic = await read(encodeChi({ technique: 'Cyclic Voltammetry', headers, rows: loop(1) }));
    expect(anodic.findings).toMatchObject([{ severity: 'info', code: 'current-sign-unknown' }]);
  });

  test('without a line of column names is refused with the line', async () => {
    const bytes = new TextEncoder().encode(
      'Feb. 20, 2020   15:55:08\nA.C. Impedance\nInstrument Model:  CHI660E\n',
    );
    await expect(readFile(bytes, 'a.txt')).rejects.toThrow('a.txt:line 3: expected a line of column names');
  });

  test('cut or overwritten it gives whole rows or a FormatError', async () => {
    const headers = ['Potential/V', 'Current/A'];
    const whole = encodeChi({ technique: 'Cyclic Voltammetry', headers, rows: loop(1) });
    const damage = fc.tuple(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async ([length, changes]) => {
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
