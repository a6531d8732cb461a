import type { Column, Finding } from '@anodelab/data';
import { durationSeconds } from '../clock/duration.ts';
import { type Cells, columnOf, lazyColumn, valuesOf } from '../lazy-column.ts';
import { localTime, localTimes } from './clock.ts';
import type { Fragment } from './find-tables.ts';
import type { Cell } from '../workbook/grid.ts';
import type { HeaderColumn } from './header.ts';

/** Texts that LAND writes where there is no value. */
const MISSING = new Set(['', '-', '--', '---', 'N/A', 'NaN', 'null']);

/** A column that is not known is text when more than this share of its filled cells is no number. */
const TEXT_SHARE = 0.1;

/** How the name of a unit is written at the end of a column name. */
const SUFFIXES: Readonly<Record<string, string>> = { 'C/kg': 'C_kg', 'J/kg': 'J_kg', 'C/V': 'C_V', '%': '' };

export interface BuiltTable {
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

/** The columns of fragments that follow each other, in SI, in the order of the first fragment that has them. */
export function buildTable(fragments: readonly Fragment[]): BuiltTable {
  const findings: Finding[] = [];
  const rows = fragments.reduce((sum, fragment) => sum + fragment.rows.length, 0);
  const names = new Set<string>();
  const positions = columnsByKey(fragments);
  const columns = [...distinctHeaders(fragments)].map(([key, header], index): Column => {
    const at = positions.map((byKey) => byKey.get(key));
    const given = fragments.length === 1 ? fragments[0]?.values?.[index] : undefined;
    const { column, missing, strange, place } =
      given === undefined ? readCells(fragments, at, header, rows) : readColumn(fragments, given, header);
    const { unit, name } = nameOf(header, column.isText, index);
    reportUnit(header, column.isText, findings);
    if (missing > 0 && header.text !== '') findings.push(missingCells(header.text, missing, rows));
    if (strange > 0) findings.push(strangeCells(header.text, strange, rows, place));
    const described = {
      name: unique(name, names),
      unit,
      header: header.text,
      origin: header.quantity?.origin ?? ('measured' as const),
    };
    const { values } = column;
    return given !== undefined && header.quantity?.kind === 'date' && !(values instanceof Float64Array)
      ? lazyColumn(
          described,
          () => localTimes(valuesOf(values) as readonly string[]),
          (row) => localTime(values.at(row)),
        )
      : columnOf(described, values);
  });
  const skipped = fragments.flatMap((fragment) => fragment.skipped.map((row) => fragment.grid.place(row)));
  if (skipped.length > 0) {
    findings.push({
      severity: 'warning',
      code: 'rows-skipped',
      message: `${skipped.length} rows between the records hold no record and were left out`,
      at: skipped[0] ?? '',
    });
  }
  return { columns, rows, findings };
}

/** Every header once, by its key; blank columns stand apart by their position. */
function distinctHeaders(fragments: readonly Fragment[]): ReadonlyMap<string, HeaderColumn> {
  const seen = new Map<string, HeaderColumn>();
  for (const { columns } of fragments) {
    columns.forEach((column, i) => {
      const key = keyOf(column, i);
      if (!seen.has(key)) seen.set(key, column);
    });
  }
  return seen;
}

function keyOf(column: HeaderColumn, index: number): string {
  return column.text === '' && column.quantity === undefined
    ? `blank ${index}`
    : `${column.quantity?.base} ${column.text}`;
}

/** Cells of one column; `positions` below has the column of each fragment's grid, undefined where it has none. */
interface ReadCells {
  readonly column: { readonly values: Cells; readonly isText: boolean };
  /** Cells that say that there is no value, or nothing. */
  readonly missing: number;
  /** Cells of a numeric column that are neither a number nor missing. */
  readonly strange: number;
  /** Where the first strange one is. */
  readonly place: string;
}

function readCells(
  fragments: readonly Fragment[],
  positions: readonly (number | undefined)[],
  header: HeaderColumn,
  rows: number,
): ReadCells {
  const { quantity, unit } = header;
  const cells: Cell[] = [];
  const places: string[] = [];
  fragments.forEach(({ grid, rows: own }, i) => {
    const column = positions[i];
    for (const row of own) cells.push(column === undefined ? undefined : grid.cell(row, column));
  });
  if (quantity?.kind === 'text') return text(cells, (cell) => String(cell ?? '').trim());
  if (quantity?.kind === 'date') return text(cells, localTime);

  const factor = unit?.factor ?? 1;
  const offset = unit?.offset ?? 0;
  const isDuration = quantity?.kind === 'duration';
  const values = new Float64Array(rows);
  let missing = 0;
  let strange = 0;
  for (let i = 0; i < rows; i++) {
    const cell = cells[i];
    const number = typeof cell === 'number' ? cell : typeof cell === 'string' ? numberOf(cell) : NaN;
    if (isDuration && (Number.isNaN(number) || unit === undefined)) values[i] = durationSeconds(cell);
    else values[i] = number * factor + offset;
    if (!Number.isNaN(values[i])) continue;
    if (cell === undefined || MISSING.has(String(cell).trim())) missing++;
    else if (strange++ === 0) places.push(placeOf(fragments, i));
  }
  if (quantity === undefined && strange > TEXT_SHARE * (rows - missing)) {
    return text(cells, (cell) => String(cell ?? '').trim());
  }
  return { column: { values, isText: false }, missing, strange, place: places[0] ?? '' };
}

/** The same of a column that was read as a whole: numbers are converted in place, and those that are none are missing. */
function readColumn(fragments: readonly Fragment[], values: Cells, header: HeaderColumn): ReadCells {
  const { quantity, unit } = header;
  if (!(values instanceof Float64Array)) {
    if (quantity?.kind !== 'duration') {
      return { column: { values, isText: true }, missing: 0, strange: 0, place: '' };
    }
    const [fragment] = fragments;
    const at = fragment && fragment.left + fragment.columns.indexOf(header);
    return readCells(fragments, [at], header, values.length);
  }
  const factor = unit?.factor ?? 1;
  const offset = unit?.offset ?? 0;
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    if (value !== value) missing++;
    else values[row] = value * factor + offset;
  }
  return { column: { values, isText: false }, missing, strange: 0, place: '' };
}

