import type { Channel, Dataset, Raster } from '@anodelab/data';
import type { TiffDescription } from './description.ts';
import { tag } from './tags.ts';

/** One directory entry: its field type and its values as they are stored. */
type Field = readonly [tag: number, type: 2 | 3 | 4 | 5, values: readonly number[] | string];

const HEADER = 8;
const ENTRY = 12;
const SOFTWARE = 'Anodelab';

/**
 * The pixels as baseline TIFF 6.0, greyscale, uncompressed, little-endian: one page per channel with its name
 * (PageName), the pixel size as resolution per centimetre, and what no tag holds as JSON in the first page's
 * ImageDescription. Channels of 8 and 16 bits keep their values.
 *
 * @throws {RangeError} for a dataset without pixels, a channel of real numbers or of another size
 */
export function writeTiff(dataset: Dataset): Uint8Array<ArrayBuffer> {
  const { raster } = dataset;
  if (raster === undefined || raster.channels.length === 0)
    throw new RangeError('TIFF: expected a dataset with pixels, found none');
  const pages = raster.channels.map((one, i) => page(raster, one, i === 0 ? describe(dataset, raster) : ''));
  const bytes = new Uint8Array(HEADER + pages.reduce((sum, { size }) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  let at = HEADER;
  let link = 4;
  for (const { fields, pixels, size } of pages) {
    const offset = at + size - even(pixels.byteLength);
    view.setUint32(link, at, true);
    link = writeDirectory(view, at, fields(offset));
    writePixels(view, offset, pixels);
    at += size;
  }
  return bytes;
}

function page({ width, height, pixelSize_m }: Raster, { name, values }: Channel, description: string) {
  if (values instanceof Float64Array)
    throw new RangeError(`TIFF: expected 8 or 16-bit values in channel ${name}, found real numbers`);
  if (values.length !== width * height || values.length === 0)
    throw new RangeError(
      `TIFF: expected ${width} x ${height} values in channel ${name}, found ${values.length}`,
    );
  const [numerator, denominator] = fraction(pixelSize_m === null ? 1 : 0.01 / pixelSize_m);
  const resolution = [numerator, denominator];
  const fields = (offset: number): readonly Field[] => [
    [tag.width, 4, [width]],
    [tag.height, 4, [height]],
    [tag.bitsPerSample, 3, [8 * values.BYTES_PER_ELEMENT]],
    [tag.compression, 3, [1]],
    [tag.photometric, 3, [1]],
    ...(description === '' ? [] : [[tag.description, 2, description] as const]),
    [tag.stripOffsets, 4, [offset]],
    [tag.samplesPerPixel, 3, [1]],
    [tag.rowsPerStrip, 4, [height]],
    [tag.stripByteCounts, 4, [values.byteLength]],
    [tag.xResolution, 5, resolution],
    [tag.yResolution, 5, resolution],
    [tag.pageName, 2, ascii(name)],
    [tag.resolutionUnit, 3, [pixelSize_m === null ? 1 : 3]],
    [tag.software, 2, SOFTWARE],
  ];
  const entries = fields(0);
  const outside = entries.reduce((sum, field) => sum + (isInline(field) ? 0 : even(fieldBytes(field))), 0);
  return {
    fields,
    pixels: values,
    size: even(values.byteLength) + 2 + ENTRY * entries.length + 4 + outside,
  };
}

function describe({ technique, provenance }: Dataset, { pixelSize_m, channels }: Raster): string {
  const description: TiffDescription = {
    anodelab: 'image',
    technique,
    pixelSize_m,
    channels: channels.map(({ name, unit }) => ({ name, unit })),
    ...(provenance.model && { model: provenance.model }),
  };
  return ascii(JSON.stringify(description));
}

/** The text in the seven bits that TIFF allows; anything else in JSON's escape. */
function ascii(text: string): string {
  return text.replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function writePixels(view: DataView, at: number, pixels: Uint8Array | Uint16Array): void {
  if (pixels instanceof Uint8Array) new Uint8Array(view.buffer).set(pixels, at);
  else for (let i = 0; i < pixels.length; i++) view.setUint16(at + 2 * i, pixels[i]!, true);
}

/** Writes a directory and the values that do not fit into it; returns where the offset of the next belongs. */
function writeDirectory(view: DataView, at: number, fields: readonly Field[]): number {
  view.setUint16(at, fields.length, true);
  const link = at + 2 + ENTRY * fields.length;
  let outside = link + 4;
  fields.forEach((field, i) => {
    const [id, type, values] = field;
    const entry = at + 2 + ENTRY * i;
    view.setUint16(entry, id, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, type === 5 ? values.length / 2 : values.length + (type === 2 ? 1 : 0), true);
    if (isInline(field)) writeValues(view, entry + 8, field);
    else {
      view.setUint32(entry + 8, outside, true);
      writeValues(view, outside, field);
      outside += even(fieldBytes(field));
    }
  });
  return link;
}

function writeValues(view: DataView, at: number, [, type, values]: Field): void {
  if (typeof values === 'string') {
    for (let i = 0; i < values.length; i++) view.setUint8(at + i, values.charCodeAt(i));
    return;
  }
  values.forEach((value, i) =>
    type === 3 ? view.setUint16(at + 2 * i, value, true) : view.setUint32(at + 4 * i, value, true),
  );
}

function fieldBytes([, type, values]: Field): number {
  return type === 2 ? values.length + 1 : values.length * (type === 3 ? 2 : 4);
}

function isInline(field: Field): boolean {
  return fieldBytes(field) <= 4;
}

/** Offsets of TIFF are even. */
function even(bytes: number): number {
  return bytes + (bytes % 2);
}

const LARGEST = 0xffffffff;

/** The nearest fraction of two 32-bit numbers, by continued fractions. */
function fraction(value: number): readonly [number, number] {
  let [p0, q0, p1, q1] = [0, 1, 1, 0];
  let rest = value;
  for (let k = 0; k < 40; k++) {
    const whole = Math.floor(rest);
    const [p2, q2] = [whole * p1 + p0, whole * q1 + q0];
    if (p2 > LARGEST || q2 > LARGEST) break;
    [p0, q0, p1, q1] = [p1, q1, p2, q2];
    if (rest === whole || p1 / q1 === value) break;
    rest = 1 / (rest - whole);
  }
  return q1 === 0 ? [LARGEST, 1] : [p1, q1];
}
