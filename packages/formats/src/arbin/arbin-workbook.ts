import { type ColumnValues, type Dataset, FormatError } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { gridTexts, gridValues } from '../cycler-table/grid-values.ts';
import { startLocal } from '../cycler-table/start-local.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import type { Grid } from '../workbook/grid.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { workbookHeads } from '../workbook/workbook-heads.ts';
import { counterFindings, impedanceFindings, unitFindings } from './findings.ts';
import { type ChannelInfo, globalInfo } from './global-info.ts';
import { techniqueOf } from './technique.ts';
import { ARBIN, DATABASE_UNITS, isArbinHeader } from './vocabulary.ts';

const ID = 'arbin-workbook';

/** Rows in which the column names of a sheet stand. */
const HEADER_ROWS = 40;

/** Excel exports of Arbin's MITS Pro and Data Pro: sheets of records and of statistics, one dataset a table. */
export const arbinWorkbook: Reader = {
  id: ID,
  label: 'Arbin workbook (.xlsx, .xls)',
  async sniff(_head, bytes) {
    const heads = await workbookHeads(bytes);
    return Array.isArray(heads) && heads.some((grid: Grid) => headerRow(grid) !== undefined);
  },
  async read(bytes, name): Promise<readonly Dataset[]> {
    const grids = await openWorkbook(bytes, name);
    const channels = grids.flatMap(globalInfo);
    const tables = joinSheets(grids.flatMap(sheetTable));
    if (tables.length === 0) {
      throw new FormatError(name, 'expected rows below Arbin’s column names, found none', grids[0]?.place(0));
    }
    return tables.map((table) => datasetOf(table, channels, name, bytes)).toSorted(recordsFirst);
  },
};

function recordsFirst(a: Dataset, b: Dataset): number {
  return Number(a.technique !== 'cycling') - Number(b.technique !== 'cycling');
}

/** A table on one sheet or on several that continue each other. */
interface SheetTable {
  readonly sheets: readonly string[];
  /** Channel by the name of the sheet; empty where the name has none. */
  readonly channel: string;
  readonly isStatistics: boolean;
  readonly headers: readonly string[];
  readonly parts: readonly { readonly grid: Grid; readonly rows: readonly number[] }[];
}

function headerRow(grid: Grid): number | undefined {
  for (let row = 0; row < Math.min(grid.rows, HEADER_ROWS); row++)
    if (isArbinHeader(gridTexts(grid, row))) return row;
  return undefined;
}

/** `Channel_11_2` is the second sheet of channel 11, `Channel_1-008` that of channel 8 of unit 1. */
const SHEET = /^(?:channel|statistics?(?:by\w*?)?)[-_ ]+(?:chan[-_ ]?)?(\d+(?:-\d+)?)(?:_\d+)?$/i;

function sheetTable(grid: Grid): readonly SheetTable[] {
  const row = headerRow(grid);
  if (row === undefined) return [];
  const headers = gridTexts(grid, row);
  while (headers.at(-1) === '') headers.pop();
  const rows: number[] = [];
  for (let at = row + 1; at < grid.rows; at++)
    if (headers.some((_, column) => (grid.cell(at, column) ?? '') !== '')) rows.push(at);
  if (rows.length === 0) return [];
  return [
    {
      sheets: [grid.name],
      channel: SHEET.exec(grid.name)?.[1] ?? '',
      isStatistics: /statistic/i.test(grid.name),
      headers,
      parts: [{ grid, rows }],
    },
  ];
}

/** Sheets that continue the table of the sheet before them, because it was full. */
function joinSheets(tables: readonly SheetTable[]): readonly SheetTable[] {
  const joined: SheetTable[] = [];
  for (const table of tables) {
    const index = joined.findIndex((before) => continues(before, table));
    const before = joined[index];
    if (before === undefined) joined.push(table);
    else {
      const sheets = [...before.sheets, ...table.sheets];
      joined[index] = { ...before, sheets, parts: [...before.parts, ...table.parts] };
    }
  }
  return joined;
}

function continues(before: SheetTable, table: SheetTable): boolean {
  const same =
    before.channel !== '' &&
    before.channel === table.channel &&
    before.isStatistics === table.isStatistics &&
    before.headers.join('\t') === table.headers.join('\t');
  if (!same) return false;
  const time = before.headers.findIndex((header) => /^test[ _]?time/i.test(header));
  const last = before.parts.at(-1);
  const first = table.parts[0];
  const end = Number(last?.grid.cell(last.rows.at(-1) ?? 0, time));
  return Number(first?.grid.cell(first.rows[0] ?? 0, time)) >= end;
}

function datasetOf(
  table: SheetTable,
  channels: readonly ChannelInfo[],
  name: string,
  bytes: Uint8Array,
): Dataset {
  const { headers, parts, sheets } = table;
  const cells = headers.map((_, column) =>
    joinValues(parts.map(({ grid, rows }) => gridValues(grid, column, rows))),
  );
  const { columns, findings } = buildColumns(headers, cells, ARBIN, { units: DATABASE_UNITS });
  const number = table.channel.split('-').map(Number).at(-1);
  const info =
    channels.find(({ channel }) => channel === table.channel || Number(channel) === number) ??
    (channels.length === 1 ? channels[0] : undefined);
  return {
    technique: techniqueOf(columns, sheets[0] ?? ''),
    columns,
    meta: {
      sheets,
      ...(table.channel !== '' && { channel: table.channel }),
      ...stated({ startLocal: startLocal(columns) }),
      ...info?.meta,
    },
    provenance: provenanceOf(
      ID,
      name,
      bytes,
      info?.version === undefined ? 'Arbin' : `Arbin, ${info.version}`,
    ),
    findings: [
      ...unitFindings(headers),
      ...findings,
      ...counterFindings(columns),
      ...impedanceFindings(columns),
    ],
  };
}

/** The cells of sheets that continue each other: numbers where all of them are. */
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
