import { line } from 'd3-shape';
import type { Point } from './decimate.ts';
import type { MarkerShape } from './spec.ts';
import { theme } from './theme.ts';

const write = line<Point>().digits(3);
/** Radius of a circle with the marker area, mm. */
const radius = Math.sqrt(theme.markerArea / Math.PI);

/** Corners of a regular polygon with the marker area, one corner at `start` (radians, 0 to the right, clockwise). */
function polygon(corners: number, start: number): Point[] {
  const reach = Math.sqrt(theme.markerArea / ((corners / 2) * Math.sin((2 * Math.PI) / corners)));
  return Array.from({ length: corners }, (_, i): Point => {
    const angle = start + (2 * Math.PI * i) / corners;
    return [reach * Math.cos(angle), reach * Math.sin(angle)];
  });
}

const up = -Math.PI / 2;
const outlines: Readonly<Record<Exclude<MarkerShape, 'circle' | 'cross'>, readonly Point[]>> = {
  square: polygon(4, Math.PI / 4),
  triangle: polygon(3, up),
  diamond: polygon(4, up),
  wedge: polygon(3, -up),
  hexagon: polygon(6, up),
};

/** SVG path of one marker at a place on the page, mm; all shapes cover the same area. */
export function markerPath(shape: MarkerShape, [x, y]: Point): string {
  if (shape === 'circle') {
    const [left, right, r] = [x - radius, x + radius, radius].map((value) => value.toFixed(3));
    return `M${left},${y.toFixed(3)}A${r},${r},0,1,1,${right},${y.toFixed(3)}A${r},${r},0,1,1,${left},${y.toFixed(3)}Z`;
  }
  if (shape === 'cross') {
    const arm = 0.9 * radius;
    return `${segment([x - arm, y - arm], [x + arm, y + arm])}${segment([x - arm, y + arm], [x + arm, y - arm])}`;
  }
  return `${write(outlines[shape].map(([dx, dy]): Point => [x + dx, y + dy])) ?? ''}Z`;
}

function segment(from: Point, to: Point): string {
  return write([from, to]) ?? '';
}
