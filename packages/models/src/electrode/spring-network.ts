/**
 * Nodes in a plane that springs of stiffness 1 hold together and springs of stiffness `substrate` hold to a rigid ground
 * (the foil). Lengths are in bonds.
 */
export interface SpringNetwork {
  readonly nodes: number;
  /** Nodes at the ends of each bond. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Unit vector of each bond. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where the bond holds. */
  readonly whole: Uint8Array;
  /** 1 where the node cannot move. */
  readonly fixed: Uint8Array;
  /** Stiffness between a node and the ground over that of a bond. */
  readonly substrate: number;
}

/** Residual force over the misfit's at which a solution is taken. */
const TOLERANCE = 1e-8;
const MOST_STEPS = 20_000;

/**
 * Displacements (x and y of each node in turn) in equilibrium, where every bond wants to be shorter by `misfit` of its
 * length: K u = f by conjugate gradients with the inverse of each node's own 2 x 2 block as preconditioner. The ground springs bound
 * the condition number at 6 / substrate, so the number of steps does not grow with the network.
 *
 * @param displacement - where the search begins; holds the solution afterwards
 */
export function relaxNetwork(network: SpringNetwork, misfit: number, displacement: Float64Array): void {
  const size = 2 * network.nodes;
  const residual = new Float64Array(size);
  const preconditioned = new Float64Array(size);
  const direction = new Float64Array(size);
  const image = new Float64Array(size);
  const inverse = blockInverses(network);
  misfitForces(network, misfit, residual);
  const scale = misfitScale(network, misfit);
  multiply(network, displacement, image);
  for (let k = 0; k < size; k++) residual[k]! -= image[k]!;
  let along = precondition(inverse, residual, preconditioned);
  direction.set(preconditioned);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (Math.sqrt(dot(residual, residual)) <= TOLERANCE * scale) return;
    multiply(network, direction, image);
    const share = along / dot(direction, image);
    for (let k = 0; k < size; k++) {
      displacement[k]! += share * direction[k]!;
      residual[k]! -= share * image[k]!;
    }
    const next = precondition(inverse, residual, preconditioned);
    const turn = next / along;
    along = next;
    for (let k = 0; k < size; k++) direction[k] = preconditioned[k]! + turn * direction[k]!;
  }
  throw new RangeError(`film: no equilibrium of ${network.nodes} nodes after ${MOST_STEPS} steps`);
}

/** Elastic strain of each bond, whole or not: positive pulls, and of a broken bond is the width of its gap. */
export function bondStrains(
  network: SpringNetwork,
  misfit: number,
  displacement: Float64Array,
): Float64Array {
  const { from, to, x, y } = network;
  const strains = new Float64Array(from.length);
  for (let b = 0; b < from.length; b++) {
    const i = 2 * from[b]!;
    const j = 2 * to[b]!;
    strains[b] =
      (displacement[j]! - displacement[i]!) * x[b]! +
      (displacement[j + 1]! - displacement[i + 1]!) * y[b]! +
      misfit;
  }
  return strains;
}

function multiply(
  { from, to, x, y, whole, fixed, substrate }: SpringNetwork,
  u: Float64Array,
  out: Float64Array,
) {
  for (let k = 0; k < u.length; k++) out[k] = substrate * u[k]!;
  for (let b = 0; b < from.length; b++) {
    if (whole[b] === 0) continue;
    const i = 2 * from[b]!;
    const j = 2 * to[b]!;
    const dx = x[b]!;
    const dy = y[b]!;
    const pull = (u[j]! - u[i]!) * dx + (u[j + 1]! - u[i + 1]!) * dy;
    out[i]! -= pull * dx;
    out[i + 1]! -= pull * dy;
    out[j]! += pull * dx;
    out[j + 1]! += pull * dy;
  }
  holdFixed(fixed, out);
}

function misfitForces(
  { from, to, x, y, whole, fixed }: SpringNetwork,
  misfit: number,
  out: Float64Array,
): void {
  for (let b = 0; b < from.length; b++) {
    if (whole[b] === 0) continue;
    const i = 2 * from[b]!;
    const j = 2 * to[b]!;
    out[i]! += misfit * x[b]!;
    out[i + 1]! += misfit * y[b]!;
    out[j]! -= misfit * x[b]!;
    out[j + 1]! -= misfit * y[b]!;
  }
  holdFixed(fixed, out);
}

/** Size that the forces would have if they did not cancel. */
function misfitScale({ whole }: SpringNetwork, misfit: number): number {
  let bonds = 0;
  for (const one of whole) bonds += one;
  return Math.abs(misfit) * Math.sqrt(2 * bonds);
}

function holdFixed(fixed: Uint8Array, out: Float64Array): void {
  for (let n = 0; n < fixed.length; n++) {
    if (fixed[n] === 0) continue;
    out[2 * n] = 0;
    out[2 * n + 1] = 0;
  }
}

/** The inverse of each node's block, as xx, xy, yy. */
function blockInverses({ nodes, from, to, x, y, whole, substrate }: SpringNetwork): Float64Array {
  const blocks = new Float64Array(3 * nodes);
  for (let b = 0; b < from.length; b++) {
    if (whole[b] === 0) continue;
    for (const node of [from[b]!, to[b]!]) {
      blocks[3 * node]! += x[b]! * x[b]!;
      blocks[3 * node + 1]! += x[b]! * y[b]!;
      blocks[3 * node + 2]! += y[b]! * y[b]!;
    }
  }
  for (let n = 0; n < nodes; n++) {
    const xx = blocks[3 * n]! + substrate;
    const xy = blocks[3 * n + 1]!;
    const yy = blocks[3 * n + 2]! + substrate;
    const determinant = xx * yy - xy * xy;
    const trace = xx + yy;
    // a node that hangs on one bond and no ground has a direction without stiffness
    const isSingular = determinant <= 1e-12 * trace * trace;
    blocks[3 * n] = isSingular ? 1 / (trace || 1) : yy / determinant;
    blocks[3 * n + 1] = isSingular ? 0 : -xy / determinant;
    blocks[3 * n + 2] = isSingular ? 1 / (trace || 1) : xx / determinant;
  }
  return blocks;
}

/** Applies the blocks; returns the product of both vectors. */
function precondition(blocks: Float64Array, residual: Float64Array, out: Float64Array): number {
  let product = 0;
  for (let n = 0; 2 * n < residual.length; n++) {
    const rx = residual[2 * n]!;
    const ry = residual[2 * n + 1]!;
    const px = blocks[3 * n]! * rx + blocks[3 * n + 1]! * ry;
    const py = blocks[3 * n + 1]! * rx + blocks[3 * n + 2]! * ry;
    out[2 * n] = px;
    out[2 * n + 1] = py;
    product += rx * px + ry * py;
  }
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
