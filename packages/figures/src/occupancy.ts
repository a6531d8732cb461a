import type { Point } from './decimate.ts';
import type { Box } from './scene.ts';

/** Side of a cell, mm: finer than the thinnest gap that an eye would call free. */
const cell = 0.4;

/** Which places of a frame are taken by data, so that text and legends can go where nothing is. */
export interface Occupancy {
  readonly width: number;
  readonly height: number;
  /** 1 where a cell is taken; rows from the top. */
  readonly taken: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}

/** An empty frame, mm. */
export function emptyOccupancy(width: number, height: number): Occupancy {
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  return { width, height, columns, rows, taken: new Uint8Array(columns * rows) };
}

/** Takes every cell that a box touches. */
export function takeBox(map: Occupancy, box: Box): void {
  const left = Math.max(0, Math.floor(box.x / cell));
  const right = Math.min(map.columns, Math.ceil((box.x + box.width) / cell));
  const top = Math.max(0, Math.floor(box.y / cell));
  const bottom = Math.min(map.rows, Math.ceil((box.y + box.height) / cell));
  for (let row = top; row < bottom; row++)
    map.taken.fill(1, row * map.columns + left, row * map.columns + right);
}

/** Takes the cells along a curve, `reach` mm to each side. */
export function takeCurve(map: Occupancy, points: readonly Point[], reach: number): void {
  let last: Point | undefined;
  for (const point of points) {
    takeAround(map, point, reach);
    if (last !== undefined) {
      const length = Math.hypot(point[0] - last[0], point[1] - last[1]);
      const steps = Math.min(2000, Math.ceil(length / cell));
      for (let step = 1; step < steps; step++) {
        const share = step / steps;
        takeAround(
          map,
          [last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])],
          reach,
        );
      }
    }
    last = point;
  }
}

/** Takes the cells within `reach` mm of a place. */
export function takeAround(map: Occupancy, [x, y]: Point, reach: number): void {
  takeBox(map, { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach });
}

/** A test that says in constant time whether a box inside the frame is free; later changes of the map are not seen. */
export function freeTest(map: Occupancy): (box: Box) => boolean {
  const { columns, rows } = map;
  const stride = columns + 1;
  const sums = new Int32Array(stride * (rows + 1));
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += map.taken[row * columns + column] ?? 0;
      sums[(row + 1) * stride + column + 1] = (sums[row * stride + column + 1] ?? 0) + sum;
    }
  }
  return (box) => {
    if (box.x < 0 || box.y < 0 || box.x + box.width > map.width || box.y + box.height > map.height)
      return false;
    const left = Math.floor(box.x / cell);
    const right = Math.min(columns, Math.ceil((box.x + box.width) / cell));
    const top = Math.floor(box.y / cell);
    const bottom = Math.min(rows, Math.ceil((box.y + box.height) / cell));
    const at = (row: number, column: number): number => sums[row * stride + column] ?? 0;
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left) === 0;
  };
}
