import { type Dataset, FormatError } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import {
  headerRow,
  joinTables,
  sheetNames,
  type SheetTable,
  sheetTable,
  tableCells,
} from '../cycler-table/sheet-table.ts';
import { startLocal } from '../cycler-table/start-local.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import type { Grid } from '../workbook/grid.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { workbookHeads } from '../workbook/workbook-heads.ts';
import { impedanceFindings, unitFindings } from './findings.ts';
import { type ChannelInfo, globalInfo } from './global-info.ts';
import { impedanceSpectra } from './impedance-sheet.ts';
import { techniqueOf } from './technique.ts';
import { ARBIN, DATABASE_UNITS, isArbinHeader } from './vocabulary.ts';

const ID = 'arbin-workbook';

/** Excel exports of Arbin's MITS Pro and Data Pro: sheets of records, statistics and impedances, one dataset a table. */
export const arbinWorkbook: Reader = {
  id: ID,
  label: 'Arbin workbook (.xlsx, .xls)',
  async sniff(_head, bytes) {
    const heads = await workbookHeads(bytes);
    return Array.isArray(heads) && heads.some((grid: Grid) => headerRow(grid, isArbinHeader) !== undefined);
  },
  async read(bytes, name): Promise<readonly Dataset[]> {
    const grids = await openWorkbook(bytes, name);
    const channels = grids.flatMap(globalInfo);
    const tables = joinTables(
      grids.flatMap(channelTable),
      /^test[ _]?time/i,
      (before, table) =>
        before.channel !== '' &&
        before.channel === table.channel &&
        before.isStatistics === table.isStatistics,
    );
    const spectra = grids.flatMap(impedanceSpectra);
    if (tables.length + spectra.length === 0) {
      throw new FormatError(name, 'expected rows below Arbin’s column names, found none', grids[0]?.place(0));
    }
    const provenance = provenanceOf(ID, name, bytes, 'Arbin');
    return [
      ...tables.map((table) => datasetOf(table, channels, name, bytes)).toSorted(recordsFirst),
      ...spectra.map((spectrum) => ({ ...spectrum, provenance })),
    ];
  },
};

function recordsFirst(a: Dataset, b: Dataset): number {
  return Number(a.technique !== 'cycling') - Number(b.technique !== 'cycling');
}

interface ChannelTable extends SheetTable {
  /** Channel by the name of the sheet; empty where the name has none. */
  readonly channel: string;
  readonly isStatistics: boolean;
}

/** `Channel_11_2` is the second sheet of channel 11, `Channel_1-008` that of channel 8 of unit 1. */
const SHEET = /^(?:channel|statistics?(?:by\w*?)?)[-_ ]+(?:chan[-_ ]?)?(\d+(?:-\d+)?)(?:_\d+)?$/i;

function channelTable(grid: Grid): readonly ChannelTable[] {
  const table = sheetTable(grid, isArbinHeader);
  if (table === undefined) return [];
  const channel = SHEET.exec(grid.name)?.[1] ?? '';
  return [{ ...table, channel, isStatistics: /statistic/i.test(grid.name) }];
}

function datasetOf(
  table: ChannelTable,
  channels: readonly ChannelInfo[],
  name: string,
  bytes: Uint8Array,
): Dataset {
  const { headers, channel } = table;
  const sheets = sheetNames(table);
  const { columns, findings } = buildColumns(headers, tableCells(table), ARBIN, { units: DATABASE_UNITS });
  const number = channel.split('-').map(Number).at(-1);
  const info =
    channels.find((each) => each.channel === channel || Number(each.channel) === number) ??
    (channels.length === 1 ? channels[0] : undefined);
  return {
    technique: techniqueOf(columns, sheets[0] ?? ''),
    columns,
    meta: { sheets, ...stated({ channel, startLocal: startLocal(columns) }), ...info?.meta },
    provenance: provenanceOf(
      ID,
      name,
      bytes,
      info?.version === undefined ? 'Arbin' : `Arbin, ${info.version}`,
    ),
    findings: [...unitFindings(headers), ...findings, ...impedanceFindings(columns)],
  };
}
