/** Nodes of a polynomial on [-1, 1] that includes both ends, with the quadrature and the derivative that belong to them. */
export interface Lobatto {
  readonly nodes: Float64Array;
  /** Sum 2; exact for polynomials up to degree 2 * degree - 1. */
  readonly weights: Float64Array;
  /** d/dx of the interpolating polynomial at node i is the sum over j of `derivative[i * (degree + 1) + j] * y_j`. */
  readonly derivative: Float64Array;
}

const known = new Map<number, Lobatto>();

/**
 * Gauss-Lobatto-Legendre nodes of a degree (Canuto et al., Spectral Methods, 2006, sec. 2.3): the ends and the
 * extrema of the Legendre polynomial, by Newton from Chebyshev's.
 *
 * @throws {RangeError} unless the degree is a whole number from 1 to 100
 */
export function lobatto(degree: number): Lobatto {
  const found = known.get(degree);
  if (found !== undefined) return found;
  if (!(Number.isInteger(degree) && degree >= 1 && degree <= 100)) {
    throw new RangeError(`Lobatto nodes: expected a degree from 1 to 100, found ${degree}`);
  }
  const made = makeLobatto(degree);
  known.set(degree, made);
  return made;
}

function makeLobatto(degree: number): Lobatto {
  const count = degree + 1;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = -Math.cos((Math.PI * i) / degree);
    for (let round = 0; round < 50; round++) {
      // (1 - x^2) P' = degree (P_{degree-1} - x P_degree); Newton on that product
      const [last, before] = legendre(degree, x);
      const step = (x * last - before) / (count * last);
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[i] = i === 0 ? -1 : i === degree ? 1 : x;
    values[i] = legendre(degree, nodes[i]!)[0];
    weights[i] = 2 / (degree * count * values[i]! ** 2);
  }
  const derivative = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (i !== j) derivative[i * count + j] = values[i]! / (values[j]! * (nodes[i]! - nodes[j]!));
    }
  }
  derivative[0] = -(degree * count) / 4;
  derivative[count * count - 1] = (degree * count) / 4;
  return { nodes, weights, derivative };
}

/** P_n(x) and P_{n-1}(x). */
function legendre(n: number, x: number): readonly [number, number] {
  let before = 1;
  let last = x;
  for (let k = 2; k <= n; k++) {
    const next = ((2 * k - 1) * x * last - (k - 1) * before) / k;
    before = last;
    last = next;
  }
  return [last, before];
}
