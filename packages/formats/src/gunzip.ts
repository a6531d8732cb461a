import { FormatError } from '@anodelab/data';
import { canDecompress, decompress } from './decompress.ts';

/** Larger contents are refused: a few kilobytes can unpack to a thousand times as much. Text packs to a tenth, seldom a fiftieth. */
const BASE_LENGTH = 64 << 20; // bytes
const LENGTH_PER_BYTE = 64;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

/**
 * The content of a gzip file.
 *
 * @throws {FormatError} when it is damaged, cut, or unpacks to more than 64 MiB and 64 times the file
 */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (!canDecompress()) throw new FormatError(name, 'gzip cannot be unpacked here');
  const most = BASE_LENGTH + LENGTH_PER_BYTE * bytes.length;
  try {
    return await decompress(bytes, 'gzip', most);
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError(name, `unpacks to more than ${most} bytes`);
    throw new FormatError(name, `damaged gzip: ${error instanceof Error ? error.message : String(error)}`);
  }
}
