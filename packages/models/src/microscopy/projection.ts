import type { Particle } from './sphere-packing.ts';

/** Samples along each side of a pixel. */
const SUPERSAMPLING = 2;

/** Length of a ray inside a sphere whose middle it misses by `distance`: 2 sqrt(r^2 - rho^2), 0 outside. */
function chord(radius: number, distance: number): number {
  return radius > distance ? 2 * Math.sqrt(radius * radius - distance * distance) : 0;
}

/**
 * For each pixel the summed length of spheres that the beam crosses, m: of `radiusOf` each particle, less that of `without`.
 * Row by row from the top (largest y).
 */
export function projectThickness(
  particles: readonly Particle[],
  width: number,
  height: number,
  pixelSize: number,
  radiusOf: (particle: Particle) => number,
  without: (particle: Particle) => number = () => 0,
): Float64Array {
  const map = new Float64Array(width * height);
  const weight = 1 / SUPERSAMPLING ** 2;
  for (const particle of particles) {
    const radius = radiusOf(particle);
    const inner = without(particle);
    forPixels(particle, radius, width, height, pixelSize, (k, column, row) => {
      let sum = 0;
      for (let a = 0; a < SUPERSAMPLING; a++) {
        for (let b = 0; b < SUPERSAMPLING; b++) {
          const x = (column + (a + 0.5) / SUPERSAMPLING) * pixelSize;
          const y = (height - row - (b + 0.5) / SUPERSAMPLING) * pixelSize;
          const distance = Math.hypot(x - particle.x, y - particle.y);
          sum += chord(radius, distance) - chord(inner, distance);
        }
      }
      map[k]! += weight * sum;
    });
  }
  return map;
}

/** Height of the highest surface over the ground in each pixel, m; 0 where there is ground. */
export function heightMap(
  particles: readonly Particle[],
  width: number,
  height: number,
  pixelSize: number,
): Float64Array {
  const map = new Float64Array(width * height);
  for (const particle of particles) {
    forPixels(particle, particle.radius, width, height, pixelSize, (k, column, row) => {
      const x = (column + 0.5) * pixelSize - particle.x;
      const y = (height - row - 0.5) * pixelSize - particle.y;
      const rise = particle.radius ** 2 - x * x - y * y;
      if (rise > 0) map[k] = Math.max(map[k]!, particle.z + Math.sqrt(rise));
    });
  }
  return map;
}

/** Calls for each pixel of the square around a particle. */
function forPixels(
  { x, y }: Particle,
  radius: number,
  width: number,
  height: number,
  pixelSize: number,
  visit: (k: number, column: number, row: number) => void,
): void {
  const left = Math.max(0, Math.floor((x - radius) / pixelSize));
  const right = Math.min(width - 1, Math.floor((x + radius) / pixelSize));
  const top = Math.max(0, Math.floor(height - (y + radius) / pixelSize));
  const bottom = Math.min(height - 1, Math.floor(height - (y - radius) / pixelSize));
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) visit(row * width + column, column, row);
}
