/** Elements that an X-ray detector tells apart here. */
export const elements = ['C', 'N', 'O', 'Si'] as const;
export type Element = (typeof elements)[number];

/** What is known of an element's K lines. */
export interface ElementFacts {
  readonly number: number;
  /** kg/mol. */
  readonly molarMass: number;
  /** K absorption edge, eV. */
  readonly edge: number;
  /** Fluorescence yield of the K shell (Krause, J. Phys. Chem. Ref. Data 1979, 8, 307). */
  readonly fluorescence: number;
  /** K lines: energy in eV (Bearden, Rev. Mod. Phys. 1967, 39, 78) and share of the shell's photons. */
  readonly lines: readonly { readonly energy: number; readonly share: number }[];
}

export const elementFacts: Readonly<Record<Element, ElementFacts>> = {
  C: {
    number: 6,
    molarMass: 12.011e-3,
    edge: 284.2,
    fluorescence: 0.0028,
    lines: [{ energy: 277.4, share: 1 }],
  },
  N: {
    number: 7,
    molarMass: 14.007e-3,
    edge: 409.9,
    fluorescence: 0.0052,
    lines: [{ energy: 392.4, share: 1 }],
  },
  O: {
    number: 8,
    molarMass: 15.999e-3,
    edge: 543.1,
    fluorescence: 0.0083,
    lines: [{ energy: 524.9, share: 1 }],
  },
  Si: {
    number: 14,
    molarMass: 28.085e-3,
    edge: 1839,
    fluorescence: 0.05,
    lines: [
      { energy: 1740, share: 0.97 },
      { energy: 1835.9, share: 0.03 },
    ],
  },
};

/** Avogadro constant, 1/mol. */
export const avogadro = 6.02214076e23;

/**
 * Cross-section for an electron to knock out a K electron, m2: Bethe's form with Powell's constants for light elements
 * (Rev. Mod. Phys. 1976, 48, 33), not relativistic; 0 below the edge.
 *
 * @param energy - of the electron, eV
 */
export function ionisation({ edge }: ElementFacts, energy: number): number {
  const over = energy / edge;
  const [shellElectrons, b, c] = [2, 0.9, 0.65];
  if (c * over <= 1) return 0;
  return (6.51e-18 * shellElectrons * b * Math.log(c * over)) / (over * edge ** 2); // pi e^4 = 6.51e-18 m2 eV2
}

/**
 * Range over which electrons make the X-rays of an edge, m: Kanaya and Okayama (J. Phys. D 1972, 5, 43) less what they
 * travel with too little energy (Anderson and Hasler 1966).
 */
export function xrayRange({ edge }: ElementFacts, energy: number, density: number): number {
  const silicon = elementFacts.Si;
  const kilo = Math.max(0, (energy / 1000) ** 1.67 - (edge / 1000) ** 1.67);
  return (27.6e-9 * silicon.molarMass * 1e3 * kilo) / (silicon.number ** 0.889 * (density / 1000));
}
