import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumberTableOptions } from './number-table-options.ts';
import { readNumberTable } from './number-table.ts';
import { TextCells } from './text-cells.ts';

const encoder = new TextEncoder();
const readBytes = (bytes: Uint8Array, options: NumberTableOptions) => {
  const table = readNumberTable(bytes, options);
  const columns = table.columns.map((each) => (each instanceof TextCells ? each.toStrings() : each));
  return { ...table, columns };
};
const read = (text: string, options: Partial<NumberTableOptions> = {}) =>
  readBytes(encoder.encode(text), { columns: 3, firstLine: 0, delimiter: ',', ...options });

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
    const table = readBytes(bytes, { columns: 3, firstLine: 0, delimiter: ';', decimal: ',' });
    expect(table.columns[0]).toEqual(Float64Array.of(1.5, 4));
  });
});

describe('long tables', () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
    {
      weight: 6,
      arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((value) => value.toFixed(6)),
    },
    {
      weight: 4,
      arbitrary: fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((value) => value.toExponential(15)),
    },
    fc.integer().map(String),
    fc.constantFrom(
      '',
      '-',
      'nan',
      'inf',
      ' 7 ',
      '+3',
      '.5',
      '5.',
      '1e',
      '1e+',
      '00012',
      '-0',
      'x',
      '1 2',
      'µ',
      '9007199254740993',
      '123456789012345678901234',
    ),
  );
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });

  test('plain rows and rows that are read cell by cell give the same', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        const many = Array.from({ length: 60 }, () => rows).flat();
        const write = (open: string) =>
          many.map((cells) => `${open}1${open},${cells.join(',')}`).join(end) + end;
        // A quoted cell takes its row out of the fast lane.
        const [fast, slow] = ['', '"'].map((open) => read(write(open), { columns: 4, missing: ['-'] }));
        expect(fast).toEqual(slow);
      }),
      { numRuns: 300 },
    );
  });

  test('numbers are those of Number(), however they are printed', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), (cells) => {
        const numeric = cells.filter((each) => each.trim() !== '' && Number.isFinite(Number(each)));
        const text = Array.from({ length: 150 }, () => numeric.map((each) => `0,${each},1\n`).join('')).join(
          '',
        );
        const column = read(text).columns[1] ?? [];
        for (let row = 0; row < column.length; row++) {
          expect(Object.is(column[row], Number(numeric[row % numeric.length]))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a column of dates between numbers is text, one with a few odd cells is not', () => {
    const text = Array.from(
      { length: 500 },
      (_, i) => `${i},2021-02-25 13:${String(i % 60).padStart(2, '0')}:00,${i === 400 ? 'odd' : i / 8}\n`,
    ).join('');
    const { columns, findings } = read(text);
    expect(columns[1]?.[61]).toBe('2021-02-25 13:01:00');
    expect(columns[1]?.[499]).toBe('2021-02-25 13:19:00');
    expect(columns[2]?.[8]).toBe(1);
    expect(findings).toMatchObject([{ code: 'not-a-number', at: 'line 401' }]);
  });

  test('a column that begins with dashes and goes on with numbers keeps both', () => {
    const cells = [
      '-',
      '-',
      ...Array.from({ length: 300 }, (_, i) => (i === 200 ? 'inf' : i === 250 ? '##' : String(i))),
    ];
    const dashed = Array.from({ length: 40 }, () => '-').concat(cells);
    const { columns, findings } = read(dashed.map((each, i) => `${i},${each},0\n`).join(''), {
      missing: ['-'],
    });
    expect(columns[1]?.[0]).toBeNaN();
    expect(columns[1]?.[242]).toBe(Infinity);
    expect(columns[1]?.at(-1)).toBe(299);
    expect(findings).toMatchObject(
      [{ code: 'not-a-number', message: /^1 cells/, at: 'line 293' }].map((each) => ({
        ...each,
        message: expect.stringMatching(each.message),
      })),
    );
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
          const table = readBytes(bytes, { columns: 4, firstLine: 1, delimiter });
          for (const column of table.columns) expect(column.length).toBe(table.rows);
        },
      ),
      { numRuns: 500 },
    );
  });
});
