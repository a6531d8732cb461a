import type { Random } from '@anodelab/numerics';
import { gaussianBlur } from '../microscopy/blur.ts';
import type { CrackingFilm } from './cracking-film.ts';
import { fillPolygon } from './fill-polygon.ts';

/** A film as an electron microscope sees it from above, row by row from the top. */
export interface CrackPicture {
  readonly width: number;
  readonly height: number;
  /** Share of each pixel that is crack, 0 to 1. */
  readonly crackShare: Float64Array;
  /** Secondary electrons, 1 from a flat surface. */
  readonly electronYield: Float64Array;
}

/** Samples along each side of a pixel. */
const SAMPLES = 3;
/** Grains of the film, single particles and clumps of them: standard deviation of their yield, and their size in bonds. */
const GRAINS = [
  { deviation: 0.17, size: 0.12 },
  { deviation: 0.08, size: 0.4 },
] as const;
/** How far the corners and sides of pieces lie off those of hexagons at most, bonds. */
const CROOKED = 0.2;
const BENT = 0.12;
/** Yield of the shadowed bottom of a crack, and how much its edges add within a distance in bonds. */
const BOTTOM = 0.15;
const EDGE = 2;
const EDGE_WIDTH = 0.06;

/**
 * Draws the cracks of a film of crooked six-sided pieces, one about each node: a piece shrinks by the misfit about its node and moves
 * with it. A crack is the gap between the facing sides of two pieces whose bond is broken, and the gap at the corner where
 * such pieces meet a third. The gap across a broken bond is as wide as its strain says.
 */
export function drawCracks(film: CrackingFilm, misfit: number, width: number, random: Random): CrackPicture {
  const { lattice } = film;
  const scale = width / lattice.width; // pixels per bond
  const height = Math.max(1, Math.round(lattice.height * scale));
  const fine = {
    values: new Uint8Array(width * height * SAMPLES ** 2),
    width: width * SAMPLES,
    height: height * SAMPLES,
  };
  const repeats = lattice.border === 'periodic';
  for (const corners of gaps(film, misfit))
    fillPolygon(
      fine,
      corners.map((place) => place * scale * SAMPLES),
      repeats,
    );
  const crackShare = coarsened(fine.values, width, height);
  const near = gaussianBlur(crackShare, width, height, EDGE_WIDTH * scale);
  const texture = GRAINS.map(({ deviation, size }) =>
    grains(width, height, size * scale, random).map((grain) => deviation * grain),
  );
  const electronYield = crackShare.map((share, k) => {
    const grain = texture.reduce((sum, one) => sum + one[k]!, 0);
    return share * BOTTOM + (1 - share) * Math.max(0.2, 1 + grain + EDGE * near[k]!);
  });
  return { width, height, crackShare, electronYield };
}

/** Polygons of all gaps as x and y in turn, bonds. */
function* gaps(film: CrackingFilm, misfit: number): Generator<readonly number[]> {
  const { lattice, displacement, strain } = film;
  const half = 0.5 / Math.sqrt(3);
  /** Pieces at each triangle, as the offset of its middle from their nodes; of triangles with a broken bond only. */
  const corners = new Map<number, Map<number, readonly [number, number]>>();
  for (let bond = 0; bond < strain.length; bond++) {
    if (lattice.whole[bond] === 1) continue;
    const [i, j] = [lattice.from[bond]!, lattice.to[bond]!];
    const [dx, dy] = [lattice.x[bond]!, lattice.y[bond]!];
    const [x, y] = [lattice.nodeX[i]!, lattice.nodeY[i]!];
    /** A place of the whole film on the piece about a node: the crooked corner at a side, or the bent middle of the facing side. */
    const corner = (node: number, sign: number, side: -1 | 0 | 1): readonly number[] => {
      const [offX, offY] =
        side === 0 ? scatter(-1 - bond, BENT) : scatter(triangleAt(lattice, bond, side), CROOKED);
      return [
        // node j as it lies beside i, also across a repeating border
        x +
          (node === i ? 0 : dx) +
          displacement[2 * node]! +
          (1 - misfit) * (sign * dx * 0.5 - side * half * dy + offX),
        y +
          (node === i ? 0 : dy) +
          displacement[2 * node + 1]! +
          (1 - misfit) * (sign * dy * 0.5 + side * half * dx + offY),
      ];
    };
    if (strain[bond]! > 0)
      yield ([-1, 0, 1] as const)
        .flatMap((side) => corner(i, 1, side))
        .concat(([1, 0, -1] as const).flatMap((side) => corner(j, -1, side)));
    for (const triangle of [lattice.triangles[2 * bond]!, lattice.triangles[2 * bond + 1]!])
      if (triangle >= 0) corners.set(triangle, new Map());
  }
  yield* junctions(film, misfit, corners);
}

