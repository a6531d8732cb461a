import { type Finding, FormatError, readNumberTable, splitLine, type TextEncoding } from '@anodelab/data';
import type { Cells } from '../lazy-column.ts';
import { lastLineEnd } from '../text-block.ts';

/** Where the table of a text begins. */
export interface TextPlace {
  /** Line of the column names, counted from 0. */
  readonly headerLine: number;
  readonly headers: readonly string[];
  readonly delimiter: ',' | ';' | '\t' | ' ';
}

/** Lines in which a header must stand. */
const HEADER_LINES = 400;
const DELIMITERS = ['\t', ',', ';'] as const;

/**
 * The first line whose cells are a maker's column names, in the delimiter that gives most cells; an empty cell after the
 * last delimiter is none.
 */
export function findHeader(
  lines: readonly string[],
  isHeader: (cells: readonly string[]) => boolean,
): TextPlace | undefined {
  for (const [headerLine, line] of lines.slice(0, HEADER_LINES).entries()) {
    const split = DELIMITERS.map((delimiter) => ({ delimiter, cells: splitLine(line, delimiter) }));
    const best = split.reduce((most, each) => (each.cells.length > most.cells.length ? each : most));
    if (best.cells.length < 2 || !isHeader(best.cells)) continue;
    const headers = best.cells.at(-1) === '' ? best.cells.slice(0, -1) : best.cells;
    return { headerLine, headers, delimiter: best.delimiter };
  }
  return undefined;
}

export interface TextTableOptions {
  readonly encoding: TextEncoding;
  /** Lines between the column names and the first row, such as one of units. */
  readonly skip?: number;
  readonly missing?: readonly string[];
  /** Columns that stay text, by position. */
  readonly text?: ReadonlySet<number>;
}

/**
 * The cells below a header. Decimal commas are found in the first rows.
 *
 * @throws {FormatError} when there is no whole row
 */
export function readTextTable(
  bytes: Uint8Array,
  lines: readonly string[],
  place: TextPlace,
  name: string,
  options: TextTableOptions,
): {
  readonly columns: readonly Cells[];
  readonly rows: number;
  readonly findings: readonly Finding[];
} {
  const { headers, delimiter, headerLine } = place;
  const firstLine = headerLine + 1 + (options.skip ?? 0);
  const table = readNumberTable(bytes, {
    columns: headers.length,
    firstLine,
    delimiter,
    decimal: decimalMark(lines.slice(firstLine), delimiter),
    encoding: options.encoding,
    missing: options.missing ?? [],
    kinds: headers.map((_, i) => (options.text?.has(i) === true ? 'text' : 'auto')),
  });
  if (table.rows === 0) {
    throw new FormatError(name, 'expected rows below the column names, found none', `line ${firstLine + 1}`);
  }
  return { ...table, findings: [...table.findings, ...lastLineEnd(bytes)] };
}

const COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const POINT = /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i;

/** A comma where numbers have one and none has a point. */
function decimalMark(lines: readonly string[], delimiter: TextPlace['delimiter']): ',' | '.' {
  if (delimiter === ',') return '.';
  let commas = 0;
  for (const line of lines.slice(0, 50)) {
    for (const cell of splitLine(line, delimiter)) {
      if (POINT.test(cell)) return '.';
      if (COMMA.test(cell)) commas++;
    }
  }
  return commas > 0 ? ',' : '.';
}
