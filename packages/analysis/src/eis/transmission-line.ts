import {
  add,
  type Complex,
  complex,
  divide,
  exponential,
  multiply,
  ONE,
  scale,
  squareRoot,
  subtract,
  ZERO,
} from './complex.ts';

/** An impedance at one end of a line, or what stands in for it. */
export type LineEnd = Complex | 'open' | 'short';

/** What a line is made of at one frequency: impedances per length, its two ends, the length. */
export interface Line {
  /** Of the two phases, Ohm per length; not both zero. */
  readonly x1: Complex;
  readonly x2: Complex;
  /** Across the phases at the near and at the far end, Ohm. */
  readonly near: LineEnd;
  readonly far: LineEnd;
  /** Between the phases, Ohm times length. */
  readonly zeta: Complex;
  readonly length: number;
}

/** Impedance of a line, Ohm, and its derivatives with respect to everything in it; those to an open or short end are 0. */
export interface LineImpedance {
  readonly z: Complex;
  readonly x1: Complex;
  readonly x2: Complex;
  readonly near: Complex;
  readonly far: Complex;
  readonly zeta: Complex;
  readonly length: Complex;
}

/**
 * A porous electrode as a transmission line of two phases with an impedance between them: current enters phase 1 at the
 * near end and leaves phase 2 at the far end (Bisquert, Phys. Chem. Chem. Phys. 2000, 2, 4185, eq. 16). With
 * X = x1 + x2, p = sqrt(zeta X), u = L X/p and ends n/d (an open end is 1/0, a short one 0/1):
 *
 * Z = L x1 x2/X + M/(X^2 D), M = (nA dB x1^2 + nB dA x2^2) p sinh u + nA nB (2 x1 x2 + (x1^2 + x2^2) cosh u),
 * D = dA dB p sinh u + (nA dB + nB dA) cosh u + nA nB sinh u/p.
 */
export function lineImpedance({ x1, x2, near, far, zeta, length }: Line): LineImpedance {
  const [nA, dA] = quotient(near);
  const [nB, dB] = quotient(far);
  const sum = add(x1, x2);
  const p = squareRoot(multiply(zeta, sum));
  const u = scale(divide(sum, p), length);
  // all divided by exp(u): M and D as well, so that their quotient stays
  const once = exponential(scale(u, -1));
  const twice = multiply(once, once);
  const sinh = scale(subtract(ONE, twice), 0.5);
  const cosh = scale(add(ONE, twice), 0.5);

  const both = multiply(nA, nB);
  const crossA = scale(nA, dB);
  const crossB = scale(nB, dA);
  const cross = add(crossA, crossB);
  const x11 = multiply(x1, x1);
  const x22 = multiply(x2, x2);
  const x12 = multiply(x1, x2);
  const squares = add(x11, x22);
  const ends = add(multiply(crossA, x11), multiply(crossB, x22));
  const pSinh = multiply(p, sinh);
  const overP = divide(sinh, p);
  const shared = add(scale(multiply(x12, once), 2), multiply(squares, cosh));
  const m = add(multiply(ends, pSinh), multiply(both, shared));
  const d = add(add(scale(pSinh, dA * dB), multiply(cross, cosh)), multiply(both, overP));
  const denominator = multiply(multiply(sum, sum), d);
  const f = divide(m, denominator);
  const series = divide(x12, sum);

  const fSquare = multiply(f, multiply(sum, sum));
  /** Derivative of f from those of M and D. */
  const slope = (dM: Complex, dD: Complex): Complex =>
    divide(subtract(dM, multiply(fSquare, dD)), denominator);
  const byP = slope(multiply(ends, sinh), subtract(scale(sinh, dA * dB), divide(multiply(both, overP), p)));
  const byU = slope(
    add(multiply(multiply(ends, p), cosh), multiply(multiply(both, squares), sinh)),
    add(add(scale(multiply(p, cosh), dA * dB), multiply(cross, sinh)), divide(multiply(both, cosh), p)),
  );
  const halfP = scale(multiply(byP, p), 0.5);
  const halfU = scale(multiply(byU, u), 0.5);
  const bySum = divide(subtract(add(halfP, halfU), scale(f, 2)), sum);
  const byPhase = (own: Complex, other: Complex, end: Complex): Complex => {
    const direct = add(
      multiply(multiply(end, own), pSinh),
      multiply(both, add(multiply(other, once), multiply(own, cosh))),
    );
    const share = divide(other, sum);
    return add(add(scale(multiply(share, share), length), bySum), slope(scale(direct, 2), ZERO));
  };
  const byEnd = (own: Complex, otherN: Complex, otherD: number, isReal: boolean): Complex =>
    isReal
      ? slope(
          add(scale(multiply(own, pSinh), otherD), multiply(otherN, shared)),
          add(scale(cosh, otherD), multiply(otherN, overP)),
        )
      : ZERO;
  return {
    z: add(scale(series, length), f),
    x1: byPhase(x1, x2, crossA),
    x2: byPhase(x2, x1, crossB),
    near: byEnd(x11, nB, dB, typeof near !== 'string'),
    far: byEnd(x22, nA, dA, typeof far !== 'string'),
    zeta: divide(subtract(halfP, halfU), zeta),
    length: add(series, scale(multiply(byU, u), 1 / length)),
  };
}

function quotient(end: LineEnd): readonly [Complex, number] {
  if (end === 'open') return [ONE, 0];
  return end === 'short' ? [complex(0), 1] : [end, 1];
}
