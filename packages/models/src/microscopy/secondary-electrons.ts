/** Exponent of the secondary yield in 1/cos of the slope (Seiler, J. Appl. Phys. 1983, 54, R1: about 1 for light elements). */
const SLOPE_EXPONENT = 0.8;
/** Yield of the steepest edge: electrons leave on both sides of it. */
const STEEPEST = 3.2;
/** Part of the electrons that a detector in the lens still gets out of a deep hole. */
const DARKEST = 0.15;
/** Directions in which the sky is looked for, and its rings in pixels. */
const DIRECTIONS = 8;
const RINGS = [1, 2, 4, 7, 12, 20, 32] as const;

/**
 * Secondary electrons that a surface gives, 1 from a flat open one: 1/cos(slope)^n at its edges, less what its surroundings
 * take. The open part of the sky over a pixel is the mean of cos^2 of the horizon's elevation.
 *
 * @param surface - height, in pixels
 */
export function secondaryYield(surface: Float64Array, width: number, height: number): Float64Array {
  const out = new Float64Array(surface.length);
  const at = (row: number, column: number) =>
    surface[Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))]!;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const slopeX = (at(row, column + 1) - at(row, column - 1)) / 2;
      const slopeY = (at(row + 1, column) - at(row - 1, column)) / 2;
      const slant = Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY); // 1 / cos
      const bright = Math.min(STEEPEST, slant ** SLOPE_EXPONENT);
      out[row * width + column] = bright * (DARKEST + (1 - DARKEST) * openSky(at, row, column));
    }
  }
  return out;
}

function openSky(at: (row: number, column: number) => number, row: number, column: number): number {
  const own = at(row, column);
  let open = 0;
  for (let k = 0; k < DIRECTIONS; k++) {
    const angle = (2 * Math.PI * k) / DIRECTIONS;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    let horizon = 0; // tangent of its elevation
    for (const ring of RINGS) {
      const rise = at(row + Math.round(ring * dy), column + Math.round(ring * dx)) - own;
      if (rise > horizon * ring) horizon = rise / ring;
    }
    open += 1 / (1 + horizon * horizon);
  }
  return open / DIRECTIONS;
}
