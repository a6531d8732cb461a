import { line } from 'd3-shape';
import type { Point } from './decimate.ts';
import {
  type LegendBlock,
  type LegendSample,
  entryPlaces,
  rowHeight,
  sampleGap,
  sampleLength,
} from './legend.ts';
import { markerPath } from './markers.ts';
import type { Box, PathItem, SceneItem } from './scene.ts';
import { type Shape, markerScale } from './shapes.ts';
import type { Dash } from './spec.ts';
import { capHeight, textRuns } from './text.ts';
import { ink, theme } from './theme.ts';

const write = line<Point>().digits(3);
/** On and off lengths, mm. */
const dashes: Readonly<Record<Dash, readonly number[] | null>> = {
  solid: null,
  dashed: [1.6, 0.9],
  dotted: [0.4, 0.7],
  dashdot: [1.8, 0.7, 0.4, 0.7],
};
const bandOpacity = 0.22;

/** Paths of a panel's shapes (labels and pictures aside), moved from the frame to the page and clipped where they leave it. */
export function drawShapes(shapes: readonly Shape[], frame: Box): PathItem[] {
  const scale = markerScale(shapes);
  return shapes.flatMap((shape) => {
    const item = drawShape(shape, frame, scale);
    return item === null ? [] : [item];
  });
}

function drawShape(shape: Shape, frame: Box, scale: number): PathItem | null {
  const move = ([x, y]: Point): Point => [frame.x + x, frame.y + y];
  switch (shape.kind) {
    case 'curve': {
      const item = strokePath(shape.points.map(move), shape.color, shape.width, shape.dash);
      return clipTo(item, shape.points, frame);
    }
    case 'area':
      return clipTo(areaPath(shape.points.map(move), shape.color), shape.points, frame);
    case 'markers':
      return shape.points.length === 0 ? null : markersPath(shape.points.map(move), shape, scale);
    case 'bar': {
      const { x, y, width, height } = shape.box;
      return barPath({ x: frame.x + x, y: frame.y + y, width, height }, shape.color);
    }
    case 'label':
    case 'picture':
      return null;
  }
}

function clipTo(item: PathItem, points: readonly Point[], frame: Box): PathItem {
  const slack = theme.line;
  const leaves = points.some(
    ([x, y]) => x < -slack || y < -slack || x > frame.width + slack || y > frame.height + slack,
  );
  return leaves ? { ...item, clip: frame } : item;
}

function strokePath(points: readonly Point[], color: string, width: number, dash: Dash): PathItem {
  const pattern = dashes[dash];
  return {
    type: 'path',
    d: write(points) ?? '',
    stroke: color,
    strokeWidth: width,
    ...(pattern === null ? {} : { dash: pattern }),
  };
}

function areaPath(points: readonly Point[], color: string): PathItem {
  return { type: 'path', d: `${write(points) ?? ''}Z`, fill: color, fillOpacity: bandOpacity };
}

function markersPath(
  points: readonly Point[],
  { shape, fill, color }: Pick<Extract<Shape, { kind: 'markers' }>, 'shape' | 'fill' | 'color'>,
  scale: number,
): PathItem {
  return {
    type: 'path',
    d: points.map((point) => markerPath(shape, point, scale)).join(''),
    ...(shape === 'cross' ? {} : { fill: fill === 'solid' ? color : '#ffffff' }),
    stroke: color,
    strokeWidth: fill === 'solid' && shape !== 'cross' ? 0.1 : 0.28,
  };
}

function barPath(box: Box, color: string): PathItem {
  return { type: 'path', d: boxPath(box), fill: color, stroke: ink, strokeWidth: theme.thinLine };
}

/** SVG path of a rectangle. */
export function boxPath({ x, y, width, height }: Box): string {
  const corners: readonly Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return `${write(corners) ?? ''}Z`;
}

/** Scene items of a legend whose block lies at `box` on the page, with markers at the scale of its panel. */
export function drawLegend(block: LegendBlock, box: Box, scale: number): SceneItem[] {
  const places = entryPlaces(block);
  return block.entries.flatMap((entry, index) => {
    const [dx, dy] = places[index] ?? [0, 0];
    const left = box.x + dx;
    const middle = box.y + dy + rowHeight / 2;
    return [
      ...entry.samples.map((sample) => drawSample(sample, left, middle, scale)),
      {
        type: 'text' as const,
        x: left + sampleLength + sampleGap,
        y: middle + (capHeight / 2) * theme.legend,
        size: theme.legend,
        runs: textRuns(entry.label),
        anchor: 'start' as const,
        color: ink,
      },
    ];
  });
}

function drawSample(sample: LegendSample, left: number, middle: number, scale: number): PathItem {
  const right = left + sampleLength;
  const swatch = { x: left + 1.2, y: middle - 0.85, width: sampleLength - 2.4, height: 1.7 };
  switch (sample.type) {
    case 'line':
      return strokePath(
        [
          [left, middle],
          [right, middle],
        ],
        sample.color,
        theme.line,
        sample.dash ?? 'solid',
      );
    case 'points':
      return markersPath([[(left + right) / 2, middle]], sample, scale);
    case 'band':
      return { type: 'path', d: boxPath(swatch), fill: sample.color, fillOpacity: bandOpacity };
    case 'bar':
      return barPath(swatch, sample.color);
  }
}
