import { expect, test } from 'vitest';
import { auxiliaryColumns } from './auxiliary-columns.ts';

const row = (point: number, kind: number, index: number, x: number) => ({
  Data_Point: point,
  Data_Type: kind,
  Auxiliary_Index: index,
  X: x,
});

test('auxiliary channels get the units that the database states, and records without a value none', () => {
  const rows = [row(1, 0, 0, 3.1), row(3, 0, 0, 3.2), row(1, 1, 0, 25), row(3, 1, 1, 26), row(9, 1, 1, 0)];
  const channels = [
    { Data_Type: 0, Auxiliary_Index: 0, Unit: 'V', Nickname: 'ref' },
    { Data_Type: 1, Auxiliary_Index: 0, Unit: 'C', Nickname: '' },
    { Data_Type: 1, Auxiliary_Index: 1, Unit: 'C', Nickname: '' },
  ];
  const columns = auxiliaryColumns(rows, channels, Float64Array.of(1, 2, 3));
  expect(columns.map(({ name, unit }) => [name, unit])).toEqual([
    ['auxVoltage1_V', 'V'],
    ['temperature_K', 'K'],
    ['temperatureT2_K', 'K'],
  ]);
  expect(columns[0]?.values).toEqual(Float64Array.of(3.1, NaN, 3.2));
  expect(columns[1]?.values).toEqual(Float64Array.of(298.15, NaN, NaN));
  expect(columns[2]?.values).toEqual(Float64Array.of(NaN, NaN, 299.15));
});

test('a channel that the database does not describe has no unit', () => {
  const [column] = auxiliaryColumns([row(1, 4, 2, 7)], [], Float64Array.of(1));
  expect(column).toMatchObject({ name: 'aux4Channel2', unit: null, values: Float64Array.of(7) });
});
