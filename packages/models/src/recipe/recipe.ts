/** What goes through the furnace: pushed into the hot zone at t = 0, withdrawn after `duration`. */
export interface Flash {
  /** Furnace temperature, K. */
  readonly temperature: number;
  /** Time in the hot zone, s; 0 for a powder that is not heated. */
  readonly duration: number;
  /** Temperature before and around the boat after withdrawal, K. */
  readonly ambient: number;
  /** Time of cooling that is followed, s. */
  readonly cooling: number;
}

/** What was weighed in and how it was heated. Without pyrrole or without oxidant the silicon stays bare. */
export interface Recipe {
  readonly name: string;
  /** kg. */
  readonly siliconMass: number;
  /** Sodium dodecyl sulfate, kg. */
  readonly surfactantMass: number;
  /** m3. */
  readonly pyrroleVolume: number;
  /** Ammonium persulfate, kg. */
  readonly oxidantMass: number;
  /** Hydrochloric acid, mol. */
  readonly acidAmount: number;
  readonly flash: Flash;
}

/** The flash of the paper with another time in the hot zone, s: 800 degC, 25 degC around, 240 s of cooling. */
export function flashAt800(duration: number): Flash {
  return { temperature: 1073.15, duration, ambient: 298.15, cooling: 240 };
}

const bare: Recipe = {
  name: 'nmSi',
  siliconMass: 150e-6,
  surfactantMass: 0,
  pyrroleVolume: 0,
  oxidantMass: 0,
  acidAmount: 0,
  flash: flashAt800(0),
};

/** The coating of the paper's section 2.2: 150 mg Si, 5 mg SDS, 140 uL pyrrole, 0.114 g persulfate, 0.5 mL of 1 M HCl. */
function coated(name: string, minutes: number): Recipe {
  return {
    ...bare,
    name,
    surfactantMass: 5e-6,
    pyrroleVolume: 140e-9,
    oxidantMass: 0.114e-3,
    acidAmount: 0.5e-3,
    flash: flashAt800(60 * minutes),
  };
}

/** The seven samples of the paper: bare, coated, flashed for 1, 3, 5 and 7 minutes, and carbonised for 2 hours. */
export const paperRecipes: readonly Recipe[] = [
  bare,
  coated('nmSi@PPy', 0),
  coated('PCHS-1', 1),
  coated('PCHS-3', 3),
  coated('PCHS-5', 5),
  coated('PCHS-7', 7),
  coated('nmSi@C', 120),
];
