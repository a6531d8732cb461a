import type { ColumnValues } from '@anodelab/data';
import type { Grid } from '../workbook/grid.ts';

/** A column is text when more than this share of its filled cells are no numbers. */
const TEXT_SHARE = 0.1;

/** The cells of one column of a sheet: numbers with NaN where there is none, or text. */
export function gridValues(grid: Grid, column: number, rows: readonly number[]): ColumnValues {
  const numbers = new Float64Array(rows.length).fill(NaN);
  let filled = 0;
  let strange = 0;
  rows.forEach((row, i) => {
    const cell = grid.cell(row, column);
    if (cell === undefined || cell === '') return;
    filled++;
    const value = typeof cell === 'number' ? cell : cell.trim() === '' ? NaN : Number(cell);
    numbers[i] = value;
    if (Number.isNaN(value)) strange++;
  });
  if (strange <= TEXT_SHARE * filled) return numbers;
  return rows.map((row) => String(grid.cell(row, column) ?? '').trim());
}

/** The cells of a row as text. */
export function gridTexts(grid: Grid, row: number): string[] {
  return Array.from({ length: grid.width(row) }, (_, column) => String(grid.cell(row, column) ?? '').trim());
}
