import { FormatError } from '@anodelab/data';
import type { Reader } from '../reader.ts';
import { findTables } from './find-tables.ts';
import { landDatasets } from './land-datasets.ts';
import { listZip } from './list-zip.ts';
import { containerOf, openWorkbook } from './open-workbook.ts';

/** Rows of each sheet in which a header must stand for the workbook to be LAND's. */
const HEADER_ROWS = 40;

/**
 * LAND (LANHE, LANDT) workbooks, `.xlsx` and BIFF `.xls`: new and old style, English and Chinese, several channels
 * (docs/formats/land.md).
 */
export const landWorkbook: Reader = {
  id: 'land-workbook',
  label: 'LAND workbook (.xlsx, .xls)',
  async sniff(head, bytes) {
    const container = containerOf(head);
    if (container === undefined) return false;
    const contents = container === 'zip' ? listZip(bytes)?.map(({ name }) => name) : undefined;
    if (contents !== undefined && !contents.some((name) => name.startsWith('xl/workbook'))) return false;
    try {
      const grids = await openWorkbook(bytes, '', HEADER_ROWS);
      return grids.some((grid) => findTables(grid, undefined).fragments.length > 0);
    } catch (error) {
      return error instanceof FormatError && namesWorkbook(container === 'zip' ? head : bytes, container);
    }
  },
  async read(bytes, name) {
    return landDatasets(await openWorkbook(bytes, name), 'land-workbook', name, bytes);
  },
};

/** True where a damaged container still names the parts of a workbook, so that its damage can be reported. */
function namesWorkbook(bytes: Uint8Array, container: 'zip' | 'ole'): boolean {
  const parts =
    container === 'zip' ? ['xl/', '[Content_Types].xml'] : ['W\0o\0r\0k\0b\0o\0o\0k', 'B\0o\0o\0k'];
  const text = new TextDecoder('windows-1252').decode(bytes);
  return parts.some((part) => text.includes(part));
}
