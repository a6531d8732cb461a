import type {
  CircuitNode,
  CircuitParameter,
  ElementNode,
  LineNode,
  AssembledElement,
  ElementKind,
  FormulaElement,
} from './circuit.ts';
import { admittance, exponent, length, resistance } from './parameter-kind.ts';
import { leakyLine, openLine, powerLaw, shortLine } from './kernels.ts';
import { Q, R } from './shared-elements.ts';

const { log } = Math;

/** Wall of a blocking pore: `R_i` is of the whole pore, x = L sqrt(R_i Y s^n). */
const blockingWall = [admittance('Y', 'S.s^n/m2'), exponent('n')] as const;
/** Of a conducting pore, per length. */
const porePhases = [resistance('R_i', 'Ohm/m'), resistance('R_ct', 'Ohm.m')] as const;
const poreWall = [admittance('Y', 'S.s^n/m'), exponent('n')] as const;
const poreEnd = [admittance('Y_B'), exponent('n_B')] as const;

/** An element inside an assembled one; its parameters are those of the element that is assembled. */
function inner(kind: FormulaElement, parameters: readonly CircuitParameter[]): ElementNode {
  return { type: 'element', name: kind.symbol, kind, parameters };
}

function beside(a: CircuitNode, b: CircuitNode): CircuitNode {
  return { type: 'parallel', parts: [a, b] };
}

/** A pore with a resistive electrolyte in a conductor: `R_i` along it, `zeta` across, `end` at its bottom. */
function pore(
  electrolyte: CircuitParameter,
  zeta: CircuitNode,
  end: CircuitNode | 'open' | 'short',
  meters?: CircuitParameter,
): LineNode {
  return {
    type: 'line',
    name: 'Tlm',
    places: { X_1: inner(R, [electrolyte]), X_2: 'short', Z_A: 'open', Z_B: end, Zeta: zeta },
    ...(meters && { length: meters }),
  };
}

/** 1/(Y L^2 s^n): the wall of a pore of length L whose resistance is known as a whole. */
const wallOfPore: FormulaElement = {
  symbol: 'Q',
  parameters: [...blockingWall, length('L')],
  kernel: powerLaw,
  map(p, a, d) {
    a.set([-log(p[0]! * p[2]! ** 2), -p[1]!]);
    d.set([-1, 0, -2, 0, -p[1]!, 0]);
  },
};

const blockingPoreOnElement: AssembledElement = {
  symbol: 'Tlmbq',
  parameters: [resistance('R_i'), ...blockingWall, ...poreEnd, length('L')],
  assemble: ([ri, y, n, yB, nB, l]) => pore(ri!, inner(wallOfPore, [y!, n!, l!]), inner(Q, [yB!, nB!])),
};

const conductingPoreOnElement: AssembledElement = {
  symbol: 'Tlmnq',
  parameters: [...porePhases, ...poreWall, resistance('R_B'), ...poreEnd, length('L')],
  assemble: ([ri, rct, y, n, rB, yB, nB, l]) =>
    pore(
      ri!,
      beside(inner(R, [rct!]), inner(Q, [y!, n!])),
      beside(inner(R, [rB!]), inner(Q, [yB!, nB!])),
      l!,
    ),
};

function conductingPore(symbol: string, end: 'open' | 'short'): AssembledElement {
  return {
    symbol,
    parameters: [...porePhases, ...poreWall, length('L')],
    assemble: ([ri, rct, y, n, l]) => pore(ri!, beside(inner(R, [rct!]), inner(Q, [y!, n!])), end, l!),
  };
}

/** Porous electrodes of CDC: pores along which the potential falls. */
export const porousElements: readonly ElementKind[] = [
  {
    symbol: 'Ls', // sqrt(R_i R_r) coth(d sqrt(R_i/R_r) x)/x, x = sqrt(1 + Y s^n)
    parameters: [
      resistance('R_i', 'Ohm/cm'),
      resistance('R_r', 'Ohm.cm'),
      { name: 'Y', unit: 's^n', guess: (_z, omega, n) => omega ** -n },
      exponent('n'),
      { name: 'd', unit: 'cm', guess: () => 1 },
    ],
    kernel: leakyLine,
    map(p, a, d) {
      const [ri, rr, y, n, depth] = [log(p[0]!), log(p[1]!), log(p[2]!), p[3]!, log(p[4]!)];
      a.set([ri + depth, depth + (ri - rr) / 2, y, n]);
      d.set([1, 0, 0, 0, 1, 0.5, -0.5, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, n, 0]);
    },
  },
  conductingPore('Tlmno', 'open'),
  conductingPore('Tlmns', 'short'),
  blockingPoreOnElement,
  conductingPoreOnElement,
  ...(['Tlmbo', 'Tlmbs'] as const).map(
    (symbol): FormulaElement => ({
      symbol, // R_i c(x)/x, x = L sqrt(R_i Y) s^(n/2)
      parameters: [...porePhases.slice(0, 1), ...poreWall, length('L')],
      kernel: symbol === 'Tlmbo' ? openLine : shortLine,
      map(p, a, d) {
        a.set([log(p[0]!), log(p[0]! * p[1]!) / 2 + log(p[3]!), p[2]! / 2]);
        d.set([1, 0, 0, 0, 0.5, 0.5, 0, 1, 0, 0, p[2]! / 2, 0]);
      },
    }),
  ),
];
