import { TextCells } from '@anodelab/data';

const BLANK = 0x20;
const COLON = 0x3a;
const POINT = 0x2e;
const LETTER_T = 0x54;
const ZERO = 0x30;
/** What makes a letter of ASCII a small one. */
const SMALL = 0x20;

/** Neighbouring rows whose dates share their day, or are the same text; blank ones are in none. */
export interface DateRun {
  /** The date in the first of the rows. */
  readonly text: string;
  readonly rows: number;
  /** True where one of them has a time of day. */
  readonly isTimed: boolean;
}

/**
 * The runs of a column of dates. All dates of a run can be read where its first one can: they have its day, and a time
 * of day that the clock has.
 */
export function dateRuns(texts: readonly string[] | TextCells): readonly DateRun[] {
  if (!(texts instanceof TextCells)) {
    return texts.flatMap((text) => (text === '' ? [] : [{ text, rows: 1, isTimed: text.includes(':') }]));
  }
  const { bytes, starts, ends, length } = texts;
  const runs: DateRun[] = [];
  let first = 0;
  let rows = 0;
  let isTimed = false;
  /** The day of this run. */
  let [from, to] = [0, 0];
  const close = () => {
    const text = rows === 0 ? '' : (texts.at(first) ?? '');
    if (rows > 0) runs.push({ text, rows, isTimed: isTimed || text.includes(':') });
    rows = 0;
    isTimed = false;
  };
  for (let row = 0; row < length; row++) {
    const start = starts[row]!;
    const end = ends[row]!;
    if (end <= start) continue;
    const dayEnd = endOfDay(bytes, start, end);
    if (rows > 0 && isSame(bytes, from, to, start, dayEnd)) {
      rows++;
    } else {
      close();
      [first, rows, from, to] = [row, 1, start, dayEnd];
    }
    isTimed ||= dayEnd < end;
  }
  close();
  return runs;
}

/** From the start, where days differ as seldom as at their end. */
function isSame(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b) return false;
  for (let i = 0; i < aEnd - a; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

/**
 * Offset behind the day of a date with a time such as `15:57:53`, `3:56:08 PM` or `08:32:34.558` that the clock has;
 * else the end of the whole text.
 */
function endOfDay(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  if ((bytes[at - 1]! | SMALL) === 0x6d) {
    const half = bytes[at - 2]! | SMALL;
    if (half !== 0x61 && half !== 0x70) return end;
    at -= 2;
    while (at > start && bytes[at - 1] === BLANK) at--;
  }
  const timeEnd = at;
  // Backwards to the blank before the hours; 15 characters are a time with microseconds.
  while (at > start && at > timeEnd - 18 && isOfTime(bytes[at - 1]!)) at--;
  const before = bytes[at - 1];
  if (at - 1 <= start || (before !== BLANK && before !== LETTER_T)) return end;
  return isTime(bytes, at, timeEnd) ? at - 1 : end;
}

function isOfTime(byte: number): boolean {
  return (byte >= ZERO && byte <= COLON) || byte === POINT;
}

/** True for `h:mm:ss` or `hh:mm:ss`, with or without a fraction. */
function isTime(bytes: Uint8Array, from: number, to: number): boolean {
  const colon = bytes[from + 1] === COLON ? from + 1 : from + 2;
  if (bytes[colon] !== COLON || bytes[colon + 3] !== COLON || to < colon + 6) return false;
  const hours = colon === from + 1 ? bytes[from]! - ZERO : two(bytes, from);
  if (!(hours >= 0 && hours <= 24) || !(two(bytes, colon + 1) <= 59) || !(two(bytes, colon + 4) <= 59))
    return false;
  if (to === colon + 6) return true;
  if (bytes[colon + 6] !== POINT || to === colon + 7) return false;
  for (let at = colon + 7; at < to; at++) if (!isDigit(bytes[at]!)) return false;
  return true;
}

/** The number of two digits; NaN for anything else. */
function two(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [bytes[at]!, bytes[at + 1]!];
  return isDigit(tens) && isDigit(ones) ? 10 * (tens - ZERO) + ones - ZERO : NaN;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
