import { type PixelValues, unpackPixels } from '@anodelab/data';
import { encode } from 'fast-png';
import { colorTable } from './color-map.ts';
import type { FigureSpec, RasterMark } from './spec.ts';

/** Least dots per inch of pixels with sharp edges: each is drawn as a square of several where fewer would do. */
const SHARP = 300;
/** Dots per inch beyond which neighbours are averaged: a printer shows no more. */
const FINEST = 600;
const LARGEST_SQUARE = 32;
const INCH = 25.4;

/** Bytes of a picture, `depth` to a pixel: levels from 0 (darkest) to 255, or red, green and blue. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 3;
  readonly bytes: Uint8Array;
}

/**
 * PNG of a raster that is drawn `size` mm wide: values to colours, several layers added up as light.
 * @throws {RangeError} when an image is missing or holds no such pixels
 */
export function paintRaster(mark: RasterMark, images: FigureSpec['images'] = {}, size: number): Uint8Array {
  const layers = mark.layers.map(({ image, colors, domain }) => {
    const found = images[image];
    if (found === undefined) throw new RangeError(`figure spec: expected an image "${image}", found none`);
    const { width, height } = found;
    const bytes = levels(unpackPixels(found, width * height), domain);
    const dots = (width * INCH) / size;
    return { colors, dots, pixels: reduce({ width, height, depth: 1, bytes }, Math.floor(dots / FINEST)) };
  });
  const [first] = layers;
  if (first === undefined) throw new RangeError('figure spec: expected a layer, found none');
  const sharp = (pixels: Pixels) => (mark.smooth ? pixels : enlarge(pixels, Math.ceil(SHARP / first.dots)));
  if (layers.length > 1) return encodePng(sharp(addLight(layers)));
  return encodePng(sharp(first.pixels), first.colors === 'grey' ? undefined : first.colors);
}

/** A strip of the colours of a map from left to right. */
export function paintStrip(colors: string): Uint8Array {
  const bytes = Uint8Array.from({ length: 256 }, (_, level) => level);
  return encodePng({ width: 256, height: 1, depth: 1, bytes }, colors);
}

/** Of levels in a map of colours, without one in grey; or of red, green and blue. */
function encodePng({ width, height, depth, bytes }: Pixels, colors?: string): Uint8Array {
  const table = colors === undefined ? undefined : colorTable(colors);
  const palette =
    table && Array.from({ length: 256 }, (_, level) => [...table.subarray(3 * level, 3 * level + 3)]);
  const picture = {
    width,
    height,
    data: bytes,
    channels: depth,
    depth: 8,
    ...(palette && { palette }),
  } as const;
  return encode(picture, { zlib: { level: 6 } });
}

function levels(values: PixelValues, [low, high]: readonly [number, number]): Uint8Array {
  const scale = 255 / (high - low);
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Math.max(0, Math.min(255, Math.round((values[i]! - low) * scale)));
  return bytes;
}

/** Means over blocks of about `factor` by `factor` pixels, each pixel in one block. */
function reduce(pixels: Pixels, factor: number): Pixels {
  if (factor < 2) return pixels;
  const { width, height, bytes } = pixels;
  const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const means = new Uint8Array(columns * rows);
  const edge = (index: number, count: number, length: number) => Math.round((index * length) / count);
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = [edge(row, rows, height), edge(row + 1, rows, height)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [edge(column, columns, width), edge(column + 1, columns, width)];
      let total = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) total += bytes[y * width + x]!;
      means[row * columns + column] = Math.round(total / ((bottom - top) * (right - left)));
    }
  }
  return { width: columns, height: rows, depth: 1, bytes: means };
}

/** Each pixel as a square of `factor` pixels, so that no viewer smooths it away. */
function enlarge(pixels: Pixels, factor: number): Pixels {
  const times = Math.min(factor, LARGEST_SQUARE);
  if (times < 2) return pixels;
  const { width, height, depth, bytes } = pixels;
  const stride = width * times * depth;
  const large = new Uint8Array(stride * height * times);
  for (let y = 0; y < height; y++) {
    const row = y * times * stride;
    for (let x = 0; x < width * times; x++) {
      const from = (y * width + Math.floor(x / times)) * depth;
      for (let c = 0; c < depth; c++) large[row + x * depth + c] = bytes[from + c]!;
    }
    for (let k = 1; k < times; k++) large.copyWithin(row + k * stride, row, row + stride);
  }
  return { width: width * times, height: height * times, depth, bytes: large };
}

/** @throws {RangeError} for layers of several sizes */
function addLight(layers: readonly { readonly colors: string; readonly pixels: Pixels }[]): Pixels {
  const { width, height } = layers[0]!.pixels;
  const light = new Uint8ClampedArray(3 * width * height);
  for (const { colors, pixels } of layers) {
    if (pixels.width !== width || pixels.height !== height)
      throw new RangeError('figure spec: expected layers of one size, found several');
    const table = colorTable(colors);
    for (let i = 0; i < width * height; i++) {
      const level = 3 * pixels.bytes[i]!;
      for (let c = 0; c < 3; c++) light[3 * i + c]! += table[level + c]!;
    }
  }
  return { width, height, depth: 3, bytes: new Uint8Array(light.buffer) };
}
