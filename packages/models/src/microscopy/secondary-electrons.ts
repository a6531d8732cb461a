/** Exponent of the secondary yield in 1/cos of the slope (Seiler, J. Appl. Phys. 1983, 54, R1: about 1 for light elements). */
const SLOPE_EXPONENT = 0.8;
/** Yield of the steepest edge: electrons leave on both sides of it. */
const STEEPEST = 3.2;
/** Part of the electrons that a detector in the lens still gets out of a deep hole. */
const DARKEST = 0.15;
/** Directions in which the sky is looked for, and its rings in pixels; each ring is 1.6 times the one before it. */
const DIRECTIONS = 8;
const RINGS = [1, 1.6, 2.6, 4.1, 6.6, 10.5, 16.8, 26.8] as const;
const GROWTH = 1.6;
/** Neighbours along a row and a column that look differently. */
const TILE = 4;
/** Pixels to each side over which the sky is averaged, and the slope in height beyond which another surface begins. */
const REACH = 2;
const STEEP = 3;

/**
 * Secondary electrons that a surface gives, 1 from a flat open one: 1/cos(slope)^n at its edges, less what its surroundings
 * take. The open part of the sky over a pixel is the mean of cos^2 of the horizon's elevation; neighbours look in turned
 * directions and at other distances, and what they see is averaged, so that no ring leaves its edge in the picture.
 *
 * @param surface - height, in pixels
 */
export function secondaryYield(surface: Float64Array, width: number, height: number): Float64Array {
  const out = new Float64Array(surface.length);
  const sky = meanOnSurface(surface, openSky(surface, width, height), width, height);
  const at = (row: number, column: number) => surface[place(row, height) * width + place(column, width)]!;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const slopeX = (at(row, column + 1) - at(row, column - 1)) / 2;
      const slopeY = (at(row + 1, column) - at(row - 1, column)) / 2;
      const slant = Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY); // 1 / cos
      const bright = Math.min(STEEPEST, slant ** SLOPE_EXPONENT);
      const k = row * width + column;
      out[k] = bright * (DARKEST + (1 - DARKEST) * sky[k]!);
    }
  }
  return out;
}

function openSky(surface: Float64Array, width: number, height: number): Float64Array {
  const open = new Float64Array(surface.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const { x, y, distance } = looks[(row % TILE) * TILE + (column % TILE)]!;
      const own = surface[row * width + column]!;
      let sum = 0;
      for (let first = 0; first < x.length; first += RINGS.length) {
        let horizon = 0; // tangent of its elevation
        for (let k = first; k < first + RINGS.length; k++) {
          const other = surface[place(row + y[k]!, height) * width + place(column + x[k]!, width)]!;
          const rise = (other - own) / distance[k]!;
          if (rise > horizon) horizon = rise;
        }
        sum += 1 / (1 + horizon * horizon);
      }
      open[row * width + column] = sum / DIRECTIONS;
    }
  }
  return open;
}

/** Where the pixels of a tile look: offsets of all rings of a direction, then of the next, pixels. */
const looks = Array.from({ length: TILE ** 2 }, (_, tile) => {
  const turn = tile / TILE ** 2;
  const stretch = GROWTH ** (((7 * tile) % TILE ** 2) / TILE ** 2);
  const ways = Array.from({ length: DIRECTIONS }, (__, k) => (2 * Math.PI * (k + turn)) / DIRECTIONS);
  const along = (part: (angle: number) => number) =>
    Int32Array.from(ways.flatMap((angle) => RINGS.map((ring) => Math.round(ring * stretch * part(angle)))));
  const distance = ways.flatMap(() => RINGS.map((ring) => ring * stretch));
  return { x: along(Math.cos), y: along(Math.sin), distance: Float64Array.from(distance) };
});

/** Means over the neighbours that belong to the same surface. */
function meanOnSurface(
  surface: Float64Array,
  values: Float64Array,
  width: number,
  height: number,
): Float64Array {
  const means = new Float64Array(values.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const own = surface[row * width + column]!;
      let [sum, count] = [0, 0];
      for (let j = Math.max(0, row - REACH); j <= Math.min(height - 1, row + REACH); j++) {
        for (let i = Math.max(0, column - REACH); i <= Math.min(width - 1, column + REACH); i++) {
          const k = j * width + i;
          const away = Math.abs(i - column) + Math.abs(j - row);
          if (Math.abs(surface[k]! - own) > STEEP * (1 + away)) continue;
          sum += values[k]!;
          count++;
        }
      }
      means[row * width + column] = sum / count;
    }
  }
  return means;
}

/** The nearest index that there is. */
function place(index: number, length: number): number {
  return index < 0 ? 0 : index >= length ? length - 1 : index;
}
