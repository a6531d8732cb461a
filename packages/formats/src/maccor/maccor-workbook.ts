import { type Dataset, FormatError } from '@anodelab/data';
import { gridTexts } from '../cycler-table/grid-values.ts';
import { headerRow, joinTables, sheetNames, sheetTable, tableCells } from '../cycler-table/sheet-table.ts';
import type { Reader } from '../reader.ts';
import type { Grid } from '../workbook/grid.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { workbookHeads } from '../workbook/workbook-heads.ts';
import { headerFacts } from './header-facts.ts';
import { maccorDataset } from './maccor-dataset.ts';
import { isMaccorHeader } from './vocabulary.ts';

const ID = 'maccor-workbook';

/** Excel exports of Maccor: one dataset a table, sheets that continue joined (docs/formats/maccor.md). */
export const maccorWorkbook: Reader = {
  id: ID,
  label: 'Maccor workbook (.xlsx, .xls)',
  async sniff(_head, bytes) {
    const heads = await workbookHeads(bytes);
    return Array.isArray(heads) && heads.some((grid: Grid) => headerRow(grid, isMaccorHeader) !== undefined);
  },
  async read(bytes, name): Promise<readonly Dataset[]> {
    const grids = await openWorkbook(bytes, name);
    const found = grids.flatMap((grid) => sheetTable(grid, isMaccorHeader) ?? []);
    const tables = joinTables(found, /^rec/i, () => true);
    if (tables.length === 0) {
      throw new FormatError(
        name,
        'expected rows below Maccor’s column names, found none',
        grids[0]?.place(0),
      );
    }
    return tables.map((table): Dataset => {
      const { headers } = table;
      const first = table.parts[0]?.grid;
      const above = Array.from({ length: table.headerRow }, (_, row) =>
        first === undefined ? '' : gridTexts(first, row).join('\t').trim(),
      );
      const dataset = maccorDataset(
        { headers, cells: tableCells(table), facts: headerFacts(above), findings: [] },
        ID,
        name,
        bytes,
      );
      return { ...dataset, meta: { sheets: sheetNames(table), ...dataset.meta } };
    });
  },
};
