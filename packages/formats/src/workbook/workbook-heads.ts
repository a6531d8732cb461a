import { FormatError } from '@anodelab/data';
import type { Grid } from './grid.ts';
import { listZip } from '../zip/list-zip.ts';
import { containerOf, openWorkbook } from './open-workbook.ts';

/** Rows of each sheet by which readers tell whose workbook it is. */
const HEADER_ROWS = 40;

/**
 * The first rows of each sheet, by which readers tell makers apart: `damaged` for a container that names the parts of a
 * workbook but cannot be opened, undefined for content that is no workbook. Readers that ask about the same bytes share
 * one answer.
 */
export type WorkbookHeads = readonly Grid[] | 'damaged' | undefined;

const known = new WeakMap<Uint8Array, Promise<WorkbookHeads>>();

/** @param bytes - the whole file; never throws */
export function workbookHeads(bytes: Uint8Array): Promise<WorkbookHeads> {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const heads = openHeads(bytes);
  known.set(bytes, heads);
  return heads;
}

async function openHeads(bytes: Uint8Array): Promise<WorkbookHeads> {
  const container = containerOf(bytes);
  if (container === undefined) return undefined;
  const contents = container === 'zip' ? listZip(bytes)?.map(({ name }) => name) : undefined;
  if (contents !== undefined && !contents.some((name) => name.startsWith('xl/workbook'))) return undefined;
  try {
    return await openWorkbook(bytes, '', HEADER_ROWS);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return namesWorkbook(bytes, container) ? 'damaged' : undefined;
  }
}

/** Bytes in which a zip names the first parts of a workbook. */
const ZIP_HEAD = 65_536;

/** True where a damaged container still names the parts of a workbook, so that its damage can be reported. */
function namesWorkbook(bytes: Uint8Array, container: 'zip' | 'ole'): boolean {
  const parts =
    container === 'zip' ? ['xl/', '[Content_Types].xml'] : ['W\0o\0r\0k\0b\0o\0o\0k', 'B\0o\0o\0k'];
  const text = new TextDecoder('windows-1252').decode(
    container === 'zip' ? bytes.subarray(0, ZIP_HEAD) : bytes,
  );
  return parts.some((part) => text.includes(part));
}
