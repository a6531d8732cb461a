import type { ReactionLaw } from './cell-description.ts';

/** Width over which the roots go over to lines at their zero, so that an empty or full surface is reached smoothly. */
const SMOOTH = 1e-3;

/**
 * Symmetric charge transfer that needs lithium, room and salt: i0 = 2 peak sqrt(c/c0) sqrt(x) sqrt(1 - x), `peak` in
 * A/m2 at x = 1/2 and c0 (mol/m3). Each root sqrt(y) is y (y^2 + 1e-6)^(-1/4), as PyBaMM smooths it.
 */
export function saltReaction(peak: number, saltReference: number): ReactionLaw {
  return (x, c, out) => {
    const r = c / saltReference;
    const z = 1 - x;
    const rSquare = r * r + SMOOTH * SMOOTH;
    const xSquare = x * x + SMOOTH * SMOOTH;
    const zSquare = z * z + SMOOTH * SMOOTH;
    const scale = (2 * peak) / Math.sqrt(Math.sqrt(rSquare * xSquare * zSquare));
    out[0] = scale * r * x * z;
    // each root's slope is (1 - y^2/2(y^2 + smooth^2)) (y^2 + smooth^2)^(-1/4)
    const xLever = 1 - (x * x) / (2 * xSquare);
    const zLever = 1 - (z * z) / (2 * zSquare);
    out[1] = scale * r * (xLever * z - x * zLever);
    out[2] = (scale * (1 - (r * r) / (2 * rSquare)) * x * z) / saltReference;
  };
}
