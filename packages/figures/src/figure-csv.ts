import type { FigureSpec } from './spec.ts';

/**
 * The data of a figure as CSV, as drawn (not thinned): one column per series, side by side, with three rows of
 * heading (table, quantity, unit); short columns are filled with empty cells. Lines end in `\r\n` (RFC 4180).
 */
export function figureCsv(spec: FigureSpec): string {
  const columns = Object.entries(spec.tables).flatMap(([table, found]) =>
    Object.values(found).map((column) => ({ table, ...column })),
  );
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [
    columns.map(({ table }) => quote(table)),
    columns.map(({ label }) => quote(label)),
    columns.map(({ unit }) => quote(unit ?? '')),
    ...Array.from({ length: rows }, (_, row) =>
      columns.map(({ values }) => quote(String(values[row] ?? ''))),
    ),
  ];
  return `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
