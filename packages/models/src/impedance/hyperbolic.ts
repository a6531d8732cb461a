/** Below this |k h|^2 the expansions are exact to rounding. */
const SMALL = 1e-3;
/** A layer so many times as thick as a signal goes in has ends that know nothing of each other. */
const THICK = 20;

/**
 * Writes k coth(k h) and k / sinh(k h) of the complex k = sqrt(re + i im) into the four numbers from `out[at]` on: the
 * slopes at the ends of a layer of thickness h in which u'' = k^2 u. Both are even in k, and neither overflows.
 */
export function hyperbolic(re: number, im: number, h: number, out: Float64Array, at: number): void {
  const modulus = Math.sqrt(re * re + im * im);
  if (modulus * h * h < SMALL) {
    const zRe = re * h * h;
    const zIm = im * h * h;
    const squareRe = zRe * zRe - zIm * zIm;
    const squareIm = 2 * zRe * zIm;
    const cubeRe = squareRe * zRe - squareIm * zIm;
    const cubeIm = squareRe * zIm + squareIm * zRe;
    out[at] = (1 + zRe / 3 - squareRe / 45 + (2 / 945) * cubeRe) / h;
    out[at + 1] = (zIm / 3 - squareIm / 45 + (2 / 945) * cubeIm) / h;
    out[at + 2] = (1 - zRe / 6 + (7 / 360) * squareRe - (31 / 15120) * cubeRe) / h;
    out[at + 3] = (-zIm / 6 + (7 / 360) * squareIm - (31 / 15120) * cubeIm) / h;
    return;
  }
  let kRe = Math.sqrt((modulus + Math.abs(re)) / 2);
  let kIm = im / (2 * kRe);
  if (re < 0) {
    const root = kRe;
    kRe = Math.abs(kIm);
    kIm = im < 0 ? -root : root;
  }
  if (kRe * h > THICK) {
    out[at] = kRe;
    out[at + 1] = kIm;
    out[at + 2] = 0;
    out[at + 3] = 0;
    return;
  }
  const decay = Math.exp(-kRe * h);
  const eRe = decay * Math.cos(kIm * h); // e^(-k h)
  const eIm = -decay * Math.sin(kIm * h);
  const squareRe = eRe * eRe - eIm * eIm;
  const squareIm = 2 * eRe * eIm;
  // k / (1 - e^(-2 k h))
  const down = (1 - squareRe) * (1 - squareRe) + squareIm * squareIm;
  const qRe = (kRe * (1 - squareRe) - kIm * squareIm) / down;
  const qIm = (kIm * (1 - squareRe) + kRe * squareIm) / down;
  out[at] = qRe * (1 + squareRe) - qIm * squareIm;
  out[at + 1] = qIm * (1 + squareRe) + qRe * squareIm;
  out[at + 2] = 2 * (qRe * eRe - qIm * eIm);
  out[at + 3] = 2 * (qIm * eRe + qRe * eIm);
}

/** Two eigenvalues nearer than this to each other, relatively, are taken that far apart. */
const APART = 1e-8;
const slopes = new Float64Array(8);

/**
 * The same for two coupled unknowns, u'' = M u: writes the complex 2 x 2 matrices k coth(k h) and k / sinh(k h) of
 * k = sqrt(M), all by rows, re and im.
 */
export function hyperbolicPair(m: Float64Array, h: number, coth: Float64Array, csch: Float64Array): void {
  const meanRe = (m[0]! + m[6]!) / 2;
  const meanIm = (m[1]! + m[7]!) / 2;
  const halfRe = (m[0]! - m[6]!) / 2;
  const halfIm = (m[1]! - m[7]!) / 2;
  // the eigenvalues are mean + root and mean - root; root^2 = half^2 + m12 m21
  const crossRe = m[2]! * m[4]! - m[3]! * m[5]!;
  const crossIm = m[2]! * m[5]! + m[3]! * m[4]!;
  const squareRe = halfRe * halfRe - halfIm * halfIm + crossRe;
  const squareIm = 2 * halfRe * halfIm + crossIm;
  const modulus = Math.sqrt(squareRe * squareRe + squareIm * squareIm);
  let rootRe = Math.sqrt(Math.max(0, modulus + squareRe) / 2);
  let rootIm = Math.sqrt(Math.max(0, modulus - squareRe) / 2);
  if (squareIm < 0) rootIm = -rootIm;
  if (rootRe * meanRe + rootIm * meanIm < 0) {
    rootRe = -rootRe;
    rootIm = -rootIm;
  }
  const least = APART * (Math.abs(meanRe) + Math.abs(meanIm));
  if (Math.abs(rootRe) + Math.abs(rootIm) < least) rootRe = least;
  const oneRe = meanRe + rootRe;
  const oneIm = meanIm + rootIm;
  // the smaller one as determinant over the larger: their difference would lose its digits
  const detRe = m[0]! * m[6]! - m[1]! * m[7]! - crossRe;
  const detIm = m[0]! * m[7]! + m[1]! * m[6]! - crossIm;
  const one2 = oneRe * oneRe + oneIm * oneIm;
  const twoRe = (detRe * oneRe + detIm * oneIm) / one2;
  const twoIm = (detIm * oneRe - detRe * oneIm) / one2;
  hyperbolic(oneRe, oneIm, h, slopes, 0);
  hyperbolic(twoRe, twoIm, h, slopes, 4);
  const apartRe = oneRe - twoRe;
  const apartIm = oneIm - twoIm;
  const apart2 = apartRe * apartRe + apartIm * apartIm;
  for (let which = 0; which < 4; which += 2) {
    const out = which === 0 ? coth : csch;
    const fRe = slopes[4 + which]!;
    const fIm = slopes[5 + which]!;
    const stepRe = slopes[which]! - fRe;
    const stepIm = slopes[which + 1]! - fIm;
    const rRe = (stepRe * apartRe + stepIm * apartIm) / apart2;
    const rIm = (stepIm * apartRe - stepRe * apartIm) / apart2;
    // f(M) = f(two) + (f(one) - f(two)) / (one - two) (M - two)
    for (let c = 0; c < 8; c += 2) {
      const isDiagonal = c === 0 || c === 6;
      const mRe = isDiagonal ? m[c]! - twoRe : m[c]!;
      const mIm = isDiagonal ? m[c + 1]! - twoIm : m[c + 1]!;
      out[c] = (isDiagonal ? fRe : 0) + rRe * mRe - rIm * mIm;
      out[c + 1] = (isDiagonal ? fIm : 0) + rRe * mIm + rIm * mRe;
    }
  }
}
