import type { ColumnValues } from '@anodelab/data';
import type { Grid } from '../workbook/grid.ts';
import { gridTexts, gridValues } from './grid-values.ts';

/** Rows in which the column names of a sheet stand. */
const HEADER_ROWS = 40;

/** A table on one sheet, or on several that continue each other. */
export interface SheetTable {
  readonly headers: readonly string[];
  /** Row of the names on the first sheet. */
  readonly headerRow: number;
  readonly parts: readonly { readonly grid: Grid; readonly rows: readonly number[] }[];
}

/** Row of a maker's column names; undefined for other sheets. */
export function headerRow(grid: Grid, isHeader: (cells: readonly string[]) => boolean): number | undefined {
  for (let row = 0; row < Math.min(grid.rows, HEADER_ROWS); row++)
    if (isHeader(gridTexts(grid, row))) return row;
  return undefined;
}

/** The table of a sheet; undefined where there are no such names or no rows below them. */
export function sheetTable(
  grid: Grid,
  isHeader: (cells: readonly string[]) => boolean,
): SheetTable | undefined {
  const top = headerRow(grid, isHeader);
  if (top === undefined) return undefined;
  const headers = gridTexts(grid, top);
  while (headers.at(-1) === '') headers.pop();
  const rows: number[] = [];
  for (let row = top + 1; row < grid.rows; row++)
    if (headers.some((_, column) => (grid.cell(row, column) ?? '') !== '')) rows.push(row);
  return rows.length === 0 ? undefined : { headers, headerRow: top, parts: [{ grid, rows }] };
}

/** Names of the sheets that a table stands on. */
export function sheetNames(table: SheetTable): readonly string[] {
  return table.parts.map(({ grid }) => grid.name);
}

/**
 * Tables joined where one goes on with the one before: they have the same names, and the counting column does not
 * begin again.
 *
 * @param counts - name of the column that counts or runs on
 * @param mayJoin - further condition, such as the same channel
 */
export function joinTables<T extends SheetTable>(
  tables: readonly T[],
  counts: RegExp,
  mayJoin: (before: T, table: T) => boolean,
): readonly T[] {
  const joined: T[] = [];
  for (const table of tables) {
    const index = joined.findIndex((before) => mayJoin(before, table) && goesOn(before, table, counts));
    const before = joined[index];
    if (before === undefined) joined.push(table);
    else joined[index] = { ...before, parts: [...before.parts, ...table.parts] };
  }
  return joined;
}

function goesOn(before: SheetTable, table: SheetTable, counts: RegExp): boolean {
  if (before.headers.join('\t') !== table.headers.join('\t')) return false;
  const column = before.headers.findIndex((header) => counts.test(header));
  const last = before.parts.at(-1);
  const first = table.parts[0];
  if (column < 0 || last === undefined || first === undefined) return false;
  const end = Number(last.grid.cell(last.rows.at(-1) ?? 0, column));
  return Number(first.grid.cell(first.rows[0] ?? 0, column)) >= end;
}

/** The cells of each column of a table: numbers where all of its sheets have them. */
export function tableCells({ headers, parts }: SheetTable): readonly ColumnValues[] {
  return headers.map((_, column) =>
    joinValues(parts.map(({ grid, rows }) => gridValues(grid, column, rows))),
  );
}

function joinValues(parts: readonly ColumnValues[]): ColumnValues {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  if (parts.some((part) => !(part instanceof Float64Array)))
    return parts.flatMap((part) => (part instanceof Float64Array ? Array.from(part, textOf) : part));
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    if (part instanceof Float64Array) joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function textOf(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
