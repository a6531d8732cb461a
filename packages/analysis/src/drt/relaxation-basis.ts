/** Gaussian bumps over ln tau that a distribution of relaxation times is written in, and what each does to an impedance. */
export interface RelaxationBasis {
  /** Centres, s. Shape (bumps). */
  readonly tau: Float64Array;
  /** exp(-(shape (ln tau - ln tau_k))^2). */
  readonly shape: number;
  /** Impedance of each bump of height 1: integral of bump/(1 + s tau) d ln tau. Column-major, real parts then imaginary parts. Shape (2 points, bumps). */
  readonly impedance: Float64Array;
}

/** Half width at half maximum of exp(-x^2). */
const HALF_WIDTH = Math.sqrt(Math.LN2);
/** Nodes of the trapezoid rule in units of 1/shape: exp(-x^2) is below rounding outside, and the rule is exact to 1e-16 within. */
const REACH = 6.2;
const NODES = 49;

/**
 * Bumps at 1/f of every point, as wide at half maximum as `1/coefficient` of their mean distance (Wan, Saccoccio, Chen and
 * Ciucci, Electrochim. Acta 2015, 184, 483; coefficient 0.5 is theirs).
 *
 * @param frequency - Hz, in any order
 */
export function relaxationBasis(
  frequency: Float64Array,
  tau: Float64Array = frequency.map((f) => 1 / f),
  coefficient = 0.5,
): RelaxationBasis {
  const points = frequency.length;
  const span = Math.abs(Math.log(tau.at(-1)! / tau[0]!));
  const shape = (coefficient * 2 * HALF_WIDTH * (tau.length - 1)) / span;
  const offsets = new Float64Array(NODES);
  const weights = new Float64Array(NODES);
  const step = (2 * REACH) / (NODES - 1);
  for (let m = 0; m < NODES; m++) {
    const x = -REACH + m * step;
    offsets[m] = Math.exp(x / shape);
    weights[m] = (Math.exp(-x * x) * step) / shape;
  }
  const impedance = new Float64Array(2 * points * tau.length);
  for (let k = 0; k < tau.length; k++) {
    for (let i = 0; i < points; i++) {
      const alpha = 2 * Math.PI * frequency[i]! * tau[k]!;
      let re = 0;
      let im = 0;
      for (let m = 0; m < NODES; m++) {
        const x = alpha * offsets[m]!;
        const part = weights[m]! / (1 + x * x);
        re += part;
        im -= part * x;
      }
      impedance[2 * points * k + i] = re;
      impedance[2 * points * k + points + i] = im;
    }
  }
  return { tau, shape, impedance };
}

/** Order of the derivative with respect to ln tau whose square is penalised. */
export type PenaltyOrder = 1 | 2;

/** Integral over ln tau of the product of derivatives of every two bumps. Column-major. Shape (bumps, bumps). */
export function roughness({ tau, shape }: RelaxationBasis, order: PenaltyOrder): Float64Array {
  const n = tau.length;
  const matrix = new Float64Array(n * n);
  const scale = Math.sqrt(Math.PI / 2) * shape ** (2 * order - 1);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i <= j; i++) {
      const a2 = (shape * Math.log(tau[i]! / tau[j]!)) ** 2;
      const shapeOfOrder = order === 1 ? 1 - a2 : 3 - 6 * a2 + a2 * a2;
      matrix[j * n + i] = matrix[i * n + j] = scale * shapeOfOrder * Math.exp(-a2 / 2);
    }
  }
  return matrix;
}

/** Bumps farther away than this many 1/shape add less than 1e-10. */
const FAR = 4.8;

/** The distribution at any tau: sum of bumps, in the unit of the coefficients. */
export function distributionAt(
  { tau, shape }: RelaxationBasis,
  coefficients: Float64Array,
  at: Float64Array,
): Float64Array {
  return at.map((t) => {
    let sum = 0;
    for (let k = 0; k < tau.length; k++) {
      const x = shape * Math.log(t / tau[k]!);
      if (Math.abs(x) < FAR) sum += coefficients[k]! * Math.exp(-x * x);
    }
    return sum;
  });
}
