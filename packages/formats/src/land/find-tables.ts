import type { Cells } from '../lazy-column.ts';
import type { Cell, Grid } from '../workbook/grid.ts';
import { type HeaderColumn, readHeader, type TableKind } from './header.ts';

/** Rows of a grid under one header, or under none where a sheet goes on with the table before it. */
export interface Fragment {
  readonly grid: Grid;
  readonly kind: TableKind;
  readonly columns: readonly HeaderColumn[];
  /** Column of the grid that the first of `columns` stands in. */
  readonly left: number;
  /** Rows that hold data, in order. */
  readonly rows: readonly number[];
  /** A lone text above the header: `Cycle 1`, the path of the raw file. */
  readonly title: string;
  /** Rows with something in them that are no data. */
  readonly skipped: readonly number[];
  /** The cells of `columns`, where they were read column by column. */
  readonly values?: readonly Cells[];
}

/** Tables of a grid, and the texts that stand beside none of them: `key: value` lines of a header. */
export interface FoundTables {
  readonly fragments: readonly Fragment[];
  /** Rows before the first header. */
  readonly preamble: readonly (readonly string[])[];
}

/** Rows before the first header, at most. */
const PREAMBLE_ROWS = 200;

interface Open {
  readonly fragment: Omit<Fragment, 'rows' | 'skipped'>;
  readonly rows: number[];
  readonly skipped: number[];
}

/**
 * All tables of a grid: a header may come anywhere and again, and several tables may stand side by side under one row
 * of headers (a column that is there again begins the next). A grid without a header continues `previous` where its
 * first row has the numbers of its columns.
 */
export function findTables(grid: Grid, previous: Fragment | undefined): FoundTables {
  const found: Open[] = [];
  const preamble: string[][] = [];
  let open: Open[] = [];
  let pending: { row: number; cells: readonly Cell[] } | undefined;
  const leaveOut = () => {
    if (pending !== undefined) for (const table of open) table.skipped.push(pending.row);
    pending = undefined;
  };
  for (let row = 0; row < grid.rows; row++) {
    const lead = firstFilled(grid, row);
    if (lead === undefined) continue;
    const header = isText(lead) ? readHeader(rowCells(grid, row)) : undefined;
    if (header !== undefined) {
      open = sideBySide(grid, header.kind, header.columns, pending?.cells ?? []);
      found.push(...open);
      pending = undefined;
      continue;
    }
    if (row === 0 && previous !== undefined && continues(grid, previous)) {
      open = [{ fragment: { ...previous, grid, title: '' }, rows: [], skipped: [] }];
      found.push(...open);
    }
    const isData = open.map((table) => take(table, row)).includes(true);
    leaveOut();
    if (isData) continue;
    const cells = rowCells(grid, row);
    pending = { row, cells };
    if (open.length === 0 && preamble.length < PREAMBLE_ROWS) {
      preamble.push(cells.map((cell) => String(cell ?? '').trim()));
    }
  }
  leaveOut();
  return {
    fragments: found.map(({ fragment, rows, skipped }) => ({ ...fragment, rows, skipped })),
    preamble,
  };
}

/** A number or a date text at the left is data; other text might be the start of a header. */
function isText(lead: Cell): boolean {
  return typeof lead === 'string' && !/^[-+\d]/.test(lead);
}

function firstFilled(grid: Grid, row: number): Cell {
  const width = grid.width(row);
  for (let column = 0; column < width; column++) {
    const cell = grid.cell(row, column);
    if (cell !== undefined && cell !== '') return cell;
  }
  return undefined;
}

function rowCells(grid: Grid, row: number): Cell[] {
  return Array.from({ length: grid.width(row) }, (_, column) => grid.cell(row, column));
}

/** The tables under one row of headers; blank columns stay where they are, but not at the edges of a table. */
function sideBySide(
  grid: Grid,
  kind: TableKind,
  columns: readonly HeaderColumn[],
  titles: readonly Cell[],
): Open[] {
  const starts: number[] = [];
  let seen = new Set<string>();
  columns.forEach(({ text, quantity }, i) => {
    if (text === '') return;
    if (starts.length === 0 || (quantity !== undefined && seen.has(text))) {
      starts.push(i);
      seen = new Set();
    }
    seen.add(text);
  });
  return starts.map((left, i) => {
    let end = starts[i + 1] ?? columns.length;
    while (end > left && columns[end - 1]?.text === '') end--;
    const title = titles.slice(left, end).find((cell) => typeof cell === 'string' && cell.trim() !== '');
    return {
      fragment: { grid, kind, columns: columns.slice(left, end), left, title: String(title ?? '').trim() },
      rows: [],
      skipped: [],
    };
  });
}

/** Takes the row where it holds a number in the table's first column with a quantity; true where it did. */
function take({ fragment, rows }: Open, row: number): boolean {
  const { grid, columns, left } = fragment;
  const key = columns.findIndex(({ quantity }) => quantity !== undefined);
  const cell = grid.cell(row, left + key);
  const isData = typeof cell === 'number' || (typeof cell === 'string' && /^\s*[-+.]?\d/.test(cell));
  if (isData) rows.push(row);
  return isData;
}

/** True where the first row of a grid without header has numbers where the table before it has counts and voltages. */
function continues(grid: Grid, previous: Fragment): boolean {
  return previous.columns.every(({ quantity }, i) => {
    if (quantity?.base !== 'record' && quantity?.base !== 'voltage' && quantity?.base !== 'current')
      return true;
    const cell = grid.cell(0, previous.left + i);
    return (
      typeof cell === 'number' ||
      (typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)))
    );
  });
}
