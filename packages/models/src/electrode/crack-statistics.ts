import type { Lattice } from './triangular-lattice.ts';

/** What the broken bonds of a film make together. Lengths in bonds. */
export interface CrackStatistics {
  readonly brokenShare: number;
  /** Crack length per area: each broken bond is an edge of the honeycomb between the nodes. */
  readonly lengthDensity: number;
  readonly clusters: number;
  /** Broken bonds of the largest cluster over all broken ones; 0 without cracks. */
  readonly largestShare: number;
  /** Whether one cluster reaches across the film, in either direction. */
  readonly isSpanning: boolean;
}

/** Largest distance between the middles of two bonds of one crack, with room for rounding. */
const NEAR = 1 + 1e-9;

/** Length of the crack through a bond: the distance between the middles of its two triangles. */
const CRACK_LENGTH = 1 / Math.sqrt(3);

/**
 * A cluster is of broken bonds whose middles are one bond apart or less: in a lattice of springs without bending, every second bond
 * along a crack may turn instead of breaking, and bridges nothing.
 */
export function crackStatistics(lattice: Lattice): CrackStatistics {
  const { whole, width, height, border } = lattice;
  const neighbours = { nodes: nodeNeighbours(lattice), broken: brokenByNode(lattice) };
  const isVisited = new Uint8Array(whole.length);
  let broken = 0;
  let clusters = 0;
  let largest = 0;
  let isSpanning = false;
  for (let bond = 0; bond < whole.length; bond++) {
    if (whole[bond] === 1) continue;
    broken++;
    if (isVisited[bond] === 1) continue;
    const { size, extentX, extentY } = followCluster(lattice, neighbours, isVisited, bond);
    clusters++;
    largest = Math.max(largest, size);
    isSpanning ||= extentX >= width - 1 || extentY >= height - 1;
  }
  const nodes = lattice.columns * lattice.rows;
  const area = border === 'periodic' ? width * height : (nodes * Math.sqrt(3)) / 2;
  return {
    brokenShare: broken / whole.length,
    lengthDensity: (broken * CRACK_LENGTH) / area,
    clusters,
    largestShare: broken === 0 ? 0 : largest / broken,
    isSpanning,
  };
}

/** For each node the broken bonds at it. */
function brokenByNode({ whole, from, to, nodes }: Lattice): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length: nodes }, () => []);
  for (let bond = 0; bond < whole.length; bond++) {
    if (whole[bond] === 1) continue;
    found[from[bond]!]!.push(bond);
    found[to[bond]!]!.push(bond);
  }
  return found;
}

/** For each node the nodes beside it. */
function nodeNeighbours({ from, to, nodes }: Lattice): readonly (readonly number[])[] {
  const found: number[][] = Array.from({ length: nodes }, (_, node) => [node]);
  for (let bond = 0; bond < from.length; bond++) {
    found[from[bond]!]!.push(to[bond]!);
    found[to[bond]!]!.push(from[bond]!);
  }
  return found;
}

/** Marks the bonds of a cluster; its extent is that of the crack as it is followed, past repeating borders too. */
function followCluster(
  { middleX, middleY, from, to, width, height, border }: Lattice,
  neighbours: {
    readonly nodes: readonly (readonly number[])[];
    readonly broken: readonly (readonly number[])[];
  },
  isVisited: Uint8Array,
  start: number,
) {
  const near = (step: number, side: number) =>
    border === 'periodic' ? step - side * Math.round(step / side) : step;
  const open = [{ bond: start, x: 0, y: 0 }];
  isVisited[start] = 1;
  let [size, left, right, bottom, top] = [0, 0, 0, 0, 0];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { bond, x, y } = next;
    size++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
    for (const end of [from[bond]!, to[bond]!]) {
      for (const other of neighbours.nodes[end]!.flatMap((node) => neighbours.broken[node]!)) {
        if (isVisited[other] === 1) continue;
        const stepX = near(middleX[other]! - middleX[bond]!, width);
        const stepY = near(middleY[other]! - middleY[bond]!, height);
        if (Math.hypot(stepX, stepY) > NEAR) continue;
        isVisited[other] = 1;
        open.push({ bond: other, x: x + stepX, y: y + stepY });
      }
    }
  }
  return { size, extentX: right - left, extentY: top - bottom };
}
