import type { SpringNetwork } from './spring-network.ts';

/**
 * How a film ends: `free` edges move, `clamped` ones do not, and a `periodic` film is a piece of an endless one in a box of
 * constant size.
 */
export type Border = 'free' | 'clamped' | 'periodic';

/** A film as a triangular lattice of springs with bonds of length 1; every second row lies half a bond to the right. */
export interface Lattice extends SpringNetwork {
  readonly columns: number;
  readonly rows: number;
  readonly border: Border;
  /** Box in bonds: for borders that do not repeat, the extent of the nodes. */
  readonly width: number;
  readonly height: number;
  /** Place of each node at rest, bonds. */
  readonly nodeX: Float64Array;
  readonly nodeY: Float64Array;
  /** Middle of each bond at rest, bonds. */
  readonly middleX: Float64Array;
  readonly middleY: Float64Array;
  /** The triangles on both sides of each bond (two numbers per bond); -1 outside the film. */
  readonly triangles: Int32Array;
}

const ROW = Math.sqrt(3) / 2;

/**
 * A film of `columns` by `rows` nodes. A broken bond is a piece of crack between the middles of the triangles beside it.
 *
 * @throws {RangeError} below 3 x 3 nodes, or for an odd number of rows that repeat
 */
export function triangularLattice(columns: number, rows: number, border: Border, substrate: number): Lattice {
  const periodic = border === 'periodic';
  if (!(Number.isInteger(columns) && Number.isInteger(rows) && columns >= 3 && rows >= 3))
    throw new RangeError(`film: expected 3 x 3 nodes or more, found ${columns} x ${rows}`);
  if (periodic && rows % 2 !== 0)
    throw new RangeError(`film: expected an even number of rows that repeat, found ${rows}`);
  const from: number[] = [];
  const to: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const triangles: number[] = [];
  const nodeX = new Float64Array(columns * rows);
  const nodeY = new Float64Array(columns * rows);

  const wrap = (value: number, count: number) =>
    periodic ? (value + count) % count : value >= 0 && value < count ? value : -1;
  const node = (r: number, c: number) => {
    const row = wrap(r, rows);
    const column = wrap(c, columns);
    return row < 0 || column < 0 ? -1 : row * columns + column;
  };
  const rightUp = (r: number, c: number) => node(r + 1, r % 2 === 0 ? c : c + 1);
  /** Pointing up, its base from node c to c + 1 of row r; pointing down, its tip at node c + 1. */
  const triangle = (r: number, c: number, isDown: boolean) => {
    const corners = isDown
      ? [rightUp(r, c), rightUp(r, c + 1), node(r, c + 1)]
      : [node(r, c), node(r, c + 1), rightUp(r, c)];
    if (corners.includes(-1) || wrap(r, rows) < 0 || (!periodic && c < -1)) return -1;
    return 2 * (wrap(r, rows) * (columns + 1) + (periodic ? wrap(c, columns) : c + 1)) + (isDown ? 1 : 0);
  };
  const add = (i: number, j: number, dx: number, dy: number, one: number, other: number) => {
    if (i < 0 || j < 0) return;
    from.push(i);
    to.push(j);
    x.push(dx);
    y.push(dy);
    triangles.push(one, other);
  };
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const own = node(r, c);
      nodeX[own] = c + (r % 2) / 2;
      nodeY[own] = ROW * r;
      const below =
        r > 0 || periodic ? triangle(r === 0 ? rows - 1 : r - 1, r % 2 === 1 ? c : c - 1, true) : -1;
      add(own, node(r, c + 1), 1, 0, below, triangle(r, c, false));
      add(own, rightUp(r, c), 0.5, ROW, triangle(r, c - 1, true), triangle(r, c, false));
      add(own, rightUp(r, c - 1), -0.5, ROW, triangle(r, c - 1, false), triangle(r, c - 1, true));
    }
  }
  const unitX = Float64Array.from(x);
  const unitY = Float64Array.from(y);
  const fixed = new Uint8Array(columns * rows);
  if (border === 'clamped') {
    for (let n = 0; n < fixed.length; n++) {
      const c = n % columns;
      const r = (n - c) / columns;
      fixed[n] = r === 0 || c === 0 || r === rows - 1 || c === columns - 1 ? 1 : 0;
    }
  }
  return {
    nodes: columns * rows,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    x: unitX,
    y: unitY,
    whole: new Uint8Array(from.length).fill(1),
    fixed,
    substrate,
    columns,
    rows,
    border,
    width: periodic ? columns : columns - 0.5,
    height: ROW * (periodic ? rows : rows - 1),
    nodeX,
    nodeY,
    middleX: unitX.map((dx, b) => nodeX[from[b]!]! + dx / 2),
    middleY: unitY.map((dy, b) => nodeY[from[b]!]! + dy / 2),
    triangles: Int32Array.from(triangles),
  };
}
