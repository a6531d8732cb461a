/** One Raman band: centre and full width at half maximum in 1/cm, height relative to the main band of its phase. */
export interface RamanBand {
  readonly name: string;
  readonly centre: number;
  readonly width: number;
  readonly height: number;
  readonly shape: 'lorentzian' | 'gaussian';
}

/** Crystalline silicon at room temperature: one phonon at 520.7 1/cm and the second order, widths and heights recalled. */
export const siliconBands: readonly RamanBand[] = [
  { name: 'Si', centre: 520.7, width: 4.5, height: 1, shape: 'lorentzian' },
  { name: '2TA', centre: 300, width: 20, height: 0.04, shape: 'gaussian' },
  { name: '2TO', centre: 940, width: 35, height: 0.035, shape: 'gaussian' },
  { name: '2TO', centre: 970, width: 30, height: 0.06, shape: 'gaussian' },
];

/** Silicon that lithium has made amorphous: the band of its optical phonons, recalled. */
export const amorphousSiliconBands: readonly RamanBand[] = [
  { name: 'a-Si', centre: 480, width: 70, height: 0.15, shape: 'gaussian' },
];

/** Full width of a Gaussian over its standard deviation. */
const FULL_WIDTH = 2 * Math.sqrt(2 * Math.LN2);

/**
 * Disordered carbon by its usual bands (A. Sadezky et al., Carbon 2005, 43, 1731, names and places); D of standard
 * deviation 80 1/cm.
 *
 * @param ratio - height of D over G
 */
export function carbonBands(ratio: number): readonly RamanBand[] {
  return [
    { name: 'D', centre: 1350, width: 80 * FULL_WIDTH, height: ratio, shape: 'gaussian' },
    { name: 'G', centre: 1585, width: 80, height: 1, shape: 'lorentzian' },
    { name: "D''", centre: 1500, width: 120, height: 0.3, shape: 'gaussian' },
    { name: 'D4', centre: 1200, width: 120, height: 0.25, shape: 'gaussian' },
  ];
}

/** Polypyrrole: places of the C-H pair from Liu and Hwang 2000, of the others from Furukawa 1988 as recalled; heights assumed. */
export const polypyrroleBands: readonly RamanBand[] = [
  { name: 'ring deformation', centre: 935, width: 25, height: 0.25, shape: 'lorentzian' },
  { name: 'ring deformation', centre: 970, width: 25, height: 0.25, shape: 'lorentzian' },
  { name: 'C-H in plane', centre: 1052, width: 30, height: 0.45, shape: 'lorentzian' },
  { name: 'C-H in plane', centre: 1083, width: 30, height: 0.4, shape: 'lorentzian' },
  { name: 'C-H in plane', centre: 1240, width: 50, height: 0.35, shape: 'lorentzian' },
  { name: 'ring stretching', centre: 1370, width: 80, height: 0.6, shape: 'lorentzian' },
  { name: 'C=C', centre: 1580, width: 60, height: 1, shape: 'lorentzian' },
];

/** Height of a band at a shift, its main band being 1 high. */
export function bandHeight({ centre, width, height, shape }: RamanBand, shift: number): number {
  const x = (2 * (shift - centre)) / width;
  return height * (shape === 'gaussian' ? Math.exp(-Math.LN2 * x * x) : 1 / (1 + x * x));
}
