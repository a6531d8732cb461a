import { type Dataset, FormatError, rowCount } from '@anodelab/data';
import fc from 'fast-check';
import { expect } from 'vitest';
import { readFile } from '../../read-file.ts';

const encoder = new TextEncoder();

/**
 * Cuts a text everywhere: what is left gives a FormatError, or as many rows as whole lines of the table are left (the
 * line at the cut may count).
 *
 * @param table - lines up to and with the column names
 */
export async function expectWholeRecords(text: string, table: number, reader: string): Promise<void> {
  const bytes = encoder.encode(text);
  for (let length = 0; length <= bytes.length; length += 5) {
    let dataset: Dataset | undefined;
    try {
      [dataset] = await readFile(bytes.subarray(0, length), 'cut');
    } catch (error) {
      expect(error, `${length} bytes`).toBeInstanceOf(FormatError);
      continue;
    }
    if (dataset?.provenance.reader !== reader) continue;
    const lines = text.slice(0, length).split('\n').length - 1;
    const rows = rowCount(dataset);
    expect([lines - table, lines - table + 1], `${length} bytes`).toContain(rows);
  }
}

/** Random bytes and random cells behind a header give datasets or FormatErrors, nothing else. */
export async function expectNoCrash(header: string): Promise<void> {
  const head = encoder.encode(header);
  const letters = fc.string({ unit: fc.constantFrom(...'0123456789.,;:\t\n\r"/- eANCD'), maxLength: 300 });
  const tail = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    letters.map((text) => encoder.encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(tail, async (bytes) => {
      try {
        await readFile(Uint8Array.of(...head, ...bytes), 'random');
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
    { numRuns: 150 },
  );
}
