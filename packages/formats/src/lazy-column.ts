import type { Column, ColumnValues } from '@anodelab/data';

/** A column whose values are computed when they are first asked for: few users of a file look at every column. */
export function lazyColumn(column: Omit<Column, 'values'>, compute: () => ColumnValues): Column {
  let values: ColumnValues | undefined;
  return {
    name: column.name,
    unit: column.unit,
    header: column.header,
    origin: column.origin,
    get values() {
      values ??= compute();
      return values;
    },
  };
}

/** A lazy column that the file does not have. */
export function derivedColumn(name: string, unit: string, compute: () => Float64Array): Column {
  return lazyColumn({ name, unit, header: null, origin: 'derived' }, compute);
}
