/** Width of the instrument's own line: FWHM^2 = u tan^2(theta) + v tan(theta) + w, rad^2 (Caglioti, Paoletti and Ricci 1958). */
export interface Caglioti {
  readonly u: number;
  readonly v: number;
  readonly w: number;
}

/** Full width at half maximum that the instrument gives a line at 2 theta `angle`; rad. */
export function instrumentWidth({ u, v, w }: Caglioti, angle: number): number {
  const tangent = Math.tan(angle / 2);
  return Math.sqrt(Math.max(0, (u * tangent + v) * tangent + w));
}

/** Scherrer's shape factor for the full width at half maximum of cubic crystallites. */
const SHAPE = 0.9;

/** Full width at half maximum that crystallites of a size give a line at 2 theta `angle`, rad (Scherrer 1918). Lengths in m. */
export function scherrerWidth(size: number, wavelength: number, angle: number): number {
  return (SHAPE * wavelength) / (size * Math.cos(angle / 2));
}

/** A pseudo-Voigt line: full width at half maximum and the Lorentzian share of the area. */
export interface PseudoVoigt {
  readonly width: number;
  readonly lorentzian: number;
}

/** The pseudo-Voigt nearest to a Gaussian convoluted with a Lorentzian (Thompson, Cox and Hastings, J. Appl. Cryst. 1987, 20, 79). */
export function convolved(gaussian: number, lorentzian: number): PseudoVoigt {
  const [g, l] = [gaussian, lorentzian];
  const width =
    (g ** 5 +
      2.69269 * g ** 4 * l +
      2.42843 * g ** 3 * l ** 2 +
      4.47163 * g ** 2 * l ** 3 +
      0.07842 * g * l ** 4 +
      l ** 5) **
    0.2;
  const ratio = width === 0 ? 0 : l / width;
  return { width, lorentzian: ((0.11116 * ratio - 0.47719) * ratio + 1.36603) * ratio };
}

/** Value at a distance from the centre, the area being 1. */
export function pseudoVoigt({ width, lorentzian }: PseudoVoigt, distance: number): number {
  const x = distance / width;
  const gauss = 2 * Math.sqrt(Math.LN2 / Math.PI) * Math.exp(-4 * Math.LN2 * x * x);
  const lorentz = 2 / (Math.PI * (1 + 4 * x * x));
  return (lorentzian * lorentz + (1 - lorentzian) * gauss) / width;
}
