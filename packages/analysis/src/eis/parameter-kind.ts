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
