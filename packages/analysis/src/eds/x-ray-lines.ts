/** A line of the X-ray spectrum of an element. */
export interface XrayLine {
  /** `Si`, or with its shell where it is not the K line: `Cu L`. */
  readonly name: string;
  /** eV. */
  readonly energy: number;
}

/** Strongest lines of what batteries, their grids and their holders are made of (Bearden, Rev. Mod. Phys. 1967, 39, 78). */
export const xrayLines: readonly XrayLine[] = [
  { name: 'B', energy: 183.3 },
  { name: 'C', energy: 277 },
  { name: 'N', energy: 392.4 },
  { name: 'O', energy: 524.9 },
  { name: 'Mn L', energy: 637.4 },
  { name: 'F', energy: 676.8 },
  { name: 'Fe L', energy: 705 },
  { name: 'Co L', energy: 776.2 },
  { name: 'Ni L', energy: 851.5 },
  { name: 'Cu L', energy: 929.7 },
  { name: 'Zn L', energy: 1011.7 },
  { name: 'Na', energy: 1040.98 },
  { name: 'Mg', energy: 1253.6 },
  { name: 'Al', energy: 1486.6 },
  { name: 'Si', energy: 1739.8 },
  { name: 'P', energy: 2013.7 },
  { name: 'S', energy: 2307.5 },
  { name: 'Cl', energy: 2622.2 },
  { name: 'K', energy: 3313.0 },
  { name: 'Ca', energy: 3690.8 },
  { name: 'Ba L', energy: 4466.3 },
  { name: 'Ti', energy: 4509.4 },
  { name: 'Cr', energy: 5412.6 },
  { name: 'Mn', energy: 5896.6 },
  { name: 'Fe', energy: 6400.1 },
  { name: 'Co', energy: 6926.4 },
  { name: 'Ni', energy: 7473.7 },
  { name: 'Cu', energy: 8041 },
  { name: 'Zn', energy: 8631.8 },
];

/** Width of a line at half its height at that energy, eV, of a silicon detector with 130 eV at Mn K (Fiori and Newbury 1978). */
export function lineWidth(energy: number): number {
  return Math.sqrt(2.5 * (energy - 5896.6) + 130 ** 2);
}
