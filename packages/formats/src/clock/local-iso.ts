/** Which number comes first in a date such as 03/04/2021. */
export type DateOrder = 'month-first' | 'day-first';

const TIME = String.raw`(?:[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2})([.,]\d+)?)?\s*([AP]M)?)?\s*$`;
const YEAR_FIRST = new RegExp(String.raw`^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}`, 'i');
const YEAR_LAST = new RegExp(String.raw`^\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}`, 'i');
const MONTH_NAMED = new RegExp(
  String.raw`^\s*(\d{1,2})[-\s.]+(\p{L}{3,9})\.?[-\s,]+(\d{4}|\d{2})${TIME}`,
  'iu',
);

/** `Feb. 20, 2020   15:55:08` */
const MONTH_FIRST = new RegExp(String.raw`^\s*(\p{L}{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${TIME}`, 'iu');

/** Beginnings of the months' names in English and, where they differ, German. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan'],
  ['feb'],
  ['mar', 'mär', 'mrz'],
  ['apr'],
  ['may', 'mai'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dez'],
];

/** The first two numbers of a date written as numbers with the year last; undefined for other texts. */
export function leadingNumbers(text: string): { first: number; second: number; mark: string } | undefined {
  const match = YEAR_LAST.exec(text);
  if (match === null) return undefined;
  return { first: Number(match[1]), second: Number(match[3]), mark: match[2] ?? '' };
}

/**
 * Local date, or date and time, as ISO text without zone (`2021-02-25T13:41:24.5`) of a date with the year first, with
 * the month as a word, or as numbers with the year last in the given order (with dots the day is first). Undefined for
 * other texts and dates that the calendar does not have. A year of two digits is of this century.
 */
export function localIso(text: string, order: DateOrder | undefined): string | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, month, day, ...time] = yearFirst;
    return iso(Number(year), Number(month), Number(day), time);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, first, mark, second, year, ...time] = yearLast;
    const dayFirst = mark === '.' || order === 'day-first';
    if (!dayFirst && order === undefined && first !== second) return undefined;
    const [day, month] = dayFirst ? [first, second] : [second, first];
    return iso(fullYear(year), Number(month), Number(day), time);
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) {
    const [, word, day, year, ...time] = monthFirst;
    return iso(Number(year), monthOf(word), Number(day), time);
  }
  const named = MONTH_NAMED.exec(text);
  if (named === null) return undefined;
  const [, day, word, year, ...time] = named;
  return iso(fullYear(year), monthOf(word), Number(day), time);
}

/** 1 to 12, or 0 for a word that is no month. */
function monthOf(word: string | undefined): number {
  const start = (word ?? '').toLowerCase().slice(0, 3);
  return 1 + MONTHS.findIndex((names) => names.includes(start));
}

function fullYear(text: string | undefined): number {
  const year = Number(text);
  return year < 100 ? 2000 + year : year;
}

function iso(
  year: number,
  month: number,
  day: number,
  [hour, minute, second, fraction, half]: readonly (string | undefined)[],
): string | undefined {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > last) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hours > 24 || Number(minute) > 59) return undefined;
  const rest = fraction === undefined ? '' : fraction.replace(',', '.');
  return `${date}T${two(hours)}:${two(Number(minute))}:${two(Number(second ?? 0))}${rest}`;
}
