import { parameters, type ParameterValues } from '../parameters.ts';

/** An explanation of the same observations by another mechanism. */
export interface Rival {
  readonly title: string;
  /** What it says, in one sentence. */
  readonly says: string;
  /** How its numbers came about, and at what cost (half the sum of squares over the paper's statements; the default has 1.8). */
  readonly basis: string;
  /** The parameters in which it differs from the table. SI. */
  readonly changes: Partial<ParameterValues>;
}

/** Why carbonisation goes on for minutes at 800 degC. */
export const heatingRivals = {
  lag: {
    title: 'H1, thermal lag',
    says: 'boat and powder take minutes to heat; the activation energies of condensation are spread widely',
    basis: 'fitted to the paper, cost 1.8: the parameter table',
    changes: {},
  },
  'no lag': {
    title: 'H2, no lag',
    says: 'the powder is hot at once; condensation has one activation energy and a half-life of 3 min at 800 degC',
    basis: 'fitted to the paper, cost 2.9',
    // of the refit by an independent program: boat and bed without mass, spectrum of 1 kJ/mol, the others free
    changes: {
      boatMass: 5e-5,
      bedDepth: 2e-4,
      condensationEnergy: 317e3,
      condensationEnergySpread: 1e3,
      polymerConductivity: 2e-5 * Math.exp(-1.75),
      exchangeCurrentDensity: 0.03 * Math.exp(1.01),
      exposedContactLoss: 0.03 * Math.exp(-0.57),
      baseContactLoss: 1e-3 * Math.exp(-0.03),
      fatiguePrefactor: 7000 * Math.exp(0.82),
    },
  },
} as const satisfies Record<string, Rival>;

/** Why the product burns to 70 % where the oxidant allows for a coating of a seventh only. */
export const coatingRivals = {
  extra: {
    title: 'extra coating',
    says: 'matter beyond what the oxidant can polymerise is held in the coating, 3.6 times as much in all',
    basis: 'closed form: thermogravimetric residue of PCHS-5 70 %',
    changes: {},
  },
  'lost silicon': {
    title: 'lost silicon',
    says: 'the coating is what the oxidant gives; 72 % of the silicon went with the filtrate',
    basis: 'closed form: the same residue',
    changes: { coatingFactor: 1, siliconRecovery: 1 / parameters.coatingFactor.value },
  },
  stoichiometric: {
    title: 'stoichiometric',
    says: 'nothing was added and nothing lost: 88 % silicon; the thermogravimetry of the paper is wrong',
    basis: 'not fitted: the other parameters stay; a refit had cost 69',
    changes: { coatingFactor: 1 },
  },
} as const satisfies Record<string, Rival>;

type HeatingRival = keyof typeof heatingRivals;
export type CoatingRival = keyof typeof coatingRivals;

/** One explanation of each question. */
export interface RivalChoice {
  readonly heating: HeatingRival;
  readonly coating: CoatingRival;
}

/** What the parameters were fitted with. */
export const defaultRivals: RivalChoice = { heating: 'lag', coating: 'extra' };

/** The parameters in which a choice differs from the table, SI. */
export function rivalValues({ heating, coating }: RivalChoice): Partial<ParameterValues> {
  return { ...heatingRivals[heating].changes, ...coatingRivals[coating].changes };
}
