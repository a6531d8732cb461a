const SECONDS_PER_DAY = 86_400;

/** `d-hh:mm:ss`, `0d hh:mm:ss`, `:d:hh:mm:ss`, `hh:mm:ss`, `mm:ss`, with or without a fraction of a second. */
const DURATION = /^\s*(?::?(\d+)[-d: ]\s*(?=\d+:\d+:))?(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)\s*$/;

/** Seconds of a duration: text such as `1-02:03:04` or `0d 00:00:05.01`, or a number of Excel days; NaN for anything else. */
export function durationSeconds(cell: number | string | undefined): number {
  if (typeof cell === 'number') return cell * SECONDS_PER_DAY;
  const match = DURATION.exec(cell ?? '');
  if (match === null) return NaN;
  const [, days, hours, minutes, seconds] = match;
  const fine = Number((seconds ?? '').replace(',', '.'));
  return Number(days ?? 0) * SECONDS_PER_DAY + Number(hours ?? 0) * 3600 + Number(minutes) * 60 + fine;
}
