import type { Column, ColumnValues } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import type { Row } from './open-database.ts';
import { ARBIN, DATABASE_UNITS } from './vocabulary.ts';

/** The columns of a table of the database in SI; columns that are not known keep their numbers, without a unit. */
export function arbinTable(headers: readonly string[], rows: readonly Row[]): Column[] {
  const cells = headers.map((header) => valuesOf(rows, header));
  return [...buildColumns(headers, cells, ARBIN, { units: DATABASE_UNITS }).columns];
}

function valuesOf(rows: readonly Row[], header: string): ColumnValues {
  const cells = rows.map((row) => row[header]);
  if (cells.some((cell) => typeof cell === 'string'))
    return cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell)));
  return Float64Array.from(cells, numberOf);
}

function numberOf(cell: unknown): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean' || typeof cell === 'bigint') return Number(cell);
  return NaN;
}
