import { detectEncoding, type TextEncoding } from './decode-text.ts';
import type { Finding } from './finding.ts';
import type { NumberTableOptions } from './number-table-options.ts';
import { readPlainRows } from './plain-rows.ts';
import { scanCells, type ScanPlace } from './scan-cells.ts';
import { TableColumns } from './table-columns.ts';
import { TableVisitor } from './table-visitor.ts';
import { TextCells } from './text-cells.ts';

export interface NumberTable {
  /** One per column, all of length `rows`: numbers with NaN where there is none, or texts without outer blanks. */
  readonly columns: readonly (Float64Array | TextCells)[];
  readonly rows: number;
  /** Rows that do not have the cells of the header. */
  readonly ragged: number;
  readonly findings: readonly Finding[];
}

/** A column is text when more than this share of its non-blank cells are no numbers. */
const TEXT_SHARE = 0.1;

/** Rows that show which columns hold words. */
const FIRST_ROWS = 100;

/** Most rows that are read cell by cell before plain ones are looked for again. */
const MOST_ROWS = 1024;

/**
 * The columns of regular delimited text, straight from bytes. Ends of line may be LF, CRLF or CR; blank lines are
 * skipped; cells may be in double quotes. Cells that are no numbers in a numeric column are NaN; they and rows of the
 * wrong length are findings with their count and first line (counted from 1). A short last row without a line end was
 * cut and is left out, with a finding. Never throws.
 */
export function readNumberTable(bytes: Uint8Array, options: NumberTableOptions): NumberTable {
  const source = asciiCompatible(bytes, options.encoding);
  const start = lineStart(source.bytes, options.firstLine);
  const columns = new TableColumns(source.bytes, start, options.columns);
  const visitor = new TableVisitor(source.bytes, columns, options);
  options.kinds?.forEach((kind, column) => {
    if (kind === 'text') columns.keepWords(column);
  });
  readRows(
    source.bytes,
    { at: start, line: options.firstLine + 1, mayQuote: true },
    options,
    columns,
    visitor,
  );

  const isText = columns.values.map((_, column) => {
    const kind = options.kinds?.[column] ?? 'auto';
    if (kind === 'text') return true;
    return kind === 'auto' && visitor.isText(column, TEXT_SHARE);
  });
  rereadWords(source.bytes, start, options, columns, isText);
  const findings = visitor.findings(isText);
  return {
    columns: isText.map((text, column) => {
      const words = columns.words[column];
      return text && words !== undefined
        ? new TextCells(source.bytes, words, columns.rows, source.encoding)
        : columns.take(column);
    }),
    rows: columns.rows,
    ragged: visitor.ragged.rows,
    findings,
  };
}

/** All rows: the first ones cell by cell, to see which columns hold words; then plain ones fast and others one by one. */
function readRows(
  bytes: Uint8Array,
  place: ScanPlace,
  options: NumberTableOptions,
  columns: TableColumns,
  visitor: TableVisitor,
): void {
  const syntax = {
    delimiter: options.delimiter.charCodeAt(0),
    decimal: (options.decimal ?? '.').charCodeAt(0),
  };
  const hasPlainRows = options.delimiter !== ' ' && columns.count > 0;
  const { at, line } = place;
  scanCells(bytes, place, syntax.delimiter, visitor, hasPlainRows ? FIRST_ROWS : Number.POSITIVE_INFINITY);
  const wordColumns = columns.values.flatMap((_, column) => {
    const isNumber = options.kinds?.[column] === 'number';
    return !isNumber && visitor.noNumbers(column) > TEXT_SHARE * columns.rows ? [column] : [];
  });
  if (wordColumns.length > 0 && place.at < bytes.length) {
    // Once more from the start, so that the places of the first words are known too.
    for (const column of wordColumns) columns.keepWords(column);
    columns.rows = 0;
    visitor.forget();
    place.at = at;
    place.line = line;
  }
  const limit = lastLineEnd(bytes);
  let rows = 1;
  while (place.at < bytes.length) {
    const before = columns.rows;
    if (place.at < limit) {
      place.at = readPlainRows(bytes, place.at, limit, syntax, columns);
      place.line += columns.rows - before;
    }
    rows = columns.rows > before ? 1 : Math.min(2 * rows, MOST_ROWS);
    scanCells(bytes, place, syntax.delimiter, visitor, rows);
  }
}

/** The places of the cells of columns that turned out to be text only at the end. */
function rereadWords(
  bytes: Uint8Array,
  start: number,
  options: NumberTableOptions,
  columns: TableColumns,
  isText: readonly boolean[],
): void {
  const late = isText.flatMap((text, column) =>
    text && columns.words[column] === undefined ? [column] : [],
  );
  if (late.length === 0) return;
  for (const column of late) columns.keepWords(column);
  let row = 0;
  const visitor = {
    cell(column: number, from: number, to: number) {
      const words = late.includes(column) ? columns.words[column] : undefined;
      if (words === undefined || row >= columns.rows) return;
      words.starts[row] = from;
      words.ends[row] = to;
    },
    endRow() {
      row++;
    },
  };
  const place = { at: start, line: 1, mayQuote: true };
  scanCells(bytes, place, options.delimiter.charCodeAt(0), visitor, Number.POSITIVE_INFINITY);
}

/** Offset behind the last line end. */
function lastLineEnd(bytes: Uint8Array): number {
  let at = bytes.length;
  while (at > 0 && bytes[at - 1] !== 0x0a && bytes[at - 1] !== 0x0d) at--;
  return at;
}

/** Bytes in which delimiters, digits and line ends are single ASCII bytes, with their encoding. */
function asciiCompatible(bytes: Uint8Array, given: TextEncoding | undefined) {
  const encoding = given ?? detectEncoding(bytes).encoding;
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') {
    // Loops over a Buffer and over plain bytes would otherwise be compiled for both.
    return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding };
  }
  const text = new TextDecoder(encoding).decode(bytes);
  return { bytes: new TextEncoder().encode(text), encoding: 'utf-8' as const };
}

/** Offset of a line, counted from 0; the length of the text where it has fewer lines. */
function lineStart(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let n = 0; n < line && at < bytes.length; n++) {
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) at++;
    at++;
  }
  return Math.min(at, bytes.length);
}
