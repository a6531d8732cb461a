import { FormatError } from '@anodelab/data';
import type { ZipEntry } from './list-zip.ts';

/**
 * Bytes that the parts of an archive may have together, and how much more per byte of the file. Sheets of real workbooks
 * have 5 to 6 times the bytes of their file, parts of real `.ndax` archives up to 11 times; a bomb has up to 1032.
 */
const BASE_SIZE = 64 << 20;
const SIZE_PER_BYTE = 16;

/**
 * Most bytes that the parts of an archive can have together; what it says of them is not believed beyond.
 *
 * @throws {FormatError} when its list says that they have more. Nothing is unpacked.
 */
export function refuseBomb(entries: readonly ZipEntry[], bytes: number, file: string): number {
  const most = BASE_SIZE + SIZE_PER_BYTE * bytes;
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked <= most) return most;
  throw new FormatError(file, `expected parts of at most ${most} bytes, found ${unpacked}: refused unpacked`);
}
