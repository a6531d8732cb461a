import { boxPath } from './draw-shapes.ts';
import { paintRaster } from './paint-raster.ts';
import { scaleBar } from './scale-bar.ts';
import type { Box, SceneItem } from './scene.ts';
import type { FigureSpec, RasterMark } from './spec.ts';
import { capHeight, textRuns, textWidth } from './text.ts';
import { ink, theme } from './theme.ts';

/** Between the edge of the picture, its bar and the bar's label, mm. */
const inset = 1.2;
const air = 0.7;
const barHeight = 0.6;
/** Darkens whatever is under bar and label, so that white is read on every picture. */
const plateOpacity = 0.6;

/** A picture in its box on the page with an outline and its scale bar, in the lower left corner. */
export function drawRaster(
  mark: RasterMark,
  images: FigureSpec['images'],
  box: Box,
  frame: Box,
): SceneItem[] {
  const leaves = box.x < frame.x - 1e-6 || box.y < frame.y - 1e-6 || isBeyond(box, frame);
  return [
    { type: 'image', box, png: paintRaster(mark, images, box.width), ...(leaves && { clip: frame }) },
    { type: 'path', d: boxPath(box), stroke: ink, strokeWidth: theme.frame, ...(leaves && { clip: frame }) },
    ...(mark.scaleBar ? scaleBarItems(fieldWidth(mark, images), box) : []),
  ];
}

function isBeyond(box: Box, frame: Box): boolean {
  const slack = 1e-6;
  return (
    box.x + box.width > frame.x + frame.width + slack || box.y + box.height > frame.y + frame.height + slack
  );
}

/** Width of what the picture shows, m; NaN where it does not say. */
function fieldWidth({ layers }: RasterMark, images: FigureSpec['images']): number {
  const { width, pixelSize } = images?.[layers[0]?.image ?? ''] ?? { width: NaN, pixelSize: null };
  return width * (pixelSize ?? NaN);
}

function scaleBarItems(field: number, box: Box): SceneItem[] {
  if (!Number.isFinite(field)) return [];
  const { length, label } = scaleBar(field);
  const long = (length / field) * box.width;
  const size = theme.legend;
  const plate = { width: Math.max(long, textWidth(textRuns(label), size)) + 2 * air, height: 0 };
  plate.height = 3 * air + barHeight + capHeight * size;
  const [x, y] = [box.x + inset, box.y + box.height - inset - plate.height];
  const middle = x + plate.width / 2;
  const bar = { x: middle - long / 2, y: y + plate.height - air - barHeight, width: long, height: barHeight };
  return [
    { type: 'path', d: boxPath({ x, y, ...plate }), fill: ink, fillOpacity: plateOpacity },
    { type: 'path', d: boxPath(bar), fill: '#ffffff' },
    {
      type: 'text',
      x: middle,
      y: y + air + capHeight * size,
      size,
      runs: textRuns(label),
      anchor: 'middle',
      color: '#ffffff',
    },
  ];
}
