import { admittance, exponent, resistance, time } from './parameter-kind.ts';
import type { ElementKind, FormulaElement } from './circuit.ts';
import { leakyLine, macropore, openLine, powerLaw, relaxation, shortLine } from './kernels.ts';
import { C, constantPhase, K, L, R, zarc } from './shared-elements.ts';

const { log, sqrt, SQRT2 } = Math;

/** Z0 c(x)/x with x = sqrt(s tau): finite-length diffusion of impedance.py. */
function finiteWarburg(symbol: string, kernel: typeof openLine): FormulaElement {
  return {
    symbol,
    parameters: [resistance('Z0'), time('tau')],
    kernel,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[1]!) / 2, 0.5]);
      d[0] = 1;
      d[3] = 0.5;
    },
  };
}

/** The elements of impedance.py. */
export const impedancePyElements: readonly ElementKind[] = [
  R,
  C,
  L,
  constantPhase('CPE', 'Q', 'alpha'),
  {
    symbol: 'W', // A (1 - j)/sqrt(omega)
    parameters: [{ name: 'A', unit: 'Ohm.s^-0.5', guess: (z, omega) => z * sqrt(omega) }],
    kernel: powerLaw,
    map(p, a, d) {
      a.set([log(SQRT2 * p[0]!), -0.5]);
      d[0] = 1;
    },
  },
  finiteWarburg('Wo', openLine),
  finiteWarburg('Ws', shortLine),
  {
    symbol: 'La', // (L s)^alpha, as the peer computes it
    parameters: [{ name: 'L', unit: 'H', guess: (z, omega, n) => z ** (1 / n) / omega }, exponent('alpha')],
    kernel: powerLaw,
    map(p, a, d) {
      const [l, n] = [log(p[0]!), p[1]!];
      a.set([n * l, n]);
      d.set([n, n * l, 0, n]);
    },
  },
  {
    symbol: 'G', // R/sqrt(1 + s t)
    parameters: [resistance('R'), time('t')],
    kernel: relaxation,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[1]!), 1, 0.5]);
      d[0] = 1;
      d[3] = 1;
    },
  },
  {
    symbol: 'Gs', // R/(sqrt(1 + s t) tanh(phi sqrt(1 + s t)))
    parameters: [resistance('R'), time('t'), { name: 'phi', unit: '1', guess: () => 1 }],
    kernel: leakyLine,
    map(p, a, d) {
      a.set([log(p[0]! * p[2]!), log(p[2]!), log(p[1]!), 1]);
      d.set([1, 0, 1, 0, 0, 1, 0, 1, 0]);
    },
  },
  K,
  zarc('gamma'),
  {
    symbol: 'TLMQ', // sqrt(Rion Zs) coth sqrt(Rion/Zs), Zs = 1/(Q s^gamma)
    parameters: [resistance('Rion'), admittance('Q'), exponent('gamma')],
    kernel: openLine,
    map(p, a, d) {
      a.set([log(p[0]!), log(p[0]! * p[1]!) / 2, p[2]! / 2]);
      d.set([1, 0, 0, 0.5, 0.5, 0, 0, 0, p[2]! / 2]);
    },
  },
  {
    symbol: 'T', // A coth(b)/b + B/(b sinh b), b = sqrt(a + s b)
    parameters: [resistance('A'), resistance('B'), { name: 'a', unit: '1', guess: () => 1 }, time('b')],
    kernel: macropore,
    map(p, a, d) {
      for (let k = 0; k < 4; k++) {
        a[k] = log(p[k]!);
        d[5 * k] = 1;
      }
    },
  },
];
