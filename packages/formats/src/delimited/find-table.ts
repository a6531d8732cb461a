import { splitLine, type NumberTableOptions } from '@anodelab/data';

/** Where the table of a text is and how its cells are written. */
export interface TableLayout {
  readonly delimiter: NumberTableOptions['delimiter'];
  readonly decimal: '.' | ',';
  /** Empty where the rows have no header. */
  readonly headers: readonly string[];
  /** Lines before the first row, header included. */
  readonly firstLine: number;
  readonly columns: number;
}

const DELIMITERS = ['\t', ';', ',', '|', ' '] as const;

/** A preamble longer than this is no preamble. */
const LAST_LINE = 300;

const POINT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i;
const NO_NUMBER = /^(nan|na|n\/a|null|-?inf|-|)$/i;

/**
 * The first run of rows of numbers in a text and the header line above it, or undefined. The delimiter that parts the
 * rows into most cells is taken; a comma is the decimal mark where it is not the delimiter and cells show it.
 */
export function findTable(head: string): TableLayout | undefined {
  const lines = head.split(/\r\n|\n|\r/, LAST_LINE);
  let best: TableLayout | undefined;
  for (const delimiter of DELIMITERS) {
    const found = findWith(lines, delimiter);
    if (found !== undefined && (best === undefined || rank(found) > rank(best))) best = found;
  }
  return best;
}

/** A table with headers before one without, then the one with more columns. */
function rank(layout: TableLayout): number {
  return (layout.headers.length > 0 ? 1e6 : 0) + layout.columns;
}

function findWith(lines: readonly string[], delimiter: TableLayout['delimiter']): TableLayout | undefined {
  let header: readonly string[] | undefined;
  for (const [index, line] of lines.entries()) {
    const cells = splitLine(line, delimiter);
    if (cells.length === 0) continue;
    if (isDataRow(cells)) {
      const next = lines.slice(index + 1).find((other) => other.trim() !== '');
      const isTable = cells.length >= 2 && (next === undefined || splitLine(next, delimiter).length >= 2);
      if (!isTable) continue;
      const width = withoutLastBlank(cells).length;
      const above = withoutLastBlank(header ?? []);
      const headers = above.length === width || above.length === cells.length ? above : [];
      const decimal = delimiter !== ',' && cells.some((cell) => COMMA.test(cell)) ? ',' : '.';
      return { delimiter, decimal, headers, firstLine: index, columns: headers.length || cells.length };
    }
    header = cells;
  }
  return undefined;
}

/** Numbers that a delimiter of higher rank still joins, such as `5;1` of `0,5;1,25`. */
const JOINED = /\d[;\t|]|[;\t|][+-]?\d/;

/** At least half of the filled cells are numbers, and none is two. */
function isDataRow(cells: readonly string[]): boolean {
  if (cells.some((cell) => JOINED.test(cell))) return false;
  const filled = cells.filter((cell) => !NO_NUMBER.test(cell));
  const numbers = filled.filter((cell) => POINT.test(cell) || COMMA.test(cell));
  return numbers.length > 0 && 2 * numbers.length >= filled.length;
}

/** Without the empty cell that a delimiter at the end of the line leaves. */
function withoutLastBlank(cells: readonly string[]): readonly string[] {
  return cells.at(-1) === '' ? cells.slice(0, -1) : cells;
}
