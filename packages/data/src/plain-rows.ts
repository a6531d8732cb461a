import { parseNumber } from './parse-number.ts';
import { EXACT_POWERS } from './round-decimal.ts';
import type { TableColumns } from './table-columns.ts';

const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const TAB = 0x09;
const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const LOWER_E = 0x65 - ZERO;
const UPPER_E = 0x45 - ZERO;

/** Digits that a 32-bit integer always holds. */
const DIGITS = 9;
/** Largest integer below which every integer is a double. */
const LAST_INTEGER = Number.MAX_SAFE_INTEGER;
/** Largest power of ten that is exact. */
const LAST_POWER = 22;

/** How rows are written. */
interface RowSyntax {
  /** Byte between cells; not a blank. */
  readonly delimiter: number;
  /** Byte of the decimal mark. */
  readonly decimal: number;
}

/**
 * Reads rows as long as they are plain: one cell for each column, each a decimal number, empty, or (in a column of
 * words) any text without quotes. This is the fast lane of `readNumberTable`: numbers are parsed while their end is
 * looked for, and nothing is allocated per cell. Numbers are bit-equal to `parseNumber`. It is one long loop because
 * anything per cell that is not inlined costs as much as the cell.
 *
 * @param at - offset of the first byte of a row
 * @param limit - offset behind a line end; nothing beyond is looked at but the byte there
 * @returns offset of the first row that is not plain, or `limit`
 */
export function readPlainRows(
  bytes: Uint8Array,
  at: number,
  limit: number,
  { delimiter, decimal }: RowSyntax,
  columns: TableColumns,
): number {
  const { count, values, words } = columns;
  const second = delimiter === TAB ? BLANK : TAB;
  const mark = decimal - ZERO;
  while (at < limit) {
    const rowStart = at;
    const row = columns.nextRow();
    let column = 0;
    let byte = 0;
    for (; column < count; column++) {
      byte = bytes[at]!;
      const places = words[column];
      if (places !== undefined) {
        while (byte === BLANK || byte === second) byte = bytes[++at]!;
        if (byte === QUOTE) return rowStart;
        places.starts[row] = at;
        while (byte !== delimiter && byte !== LF && byte !== CR) byte = bytes[++at]!;
        let end = at;
        while (end > places.starts[row]! && (bytes[end - 1] === BLANK || bytes[end - 1] === second)) end--;
        places.ends[row] = end;
        if (byte !== delimiter) break;
        at++;
        continue;
      }
      while (byte === BLANK) byte = bytes[++at]!;
      const start = at;
      const negative = byte === MINUS;
      if (negative || byte === PLUS) byte = bytes[++at]!;
      // Nine digits go into one integer, up to nine more into a second one.
      let digit = byte - ZERO;
      let head = 0;
      let first = at;
      let stop = at + DIGITS;
      while (digit >= 0 && digit <= 9 && at < stop) {
        head = (head * 10 + digit) | 0;
        digit = bytes[++at]! - ZERO;
      }
      let power = 0;
      if (digit === mark) {
        power = at + 1;
        stop++;
        first++;
        digit = bytes[++at]! - ZERO;
        while (digit >= 0 && digit <= 9 && at < stop) {
          head = (head * 10 + digit) | 0;
          digit = bytes[++at]! - ZERO;
        }
      }
      let mantissa = head;
      if (digit >= 0 && digit <= 9) {
        const from = at;
        stop = at + DIGITS;
        let tail = 0;
        while (digit >= 0 && digit <= 9 && at < stop) {
          tail = (tail * 10 + digit) | 0;
          digit = bytes[++at]! - ZERO;
        }
        mantissa = head * EXACT_POWERS[at - from]! + tail;
      }
      if (power > 0) power -= at;
      if (at === first) mantissa = Infinity; // no digit
      if (digit === LOWER_E || digit === UPPER_E) {
        byte = bytes[++at]!;
        const down = byte === MINUS;
        if (down || byte === PLUS) byte = bytes[++at]!;
        first = at;
        digit = byte - ZERO;
        let exponent = 0;
        while (digit >= 0 && digit <= 9 && exponent < 1000) {
          exponent = exponent * 10 + digit;
          digit = bytes[++at]! - ZERO;
        }
        if (at === first) mantissa = Infinity;
        power += down ? -exponent : exponent;
      }
      byte = digit + ZERO;
      if (
        mantissa <= LAST_INTEGER &&
        (byte === delimiter || byte === LF || byte === CR) &&
        power <= LAST_POWER &&
        power >= -LAST_POWER
      ) {
        const value = power < 0 ? mantissa / EXACT_POWERS[-power]! : mantissa * EXACT_POWERS[power]!;
        values[column]![row] = negative ? -value : value;
      } else if (at === start && byte === delimiter && count > 1) {
        values[column]![row] = NaN;
      } else {
        at = otherCell(bytes, start, delimiter, decimal, columns, column, row);
        if (at < 0) return rowStart;
        byte = bytes[at]!;
      }
      if (byte !== delimiter) break;
      at++;
    }
    // A delimiter behind the last cell is no further cell.
    if (column === count) {
      byte = bytes[at]!;
      if (byte !== LF && byte !== CR) return rowStart;
    } else if (column !== count - 1) return rowStart;
    at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
    columns.closeRow();
  }
  return at;
}

/**
 * Stores a cell that is no short number: a longer one, or an empty one.
 *
 * @returns the offset behind it, or -1 where it makes its row no plain one
 */
function otherCell(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  decimal: number,
  { count, values }: TableColumns,
  column: number,
  row: number,
): number {
  let at = start;
  for (let byte = bytes[at]!; byte !== delimiter && byte !== LF && byte !== CR; ) byte = bytes[++at]!;
  let end = at;
  while (end > start && bytes[end - 1] === BLANK) end--;
  const value = end > start ? parseNumber(bytes, start, end, decimal) : NaN;
  if (end > start ? value !== value : count === 1) return -1;
  values[column]![row] = value;
  return at;
}
