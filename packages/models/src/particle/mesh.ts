/** Shape of the host: a sphere of radius `size`, or a film of thickness `size` with a closed back. */
export type Geometry = 'sphere' | 'plane';

/** Cells of a host from its middle (index 0) to its surface, per m2 of a plane or per 4 pi of a sphere. */
export interface Mesh {
  readonly geometry: Geometry;
  /** Radius of the sphere or thickness of the film, m. */
  readonly size: number;
  /** Faces from 0 to `size`, m. Shape (cells + 1). */
  readonly faces: Float64Array;
  /** Middles of the cells, m. */
  readonly centres: Float64Array;
  /** m3 per 4 pi, or m. */
  readonly volumes: Float64Array;
  /** Areas of the faces, m2 per 4 pi, or 1. Shape (cells + 1). */
  readonly areas: Float64Array;
  readonly totalVolume: number;
}

/**
 * A mesh whose cells shrink geometrically toward the surface, where the current makes the gradients.
 *
 * @param finest - wanted width of the outermost cell, m; not below size/cells gives equal cells
 * @throws {RangeError} for a size, a width or a number of cells that is not positive
 */
export function createMesh(geometry: Geometry, size: number, cells: number, finest: number): Mesh {
  if (!(size > 0 && finest > 0 && cells >= 2 && Number.isInteger(cells))) {
    throw new RangeError(
      `mesh of ${cells} cells, size ${size} m, finest ${finest} m: expected positive, at least 2`,
    );
  }
  const growth = growthFactor(size / finest, cells);
  const faces = new Float64Array(cells + 1);
  let width = growth === 1 ? size / cells : finest;
  for (let i = cells; i > 0; i--) {
    faces[i] = i === cells ? size : faces[i + 1]! - width;
    if (i < cells) width *= growth;
  }
  const measure = geometry === 'sphere' ? (r: number) => (r * r * r) / 3 : (r: number) => r;
  const centres = new Float64Array(cells);
  const volumes = new Float64Array(cells);
  for (let i = 0; i < cells; i++) {
    centres[i] = (faces[i]! + faces[i + 1]!) / 2;
    volumes[i] = measure(faces[i + 1]!) - measure(faces[i]!);
  }
  const areas = faces.map((r) => (geometry === 'sphere' ? r * r : 1));
  return { geometry, size, faces, centres, volumes, areas, totalVolume: measure(size) };
}

/** q in 1 + q + ... + q^(n-1) = ratio, by bisection; 1 where equal cells are fine enough. */
function growthFactor(ratio: number, cells: number): number {
  if (ratio <= cells) return 1;
  let low = 1;
  let high = ratio;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    const sum = Math.expm1(cells * Math.log(middle)) / (middle - 1);
    if (sum > ratio) high = middle;
    else low = middle;
  }
  return low;
}
