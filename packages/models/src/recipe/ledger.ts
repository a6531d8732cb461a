import type { ParameterValues } from '../parameters.ts';
import { molarMass, polymerise } from './polymerise.ts';
import type { Recipe } from './recipe.ts';

/** Elements that the coating bath keeps. */
export const elements = ['H', 'C', 'N', 'O', 'Na', 'S', 'Cl'] as const;
export type Element = (typeof elements)[number];

/** One species of the bath before and after the polymerisation. Amounts in mol, charge in elementary charges. */
export interface LedgerEntry {
  readonly species: string;
  readonly formula: Readonly<Partial<Record<Element, number>>>;
  readonly charge: number;
  readonly before: number;
  readonly after: number;
}

/**
 * Every species of the coating bath, so that elements and charge can be balanced. Water and silicon take no part;
 * persulfate that has taken its electrons is sulfate.
 */
export function coatingLedger(values: ParameterValues, recipe: Recipe): readonly LedgerEntry[] {
  const bath = polymerise(values, recipe);
  const { dodecylSulfate, hydrogenSulfate, chloride } = bath.dopants;
  const persulfate = recipe.oxidantMass / molarMass.persulfate;
  const reduced = ((2 + values.dopingLevel) * bath.unitAmount) / 2;
  const surfactant = recipe.surfactantMass / molarMass.surfactant;
  const acid = recipe.acidAmount;
  return [
    entry('pyrrole', { C: 4, H: 5, N: 1 }, 0, bath.pyrroleAmount, bath.pyrroleAmount - bath.unitAmount),
    entry('polypyrrole unit', { C: 4, H: 3, N: 1 }, values.dopingLevel, 0, bath.unitAmount),
    entry('dodecyl sulfate, free', { C: 12, H: 25, S: 1, O: 4 }, -1, surfactant, surfactant - dodecylSulfate),
    entry('dodecyl sulfate, dopant', { C: 12, H: 25, S: 1, O: 4 }, -1, 0, dodecylSulfate),
    entry('hydrogen sulfate, dopant', { H: 1, S: 1, O: 4 }, -1, 0, hydrogenSulfate),
    entry('chloride, free', { Cl: 1 }, -1, acid, acid - chloride),
    entry('chloride, dopant', { Cl: 1 }, -1, 0, chloride),
    entry('persulfate', { S: 2, O: 8 }, -2, persulfate, persulfate - reduced),
    entry('sulfate', { S: 1, O: 4 }, -2, 0, 2 * reduced - hydrogenSulfate),
    entry('hydrogen ion', { H: 1 }, 1, acid, acid + 2 * bath.unitAmount - hydrogenSulfate),
    entry('ammonium', { N: 1, H: 4 }, 1, 2 * persulfate, 2 * persulfate),
    entry('sodium', { Na: 1 }, 1, surfactant, surfactant),
  ];
}

function entry(
  species: string,
  formula: LedgerEntry['formula'],
  charge: number,
  before: number,
  after: number,
): LedgerEntry {
  return { species, formula, charge, before, after };
}

/** What is left of an element over the ledger, relative to its amount before; 0 when conserved. */
export function elementImbalance(ledger: readonly LedgerEntry[], element: Element): number {
  let before = 0;
  let after = 0;
  for (const { formula, ...amount } of ledger) {
    before += (formula[element] ?? 0) * amount.before;
    after += (formula[element] ?? 0) * amount.after;
  }
  return before === 0 ? after : (after - before) / before;
}

/** Net charge after the reaction relative to the charge of one sign, from a neutral bath; 0 when conserved. */
export function chargeImbalance(ledger: readonly LedgerEntry[]): number {
  let net = 0;
  let positive = 0;
  for (const { charge, after } of ledger) {
    net += charge * after;
    positive += Math.max(0, charge * after);
  }
  return positive === 0 ? net : net / positive;
}
