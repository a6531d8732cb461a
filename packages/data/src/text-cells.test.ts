import { expect, test } from 'vitest';
import { TextCells } from './text-cells.ts';

/** A column of cells, quoted where they say so. */
function column(cells: readonly string[]): TextCells {
  const bytes = new TextEncoder().encode(`${cells.join('\n')}\n`);
  const starts = new Uint32Array(cells.length);
  const ends = new Uint32Array(cells.length);
  let at = 0;
  cells.forEach((cell, row) => {
    const length = new TextEncoder().encode(cell).length;
    const quote = cell.startsWith('"') ? 1 : 0;
    starts[row] = at + quote;
    ends[row] = at + length - quote;
    at += length + 1;
  });
  return new TextCells(bytes, { starts, ends }, cells.length, 'utf-8');
}

// few words that return, clocks that do not, both, and words that come to return late
test.each<[string, (row: number) => string]>([
  ['words', (row) => ['CC charge', 'Rest', '', 'µ-Schritt', '"a ""b"" c"', 'a ""b"" c'][row % 6]!],
  ['clocks', (row) => `2024-01-01 ${row}`],
  ['words among clocks', (row) => (row % 3 === 0 ? 'rest' : `t ${row}`)],
  ['words after clocks', (row) => (row < 20_000 ? `t ${row}` : `step ${row % 7}`)],
])('%s: all cells together are what each is by itself', (_, cell) => {
  const cells = Array.from({ length: 30_000 }, (_, row) => cell(row));
  const found = column(cells);
  const texts = found.toStrings();
  expect(texts.length).toBe(cells.length);
  for (let row = 0; row < cells.length; row += 1) {
    if (texts[row] !== found.at(row)) expect(texts[row]).toBe(found.at(row));
  }
  expect(texts[29_999]).toBe(cells[29_999]!.startsWith('"') ? 'a "b" c' : cells[29_999]);
});
