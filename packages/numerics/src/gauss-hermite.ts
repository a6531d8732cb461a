/** Nodes and weights of a quadrature rule. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Nodes z and weights w with sum w f(z) = mean of f over a standard normal, exact for polynomials of degree 2n - 1.
 * The weights sum to 1. Newton's method on the orthonormal Hermite recurrence (probabilists' form), n from 1 to 64.
 *
 * @throws {RangeError} for other n
 */
export function gaussHermite(n: number): Quadrature {
  if (!Number.isInteger(n) || n < 1 || n > 64)
    throw new RangeError(`nodes must be an integer from 1 to 64, got ${n}`);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let z = startOf(i, n, nodes);
    for (let iteration = 0; iteration < 100; iteration++) {
      const [value, slope] = hermite(z, n);
      const step = value / slope;
      z -= step;
      if (Math.abs(step) <= 4 * Number.EPSILON * Math.abs(z)) break;
    }
    if (2 * i + 1 === n) z = 0; // the middle zero, not its rounding
    const weight = 1 / hermite(z, n)[1] ** 2;
    nodes[i] = -z;
    nodes[n - 1 - i] = z;
    weights[n - 1 - i] = weight;
    weights[i] = weight;
  }
  return { nodes, weights };
}

/** A start for the i-th largest zero (Stroud and Secrest 1966), from the larger zeros already found. */
function startOf(i: number, n: number, nodes: Float64Array): number {
  const largest = (k: number) => nodes[n - 1 - k]! / Math.SQRT2;
  if (i === 0) return Math.SQRT2 * (Math.sqrt(2 * n + 1) - 1.85575 * (2 * n + 1) ** -0.16667);
  if (i === 1) return Math.SQRT2 * (largest(0) - (1.14 * n ** 0.426) / largest(0));
  if (i === 2) return Math.SQRT2 * (1.86 * largest(1) - 0.86 * largest(0));
  if (i === 3) return Math.SQRT2 * (1.91 * largest(2) - 0.91 * largest(1));
  return Math.SQRT2 * (2 * largest(i - 1) - largest(i - 2));
}

/** Orthonormal Hermite function without its Gaussian, and its derivative. */
function hermite(z: number, n: number): [value: number, slope: number] {
  let before = 0;
  let value = 1;
  for (let k = 1; k <= n; k++) {
    const next = (z * value - Math.sqrt(k - 1) * before) / Math.sqrt(k);
    before = value;
    value = next;
  }
  return [value, Math.sqrt(n) * before];
}
