import { unzlibSync, zlibSync } from 'fflate';
import { fromBase64, toBase64 } from './base64.ts';
import type { PixelValues } from './raster.ts';

/** Pixels as plain JSON. */
export interface PackedPixels {
  /** Of one value: whole numbers of 8 or 16 bits, or real numbers of 64. */
  readonly bits: 8 | 16 | 64;
  /** The values, little-endian, as a zlib stream in base64. */
  readonly zlib: string;
}

/** Pixels as plain JSON, without loss. */
export function packPixels(values: PixelValues): PackedPixels {
  const bits = (8 * values.BYTES_PER_ELEMENT) as PackedPixels['bits'];
  return { bits, zlib: toBase64(zlibSync(littleEndian(values), { level: 6 })) };
}

/**
 * The pixels of such JSON.
 * @throws {RangeError} when it holds no `count` values
 */
export function unpackPixels({ bits, zlib }: PackedPixels, count: number): PixelValues {
  const size = (count * bits) / 8;
  let bytes: Uint8Array;
  try {
    bytes = unzlibSync(fromBase64(zlib), { out: new Uint8Array(size) });
  } catch (error) {
    throw new RangeError(`packed pixels: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length !== size)
    throw new RangeError(`packed pixels: expected ${size} bytes, found ${bytes.length}`);
  if (bits === 8) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  return bits === 16
    ? Uint16Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true))
    : Float64Array.from({ length: count }, (_, i) => view.getFloat64(8 * i, true));
}

function littleEndian(values: PixelValues): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  if (values instanceof Uint16Array) values.forEach((value, i) => view.setUint16(2 * i, value, true));
  else values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return bytes;
}
