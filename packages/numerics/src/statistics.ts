const LANCZOS_G = 7;
/** Lanczos coefficients for g = 7, n = 9 (Godfrey 2001), relative error below 1e-14. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x - 1 + LANCZOS_G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * The regularised incomplete beta function I_x(a, b), by its continued fraction evaluated after Lentz
 * (NIST DLMF 8.17.22).
 *
 * @param x - in [0, 1]; a and b positive
 */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (!(x > 0)) return x === 0 ? 0 : NaN;
  if (x >= 1) return x === 1 ? 1 : NaN;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedBeta(1 - x, b, a);
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) - (logGamma(a) + logGamma(b) - logGamma(a + b)) - Math.log(a),
  );
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return front * fraction;
}

/** The value that an F variate with these degrees of freedom exceeds with probability 1 - p. */
export function quantileF(p: number, numerator: number, denominator: number): number {
  const x = quantileBeta(p, numerator / 2, denominator / 2);
  return (denominator * x) / (numerator * (1 - x));
}

/** Probability that an F variate with these degrees of freedom exceeds `value`. */
export function tailF(value: number, numerator: number, denominator: number): number {
  if (value <= 0) return 1;
  return regularisedBeta(denominator / (denominator + numerator * value), denominator / 2, numerator / 2);
}

/** The value that a Student t variate with these degrees of freedom exceeds with probability 1 - p. */
export function quantileT(p: number, freedom: number): number {
  if (p === 0.5) return 0;
  const tail = Math.sqrt(quantileF(Math.abs(2 * p - 1), 1, freedom));
  return p < 0.5 ? -tail : tail;
}

/** The x with I_x(a, b) = p by bisection on the doubles themselves: slow, certain, exact to rounding. */
function quantileBeta(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability in [0, 1] expected, ${p} found`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 200; i++) {
    const middle = low > 0 && high / low > 2 ? Math.sqrt(low * high) : (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (regularisedBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
