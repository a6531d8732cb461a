import { FormatError, type PixelValues } from '@anodelab/data';
import type { Directory } from './directory.ts';
import { tag } from './tags.ts';

/** The pixels of one page: one list per sample (one for grey, three for red, green, blue). */
export interface PagePixels {
  readonly width: number;
  readonly height: number;
  readonly samples: readonly PixelValues[];
  /** Rows whose bytes are missing at the end; they are zero. */
  readonly missingRows: number;
  /** Zero is white in the file. */
  readonly isInverted: boolean;
}

const UNCOMPRESSED = 1;
const PACK_BITS = 32773;
const MOST_PIXELS = 1 << 28;

/**
 * The pixels of a page, uncompressed or PackBits, in strips: unsigned samples of 8 and 16 bits as they are, of 32 bits
 * and signed ones as real numbers. Rows that the file has lost are zero and counted.
 *
 * @throws {FormatError} for pixels that are stored otherwise, or a page without one whole row
 */
export function readPixels(
  bytes: Uint8Array,
  page: Directory,
  littleEndian: boolean,
  file: string,
): PagePixels {
  const expect = (holds: boolean, what: string, found: unknown) => {
    if (!holds) throw new FormatError(file, `expected ${what}, found ${String(found)}`, String(page.at));
  };
  const one = (id: number, otherwise: number) => page.numbers(id)?.[0] ?? otherwise;
  const [width, height] = [one(tag.width, 0), one(tag.height, 0)];
  const isSize = (side: number) => Number.isInteger(side) && side > 0;
  expect(
    isSize(width) && isSize(height) && width * height <= MOST_PIXELS,
    'a size in pixels',
    `${width} x ${height}`,
  );
  const compression = one(tag.compression, UNCOMPRESSED);
  expect(
    [UNCOMPRESSED, PACK_BITS].includes(compression),
    'no compression or PackBits',
    `compression ${compression}`,
  );
  expect(page.numbers(tag.tileWidth) === undefined, 'pixels in strips', 'tiles');
  const count = one(tag.samplesPerPixel, 1);
  expect(count >= 1 && count <= 16, 'samples per pixel', count);
  const bits = page.numbers(tag.bitsPerSample) ?? [1];
  const format = one(tag.sampleFormat, 1);
  const kind = bits.every((each) => each === bits[0]) ? `${format === 4 ? 1 : format}/${bits[0]}` : '';
  expect(
    ['1/8', '1/16', '2/16', '1/32', '2/32', '3/32'].includes(kind),
    'samples of 8, 16 or 32 bits',
    `${bits.join(', ')} bits of format ${format}`,
  );
  const planar = one(tag.planarConfiguration, 1) === 2 && count > 1;
  const size = bits[0]! / 8;
  const total = width * height * count * size;
  const { data, have } = gatherStrips(bytes, page, total, compression === PACK_BITS);
  const wholeRows = Math.floor(have / (width * size * (planar ? 1 : count)));
  const rows = Math.max(0, planar ? wholeRows - (count - 1) * height : wholeRows);
  expect(rows > 0, `${total} bytes of pixels`, have);
  const values = size === 1 ? data : words(data, kind, littleEndian);
  return {
    width,
    height,
    samples: count === 1 ? [values] : separate(values, width * height, count, planar),
    missingRows: height - Math.min(rows, height),
    isInverted: one(tag.photometric, 1) === 0,
  };
}

/** All strips one after another, as far as the file goes. */
function gatherStrips(bytes: Uint8Array, page: Directory, total: number, packed: boolean) {
  const offsets = page.numbers(tag.stripOffsets) ?? [];
  const lengths = page.numbers(tag.stripByteCounts) ?? [total];
  // the file cannot hold more: PackBits makes at most 128 bytes of two
  const data = new Uint8Array(total <= 64 * bytes.length ? total : 0);
  let have = 0;
  for (const [i, offset] of offsets.entries()) {
    const strip = bytes.subarray(offset, offset + (lengths[i] ?? 0));
    if (packed) have = unpackBits(strip, data, have);
    else {
      const part = strip.subarray(0, data.length - have);
      data.set(part, have);
      have += part.length;
    }
    if (strip.length < (lengths[i] ?? 0)) break; // the file ends here
  }
  return { data, have };
}

/** Appends a PackBits strip; returns how many bytes are there now. */
function unpackBits(strip: Uint8Array, data: Uint8Array, start: number): number {
  let at = start;
  for (let i = 0; i < strip.length && at < data.length; ) {
    const code = strip[i++]!;
    if (code < 128) {
      const literal = strip.subarray(i, Math.min(i + code + 1, i + data.length - at));
      data.set(literal, at);
      at += literal.length;
      i += code + 1;
    } else if (code > 128 && i < strip.length) {
      const end = Math.min(data.length, at + 257 - code);
      data.fill(strip[i++]!, at, end);
      at = end;
    }
  }
  return at;
}

function words(data: Uint8Array, kind: string, littleEndian: boolean): Uint16Array | Float64Array {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (kind === '1/16')
    return Uint16Array.from({ length: data.length / 2 }, (_, i) => view.getUint16(2 * i, littleEndian));
  const size = kind === '2/16' ? 2 : 4;
  const at: Readonly<Record<string, (place: number) => number>> = {
    '2/16': (place) => view.getInt16(place, littleEndian),
    '1/32': (place) => view.getUint32(place, littleEndian),
    '2/32': (place) => view.getInt32(place, littleEndian),
    '3/32': (place) => view.getFloat32(place, littleEndian),
  };
  return Float64Array.from({ length: data.length / size }, (_, i) => at[kind]!(size * i));
}

function separate(values: PixelValues, pixels: number, count: number, planar: boolean): PixelValues[] {
  return Array.from({ length: count }, (_, sample) => {
    if (planar) return values.slice(sample * pixels, (sample + 1) * pixels);
    const own = values.slice(0, pixels);
    for (let i = 0; i < pixels; i++) own[i] = values[i * count + sample]!;
    return own;
  });
}
