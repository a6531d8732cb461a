import { cdcElements } from './cdc-elements.ts';
import type { Dialect, ElementKind } from './circuit.ts';
import { impedancePyElements } from './impedance-py-elements.ts';

const kinds: Record<Dialect, ReadonlyMap<string, ElementKind>> = {
  'impedance.py': new Map(impedancePyElements.map((kind) => [kind.symbol, kind])),
  CDC: new Map(cdcElements.map((kind) => [kind.symbol, kind])),
};

/** The element that a symbol means in a dialect, or undefined: the same letter can mean two things. */
export function findElement(dialect: Dialect, symbol: string): ElementKind | undefined {
  return kinds[dialect].get(symbol);
}

/** Every symbol of a dialect, in the order of the table in docs/methods/eis-circuits.md. */
export function elementSymbols(dialect: Dialect): readonly string[] {
  return [...kinds[dialect].keys()];
}
