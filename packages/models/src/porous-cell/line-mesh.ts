import { lobatto } from '@anodelab/numerics';
import type { CellMesh, RegionDescription } from './cell-description.ts';

/** One spectral element: consecutive nodes of the line. */
interface LineElement {
  readonly first: number;
  readonly degree: number;
  /** m. */
  readonly length: number;
  readonly isElectrode: boolean;
  /** Porosity, and porosity to the Bruggeman exponent. */
  readonly porosity: number;
  readonly tortuous: number;
  /** Shape (degree + 1), sum 2. */
  readonly weights: Float64Array;
  /** d/dxi on [-1, 1], row-major. */
  readonly derivative: Float64Array;
  /** Sum over g of weight_g derivative_gi derivative_gj. */
  readonly stiffness: Float64Array;
}

/** Nodes from the foil (0) to the collector; elements share their ends. */
export interface LineMesh {
  readonly elements: readonly LineElement[];
  readonly nodes: number;
  /** First node of the electrode, which is also the last of the separator. */
  readonly electrodeStart: number;
  /** m. */
  readonly positions: Float64Array;
  /** Electrolyte per geometric area that a node stands for, m. */
  readonly electrolyteVolume: Float64Array;
  /** Share of the electrode's thickness that an electrode node stands for; sum 1. Shape (nodes - electrodeStart). */
  readonly electrodeShare: Float64Array;
}

/** Spectral elements across separator and electrode. */
export function lineMesh(
  separator: RegionDescription,
  electrode: RegionDescription,
  mesh: CellMesh,
): LineMesh {
  const elements: LineElement[] = [];
  let first = 0;
  const add = (
    region: RegionDescription,
    degrees: readonly number[],
    shares: readonly number[] | undefined,
    isElectrode: boolean,
  ) => {
    degrees.forEach((degree, n) => {
      const { weights, derivative } = lobatto(degree);
      elements.push({
        first,
        degree,
        length: region.thickness * (shares?.[n] ?? 1 / degrees.length),
        isElectrode,
        porosity: region.porosity,
        tortuous: region.porosity ** region.bruggeman,
        weights,
        derivative,
        stiffness: stiffnessOf(degree),
      });
      first += degree;
    });
  };
  add(separator, mesh.separator, mesh.separatorShares, false);
  const electrodeStart = first;
  add(electrode, mesh.electrode, mesh.electrodeShares, true);
  const nodes = first + 1;
  const positions = new Float64Array(nodes);
  const electrolyteVolume = new Float64Array(nodes);
  const electrodeShare = new Float64Array(nodes - electrodeStart);
  let left = 0;
  for (const element of elements) {
    const { nodes: places } = lobatto(element.degree);
    for (let g = 0; g <= element.degree; g++) {
      const node = element.first + g;
      positions[node] = left + ((places[g]! + 1) / 2) * element.length;
      const part = (element.weights[g]! / 2) * element.length;
      electrolyteVolume[node]! += element.porosity * part;
      if (element.isElectrode) electrodeShare[node - electrodeStart]! += part / electrode.thickness;
    }
    left += element.length;
  }
  return { elements, nodes, electrodeStart, positions, electrolyteVolume, electrodeShare };
}

const known = new Map<number, Float64Array>();

function stiffnessOf(degree: number): Float64Array {
  const found = known.get(degree);
  if (found !== undefined) return found;
  const { weights, derivative } = lobatto(degree);
  const count = degree + 1;
  const made = new Float64Array(count * count);
  for (let g = 0; g < count; g++) {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        made[i * count + j]! += weights[g]! * derivative[g * count + i]! * derivative[g * count + j]!;
      }
    }
  }
  known.set(degree, made);
  return made;
}
