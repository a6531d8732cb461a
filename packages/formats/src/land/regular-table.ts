import { decodeText, readNumberTable, type TextEncoding } from '@anodelab/data';
import type { Cells } from '../lazy-column.ts';
import type { Cell, Grid } from '../workbook/grid.ts';
import { type Fragment, findTables } from './find-tables.ts';
import { textGrid } from './text-grid.ts';

/** Bytes in which the header of a regular text stands. */
const HEAD = 65536;

/** Cells of LAND without a value, besides those that mean none in any table. */
const MISSING = ['-', '--', '---'];

/** A table whose columns are read already. */
export interface RegularTable {
  readonly fragment: Fragment;
  readonly preamble: readonly (readonly string[])[];
}

/**
 * The table of a text that holds one header and below it nothing but rows of its columns, read column by column; or
 * undefined, and then the text is to be looked at row by row. Most long exports are regular.
 */
export function regularTable(bytes: Uint8Array, encoding: TextEncoding): RegularTable | undefined {
  const grid = textGrid(decodeText(bytes.subarray(0, HEAD)).text);
  const { fragments, preamble } = findTables(grid, undefined);
  const [found, other] = fragments;
  const first = found?.rows[0];
  if (found === undefined || first === undefined || other !== undefined || found.kind !== 'records')
    return undefined;
  const table = readNumberTable(bytes, {
    columns: found.left + found.columns.length,
    firstLine: first,
    delimiter: grid.delimiter,
    decimal: grid.decimal,
    encoding,
    missing: MISSING,
    kinds: [
      ...Array.from({ length: found.left }, () => 'auto' as const),
      ...found.columns.map(({ quantity }) =>
        quantity?.kind === 'text' || quantity?.kind === 'date' ? ('text' as const) : ('auto' as const),
      ),
    ],
  });
  const values = table.columns.slice(found.left);
  if (table.findings.length > 0 || !areAsTheirHeaders(found, values)) return undefined;
  const rows = Array.from({ length: table.rows }, (_, i) => first + i);
  return { fragment: { ...found, grid: gridOf(found, values, first), rows, skipped: [], values }, preamble };
}

/** Numbers where the headers promise numbers, and one in the first column of every row. */
function areAsTheirHeaders({ columns }: Fragment, values: readonly Cells[]): boolean {
  const key = values[columns.findIndex(({ quantity }) => quantity !== undefined)];
  if (!(key instanceof Float64Array)) return false;
  // `some` with a function takes as long as a check of the whole table.
  for (let row = 0; row < key.length; row++) if (key[row] !== key[row]) return false;
  return columns.every(({ quantity, unit }, i) => {
    const isNumeric = values[i] instanceof Float64Array;
    if (quantity === undefined || quantity.kind === 'text' || quantity.kind === 'date') return true;
    return quantity.kind === 'duration' ? !isNumeric || unit !== undefined : isNumeric;
  });
}

/** The columns cell by cell, for those who look at a few. */
function gridOf({ grid, left }: Fragment, values: readonly Cells[], first: number): Grid {
  const rows = first + (values[0]?.length ?? 0);
  return {
    name: '',
    rows,
    width: (row) => (row < first ? grid.width(row) : left + values.length),
    cell: (row, column): Cell =>
      row < first ? grid.cell(row, column) : values[column - left]?.at(row - first),
    place: grid.place,
  };
}
