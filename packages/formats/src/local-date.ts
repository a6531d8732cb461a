import type { Finding } from '@anodelab/data';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date of a file as ISO date and time without zone. */
export interface LocalDate {
  /** Null where the text is no date. */
  readonly iso: string | null;
  readonly findings: readonly Finding[];
}

/**
 * A date and a time of day as instruments write them: `2019-03-06`, `Feb. 20, 2020`, `6.3.2019`, or `3/6/2019`. Of two
 * numbers with slashes the month is taken first, as in the United States, unless it cannot be one; where both could be
 * a month that is a finding.
 */
export function localDate(date: string, time: string, at: string): LocalDate {
  const found = datePart(date.trim());
  if (found === undefined) return unreadable(date, at);
  const clock = timePart(time.trim());
  if (clock === undefined) return unreadable(`${date} ${time}`, at);
  const iso = `${found.year}-${two(found.month)}-${two(found.day)}T${clock}`;
  const parsed = new Date(`${iso}Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.getUTCDate() !== found.day) return unreadable(date, at);
  const message = `"${date}" could be day and month in either order: read as month ${found.month}, day ${found.day}`;
  return {
    iso,
    findings: found.ambiguous ? [{ severity: 'info', code: 'date-ambiguous', message, at }] : [],
  };
}

interface DatePart {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly ambiguous: boolean;
}

function datePart(text: string): DatePart | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso !== null) return part(iso[1], iso[2], iso[3]);
  const named = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/.exec(text);
  if (named !== null) {
    const month = MONTHS.indexOf(named[1]?.toLowerCase() ?? '') + 1;
    return month === 0 ? undefined : part(named[3], month, named[2]);
  }
  const numbers = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numbers === null) return undefined;
  const [, first = '', separator, second = '', year] = numbers;
  if (separator === '.' || Number(first) > 12) return part(year, second, first);
  return part(year, first, second, Number(second) <= 12 && first !== second);
}

function part(year: unknown, month: unknown, day: unknown, ambiguous = false): DatePart {
  return { year: Number(year), month: Number(month), day: Number(day), ambiguous };
}

/** `4:35:22 PM` as `16:35:22`. */
function timePart(text: string): string | undefined {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?([AP]M)?$/i.exec(text);
  if (match === null) return undefined;
  const [, hour, minute = '00', second = '00', half] = match;
  const noon = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  return noon < 24 ? `${two(noon)}:${minute}:${second}` : undefined;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function unreadable(text: string, at: string): LocalDate {
  const message = `expected a date and a time, found "${text}"`;
  return { iso: null, findings: [{ severity: 'warning', code: 'start-unknown', message, at }] };
}
