import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NumberTableOptions, readNumberTable } from './number-table.ts';

const encoder = new TextEncoder();
const read = (text: string, options: Partial<NumberTableOptions> = {}) =>
  readNumberTable(encoder.encode(text), { columns: 3, firstLine: 0, delimiter: ',', ...options });

describe('regular tables', () => {
  test('columns come back whatever ends the lines', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const table = read(['a,b,c', '1,2,3', '', '4,-5e-3, 6 '].join(end), { firstLine: 1 });
      expect(table.columns).toEqual([
        Float64Array.of(1, 4),
        Float64Array.of(2, -5e-3),
        Float64Array.of(3, 6),
      ]);
      expect(table.findings).toEqual([]);
    }
  });

  test('any table of doubles survives writing and reading, bit for bit', () => {
    const row = fc.array(fc.double({ noDefaultInfinity: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const text = rows
          .map((cells) => cells.map((v) => (Number.isNaN(v) ? '' : String(v))).join('\t'))
          .join('\n');
        // A row of blanks only is no row, so one cell is always present.
        const table = read(rows.length === 0 ? '' : text.replaceAll(/^/gm, '0\t'), {
          columns: 5,
          delimiter: '\t',
        });
        expect(table.rows).toBe(rows.length);
        for (const [r, cells] of rows.entries()) {
          for (const [c, value] of cells.entries())
            expect(Object.is(table.columns[c + 1]?.[r], value === 0 ? 0 : value)).toBe(true);
        }
      }),
    );
  });

  test('runs of blanks part cells when the delimiter is a blank', () => {
    const table = read('  1   2 \t3  \n4 5 6', { delimiter: ' ' });
    expect(table.columns).toEqual([Float64Array.of(1, 4), Float64Array.of(2, 5), Float64Array.of(3, 6)]);
  });

  test('decimal commas and UTF-16 are read', () => {
    const text = '1,5;2;3\r\n4;5;6\r\n';
    const bytes = new Uint8Array(2 + 2 * text.length);
    bytes.set([0xff, 0xfe]);
    [...text].forEach((letter, i) => {
      bytes[2 + 2 * i] = letter.charCodeAt(0);
    });
    const table = readNumberTable(bytes, { columns: 3, firstLine: 0, delimiter: ';', decimal: ',' });
    expect(table.columns[0]).toEqual(Float64Array.of(1.5, 4));
  });
});

describe('irregular tables', () => {
  test('a column of words is text, with quotes and umlauts kept', () => {
    const table = read('1,"Lade, ""schnell""",ä\n2,Pause,µ\n');
    expect(table.columns[1]).toEqual(['Lade, "schnell"', 'Pause']);
    expect(table.columns[2]).toEqual(['ä', 'µ']);
    expect(table.columns[0]).toEqual(Float64Array.of(1, 2));
    expect(table.findings).toEqual([]);
  });

  test('one bad cell in a numeric column is NaN and a finding with its line', () => {
    const lines = Array.from({ length: 50 }, (_, i) => `${i},${i === 20 ? '##' : i},0`);
    const table = read(lines.join('\n'));
    expect(table.columns[1]?.[20]).toBeNaN();
    expect(table.findings).toMatchObject([{ code: 'not-a-number', at: 'line 21' }]);
  });

  test('rows of another length are kept and counted', () => {
    const table = read('1,2,3\n4,5\n6,7,8,9\n10,11,12,\n');
    expect(table.columns[2]).toEqual(Float64Array.of(3, NaN, 8, 12));
    expect(table.findings).toMatchObject(
      [{ code: 'ragged-row', at: 'line 2', message: /^2 of 4/ }].map((f) => ({
        ...f,
        message: expect.stringMatching(f.message),
      })),
    );
  });

  test('a last row that was cut is left out', () => {
    const table = read('1,2,3\n4,5');
    expect(table.rows).toBe(1);
    expect(table.findings).toMatchObject([{ code: 'last-row-cut', at: 'line 2' }]);
  });

  test('missing and infinite numbers are numbers of a kind, not errors', () => {
    const table = read('nan,-,inf\n1,2,-Infinity\n', { missing: ['-'] });
    expect(table.columns).toEqual([
      Float64Array.of(NaN, 1),
      Float64Array.of(NaN, 2),
      Float64Array.of(Infinity, -Infinity),
    ]);
    expect(table.findings).toEqual([]);
  });

  test('a quote that is never closed is a letter', () => {
    const table = read('1,"2,3\n4,5,6\n');
    expect(table.columns[0]).toEqual(Float64Array.of(1, 4));
    expect(table.rows).toBe(2);
  });

  test('random bytes never throw and give columns of one length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(',', ';', '\t', ' ', '|'),
        (bytes, delimiter) => {
          const table = readNumberTable(bytes, { columns: 4, firstLine: 1, delimiter });
          for (const column of table.columns) expect(column.length).toBe(table.rows);
        },
      ),
      { numRuns: 500 },
    );
  });
});
