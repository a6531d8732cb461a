import { admittance, capacitance, exponent, resistance, time } from './parameter-kind.ts';
import type { FormulaElement } from './circuit.ts';
import { capacitor, inductor, powerLaw, relaxation, resistor } from './kernels.ts';

const { log } = Math;

/** Elements that both dialects have, under the same or another name. */
export const R: FormulaElement = {
  symbol: 'R',
  parameters: [resistance('R')],
  kernel: resistor,
  map(p, a, d) {
    a[0] = log(p[0]!);
    d[0] = 1;
  },
};

export const C: FormulaElement = {
  symbol: 'C',
  parameters: [capacitance('C')],
  kernel: capacitor,
  map(p, a, d) {
    a[0] = -log(p[0]!);
    d[0] = -1;
  },
};

export const L: FormulaElement = {
  symbol: 'L',
  parameters: [{ name: 'L', unit: 'H', guess: (z, omega) => z / omega }],
  kernel: inductor,
  map(p, a, d) {
    a[0] = log(p[0]!);
    d[0] = 1;
  },
};

/** 1/(Q s^alpha): CPE of impedance.py, Q of CDC. */
export function constantPhase(symbol: string, gain: string, power: string): FormulaElement {
  return {
    symbol,
    parameters: [admittance(gain), exponent(power)],
    kernel: powerLaw,
    map(p, a, d) {
      a[0] = -log(p[0]!);
      a[1] = -p[1]!;
      d[0] = -1;
      d[3] = -p[1]!;
    },
  };
}

/** R/(1 + (s tau)^n). */
export function zarc(power: string): FormulaElement {
  return {
    symbol: 'Zarc',
    parameters: [resistance('R'), time('tau'), exponent(power)],
    kernel: relaxation,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[1]!), p[2]!, 1]);
      d[0] = 1;
      d[4] = 1;
      d[8] = p[2]!;
    },
  };
}

/** R/(1 + s tau). */
export const K: FormulaElement = {
  symbol: 'K',
  parameters: [resistance('R'), time('tau')],
  kernel: relaxation,
  map(p, a, d) {
    a.set([log(p[0]!), log(p[1]!), 1, 1]);
    d[0] = 1;
    d[3] = 1;
  },
};

/** The constant-phase element of CDC. */
export const Q = constantPhase('Q', 'Y', 'n');
