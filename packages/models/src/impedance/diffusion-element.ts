/**
 * Writes the dimensionless diffusion element at psi = a (1 + i), a = size sqrt(omega / 2 D), into `z`:
 * tanh psi/(psi - tanh psi) for a sphere, coth psi/psi for a film with a closed back. Limits 3/psi^2 + 1/5
 * (1/psi^2 + 1/3) at low and 1/psi at high frequency.
 */
export function diffusionElement(geometry: 'sphere' | 'plane', a: number, z: Float64Array): void {
  const square = 2 * a * a; // psi^2 = i square
  if (geometry === 'plane' && a < 0.02) {
    z[0] = 1 / 3;
    z[1] = -1 / square - square / 45;
    return;
  }
  if (geometry === 'sphere' && a < 0.02) {
    z[0] = 1 / 5;
    z[1] = -3 / square - square / 175;
    return;
  }
  const decay = Math.exp(-2 * a); // tanh psi without overflow
  const down = (1 + decay * decay) / 2 + decay * Math.cos(2 * a);
  const tanhRe = (1 - decay * decay) / 2 / down;
  const tanhIm = (decay * Math.sin(2 * a)) / down;
  if (geometry === 'sphere') divide(tanhRe, tanhIm, a - tanhRe, a - tanhIm, z);
  else divide(1, 0, a * tanhRe - a * tanhIm, a * tanhRe + a * tanhIm, z);
}

function divide(aRe: number, aIm: number, bRe: number, bIm: number, out: Float64Array): void {
  const square = bRe * bRe + bIm * bIm;
  out[0] = (aRe * bRe + aIm * bIm) / square;
  out[1] = (aIm * bRe - aRe * bIm) / square;
}
