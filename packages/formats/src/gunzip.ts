import { FormatError } from '@anodelab/data';
import { canDecompress, decompress } from './decompress.ts';

/** Larger contents are refused: a few kilobytes can unpack to any size. */
const MAX_LENGTH = 2 ** 31; // bytes

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * The content of a gzip file.
 *
 * @throws {FormatError} when it is damaged, cut, or larger than 2 GiB unpacked
 */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (!canDecompress()) throw new FormatError(name, 'gzip cannot be unpacked here');
  try {
    return await decompress(bytes, 'gzip', MAX_LENGTH);
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError(name, 'unpacks to more than 2 GiB');
    throw new FormatError(name, `damaged gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
}
