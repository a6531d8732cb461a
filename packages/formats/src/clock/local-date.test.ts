import { expect, test } from 'vitest';
import { localDate } from './local-date.ts';

test('dates are read as instruments write them', () => {
  const iso = (date: string, time: string) => localDate(date, time, 'x').iso;
  expect(iso('Feb. 20, 2020', '15:55:08')).toBe('2020-02-20T15:55:08');
  expect(iso('July 19, 2022', '10:35:26')).toBe('2022-07-19T10:35:26');
  expect(iso('2024-07-16', '9:32')).toBe('2024-07-16T09:32:00');
  expect(iso('6.3.2019', '16:35:22')).toBe('2019-03-06T16:35:22');
  expect(iso('4/23/2018', '4:43:15 PM')).toBe('2018-04-23T16:43:15');
  expect(iso('23/4/2018', '12:00:00 AM')).toBe('2018-04-23T00:00:00');
});

test('a date that could be read two ways says how it was read', () => {
  const found = localDate('3/6/2019', '16:35:22', 'DATE');
  expect(found.iso).toBe('2019-03-06T16:35:22');
  expect(found.findings).toMatchObject([{ severity: 'info', code: 'date-ambiguous', at: 'DATE' }]);
  expect(localDate('3/3/2019', '16:35:22', 'DATE').findings).toEqual([]);
});

test('what is no date is null with a finding', () => {
  for (const [date, time] of [
    ['31/31/2020', '10:00:00'],
    ['2/30/2020', '10:00:00'],
    ['today', '10:00:00'],
    ['2020-01-01', '25:00'],
  ] as const) {
    const { iso, findings } = localDate(date, time, 'x');
    expect(iso).toBeNull();
    expect(findings).toMatchObject([{ code: 'start-unknown' }]);
  }
});
