import { type ColumnValues, type Dataset, FormatError, type Json } from '@anodelab/data';
import { isoFromSerial, type Cell, type Grid } from '../workbook/grid.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { workbookHeads } from '../workbook/workbook-heads.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { exportDataset, type TableKind } from './export-table.ts';
import { isCycleHeader, isRecordHeader, isStepHeader } from './export-vocabulary.ts';

const ID = 'neware-workbook';
/** Blank column names in a row that end a table. */
const BLANKS = 8;
/** Rows in which a sheet's column names must stand. */
const HEADER_ROWS = 40;

const KINDS: readonly (readonly [TableKind, (cells: readonly string[]) => boolean])[] = [
  ['records', isRecordHeader],
  ['cycles', isCycleHeader],
  ['steps', isStepHeader],
];

/** Excel exports of BTSDA (sheets record, cycle, step ...) and of the older BTS (Info, Cycle_, Statis_, Detail_). */
export const newareWorkbook: Reader = {
  id: ID,
  label: 'Neware workbook (.xlsx, .xls)',
  async sniff(_, bytes) {
    const heads = await workbookHeads(bytes);
    return Array.isArray(heads) && heads.some((grid: Grid) => findSheet(grid)?.kind === 'records');
  },
  async read(bytes, name) {
    const grids = await openWorkbook(bytes, name);
    const tables = joinSheets(grids.flatMap((grid) => findSheet(grid) ?? []));
    const filled = tables.filter(({ rows }) => rows.length > 0);
    if (filled.length === 0) {
      throw new FormatError(name, 'expected rows below the column names of Neware’s sheets, found none');
    }
    const several = filled.filter(({ kind }) => kind === 'records').length > 1;
    const provenance = provenanceOf(ID, name, bytes, 'Neware');
    const meta = infoMeta(grids);
    const ordered = KINDS.flatMap(([kind]) => filled.filter((table) => table.kind === kind));
    return ordered.map((table): Dataset => {
      const channel = several ? { channel: channelOf(table.sheets[0] ?? '') } : {};
      const cells = table.headers.map((_, column) => columnCells(table.rows, column));
      return exportDataset(table.kind, table.headers, cells, {
        units: EXCEL_TIMES,
        provenance,
        meta: { ...meta, ...channel, sheets: [...table.sheets] },
        findings: [],
      });
    });
  },
};

/** Times that are numbers are days, as Excel counts. */
const EXCEL_TIMES = new Map(['time', 'stepTime', 'duration'].map((base) => [base, 'd']));

/** A table of one sheet, or of several that go on with it. */
interface Sheet {
  readonly kind: TableKind;
  readonly sheets: readonly string[];
  readonly headers: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

function findSheet(grid: Grid): Sheet | undefined {
  for (let row = 0; row < Math.min(grid.rows, HEADER_ROWS); row++) {
    const headers = rowCells(grid, row).map((cell) => String(cell ?? '').trim());
    const kind = KINDS.find(([, isHeader]) => isHeader(headers))?.[0];
    if (kind === undefined) continue;
    const end = headers.findIndex((_, i) => headers.slice(i, i + BLANKS).every((header) => header === ''));
    if (end >= 0) headers.length = end;
    const rows: (readonly Cell[])[] = [];
    for (let below = row + 1; below < grid.rows; below++) {
      const cells = rowCells(grid, below);
      if (cells.some((cell) => cell !== undefined && cell !== '')) rows.push(cells);
    }
    return { kind, sheets: [grid.name], headers, rows };
  }
  return undefined;
}

function rowCells(grid: Grid, row: number): readonly Cell[] {
  return Array.from({ length: grid.width(row) }, (_, column) => grid.cell(row, column));
}

/** Sheets of records whose numbers go on where those of the sheet before end are one table: old workbooks have few rows. */
function joinSheets(sheets: readonly Sheet[]): readonly Sheet[] {
  const joined: Sheet[] = [];
  for (const sheet of sheets) {
    const before = joined.findLastIndex(({ kind }) => kind === sheet.kind);
    const last = joined[before];
    const goesOn =
      sheet.kind === 'records' &&
      last !== undefined &&
      last.headers.join('\n') === sheet.headers.join('\n') &&
      Number(sheet.rows[0]?.[recordColumn(sheet)]) === Number(last.rows.at(-1)?.[recordColumn(last)]) + 1;
    if (goesOn) {
      joined[before] = {
        ...last,
        sheets: [...last.sheets, ...sheet.sheets],
        rows: [...last.rows, ...sheet.rows],
      };
    } else joined.push(sheet);
  }
  return joined;
}

function recordColumn({ headers }: Sheet): number {
  return headers.findIndex((header) => /^(datapoint|record|数据序号|记录)/i.test(header));
}

/** `14_1_3` of `Detail_14_1_3`. */
function channelOf(sheet: string): string {
  return sheet.replace(/^[A-Za-z]+[_-]?/, '') || sheet;
}

/** Numbers, or texts where a cell holds a text that is no number. */
function columnCells(rows: readonly (readonly Cell[])[], column: number): ColumnValues {
  const isNumber = rows.every((row) => {
    const cell = row[column];
    return typeof cell !== 'string' || cell.trim() === '' || Number.isFinite(Number(cell));
  });
  return isNumber
    ? Float64Array.from(rows, (row) => {
        const cell = row[column];
        return cell === undefined || cell === '' ? NaN : Number(cell);
      })
    : rows.map((row) => String(row[column] ?? '').trim());
}

/** Facts of the sheet Info of the older program: a row of names and a row of values, and `name:value` cells. */
function infoMeta(grids: readonly Grid[]): { readonly [key: string]: Json } {
  const info = grids.find((grid) => /^info$/i.test(grid.name));
  if (info === undefined) return {};
  const meta: { [key: string]: Json } = {};
  for (let row = 0; row < Math.min(info.rows, HEADER_ROWS); row++) {
    const cells = rowCells(info, row).map((cell) => String(cell ?? '').trim());
    const rule = /^Cycle Mode:\s*(.+)$/i.exec(cells[0] ?? '')?.[1];
    if (rule !== undefined) meta['cycleMode'] = rule;
    if (/^equipment$/i.test(cells[0] ?? '')) Object.assign(meta, testFacts(cells, rowCells(info, row + 1)));
  }
  return meta;
}

const FACTS: readonly (readonly [name: RegExp, key: string])[] = [
  [/^battery of number/i, 'sample'],
  [/^file of step/i, 'stepFile'],
  [/^remark/i, 'remarks'],
  [/^start time/i, 'startLocal'],
  [/^end time/i, 'endLocal'],
];

function testFacts(names: readonly string[], values: readonly Cell[]): { readonly [key: string]: Json } {
  const facts: { [key: string]: Json } = { channel: values.slice(0, 3).join('-') };
  names.forEach((name, i) => {
    const key = FACTS.find(([pattern]) => pattern.test(name))?.[1];
    const value = values[i];
    if (key === undefined || value === undefined || value === '' || value === '-' || value === 'NULL') return;
    if (!key.endsWith('Local')) facts[key] = String(value);
    else facts[key] = typeof value === 'number' ? isoFromSerial(value) : value.replace(' ', 'T');
  });
  return facts;
}
