/** Shape that lithium diffuses in; its size is the radius, or the thickness of a film open on one side. */
export type Shape = 'sphere' | 'cylinder' | 'plate';

/** Rise of the mean concentration per dimensionless time: surface over volume, times the size. */
export const FILLING: Readonly<Record<Shape, number>> = { sphere: 3, cylinder: 2, plate: 1 };

/** Constant of the rise when the profile no longer changes its form. */
const FORM: Readonly<Record<Shape, number>> = { sphere: 1 / 5, cylinder: 1 / 4, plate: 1 / 3 };

/** Below, the short-time expansion; above, the eigenfunction series: both right to 1e-8 there. */
const SHORT: Readonly<Record<Shape, number>> = { sphere: 0.05, cylinder: 0.008, plate: 0.05 };

const TERMS = 40;
const roots: Readonly<Record<Shape, Float64Array>> = {
  sphere: Float64Array.from({ length: TERMS }, (_, n) => tangentRoot(n + 1)),
  cylinder: Float64Array.from({ length: TERMS }, (_, n) => besselRoot(n + 1)),
  plate: Float64Array.from({ length: TERMS }, (_, n) => (n + 1) * Math.PI),
};

/**
 * Coefficients of theta^(j/2), j = 1, 2, ..., of the rise at short times, from the Laplace transform without the terms
 * that have crossed the body: the square-root law, then the shape.
 */
const expansions: Readonly<Record<Shape, readonly number[]>> = {
  sphere: Array.from({ length: 24 }, (_, j) => 1 / gammaHalf(j + 3)),
  // I0/I1 for large arguments (Abramowitz and Stegun 9.7.1)
  cylinder: [1, 1 / 2, 3 / 8, 3 / 8, 63 / 128, 27 / 32, 1899 / 1024].map((a, j) => a / gammaHalf(j + 3)),
  plate: [1 / gammaHalf(3)],
};

/**
 * Rise of the surface concentration under a constant flux J from time zero, times D/(J size), at theta = D t/size^2
 * (Carslaw and Jaeger, Conduction of Heat in Solids, 2nd ed., 3.8, 7.8, 9.8; Crank). Right to 1e-8.
 */
export function surfaceRise(shape: Shape, theta: number): number {
  return theta < SHORT[shape] ? shortRise(shape, theta) : longRise(shape, theta);
}

function shortRise(shape: Shape, theta: number): number {
  const root = Math.sqrt(theta);
  const coefficients = expansions[shape];
  let sum = 0;
  for (let j = coefficients.length - 1; j >= 0; j--) sum = (sum + coefficients[j]!) * root;
  return sum;
}

function longRise(shape: Shape, theta: number): number {
  let sum = FILLING[shape] * theta + FORM[shape];
  for (const q of roots[shape]) {
    const decay = Math.exp(-q * q * theta);
    if (decay < 1e-12) break;
    sum -= (2 * decay) / (q * q);
  }
  return sum;
}

/** Gamma(k/2) for a whole k >= 1. */
function gammaHalf(k: number): number {
  let value = k % 2 === 0 ? 1 : Math.sqrt(Math.PI);
  for (let x = k % 2 === 0 ? 1 : 0.5; x < k / 2; x++) value *= x;
  return value;
}

/** The n-th positive root of tan q = q. */
function tangentRoot(n: number): number {
  let q = (n + 0.5) * Math.PI;
  q -= 1 / q;
  for (let i = 0; i < 6; i++) q -= (Math.sin(q) - q * Math.cos(q)) / (q * Math.sin(q));
  return q;
}

/** The n-th positive root of the Bessel function J1. */
function besselRoot(n: number): number {
  let x = (n + 0.25) * Math.PI;
  x -= 3 / (8 * x);
  for (let i = 0; i < 6; i++) x -= bessel(1, x) / (bessel(0, x) - bessel(1, x) / x);
  return x;
}

/** J_order(x) by Bessel's integral: the trapezoidal rule converges exponentially for a periodic integrand. */
function bessel(order: number, x: number): number {
  const points = 400;
  let sum = 0;
  for (let i = 0; i < points; i++) {
    const angle = (2 * Math.PI * i) / points;
    sum += Math.cos(order * angle - x * Math.sin(angle));
  }
  return sum / points;
}
