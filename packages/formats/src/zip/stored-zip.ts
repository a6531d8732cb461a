import { zipSync } from 'fflate';
import type { ZipEntry } from './list-zip.ts';
import { unzipEntry } from './unzip-entry.ts';

/**
 * The same zip with nothing packed: every part unpacked and proved, so that what reads it next meets no damage. No
 * part becomes larger than the directory states.
 *
 * @throws {FormatError} when a part is damaged, cut, encrypted or packed in an unknown way
 */
export function storedZip(bytes: Uint8Array, entries: readonly ZipEntry[], name: string): Uint8Array {
  const parts = entries.map((entry) => [entry.name, unzipEntry(bytes, entry, name)] as const);
  return zipSync(Object.fromEntries(parts), { level: 0 });
}
