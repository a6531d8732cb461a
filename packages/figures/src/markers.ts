import { line } from 'd3-shape';
import type { Point } from './decimate.ts';
import type { MarkerShape } from './spec.ts';
import { theme } from './theme.ts';

const write = line<Point>().digits(3);
/** Radius of a circle with the marker area, mm. */
export const markerRadius = Math.sqrt(theme.markerArea / Math.PI);

const up = -Math.PI / 2;

/** Corners of a regular polygon with the marker area, one corner at `start` (radians, 0 to the right, clockwise). */
function polygon(corners: number, start: number): Point[] {
  const reach = Math.sqrt(theme.markerArea / ((corners / 2) * Math.sin((2 * Math.PI) / corners)));
  return Array.from({ length: corners }, (_, i): Point => {
    const angle = start + (2 * Math.PI * i) / corners;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

/** A star with the marker area whose inner corners lie at `waist` of the outer radius. */
function star(points: number, waist: number): Point[] {
  const reach = Math.sqrt(theme.markerArea / (points * waist * Math.sin(Math.PI / points)));
  return Array.from({ length: 2 * points }, (_, i): Point => {
    const angle = up + (Math.PI * i) / points;
    const at = i % 2 === 0 ? reach : waist * reach;
    return [at * Math.cos(angle), at * Math.sin(angle)];
  });
}

/** An upright cross with the marker area whose arms are `share` of its height thick. */
function plus(share: number): Point[] {
  const arm = Math.sqrt(theme.markerArea / (4 * (2 * share - share * share)));
  const half = share * arm;
  const corner: readonly Point[] = [
    [half, -arm],
    [half, -half],
    [arm, -half],
  ];
  return [0, 1, 2, 3].flatMap((turns) => corner.map((point) => turned(point, turns)));
}

function turned([x, y]: Point, quarters: number): Point {
  const [cos, sin] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ][quarters] as [number, number];
  return [x * cos - y * sin, x * sin + y * cos];
}

const outlines: Readonly<Record<Exclude<MarkerShape, 'circle' | 'cross'>, readonly Point[]>> = {
  square: polygon(4, Math.PI / 4),
  triangle: polygon(3, up),
  diamond: polygon(4, up),
  wedge: polygon(3, -up),
  star: star(5, 0.45),
  plus: plus(0.36),
};

/** SVG path of one marker at a place on the page, mm; at one scale all shapes cover the same area. */
export function markerPath(shape: MarkerShape, [x, y]: Point, scale: number): string {
  if (shape === 'circle') {
    const radius = markerRadius * scale;
    const [left, right, r] = [x - radius, x + radius, radius].map((value) => value.toFixed(3));
    return `M${left},${y.toFixed(3)}A${r},${r},0,1,1,${right},${y.toFixed(3)}A${r},${r},0,1,1,${left},${y.toFixed(3)}Z`;
  }
  if (shape === 'cross') {
    const arm = 0.9 * markerRadius * scale;
    return `${segment([x - arm, y - arm], [x + arm, y + arm])}${segment([x - arm, y + arm], [x + arm, y - arm])}`;
  }
  return `${write(outlines[shape].map(([dx, dy]): Point => [x + scale * dx, y + scale * dy])) ?? ''}Z`;
}

function segment(from: Point, to: Point): string {
  return write([from, to]) ?? '';
}
