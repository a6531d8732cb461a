import type { Finding } from '@anodelab/data';
import { type DateOrder, leadingNumbers, localIso } from './local-iso.ts';

/** What helps to tell 03/04 from 04/03. */
export interface DateEvidence {
  /** Other dates of the same file and writing. */
  readonly others?: readonly string[];
  /** Seconds since the start of the test, one per date. */
  readonly elapsed?: Float64Array | undefined;
  /** An order that the file's other facts prove. */
  readonly order?: DateOrder | undefined;
}

/** Dates as ISO text, and how they were read. */
export interface ReadDates {
  /** ISO local time without zone; the file's own text where it cannot be read, or could be read in two ways. */
  readonly values: readonly string[];
  readonly order: DateOrder | undefined;
  readonly findings: readonly Finding[];
}

/** Clock and test time may differ by this much and still agree: a second of rounding each, and a slow clock. */
const AGREE_SECONDS = 3;
const AGREE_SHARE = 0.01;

/**
 * The dates of a column. Dates as numbers with the year last are read in the order that the column itself decides: by a
 * number above 12, else by the time that passes between its first and last row. Where nothing decides they stay text,
 * with a finding.
 */
export function readDates(texts: readonly string[], header: string, evidence: DateEvidence = {}): ReadDates {
  const order = evidence.order ?? orderOf(texts, evidence);
  const ambiguous = texts.find((text) => {
    const numbers = leadingNumbers(text);
    return numbers !== undefined && numbers.mark !== '.' && numbers.first !== numbers.second;
  });
  if (order === undefined && ambiguous !== undefined) {
    const readings = (['month-first', 'day-first'] as const).map((each) => localIso(ambiguous, each));
    return {
      values: texts,
      order,
      findings: [
        {
          severity: 'info',
          code: 'date-ambiguous',
          message: `${ambiguous} can be ${readings.join(' or ')} and nothing in the file decides: dates are kept as text`,
          at: header,
        },
      ],
    };
  }
  let unread = 0;
  let first = '';
  const read = dateReader(order);
  const values = texts.map((text) => {
    const found = read(text);
    if (found === undefined && text !== '' && unread++ === 0) first = text;
    return found ?? text;
  });
  const timed = midnights(values);
  if (unread === 0) return { values: timed, order, findings: [] };
  const message = `${unread} of ${texts.length} are no dates, such as "${first}": kept as text`;
  return { values: timed, order, findings: [{ severity: 'info', code: 'not-a-date', message, at: header }] };
}

/** `hh:mm:ss` with or without a fraction, as it stands in ISO text. */
const ISO_TIME = /^([01]\d|2[0-4]):[0-5]\d:[0-5]\d(\.\d+)?$/;

/** Reads dates in a row: neighbours mostly share their day, and mostly write the time as ISO does. */
function dateReader(order: DateOrder | undefined): (text: string) => string | undefined {
  let day = '';
  let isoDay: string | undefined;
  return (text) => {
    const blank = text.indexOf(' ');
    if (blank < 6 || !ISO_TIME.test(text.slice(blank + 1))) return localIso(text, order);
    if (!text.startsWith(day) || day.length !== blank) {
      day = text.slice(0, blank);
      isoDay = localIso(day, order);
    }
    return isoDay === undefined ? undefined : `${isoDay}T${text.slice(blank + 1)}`;
  };
}

/** Some cyclers leave out the time where it is midnight: such dates get it where others have one. */
function midnights(values: readonly string[]): readonly string[] {
  const isBare = (value: string) => value.length === 10 && value[4] === '-';
  if (!values.some(isBare) || !values.some((value) => value.includes('T'))) return values;
  return values.map((value) => (isBare(value) ? `${value}T00:00:00` : value));
}

/** The order that numbers above 12 or the elapsed time decide; undefined where neither does, or both orders occur. */
function orderOf(texts: readonly string[], { others = [], elapsed }: DateEvidence): DateOrder | undefined {
  let dayFirst = false;
  let monthFirst = false;
  let before = '';
  const look = (text: string) => {
    const start = text.slice(0, 6);
    if (start === before) return;
    before = start;
    const numbers = leadingNumbers(text);
    if (numbers === undefined || numbers.mark === '.') return;
    dayFirst ||= numbers.first > 12;
    monthFirst ||= numbers.second > 12;
  };
  texts.forEach(look);
  others.forEach(look);
  if (dayFirst !== monthFirst) return dayFirst ? 'day-first' : 'month-first';
  return dayFirst || elapsed === undefined ? undefined : orderByElapsed(texts, elapsed);
}

function orderByElapsed(texts: readonly string[], elapsed: Float64Array): DateOrder | undefined {
  const end = texts.length - 1;
  const passed = (elapsed[end] ?? NaN) - (elapsed[0] ?? NaN);
  const agree = (['month-first', 'day-first'] as const).filter((order) => {
    const clock = secondsOf(texts[end], order) - secondsOf(texts[0], order);
    return Math.abs(clock - passed) <= AGREE_SECONDS + AGREE_SHARE * Math.abs(passed);
  });
  return agree.length === 1 ? agree[0] : undefined;
}

function secondsOf(text: string | undefined, order: DateOrder): number {
  return Date.parse(`${localIso(text ?? '', order) ?? 'none'}Z`) / 1000;
}
