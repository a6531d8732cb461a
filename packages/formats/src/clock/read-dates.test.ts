import { readNumberTable, TextCells } from '@anodelab/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateRuns } from './date-runs.ts';
import { readDates } from './read-dates.ts';

/** The texts as cells of a file. */
function cellsOf(texts: readonly string[]): TextCells {
  const bytes = new TextEncoder().encode(texts.map((text) => `0|${text}\n`).join(''));
  const table = readNumberTable(bytes, {
    columns: 2,
    firstLine: 0,
    delimiter: '|',
    encoding: 'utf-8',
    kinds: ['number', 'text'],
  });
  const cells = table.columns[1];
  if (!(cells instanceof TextCells)) throw new Error('expected texts');
  return cells;
}

const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
const day = fc.oneof(
  fc.constantFrom(
    '2024-02-29',
    '2023-02-29',
    '03/04/2021',
    '13/04/2021',
    '04/13/21',
    '28-Nov-23',
    '1.2.2020',
  ),
  fc.constantFrom('Feb. 20, 2020', 'today', '', '2024', '10:00:00', '2020/1/1'),
);
const time = fc.oneof(
  fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':')),
  fc.constantFrom(
    '3:56:08 PM',
    '12:00:00 am',
    '08:32:34.558',
    '1:02',
    '7:08:09.',
    ' 10:20:30',
    '',
    'noon',
    '1:2:3',
  ),
);
const text = fc
  .tuple(day, fc.constantFrom(' ', 'T', ', '), time)
  .map(([date, blank, clock]) => `${date}${clock === '' ? '' : blank}${clock}`.trim());

test('dates read as cells of a file are those read as strings', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (texts) => {
      const cells = cellsOf(texts);
      expect(cells.toStrings()).toEqual(texts);
      const plain = readDates(texts, 'date');
      const found = readDates(cells, 'date');
      expect(found.values()).toEqual(plain.values());
      expect(texts.map((_, row) => found.at(row))).toEqual(texts.map((_, row) => plain.at(row)));
      expect(found.order).toBe(plain.order);
      expect(found.findings).toEqual(plain.findings);
    }),
    { numRuns: 500 },
  );
});

test('dates of one day are one run, whatever their time', () => {
  const texts = [
    '1/2/2024 1:00:00 PM',
    '1/2/2024 12:30:00 AM',
    '',
    '1/2/2024 10:00:00.25',
    '1/3/2024 0:00:01',
  ];
  expect(dateRuns(cellsOf(texts))).toEqual([
    { text: '1/2/2024 1:00:00 PM', rows: 3, isTimed: true },
    { text: '1/3/2024 0:00:01', rows: 1, isTimed: true },
  ]);
});

test('a time that the clock does not have is looked at by itself', () => {
  expect(
    dateRuns(cellsOf(['2024-01-02 10:00:00', '2024-01-02 10:61:00', '2024-01-02 25:00:00'])).length,
  ).toBe(3);
});

test('dates without a time are midnight where others have a time', () => {
  const dates = readDates(cellsOf(['2024-01-01 23:59:59', '2024-01-02']), 'date');
  expect(dates.values()).toEqual(['2024-01-01T23:59:59', '2024-01-02T00:00:00']);
  expect(dates.at(1)).toBe('2024-01-02T00:00:00');
});
