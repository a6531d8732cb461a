import { labelReader } from '@anodelab/data';
import { expect, test } from 'vitest';
import { lazyColumn, renamed } from './lazy-column.ts';

test('one label is read without making all, also under another name; copies do without', () => {
  let made = 0;
  const column = lazyColumn(
    { name: 'localTime', unit: null, header: 'Date', origin: 'measured' },
    () => {
      made++;
      return ['a', 'b'];
    },
    (row) => ['a', 'b'][row] ?? '',
  );
  const table = { columns: [renamed(column, { name: 'start' })] };
  expect(labelReader(table, 'start')?.(1)).toBe('b');
  expect(labelReader(table, 'localTime')).toBeUndefined();
  expect(made).toBe(0);
  const copy = structuredClone(table.columns[0]);
  expect(copy).toEqual({ name: 'start', unit: null, header: 'Date', origin: 'measured', values: ['a', 'b'] });
  expect(made).toBe(1);
});
