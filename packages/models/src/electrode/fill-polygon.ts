/** A picture of ones and zeros, row by row. */
export interface Bitmap {
  readonly values: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Sets the pixels whose middles lie inside a polygon (even-odd rule).
 *
 * @param corners - x and y in turn, pixels
 * @param repeats - what leaves on one side comes in on the other; otherwise it is cut off
 */
export function fillPolygon(
  { values, width, height }: Bitmap,
  corners: readonly number[],
  repeats: boolean,
): void {
  let [low, high] = [Infinity, -Infinity];
  for (let k = 1; k < corners.length; k += 2) {
    low = Math.min(low, corners[k]!);
    high = Math.max(high, corners[k]!);
  }
  const crossings: number[] = [];
  for (let row = Math.ceil(low - 0.5); row + 0.5 < high; row++) {
    crossings.length = 0;
    for (let k = 0; k < corners.length; k += 2) {
      const next = (k + 2) % corners.length;
      const [x0, y0, x1, y1] = [corners[k]!, corners[k + 1]!, corners[next]!, corners[next + 1]!];
      const y = row + 0.5;
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      for (let column = Math.ceil(crossings[k]! - 0.5); column + 0.5 < crossings[k + 1]!; column++) {
        const isInside = row >= 0 && row < height && column >= 0 && column < width;
        if (isInside) values[row * width + column] = 1;
        else if (repeats) values[modulo(row, height) * width + modulo(column, width)] = 1;
      }
    }
  }
}

function modulo(value: number, count: number): number {
  return ((value % count) + count) % count;
}
