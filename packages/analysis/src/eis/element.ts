import type { CircuitNode, CircuitParameter } from './circuit.ts';
import type { Kernel } from './kernels.ts';

/** The two ways of writing circuits: `R0-p(R1,C1)` (impedance.py) and `R(RC)` (circuit description code, CDC). */
export type Dialect = 'impedance.py' | 'CDC';

/** One parameter of an element; all are positive. */
export interface ParameterKind {
  readonly name: string;
  readonly unit: string;
  /** Largest meaningful value, 1 for exponents; unbounded when left out. */
  readonly upper?: number;
  /** A parameter that keeps this value unless a circuit gives it another. */
  readonly fixedAt?: number;
  /**
   * A value for an element that is to have this impedance (Ohm) near this angular frequency (rad/s), all its exponents
   * being n: how a search without start values makes its starts.
   */
  guess(z: number, omega: number, n: number): number;
}

/** An element of a dialect: its parameters and what they make. */
export type ElementKind = FormulaElement | AssembledElement;

/** An element whose parameters become the arguments of a kernel. */
export interface FormulaElement {
  readonly symbol: string;
  readonly parameters: readonly ParameterKind[];
  readonly kernel: Kernel;
  /**
   * Writes the kernel's arguments and their derivatives with respect to the logarithms of the parameters.
   *
   * @param p - parameter values in SI. Shape (parameters)
   * @param a - Shape (kernel.arguments)
   * @param d - zero where nothing is written. Shape (kernel.arguments, parameters), row-major
   */
  map(p: Float64Array, a: Float64Array, d: Float64Array): void;
}

/** An element that is a small circuit with these parameters. */
export interface AssembledElement {
  readonly symbol: string;
  readonly parameters: readonly ParameterKind[];
  assemble(parameters: readonly CircuitParameter[]): CircuitNode;
}

/** Parameter kinds that several elements share. */
export const resistance = (name: string, unit = 'Ohm'): ParameterKind => ({ name, unit, guess: (z) => z });
export const time = (name: string): ParameterKind => ({ name, unit: 's', guess: (_, omega) => 1 / omega });
export const exponent = (name: string): ParameterKind => ({
  name,
  unit: '1',
  upper: 1,
  guess: (_z, _omega, n) => n,
});
export const half = (name: string): ParameterKind => ({ ...exponent(name), fixedAt: 0.5 });
export const admittance = (name: string, unit = 'S.s^n'): ParameterKind => ({
  name,
  unit,
  guess: (z, omega, n) => 1 / (z * omega ** n),
});
export const capacitance = (name: string): ParameterKind => ({
  name,
  unit: 'F',
  guess: (z, omega) => 1 / (z * omega),
});
/** The length of a pore: 1 unless a circuit says otherwise, so that what is per length is in total. */
export const length = (name: string, unit = 'm'): ParameterKind => ({
  name,
  unit,
  fixedAt: 1,
  guess: () => 1,
});