function text(cells: readonly Cell[], read: (cell: Cell) => string): ReadCells {
  return { column: { values: cells.map(read), isText: true }, missing: 0, strange: 0, place: '' };
}

function numberOf(cell: string): number {
  const trimmed = cell.trim();
  return trimmed === '' ? NaN : Number(trimmed);
}

/** For each fragment the column of its grid that holds the header of each key. */
function columnsByKey(fragments: readonly Fragment[]): readonly ReadonlyMap<string, number>[] {
  return fragments.map(
    ({ columns, left }) =>
      new Map(columns.map((column, i) => [keyOf(column, i), left + i] as const).reverse()),
  );
}

function placeOf(fragments: readonly Fragment[], index: number): string {
  let rest = index;
  for (const { rows, grid } of fragments) {
    const row = rows[rest];
    if (row !== undefined) return grid.place(row);
    rest -= rows.length;
  }
  return '';
}

/** Canonical name and unit; a quantity without its unit loses the unit of its name. */
function nameOf(header: HeaderColumn, isText: boolean, index: number): { name: string; unit: string | null } {
  const { quantity, unit, text: header_ } = header;
  if (quantity === undefined) {
    const words = header_.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
    return { name: words === '' ? `column${index + 1}` : words, unit: isText ? null : (unit?.unit ?? null) };
  }
  if (quantity.kind === 'text' || quantity.kind === 'date') return { name: quantity.base, unit: null };
  if (quantity.kind === 'count') return { name: quantity.base, unit: '1' };
  const known = unit?.unit ?? (quantity.kind === 'duration' ? 's' : undefined);
  if (known === undefined) return { name: quantity.base, unit: null };
  const suffix = SUFFIXES[known] ?? known;
  return { name: suffix === '' ? quantity.base : `${quantity.base}_${suffix}`, unit: known };
}

function reportUnit(header: HeaderColumn, isText: boolean, findings: Finding[]): void {
  const { quantity, unit, unitText, text: at } = header;
  if (isText || at === '' || unit !== undefined) return;
  if (unitText !== '') {
    findings.push({
      severity: 'warning',
      code: 'unit-unknown',
      message: `the unit "${unitText}" of "${at}" is not known; its numbers stay as they are`,
      at,
    });
  } else if (quantity?.unit !== undefined && quantity.kind !== 'duration') {
    findings.push({
      severity: 'warning',
      code: 'unit-missing',
      message: `"${at}" states no unit; its numbers stay as they are, under a name without unit`,
      at,
    });
  }
}

function missingCells(header: string, missing: number, rows: number): Finding {
  return {
    severity: 'info',
    code: 'no-value',
    message: `${missing} of ${rows} cells of "${header}" hold no value`,
    at: header,
  };
}

function strangeCells(header: string, strange: number, rows: number, at: string): Finding {
  return {
    severity: 'warning',
    code: 'not-a-number',
    message: `${strange} of ${rows} cells of "${header}" are no numbers and were read as none`,
    at,
  };
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  taken.add(free);
  return free;
}
