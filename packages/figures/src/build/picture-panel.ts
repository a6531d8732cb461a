import { type Channel, packPixels, type Raster } from '@anodelab/data';
import type { FigureImage, Panel, RasterMark } from '../spec.ts';

/** What a picture panel shows. */
interface Picture {
  readonly title: string;
  readonly raster: Raster;
  readonly layers: RasterMark['layers'];
  readonly smooth: boolean;
  /** Whether it bears the scale bar, where the size of its pixels is known. */
  readonly isMeasured: boolean;
  readonly notes: readonly string[];
}

/** A panel without axes that a raster fills. */
export function picturePanel({ title, raster, layers, smooth, isMeasured, notes }: Picture): Panel {
  const { width, height, pixelSize_m } = raster;
  const unknown = isMeasured && pixelSize_m === null;
  return {
    title,
    x: { label: '', scale: 'linear', ticks: false },
    y: { label: '', scale: 'linear', ticks: false },
    aspect: height / width,
    marks: [
      {
        type: 'raster',
        layers,
        x: [0, width],
        y: [0, height],
        smooth,
        ...(isMeasured && pixelSize_m !== null && { scaleBar: true }),
      },
    ],
    notes: [...notes, ...(unknown ? ['No scale bar: the file does not say how large its pixels are.'] : [])],
  };
}

/** A channel as a figure keeps it. */
export function drawnImage(
  { width, height, pixelSize_m }: Raster,
  { name, unit, values }: Channel,
): FigureImage {
  return { label: name, unit, width, height, pixelSize: pixelSize_m, ...packPixels(values) };
}

/**
 * Values drawn black and white: of 8 bits all levels, since whoever recorded them chose the contrast; otherwise those that a
 * thousandth lies below and above.
 */
export function greyDomain({ values }: Channel): [number, number] {
  if (values instanceof Uint8Array) return [0, 255];
  return wide(quantile(values, 0.001), quantile(values, 0.999));
}

/** From zero, or from below where values are, to what a thousandth lies above. */
export function mapDomain({ values }: Channel): [number, number] {
  return wide(Math.min(0, quantile(values, 0.001)), quantile(values, 0.999));
}

function wide(low: number, high: number): [number, number] {
  return high > low ? [low, high] : [low, low + 1];
}

/** The finite value that a share of the others lies below; 0 where there is none. */
function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
