const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;

/** Receives the cells of delimited text in order. */
export interface CellVisitor {
  /** One cell: its bytes without outer blanks and quotes. Rows and columns count from 0. */
  cell(row: number, column: number, start: number, end: number): void;
  /** After the last cell of a row. `line` counts from 1; `closed` is false where the text ends without a line end. */
  endRow(row: number, cells: number, line: number, closed: boolean): void;
}

/**
 * Walks delimited text byte by byte and calls the visitor; allocates nothing. A cell in double quotes may hold
 * delimiters, line ends and doubled quotes; a quote that is never closed is an ordinary character. Lines of blanks are
 * no rows.
 *
 * @param start - offset of the first byte
 * @param line - number of the line that begins there, counted from 1
 * @param delimiter - byte between cells; a blank means runs of blanks and tabs
 */
export function scanCells(
  bytes: Uint8Array,
  start: number,
  line: number,
  delimiter: number,
  visitor: CellVisitor,
): void {
  const length = bytes.length;
  const runs = delimiter === BLANK;
  const second = delimiter === TAB ? BLANK : TAB;
  let mayQuote = true;
  let row = 0;
  let at = start;
  while (at < length) {
    let column = 0;
    let blank = true;
    for (;;) {
      while (bytes[at] === BLANK || bytes[at] === second) at++;
      const first = at;
      if (bytes[at] === QUOTE && mayQuote) {
        const close = closingQuote(bytes, at + 1, delimiter);
        mayQuote = close >= 0;
        if (mayQuote) {
          visitor.cell(row, column++, first + 1, close);
          blank = false;
          at = close + 1;
          while (bytes[at] === BLANK || bytes[at] === second) at++;
        }
      }
      if (at === first) {
        let byte = bytes[at];
        while (byte !== delimiter && byte !== LF && byte !== CR && at < length && !(runs && byte === TAB)) {
          byte = bytes[++at];
        }
        if (at > first || (!runs && (column > 0 || byte === delimiter))) {
          let end = at;
          while (end > first && (bytes[end - 1] === BLANK || bytes[end - 1] === second)) end--;
          visitor.cell(row, column++, first, end);
          blank = false;
        }
      }
      if (at >= length || bytes[at] === LF || bytes[at] === CR) break;
      if (!runs || bytes[at] === BLANK || bytes[at] === TAB) at++;
    }
    if (!blank) visitor.endRow(row++, column, line, at < length);
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    at++;
    line++;
  }
}

/** Offset of the quote that ends the cell beginning at `at`, or -1. Doubled quotes are skipped. */
function closingQuote(bytes: Uint8Array, at: number, delimiter: number): number {
  for (let i = at; i < bytes.length; i++) {
    if (bytes[i] !== QUOTE) continue;
    if (bytes[i + 1] === QUOTE) {
      i++;
      continue;
    }
    let after = i + 1;
    while (bytes[after] === BLANK || (bytes[after] === TAB && delimiter !== TAB)) after++;
    const byte = bytes[after];
    if (after >= bytes.length || byte === LF || byte === CR || byte === delimiter) return i;
    if (delimiter === BLANK && after > i + 1) return i;
    return -1;
  }
  return -1;
}
