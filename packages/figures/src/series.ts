import type { Extent } from './axis-scale.ts';
import type { Mark, FigureSpec, Panel } from './spec.ts';

type Tables = FigureSpec['tables'];

/**
 * Numbers of a column, NaN where the table has none.
 * @throws {RangeError} when the table has no such column
 */
export function numberColumn(tables: Tables, table: string, name: string): Float64Array {
  const column = tables[table]?.[name];
  if (column === undefined)
    throw new RangeError(`figure spec: expected a column "${table}.${name}", found none`);
  const values: readonly (number | string | null)[] = column.values;
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN));
}

/** Labels of a column; numbers are written out. */
export function labelColumn(tables: Tables, table: string, name: string): readonly string[] {
  return (tables[table]?.[name]?.values ?? []).map((value) => String(value ?? ''));
}

/** Categories of a panel with bars, in the order in which they first appear. */
export function panelCategories(panel: Panel, tables: Tables): string[] {
  const found = panel.marks.flatMap((mark) =>
    mark.type === 'bars' ? labelColumn(tables, mark.table, mark.x) : [],
  );
  return [...new Set(found)];
}

/** Range of everything that a panel draws along one axis; on a logarithmic axis of what is positive. */
export function panelExtent(
  panel: Panel,
  tables: Tables,
  along: 'x' | 'left' | 'right',
  log: boolean,
): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const mark of panel.marks) {
    for (const value of valuesAlong(mark, tables, along)) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

function valuesAlong(mark: Mark, tables: Tables, along: 'x' | 'left' | 'right'): Iterable<number> {
  if (mark.type === 'rule') return mark.across === along ? [mark.value] : [];
  if (mark.type === 'bars') return along === 'left' ? barEnds(mark, tables) : [];
  if (mark.type === 'raster') return along === 'x' ? mark.x : along === 'left' ? mark.y : [];
  if (along === 'x') return mark.type === 'text' ? [mark.x] : numberColumn(tables, mark.table, mark.x);
  if ((mark.axis ?? 'left') !== along) return [];
  if (mark.type === 'text') return [mark.y];
  if (mark.type === 'line' || mark.type === 'points') return numberColumn(tables, mark.table, mark.y);
  return [...numberColumn(tables, mark.table, mark.low), ...numberColumn(tables, mark.table, mark.high)];
}

function barEnds(mark: Extract<Mark, { type: 'bars' }>, tables: Tables): number[] {
  const sums: number[] = [];
  const ends = [0];
  for (const part of mark.parts) {
    numberColumn(tables, mark.table, part.y).forEach((value, row) => {
      sums[row] = (sums[row] ?? 0) + (Number.isFinite(value) ? value : 0);
      ends.push(sums[row]);
    });
  }
  return ends;
}
