import type { Reader } from '../reader.ts';
import { openWorkbook } from '../workbook/open-workbook.ts';
import { workbookHeads } from '../workbook/workbook-heads.ts';
import { findTables } from './find-tables.ts';
import { landDatasets } from './land-datasets.ts';

/**
 * LAND (LANHE, LANDT) workbooks, `.xlsx` and BIFF `.xls`: new and old style, English and Chinese, several channels
 * (docs/formats/land.md).
 */
export const landWorkbook: Reader = {
  id: 'land-workbook',
  label: 'LAND workbook (.xlsx, .xls)',
  async sniff(_head, bytes) {
    const heads = await workbookHeads(bytes);
    if (heads === undefined) return false;
    return heads === 'damaged' || heads.some((grid) => findTables(grid, undefined).fragments.length > 0);
  },
  async read(bytes, name) {
    return landDatasets(await openWorkbook(bytes, name), 'land-workbook', name, bytes);
  },
};
