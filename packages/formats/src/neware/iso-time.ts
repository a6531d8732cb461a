/** ISO local time of `2020-03-25 11:16:21` or `2015.09.16 12:08:41`; undefined for other text. */
export function isoTime(text: string): string | undefined {
  const match = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})/.exec(text);
  if (match === null) return undefined;
  const [, year, month = '', day = '', hour = '', minute, second] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:${second}`;
}
