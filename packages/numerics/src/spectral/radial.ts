import { symmetricEigen } from './symmetric-eigen.ts';

/**
 * Diffusion in a unit sphere, or in a unit slab with a closed back, by even polynomials in r: with xi = r^2 the nodes
 * are those of Gauss-Radau quadrature, whose last one lies on the surface. The Galerkin matrices are exact.
 */
export interface RadialBasis {
  /** r of the nodes, ascending; the last is 1. */
  readonly radii: Float64Array;
  /** Volume shares of the nodes, sum 1: the mean of a profile is their weighted sum. */
  readonly weights: Float64Array;
  /** d/d(xi) of the interpolating polynomial, row-major: derivative at node i of the value at node j. */
  readonly derivative: Float64Array;
  /**
   * Decay rates of the modes in units of diffusivity / radius^2, ascending; the first is 0 (the mean).
   * A profile is the sum of its mode amplitudes times `modes`.
   */
  readonly rates: Float64Array;
  /** Value of mode k at node i, at [i * nodes + k]; orthonormal under `weights`, positive at the surface. */
  readonly modes: Float64Array;
}

const known = new Map<string, RadialBasis>();

/**
 * The basis of `count` nodes; spectrally accurate once the nodes near the surface, about 1/(2 count^2) of the radius
 * apart, resolve the diffusion layer.
 *
 * @throws {RangeError} unless count is a whole number from 2 to 60
 */
export function radialBasis(geometry: 'sphere' | 'plane', count: number): RadialBasis {
  const key = `${geometry} ${count}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (!(Number.isInteger(count) && count >= 2 && count <= 60)) {
    throw new RangeError(`radial basis: expected 2 to 60 nodes, found ${count}`);
  }
  const made = makeBasis(geometry === 'sphere' ? 0.5 : -0.5, count);
  known.set(key, made);
  return made;
}

function makeBasis(power: number, count: number): RadialBasis {
  const { nodes, weights } = gaussRadau(power, count);
  const derivative = differentiation(nodes);
  // stiffness: sum over g of w_g 4 xi_g l_i'(xi_g) l_j'(xi_g), scaled to the unit mass of w^(1/2) l
  const scaled = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let g = 0; g < count; g++) {
        sum += weights[g]! * 4 * nodes[g]! * derivative[g * count + i]! * derivative[g * count + j]!;
      }
      scaled[i * count + j] = sum / Math.sqrt(weights[i]! * weights[j]!);
      scaled[j * count + i] = scaled[i * count + j]!;
    }
  }
  const { values, vectors } = symmetricEigen(scaled, count);
  const modes = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    const sign = vectors[(count - 1) * count + k]! < 0 ? -1 : 1;
    for (let i = 0; i < count; i++) {
      modes[i * count + k] = (sign * vectors[i * count + k]!) / Math.sqrt(weights[i]!);
    }
  }
  values[0] = 0; // the mean; its mode is the constant 1
  for (let i = 0; i < count; i++) modes[i * count] = 1;
  return { radii: nodes.map(Math.sqrt), weights, derivative, rates: values, modes };
}

/**
 * Nodes and weights (sum 1) on (0, 1] of the weight xi^power, with a node at 1 (Golub, SIAM Rev. 15 (1973) 318): the
 * eigenvalues of the recurrence matrix of the shifted Jacobi polynomials whose last diagonal entry is adapted.
 */
function gaussRadau(power: number, count: number): { nodes: Float64Array; weights: Float64Array } {
  const diagonal = new Float64Array(count);
  const square = new Float64Array(count); // square[k] couples k - 1 and k
  for (let k = 0; k < count; k++) {
    // Jacobi weight (1 - x)^0 (1 + x)^power on [-1, 1], then xi = (1 + x)/2
    const sum = 2 * k + power;
    diagonal[k] = k === 0 ? power / (power + 2) : power ** 2 / (sum * (sum + 2));
    diagonal[k] = (1 + diagonal[k]!) / 2;
    if (k > 0) square[k] = (4 * k * k * (k + power) ** 2) / (sum ** 2 * (sum + 1) * (sum - 1)) / 4;
  }
  // last entry such that 1 is an eigenvalue: a = 1 - b p_{n-2}(1)/p_{n-1}(1) for the monic polynomials
  let ratio = 1 / (1 - diagonal[0]!);
  for (let k = 1; k < count - 1; k++) ratio = 1 / (1 - diagonal[k]! - square[k]! * ratio);
  diagonal[count - 1] = 1 - square[count - 1]! * ratio;
  const matrix = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    matrix[k * count + k] = diagonal[k]!;
    if (k > 0) {
      matrix[k * count + k - 1] = Math.sqrt(square[k]!);
      matrix[(k - 1) * count + k] = Math.sqrt(square[k]!);
    }
  }
  const { values, vectors } = symmetricEigen(matrix, count);
  values[count - 1] = 1;
  return { nodes: values, weights: Float64Array.from(values, (_, k) => vectors[k]! ** 2) };
}

/** Derivative matrix of the interpolating polynomial through any distinct nodes, by barycentric weights. */
function differentiation(nodes: Float64Array): Float64Array {
  const count = nodes.length;
  const weights = nodes.map((x, i) => nodes.reduce((w, y, j) => (i === j ? w : w / (4 * (x - y))), 1));
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (i === j) continue;
      const value = weights[j]! / (weights[i]! * (nodes[i]! - nodes[j]!));
      matrix[i * count + j] = value;
      matrix[i * count + i]! -= value;
    }
  }
  return matrix;
}
