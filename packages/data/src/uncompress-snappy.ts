import { snappyUncompress } from 'hyparquet';

/**
 * The bytes of a Snappy block of a Parquet page.
 *
 * The library takes a literal length of 2^31 and more as negative and steps back over the same bytes for ever, so such
 * lengths are looked for first (Snappy format description §2.1).
 *
 * @throws {RangeError} where a literal is longer than the block
 */
export function uncompressSnappy(block: Uint8Array, length: number): Uint8Array {
  let at = 0;
  while (at < block.length && block[at]! >= 0x80) at++;
  at++;
  while (at < block.length) {
    const tag = block[at]!;
    const kind = tag & 3;
    at++;
    if (kind !== 0) {
      at += kind === 3 ? 4 : kind; // a copy and its offset
      continue;
    }
    let size = (tag >>> 2) + 1;
    if (size > 60) {
      const width = size - 60;
      size = 1;
      for (let n = 0; n < width; n++) size += (block[at + n] ?? 0) * 256 ** n;
      at += width;
    }
    if (size > block.length - at)
      throw new RangeError(`a literal of ${size} bytes in a Snappy block of ${block.length}`);
    at += size;
  }
  const output = new Uint8Array(length);
  snappyUncompress(block, output);
  return output;
}
