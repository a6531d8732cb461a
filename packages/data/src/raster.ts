import type { Origin } from './column.ts';

/** One number per pixel, row by row from the top left: grey levels or counts as the instrument stores them, or real numbers. */
export type PixelValues = Uint8Array | Uint16Array | Float64Array;

/** One layer of a picture: a detector, an element, a mask. */
export interface Channel {
  /** Unique within its raster: `SE`, `HAADF`, `Si`. */
  readonly name: string;
  /** `counts`, `m`; null for grey levels and where the source does not say. */
  readonly unit: string | null;
  readonly origin: Origin;
  /** `width * height` values. */
  readonly values: PixelValues;
}

/** A picture or a set of maps of one place: every channel has the same pixels. Pixels are square. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Side of a pixel on the specimen, m; null where the source does not say. */
  readonly pixelSize_m: number | null;
  readonly channels: readonly Channel[];
}

/** Sum of a channel's values. */
export function totalOf({ values }: Channel): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The values of the channel of that name, or undefined. */
export function channel(raster: Raster, name: string): PixelValues | undefined {
  return raster.channels.find((one) => one.name === name)?.values;
}
