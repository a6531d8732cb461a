import type { Circuit } from './circuit.ts';
import type { CircuitFit } from './fit-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';

/** A circuit with an exponent less, and the logarithms of its parameters to start from. */
export interface SimplerCircuit {
  readonly circuit: Circuit;
  readonly start: Float64Array;
}

/** An exponent this near to that of a capacitor or a Warburg element is worth a try. */
const NEAR = 0.12;

/**
 * The circuits that have a capacitor for a constant-phase element with an exponent near 1, or a Warburg element for one
 * with an exponent near 0.5, one change each; of impedance.py's dialect.
 */
export function simplerCircuits(fit: CircuitFit): readonly SimplerCircuit[] {
  const names = fit.circuit.parameters.map(({ name }) => name);
  const value = (name: string): number | undefined => fit.values[names.indexOf(name)];
  return names
    .filter((name) => name.endsWith('.alpha'))
    .flatMap((name) => {
      const element = name.slice(0, -'.alpha'.length);
      const index = element.slice('CPE'.length);
      const [q, alpha] = [value(`${element}.Q`)!, value(name)!];
      // W is A (1 - j)/sqrt(omega) = sqrt(2) A/sqrt(s)
      if (alpha > 1 - NEAR) return [exchanged(fit, element, `C${index}`, q)];
      if (Math.abs(alpha - 0.5) < NEAR)
        return [exchanged(fit, element, freeName(names), 1 / (Math.SQRT2 * q))];
      return [];
    });
}

function freeName(names: readonly string[]): string {
  let index = 1;
  while (names.includes(`W${index}`)) index++;
  return `W${index}`;
}

function exchanged(fit: CircuitFit, element: string, other: string, value: number): SimplerCircuit {
  const circuit = parseCircuit(fit.circuit.text.replace(new RegExp(`${element}(?!\\d)`), other));
  const values = new Map(fit.circuit.parameters.map(({ name }, k) => [name, fit.values[k]!]));
  return {
    circuit,
    start: Float64Array.from(circuit.parameters, ({ name }) =>
      Math.log(name === other ? value : values.get(name)!),
    ),
  };
}
