import { type Column, labels, numbers } from '@anodelab/data';
import { isoFromSerial } from '../workbook/grid.ts';

const SECONDS_PER_DAY = 86_400;

/**
 * Local start of a test as ISO text to the second: the clock of its first record less its test time. Undefined without
 * either, and where dates could be read two ways.
 */
export function startLocal(
  columns: readonly Column[],
  firstClock: string | undefined = labels({ columns }, 'localTime')?.[0],
): string | undefined {
  const seconds = numbers({ columns }, 'time_s')?.[0] ?? NaN;
  const days = numbers({ columns }, 'dateTime_d')?.[0];
  if (days !== undefined) return isoFromSerial(days - seconds / SECONDS_PER_DAY) || undefined;
  const clock = firstClock ?? '';
  // Ambiguous dates are not ISO text, and `Date.parse` would guess.
  if (!/^\d{4}-/.test(clock)) return undefined;
  const start = Math.round(Date.parse(`${clock}Z`) / 1000 - seconds) * 1000;
  return Number.isFinite(start) ? new Date(start).toISOString().slice(0, 19) : undefined;
}
