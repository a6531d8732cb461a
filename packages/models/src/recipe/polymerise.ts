import type { ParameterValues } from '../parameters.ts';
import type { Recipe } from './recipe.ts';

/** Amounts and masses of a coating bath when the oxidant is used up or the pyrrole is. mol and kg. */
export interface Polymerisation {
  readonly pyrroleAmount: number;
  /** Electrons that the persulfate can take. */
  readonly electronAmount: number;
  /** Polymerised pyrrole units. */
  readonly unitAmount: number;
  readonly limiting: 'oxidant' | 'pyrrole';
  /** Counter-ions in the polymer. */
  readonly dopants: {
    readonly dodecylSulfate: number;
    readonly hydrogenSulfate: number;
    readonly chloride: number;
  };
  /** Polymer without counter-ions. */
  readonly backboneMass: number;
  readonly polymerMass: number;
  /** Mass share of the counter-ions in the polymer. */
  readonly dopantFraction: number;
  /** Mass of the shell before heating: polymerMass times coatingFactor. */
  readonly coatingMass: number;
  /** Polymerised share of the pyrrole, 0 to 1. */
  readonly conversion: number;
}

const PYRROLE_DENSITY = 967; // kg/m3

/** Molar masses, kg/mol. */
export const molarMass = {
  pyrrole: 67.09e-3,
  /** A pyrrole unit linked on both sides, C4H3N. */
  unit: 65.07e-3,
  persulfate: 228.2e-3,
  surfactant: 288.38e-3,
  dodecylSulfate: 265.39e-3,
  hydrogenSulfate: 97.07e-3,
  chloride: 35.45e-3,
} as const;

/**
 * The coating by the electron balance: a unit costs 2 electrons for its links and y for its doping, persulfate takes 2.
 * Dodecyl sulfate dopes first, the rest is half hydrogen sulfate and half chloride, as far as the acid reaches.
 * Equations 1.1 to 1.6 of docs/methods/recipe.md.
 */
export function polymerise(values: ParameterValues, recipe: Recipe): Polymerisation {
  const pyrroleAmount = (recipe.pyrroleVolume * PYRROLE_DENSITY) / molarMass.pyrrole;
  const electronAmount = (2 * recipe.oxidantMass) / molarMass.persulfate;
  const oxidised = electronAmount / (2 + values.dopingLevel);
  const unitAmount = Math.min(pyrroleAmount, oxidised);
  const charge = values.dopingLevel * unitAmount;
  const dodecylSulfate = Math.min(recipe.surfactantMass / molarMass.surfactant, charge);
  const chloride = Math.min((charge - dodecylSulfate) / 2, recipe.acidAmount);
  const hydrogenSulfate = charge - dodecylSulfate - chloride;

  const backboneMass = unitAmount * molarMass.unit;
  const dopantMass =
    dodecylSulfate * molarMass.dodecylSulfate +
    hydrogenSulfate * molarMass.hydrogenSulfate +
    chloride * molarMass.chloride;
  const polymerMass = backboneMass + dopantMass;
  return {
    pyrroleAmount,
    electronAmount,
    unitAmount,
    limiting: oxidised < pyrroleAmount ? 'oxidant' : 'pyrrole',
    dopants: { dodecylSulfate, hydrogenSulfate, chloride },
    backboneMass,
    polymerMass,
    dopantFraction: polymerMass > 0 ? dopantMass / polymerMass : 0,
    coatingMass: values.coatingFactor * polymerMass,
    conversion: pyrroleAmount > 0 ? unitAmount / pyrroleAmount : 0,
  };
}
