import type { Finding } from '@anodelab/data';
import { leadingNumbers, localIso } from './local-iso.ts';

/** The one date of a file, as ISO date and time without zone. */
export interface LocalDate {
  /** Null where the text is no date. */
  readonly iso: string | null;
  readonly findings: readonly Finding[];
}

/**
 * The start that a potentiostat's file states: `2019-03-06`, `Feb. 20, 2020`, `6.3.2019`, or `3/6/2019` and a time of day. Of
 * two numbers with slashes the month is taken first, as in the United States, unless it cannot be one; where both could be
 * a month that is a finding.
 */
export function localDate(date: string, time: string, at: string): LocalDate {
  const numbers = leadingNumbers(date);
  const isDayFirst = numbers !== undefined && (numbers.mark === '.' || numbers.first > 12);
  const iso = localIso(`${date} ${time}`, isDayFirst ? 'day-first' : 'month-first');
  if (iso === undefined) {
    const message = `expected a date and a time, found "${`${date} ${time}`.trim()}"`;
    return { iso: null, findings: [{ severity: 'warning', code: 'start-unknown', message, at }] };
  }
  const isAmbiguous =
    numbers !== undefined && !isDayFirst && numbers.second <= 12 && numbers.first !== numbers.second;
  if (!isAmbiguous) return { iso, findings: [] };
  const message = `"${date}" could be day and month in either order: read as month ${numbers.first}, day ${numbers.second}`;
  return { iso, findings: [{ severity: 'info', code: 'date-ambiguous', message, at }] };
}
