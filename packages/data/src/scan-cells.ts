const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;

/** Receives the cells of delimited text in order. */
export interface CellVisitor {
  /** One cell: its bytes without outer blanks and quotes. Columns count from 0. */
  cell(column: number, start: number, end: number): void;
  /** After the last cell of a row. `line` counts from 1; `closed` is false where the text ends without a line end. */
  endRow(cells: number, line: number, closed: boolean): void;
}

/** Where a scan stands; it goes on from there. */
export interface ScanPlace {
  /** Offset of the first byte of a line, and the number of that line, counted from 1. */
  at: number;
  line: number;
  /** False after a quote that nothing closes: from then on quotes are letters. */
  mayQuote: boolean;
}

/**
 * Walks delimited text byte by byte and calls the visitor; allocates nothing. A cell in double quotes may hold
 * delimiters, line ends and doubled quotes; a quote that is never closed is an ordinary character. Lines of blanks are
 * no rows.
 *
 * @param place - where to begin; moved behind the last row that was read
 * @param delimiter - byte between cells; a blank means runs of blanks and tabs
 * @param rows - at most that many
 */
export function scanCells(
  bytes: Uint8Array,
  place: ScanPlace,
  delimiter: number,
  visitor: CellVisitor,
  rows: number,
): void {
  const length = bytes.length;
  const runs = delimiter === BLANK;
  const second = delimiter === TAB ? BLANK : TAB;
  let { at } = place;
  for (let left = rows; left > 0 && at < length; ) {
    let column = 0;
    let blank = true;
    for (;;) {
      while (bytes[at] === BLANK || bytes[at] === second) at++;
      const first = at;
      if (bytes[at] === QUOTE && place.mayQuote) {
        const close = closingQuote(bytes, at + 1, delimiter);
        place.mayQuote = close >= 0;
        if (place.mayQuote) {
          visitor.cell(column++, first + 1, close);
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
          visitor.cell(column++, first, end);
          blank = false;
        }
      }
      if (at >= length || bytes[at] === LF || bytes[at] === CR) break;
      if (!runs || bytes[at] === BLANK || bytes[at] === TAB) at++;
    }
    if (!blank) {
      visitor.endRow(column, place.line, at < length);
      left--;
    }
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    at++;
    place.line++;
  }
  place.at = at;
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
