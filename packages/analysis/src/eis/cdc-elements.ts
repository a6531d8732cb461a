import { admittance, capacitance, exponent, half, resistance, time } from './parameter-kind.ts';
import type { ElementKind, FormulaElement } from './circuit.ts';
import { openLine, powerLaw, relaxation, relaxingCapacitor, shortLine } from './kernels.ts';
import { porousElements } from './porous-elements.ts';
import { C, constantPhase, K, L, Q, R, zarc } from './shared-elements.ts';

const { log } = Math;

/** c((B s)^n)/(Y s)^n: finite-length diffusion of CDC. */
function finiteWarburgCdc(symbol: string, kernel: typeof openLine): FormulaElement {
  return {
    symbol,
    parameters: [
      { name: 'Y', unit: 'S', guess: (z, omega, n) => 1 / (omega * z ** (1 / n)) },
      time('B'),
      half('n'),
    ],
    kernel,
    map(p, a, d) {
      const [y, b, n] = [log(p[0]!), log(p[1]!), p[2]!];
      a.set([n * (b - y), n * b, n]);
      d.set([-n, n, n * (b - y), 0, n, n * b, 0, 0, n]);
    },
  };
}

/** The elements of circuit description codes, as pyimpspec defines them. */
export const cdcElements: readonly ElementKind[] = [
  R,
  C,
  L,
  Q,
  {
    ...constantPhase('W', 'Y', 'n'),
    parameters: [admittance('Y'), half('n')],
  },
  finiteWarburgCdc('Wo', openLine),
  finiteWarburgCdc('Ws', shortLine),
  {
    symbol: 'La', // L s^n
    parameters: [{ name: 'L', unit: 'H.s^(n-1)', guess: (z, omega, n) => z / omega ** n }, exponent('n')],
    kernel: powerLaw,
    map(p, a, d) {
      a.set([log(p[0]!), p[1]!]);
      d.set([1, 0, 0, p[1]!]);
    },
  },
  {
    symbol: 'G', // (Y (k + s)^n)^-1
    parameters: [admittance('Y'), { name: 'k', unit: 's^-1', guess: (_, omega) => omega }, half('n')],
    kernel: relaxation,
    map(p, a, d) {
      const [k, n] = [log(p[1]!), p[2]!];
      a.set([-log(p[0]!) - n * k, -k, 1, n]);
      d.set([-1, -n, -n * k, 0, -1, 0, 0, 0, 0, 0, 0, n]);
    },
  },
  {
    symbol: 'Ga', // R/(1 + s tau)^n
    parameters: [resistance('R'), time('tau'), half('n')],
    kernel: relaxation,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[1]!), 1, p[2]!]);
      d.set([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, p[2]!]);
    },
  },
  K,
  zarc('n'),
  {
    symbol: 'Ha', // R/(1 + (s tau)^a)^b
    parameters: [resistance('R'), time('tau'), exponent('a'), exponent('b')],
    kernel: relaxation,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[1]!), p[2]!, p[3]!]);
      d.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, p[2]!, 0, 0, 0, 0, p[3]!]);
    },
  },
  {
    symbol: 'H', // (1 + (s tau)^a)^b/(s dC)
    parameters: [capacitance('dC'), time('tau'), exponent('a'), exponent('b')],
    kernel: relaxingCapacitor,
    map(p, a, d) {
      a.set([-log(p[0]!), log(p[1]!), p[2]!, -p[3]!]);
      d.set([-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, p[2]!, 0, 0, 0, 0, -p[3]!]);
    },
  },
  {
    symbol: 'Ky', // tau/C + 1/(s C)
    parameters: [capacitance('C'), time('tau')],
    kernel: relaxingCapacitor,
    map(p, a, d) {
      a.set([-log(p[0]!), log(p[1]!), 1, -1]);
      d[0] = -1;
      d[3] = 1;
    },
  },
  ...porousElements,
];
