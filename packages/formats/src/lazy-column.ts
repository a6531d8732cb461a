import { type Column, type ColumnValues, TextCells } from '@anodelab/data';

/**
 * A column whose values are computed when they are first asked for: few users of a file look at every column.
 *
 * @param labelAt - one label without the others
 */
export function lazyColumn(
  column: Omit<Column, 'values'>,
  compute: () => ColumnValues,
  labelAt?: (row: number) => string,
): Column {
  let values: ColumnValues | undefined;
  const lazy = {
    name: column.name,
    unit: column.unit,
    header: column.header,
    origin: column.origin,
    get values() {
      values ??= compute();
      return values;
    },
  };
  return labelAt === undefined ? lazy : Object.defineProperty(lazy, 'labelAt', { value: labelAt });
}

/** A lazy column that the file does not have. */
export function derivedColumn(name: string, unit: string, compute: () => Float64Array): Column {
  return lazyColumn({ name, unit, header: null, origin: 'derived' }, compute);
}

/** What a table of a file holds under one header. */
export type Cells = ColumnValues | TextCells;

/** A column of such cells; texts become strings when they are first asked for. */
export function columnOf(column: Omit<Column, 'values'>, cells: Cells): Column {
  return cells instanceof TextCells
    ? lazyColumn(
        column,
        () => cells.toStrings(),
        (row) => cells.at(row) ?? '',
      )
    : { ...column, values: cells };
}

/** The values of such cells at once. */
export function valuesOf(cells: Cells): ColumnValues {
  return cells instanceof TextCells ? cells.toStrings() : cells;
}

/** The same column under another name or header; its values are not asked for. */
export function renamed(column: Column, to: { readonly name?: string; readonly header?: string }): Column {
  const { name = column.name, header = column.header } = to;
  if (name === column.name && header === column.header) return column;
  const { unit, origin, labelAt } = column;
  return lazyColumn({ name, unit, header, origin }, () => column.values, labelAt);
}
