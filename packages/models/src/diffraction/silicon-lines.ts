/** One Bragg line of crystalline silicon. */
export interface SiliconLine {
  readonly indices: readonly [h: number, k: number, l: number];
  /** 2 theta, rad. */
  readonly angle: number;
  /** Area over the angle, that of (111) being 1. */
  readonly area: number;
}

/** Scattering factor of the neutral silicon atom, a exp(-b s^2) + c with s = sin(theta)/lambda in 1/angstrom (International Tables C, table 6.1.1.4). */
const FACTORS = [
  [6.2915, 2.4386],
  [3.0353, 32.3337],
  [1.9891, 0.6785],
  [1.541, 81.6937],
] as const;
const CONSTANT = 1.1407;
/** Dispersion of silicon at Cu K alpha, electrons (Cromer and Liberman 1970, as in International Tables C). */
const DISPERSION = { real: 0.2541, imaginary: 0.3302 };
/** Isotropic displacement factor B of silicon at room temperature, angstrom^2 (Aldred and Hart, Proc. R. Soc. A 1973). */
const DISPLACEMENT = 0.4632;
const ANGSTROM = 1e-10;

/**
 * The lines of silicon that a wavelength reaches, by rising angle: Bragg's law, and areas from the structure factor of
 * the diamond lattice, multiplicity, displacement and the Lorentz-polarisation factor of a powder without monochromator.
 *
 * @param edge - of the cubic cell, m
 * @param wavelength - m
 */
export function siliconLines(edge: number, wavelength: number): readonly SiliconLine[] {
  const largest = Math.floor(((2 * edge) / wavelength) ** 2);
  const lines: { indices: readonly [number, number, number]; angle: number; area: number }[] = [];
  const limit = Math.floor(Math.sqrt(largest));
  for (let h = 1; h <= limit; h++) {
    for (let k = 0; k <= h; k++) {
      for (let l = 0; l <= k; l++) {
        const structure = structureFactor(h, k, l);
        const sine = (wavelength / (2 * edge)) * Math.hypot(h, k, l);
        if (structure === 0 || sine >= 1) continue;
        const theta = Math.asin(sine);
        const area = structure * multiplicity(h, k, l) * atomIntensity(sine / wavelength) * lorentz(theta);
        lines.push({ indices: [h, k, l], angle: 2 * theta, area });
      }
    }
  }
  lines.sort((a, b) => a.angle - b.angle);
  const first = lines[0]?.area ?? 1;
  return lines.map((line) => ({ ...line, area: line.area / first }));
}

/** Square of the diamond lattice's geometric factor: 64 for even indices whose sum is a multiple of 4, 32 for odd ones, else 0. */
function structureFactor(h: number, k: number, l: number): number {
  const odd = (h % 2) + (k % 2) + (l % 2);
  if (odd === 3) return 32;
  return odd === 0 && (h + k + l) % 4 === 0 ? 64 : 0;
}

/** Planes of equal spacing: signs of what is not zero times the orders of the indices. */
function multiplicity(h: number, k: number, l: number): number {
  const signs = 2 ** [h, k, l].filter((index) => index !== 0).length;
  const distinct = new Set([h, k, l]).size;
  return signs * (distinct === 3 ? 6 : distinct === 2 ? 3 : 1);
}

/** Scattering of one atom with its thermal motion, electrons squared. */
function atomIntensity(inverse: number): number {
  const s2 = (inverse * ANGSTROM) ** 2;
  let factor: number = CONSTANT;
  for (const [a, b] of FACTORS) factor += a * Math.exp(-b * s2);
  return ((factor + DISPERSION.real) ** 2 + DISPERSION.imaginary ** 2) * Math.exp(-2 * DISPLACEMENT * s2);
}

function lorentz(theta: number): number {
  return (1 + Math.cos(2 * theta) ** 2) / (Math.sin(theta) ** 2 * Math.cos(theta));
}
