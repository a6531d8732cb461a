import { type Finding, TextCells } from '@anodelab/data';
import { type DateRun, dateRuns } from './date-runs.ts';
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

/** How the dates of a column are read. */
export interface ReadDates {
  /** ISO local time without zone; the file's own text where it cannot be read, or could be read in two ways. */
  readonly values: () => readonly string[];
  /** One of them, without the others. */
  readonly at: (row: number) => string;
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
export function readDates(
  texts: readonly string[] | TextCells,
  header: string,
  evidence: DateEvidence = {},
): ReadDates {
  const all = () => (texts instanceof TextCells ? texts.toStrings() : texts);
  const runs = dateRuns(texts);
  const order = evidence.order ?? orderOf(runs, texts, evidence);
  const ambiguous = runs.find(({ text }) => {
    const numbers = leadingNumbers(text);
    return numbers !== undefined && numbers.mark !== '.' && numbers.first !== numbers.second;
  })?.text;
  if (order === undefined && ambiguous !== undefined) {
    const readings = (['month-first', 'day-first'] as const).map((each) => localIso(ambiguous, each));
    const message = `${ambiguous} can be ${readings.join(' or ')} and nothing in the file decides: dates are kept as text`;
    return {
      values: all,
      at: (row) => texts.at(row) ?? '',
      order,
      findings: [{ severity: 'info', code: 'date-ambiguous', message, at: header }],
    };
  }
  const readRun = dateReader(order);
  const unread = new Set(runs.filter(({ text }) => readRun(text) === undefined));
  const someTimed = runs.some((run) => run.isTimed && !unread.has(run));
  const isoTexts = (some: readonly string[]) => {
    const read = dateReader(order);
    return some.map((text) => {
      const iso = read(text) ?? text;
      // Some cyclers leave out the time where it is midnight: such dates get it where others have one.
      return someTimed && iso.length === 10 && iso[4] === '-' ? `${iso}T00:00:00` : iso;
    });
  };
  const result = {
    values: () => isoTexts(all()),
    at: (row: number) => isoTexts([texts.at(row) ?? ''])[0] ?? '',
    order,
  };
  if (unread.size === 0) return { ...result, findings: [] };
  const [first] = unread;
  const rows = [...unread].reduce((sum, run) => sum + run.rows, 0);
  const message = `${rows} of ${texts.length} are no dates, such as "${first?.text}": kept as text`;
  return { ...result, findings: [{ severity: 'info', code: 'not-a-date', message, at: header }] };
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
    return isoDay === undefined ? localIso(text, order) : `${isoDay}T${text.slice(blank + 1)}`;
  };
}

/** The order that numbers above 12 or the elapsed time decide; undefined where neither does, or both orders occur. */
function orderOf(
  runs: readonly DateRun[],
  texts: readonly string[] | TextCells,
  { others = [], elapsed }: DateEvidence,
): DateOrder | undefined {
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
  for (const { text } of runs) look(text);
  others.forEach(look);
  if (dayFirst !== monthFirst) return dayFirst ? 'day-first' : 'month-first';
  return dayFirst || elapsed === undefined ? undefined : orderByElapsed(texts, elapsed);
}

function orderByElapsed(texts: readonly string[] | TextCells, elapsed: Float64Array): DateOrder | undefined {
  const end = texts.length - 1;
  const passed = (elapsed[end] ?? NaN) - (elapsed[0] ?? NaN);
  const agree = (['month-first', 'day-first'] as const).filter((order) => {
    const clock = secondsOf(texts.at(end), order) - secondsOf(texts.at(0), order);
    return Math.abs(clock - passed) <= AGREE_SECONDS + AGREE_SHARE * Math.abs(passed);
  });
  return agree.length === 1 ? agree[0] : undefined;
}

function secondsOf(text: string | undefined, order: DateOrder): number {
  return Date.parse(`${localIso(text ?? '', order) ?? 'none'}Z`) / 1000;
}
