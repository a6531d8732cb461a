import { FormatError, numbers, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { encodeIsm, type MadeIsm } from './testing/encode-ism.ts';

/** From the middle up to the top, then down through the whole range. */
const frequency = [100, 1000, 1e4, 1000, 100, 10, 1];
const made: MadeIsm = {
  frequency,
  modulus: frequency.map((f) => 10 + 100 / f),
  phase: frequency.map((f) => -0.5 / (1 + f)),
  stamps: frequency.map((_, row) => 1_405_589_568.5 + row),
};
const read = async (bytes: Uint8Array) => (await readFile(bytes, 'made.ism'))[0]!;

describe('a Zahner .ism file', () => {
  test('keeps every sample and tells which run covers the whole range', async () => {
    const dataset = await read(encodeIsm(made));
    expect(rowCount(dataset)).toBe(7);
    expect(numbers(dataset, 'mainSweep')).toEqual(Float64Array.of(0, 0, 1, 1, 1, 1, 1));
    expect(dataset.findings).toMatchObject([{ severity: 'info', code: 'frequencies-repeat' }]);
    const [z, phase] = [made.modulus[3]!, made.phase[3]!];
    expect(numbers(dataset, 'zRe_Ohm')?.[3]).toBe(z * Math.cos(phase));
    expect(numbers(dataset, 'zIm_Ohm')?.[3]).toBe(z * Math.sin(phase));
  });

  test('counts time from its first sample, whose clock is the start', async () => {
    const dataset = await read(encodeIsm(made));
    expect(dataset.meta['startLocal']).toBe('2024-07-16T09:32:48.500');
    expect(numbers(dataset, 'time_s')?.at(-1)).toBe(6);
    const simulated = await read(encodeIsm({ ...made, stamps: frequency.map((_, row) => row) }));
    expect(simulated.meta['startLocal']).toBe('2024-07-16');
  });

  test('a sweep without a turn is one run', async () => {
    const dataset = await read(encodeIsm({ ...made, frequency: [1, 2, 3, 4, 5, 6, 7] }));
    expect(dataset.findings).toEqual([]);
  });

  test('cut behind its spectrum keeps it, cut within it is refused with the place', async () => {
    const whole = encodeIsm(made);
    for (let length = 20; length < whole.length; length++) {
      const spectrumEnd = 12 + 24 * 7;
      const reading = readFile(whole.subarray(0, length), 'cut.ism');
      if (length < spectrumEnd) await expect(reading).rejects.toThrow(`byte ${spectrumEnd}`);
      else expect((await reading)[0]!.findings.map(({ code }) => code)).toContain('file-cut');
    }
  });

  test('announcing four thousand million samples costs no memory', async () => {
    await expect(read(encodeIsm({ ...made, announce: 4_000_000_000 }))).rejects.toThrow(FormatError);
  });

  test('any bytes behind its version give a dataset or a FormatError', async () => {
    const start = encodeIsm(made).subarray(0, 20);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const file = new Uint8Array(start.length + bytes.length);
        file.set(start);
        file.set(bytes, start.length);
        try {
          expect(rowCount(await read(file))).toBe(7);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
