import type { Cell, Grid } from '../workbook/grid.ts';

const DELIMITERS = ['\t', ',', ';'] as const;

/** A text cut into cells, and how it was cut. */
interface TextGrid extends Grid {
  readonly delimiter: (typeof DELIMITERS)[number];
  readonly decimal: '.' | ',';
}

/**
 * Text cut into cells at the delimiter that its first lines hold most of. Numbers stay text: the columns decide what
 * they are.
 *
 * @param lines - use at most that many lines
 */
export function textGrid(text: string, lines?: number): TextGrid {
  const all = text.split(/\r\n|\n|\r/, lines);
  const head = all.slice(0, 100).join('\n');
  const count = (delimiter: string) => head.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
  const decimalComma = delimiter !== ',' && /\d,\d/.test(head) && !/\d\.\d/.test(head);
  const rows = all.map((line) => (line === '' ? [] : line.split(delimiter).map(clean)));
  const cell = (row: number, column: number): Cell => {
    const value = rows[row]?.[column];
    return decimalComma && value !== undefined && /^[-+\d.e]*,\d/i.test(value)
      ? value.replace(',', '.')
      : value;
  };
  return {
    name: '',
    rows: rows.length,
    width: (row) => rows[row]?.length ?? 0,
    cell,
    place: (row) => `line ${row + 1}`,
    delimiter,
    decimal: decimalComma ? ',' : '.',
  };
}

function clean(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.length >= 2 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}
