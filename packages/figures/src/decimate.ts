/** A place in the frame, mm from its top left corner. */
export type Point = readonly [number, number];

/** Points above which a curve is thinned for drawing. */
const limit = 4000;

/**
 * The same curve with at most about 4000 points: of each run of neighbours the first, the last and the outermost
 * points in x and y are kept in order, so peaks and loops survive. Short curves are returned as they are.
 */
export function decimate(points: readonly Point[]): readonly Point[] {
  if (points.length <= limit) return points;
  const run = Math.ceil(points.length / (limit / 6));
  const kept: Point[] = [];
  for (let start = 0; start < points.length; start += run) {
    const end = Math.min(start + run, points.length);
    for (const index of outermost(points, start, end)) {
      const point = points[index];
      if (point !== undefined) kept.push(point);
    }
  }
  return kept;
}

/** Indices of first, last and extreme points of a run, ascending, each once. */
function outermost(points: readonly Point[], start: number, end: number): number[] {
  let left = start;
  let right = start;
  let top = start;
  let bottom = start;
  const at = (index: number): Point => points[index] ?? [0, 0];
  for (let i = start; i < end; i++) {
    const [x, y] = at(i);
    if (x < at(left)[0]) left = i;
    if (x > at(right)[0]) right = i;
    if (y < at(top)[1]) top = i;
    if (y > at(bottom)[1]) bottom = i;
  }
  return [...new Set([start, left, right, top, bottom, end - 1])].sort((a, b) => a - b);
}

/**
 * The first point, and after it points of which no two neighbours are closer than `gap` mm; the second one keeps `first`
 * mm from the first, where series that lie on each other shall take turns.
 */
export function thin(points: readonly Point[], gap: number, first = gap): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    const needed = kept.length === 1 ? first : gap;
    if (last !== undefined && Math.hypot(point[0] - last[0], point[1] - last[1]) < needed) continue;
    kept.push(point);
  }
  return kept;
}