/** The gaps between three pieces at the middle of a triangle. */
function* junctions(
  { lattice, displacement }: CrackingFilm,
  misfit: number,
  found: Map<number, Map<number, readonly [number, number]>>,
): Generator<readonly number[]> {
  for (let bond = 0; bond < lattice.from.length; bond++) {
    for (const side of [0, 1]) {
      const nodes = found.get(lattice.triangles[2 * bond + side]!);
      if (nodes === undefined) continue;
      nodes.set(lattice.from[bond]!, [
        lattice.nodeX[lattice.from[bond]!]!,
        lattice.nodeY[lattice.from[bond]!]!,
      ]);
      nodes.set(lattice.to[bond]!, [lattice.nodeX[lattice.to[bond]!]!, lattice.nodeY[lattice.to[bond]!]!]);
    }
  }
  for (const [triangle, nodes] of found) {
    const [offX, offY] = scatter(triangle, CROOKED);
    const all = [...nodes];
    const [, [x0, y0]] = all[0]!;
    const near = all.map(
      ([node, [x, y]]) =>
        [
          node,
          x - lattice.width * Math.round((x - x0) / lattice.width) * Number(lattice.border === 'periodic'),
          y - lattice.height * Math.round((y - y0) / lattice.height) * Number(lattice.border === 'periodic'),
        ] as const,
    );
    const middleX = near.reduce((sum, [, x]) => sum + x, 0) / near.length;
    const middleY = near.reduce((sum, [, , y]) => sum + y, 0) / near.length;
    yield near.flatMap(([node, x, y]) => [
      x + displacement[2 * node]! + (1 - misfit) * (middleX + offX - x),
      y + displacement[2 * node + 1]! + (1 - misfit) * (middleY + offY - y),
    ]);
  }
}

/** The triangle beside a bond, on its left (1) or right (-1) as seen along it. */
function triangleAt({ triangles, y }: CrackingFilm['lattice'], bond: number, side: -1 | 1): number {
  // of bonds along x the second triangle lies on the left, of the others the first
  const isSecond = (y[bond] === 0) === (side === 1);
  return triangles[2 * bond + Number(isSecond)]!;
}

/** An offset of its own for each number, of at most `most` along x and y. */
function scatter(number: number, most: number): readonly [x: number, y: number] {
  const share = (salt: number) => {
    let hash = Math.imul(number ^ salt, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 31 - 1;
  };
  return [most * share(0x5bd1), most * share(0x1b87)];
}

function coarsened(fine: Uint8Array, width: number, height: number): Float64Array {
  const out = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let a = 0; a < SAMPLES; a++)
        for (let b = 0; b < SAMPLES; b++)
          sum += fine[(row * SAMPLES + a) * width * SAMPLES + column * SAMPLES + b]!;
      out[(height - 1 - row) * width + column] = sum / SAMPLES ** 2; // y of the film points up
    }
  }
  return out;
}

/** A random texture of mean 0 and standard deviation 1 with grains of that size in pixels. */
function grains(width: number, height: number, size: number, random: Random): Float64Array {
  const noise = Float64Array.from({ length: width * height }, () => random.normal());
  const smooth = gaussianBlur(noise, width, height, size / 2);
  let [sum, squares] = [0, 0];
  for (const value of smooth) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / smooth.length;
  const deviation = Math.sqrt(Math.max(squares / smooth.length - mean * mean, 1e-30));
  return smooth.map((value) => (value - mean) / deviation);
}
