import { admittance, type Dialect, type ElementKind, exponent, half, resistance, time } from './element.ts';
import {
  capacitor,
  inductor,
  leakyLine,
  macropore,
  openLine,
  powerLaw,
  relaxation,
  resistor,
  shortLine,
} from './kernels.ts';

const { log, sqrt, SQRT2 } = Math;

const R: ElementKind = {
  symbol: 'R',
  parameters: [resistance('R')],
  kernel: resistor,
  map(p, a, d) {
    a[0] = log(p[0]!);
    d[0] = 1;
  },
};

const C: ElementKind = {
  symbol: 'C',
  parameters: [{ name: 'C', unit: 'F', guess: (z, omega) => 1 / (z * omega) }],
  kernel: capacitor,
  map(p, a, d) {
    a[0] = -log(p[0]!);
    d[0] = -1;
  },
};

const L: ElementKind = {
  symbol: 'L',
  parameters: [{ name: 'L', unit: 'H', guess: (z, omega) => z / omega }],
  kernel: inductor,
  map(p, a, d) {
    a[0] = log(p[0]!);
    d[0] = 1;
  },
};

/** 1/(Q s^alpha): CPE of impedance.py, Q of CDC. */
function constantPhase(symbol: string, gain: string, power: string): ElementKind {
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
function zarc(power: string): ElementKind {
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
const K: ElementKind = {
  symbol: 'K',
  parameters: [resistance('R'), time('tau')],
  kernel: relaxation,
  map(p, a, d) {
    a.set([log(p[0]!), log(p[1]!), 1, 1]);
    d[0] = 1;
    d[3] = 1;
  },
};

/** Z0 c(x)/x with x = sqrt(s tau): finite-length diffusion of impedance.py. */
function finiteWarburg(symbol: string, kernel: typeof openLine): ElementKind {
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

/** c((B s)^n)/(Y s)^n: finite-length diffusion of CDC. */
function finiteWarburgCdc(symbol: string, kernel: typeof openLine): ElementKind {
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

const impedancePy: readonly ElementKind[] = [
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

const cdc: readonly ElementKind[] = [
  R,
  C,
  L,
  constantPhase('Q', 'Y', 'n'),
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
  ...(['Tlmbo', 'Tlmbs'] as const).map(
    (symbol): ElementKind => ({
      symbol, // R_i c(x)/x, x = L sqrt(R_i Y) s^(n/2)
      parameters: [
        resistance('R_i'),
        admittance('Y'),
        exponent('n'),
        { name: 'L', unit: 'm', fixedAt: 1, guess: () => 1 },
      ],
      kernel: symbol === 'Tlmbo' ? openLine : shortLine,
      map(p, a, d) {
        a.set([log(p[0]!), log(p[0]! * p[1]!) / 2 + log(p[3]!), p[2]! / 2]);
        d.set([1, 0, 0, 0, 0.5, 0.5, 0, 1, 0, 0, p[2]! / 2, 0]);
      },
    }),
  ),
];

const kinds: Record<Dialect, ReadonlyMap<string, ElementKind>> = {
  'impedance.py': new Map(impedancePy.map((kind) => [kind.symbol, kind])),
  CDC: new Map(cdc.map((kind) => [kind.symbol, kind])),
};

/** The element that a symbol means in a dialect, or undefined: the same letter can mean two things. */
export function findElement(dialect: Dialect, symbol: string): ElementKind | undefined {
  return kinds[dialect].get(symbol);
}

/** Every symbol of a dialect, in the order of the table in docs/methods/eis.md. */
export function elementSymbols(dialect: Dialect): readonly string[] {
  return [...kinds[dialect].keys()];
}
