import { lobatto } from '@anodelab/numerics';
import type { CellSystem } from '../porous-cell/cell-system.ts';
import type { LineMesh } from '../porous-cell/line-mesh.ts';
import type { SurfaceState } from './surface-response.ts';

/** A position in a cell: first node of its element there, and the weights of the nodes' values. */
export interface Place {
  readonly node: number;
  readonly weights: Float64Array;
}

/** The place of a model that has one for all. */
export const ONE_PLACE: Place = { node: 0, weights: Float64Array.of(1) };

/** @param position - m from the foil, within the region */
export function placeIn(mesh: LineMesh, position: number, inElectrode: boolean): Place {
  const end = inElectrode ? mesh.nodes - 1 : mesh.electrodeStart;
  for (const { first, degree, length, isElectrode } of mesh.elements) {
    const last = first + degree;
    if (isElectrode !== inElectrode || (last !== end && position > mesh.positions[last]!)) continue;
    return {
      node: first,
      weights: weightsOf(degree, (2 * (position - mesh.positions[first]!)) / length - 1),
    };
  }
  throw new RangeError(`expected a position in the cell, found ${position} m`);
}

/** A value that the nodes have from `y[at]` on. */
export function valueAt({ node, weights }: Place, y: Float64Array, at: number): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j]! * y[at + node + j]!;
  return sum;
}

/** Every population at a place of the electrode; `electrodeStart` is the first node that has particles. */
export function surfacesAt(
  { populations }: CellSystem,
  y: Float64Array,
  { node, weights }: Place,
  electrodeStart: number,
  salt: number,
): readonly SurfaceState[] {
  return populations.map((population) => {
    const state = { area: 0, lithiation: 0, branch: 0, reaction: 0, film: 0, salt };
    for (let j = 0; j < weights.length; j++) {
      const k = node + j - electrodeStart;
      const w = weights[j]!;
      const branch = population.branchIndex(k);
      state.area += w * population.area[k]!;
      state.film += w * population.film[k]!;
      state.lithiation += w * population.surfaceAt(y, k);
      state.reaction += w * y[population.reactionIndex(k)]!;
      if (branch >= 0) state.branch += w * y[branch]!;
    }
    return state;
  });
}

/** Of the values at Lobatto nodes, for their polynomial at x in [-1, 1]. */
function weightsOf(degree: number, x: number): Float64Array {
  const { nodes } = lobatto(degree);
  const weights = new Float64Array(degree + 1).fill(1);
  for (let i = 0; i <= degree; i++) {
    for (let j = 0; j <= degree; j++) {
      if (i !== j) weights[i]! *= (x - nodes[j]!) / (nodes[i]! - nodes[j]!);
    }
  }
  return weights;
}
