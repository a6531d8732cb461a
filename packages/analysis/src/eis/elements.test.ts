import { describe, expect, test } from 'vitest';
import { compileCircuit } from './compile-circuit.ts';
import type { Dialect } from './circuit.ts';
import { elementSymbols, findElement } from './elements.ts';
import { parseCircuit } from './parse-circuit.ts';

/** Impedance of an element at these parameters, by way of a circuit of this element alone. */
function impedance(
  dialect: Dialect,
  symbol: string,
  values: readonly number[],
  frequency: Float64Array,
): Complex[] {
  const model = compileCircuit(alone(dialect, symbol), frequency);
  model.evaluate(Float64Array.from(values, Math.log));
  return Array.from(frequency, (_, i) => [model.impedance[i]!, model.impedance[frequency.length + i]!]);
}

/** A circuit that is this element alone: impedance.py's dialect shows only in a connection, so p() holds it. */
function alone(dialect: Dialect, symbol: string): ReturnType<typeof parseCircuit> {
  return parseCircuit(dialect === 'CDC' ? symbol : `p(${symbol}1)`);
}

type Complex = readonly [number, number];
const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const over = (a: Complex, b: Complex): Complex => times(a, power(b, -1));
const exp = (a: Complex): Complex => [Math.exp(a[0]) * Math.cos(a[1]), Math.exp(a[0]) * Math.sin(a[1])];
const power = (a: Complex, n: number): Complex => {
  const size = Math.hypot(...a) ** n;
  const angle = n * Math.atan2(a[1], a[0]);
  return [size * Math.cos(angle), size * Math.sin(angle)];
};
const real = (value: number): Complex => [value, 0];
const sinh = (a: Complex): Complex => times(add(exp(a), times(real(-1), exp(times(real(-1), a)))), real(0.5));
const tanh = (a: Complex): Complex => {
  const decay = exp(times(real(-2), a));
  return over(add(real(1), times(real(-1), decay)), add(real(1), decay));
};

/** A line of characteristic impedance c and reduced length x with an impedance at its end, as telegraphers write it. */
const terminated = (c: Complex, x: Complex, end: Complex): Complex =>
  times(c, over(add(end, times(c, tanh(x))), add(c, times(end, tanh(x)))));

const frequency = Float64Array.of(1e4, 320, 10, 0.7, 0.05, 0.003);
const s = Array.from(frequency, (f): Complex => [0, 2 * Math.PI * f]);

/** The definitions as the two dialects state them, in complex arithmetic of the test's own. */
type Formula = (s: Complex, ...p: number[]) => Complex;
const formulas: Record<Dialect, Record<string, [Formula, ...number[]]>> = {
  'impedance.py': {
    R: [(_, r) => real(r!), 12],
    C: [(s, c) => over(real(1), times(s, real(c!))), 0.02],
    L: [(s, l) => times(s, real(l!)), 1e-5],
    CPE: [(s, q, a) => over(real(1 / q!), power(s, a!)), 0.03, 0.8],
    W: [(s, a) => times(real(a! / Math.sqrt(s[1])), [1, -1]), 3],
    Wo: [
      (s, z, t) =>
        over(real(z!), times(power(times(s, real(t!)), 0.5), tanh(power(times(s, real(t!)), 0.5)))),
      5,
      40,
    ],
    Ws: [
      (s, z, t) =>
        over(times(real(z!), tanh(power(times(s, real(t!)), 0.5))), power(times(s, real(t!)), 0.5)),
      5,
      40,
    ],
    La: [(s, l, a) => power(times(s, real(l!)), a!), 1e-4, 0.9],
    G: [(s, r, t) => over(real(r!), power(add(real(1), times(s, real(t!))), 0.5)), 7, 2],
    Gs: [
      (s, r, t, phi) => {
        const root = power(add(real(1), times(s, real(t!))), 0.5);
        return over(real(r!), times(root, tanh(times(real(phi!), root))));
      },
      7,
      2,
      0.4,
    ],
    K: [(s, r, t) => over(real(r!), add(real(1), times(s, real(t!)))), 7, 0.2],
    Zarc: [(s, r, t, g) => over(real(r!), add(real(1), power(times(s, real(t!)), g!))), 7, 0.2, 0.7],
    TLMQ: [
      (s, r, q, g) => {
        const zs = over(real(1 / q!), power(s, g!));
        return over(power(times(real(r!), zs), 0.5), tanh(power(over(real(r!), zs), 0.5)));
      },
      9,
      0.05,
      0.8,
    ],
    T: [
      (s, A, B, a, b) => {
        const beta = power(add(real(a!), times(s, real(b!))), 0.5);
        return add(over(real(A!), times(beta, tanh(beta))), over(real(B!), times(beta, sinh(beta))));
      },
      3,
      2,
      0.5,
      0.01,
    ],
  },
  CDC: {
    R: [(_, r) => real(r!), 12],
    C: [(s, c) => over(real(1), times(s, real(c!))), 0.02],
    L: [(s, l) => times(s, real(l!)), 1e-5],
    Q: [(s, y, n) => over(real(1 / y!), power(s, n!)), 0.03, 0.8],
    W: [(s, y, n) => over(real(1 / y!), power(s, n!)), 0.3, 0.5],
    Wo: [
      (s, y, b, n) =>
        over(real(1), times(power(times(s, real(y!)), n!), tanh(power(times(s, real(b!)), n!)))),
      2,
      9,
      0.45,
    ],
    Ws: [
      (s, y, b, n) => over(tanh(power(times(s, real(b!)), n!)), power(times(s, real(y!)), n!)),
      2,
      9,
      0.45,
    ],
    La: [(s, l, n) => times(real(l!), power(s, n!)), 1e-4, 0.9],
    G: [(s, y, k, n) => over(real(1 / y!), power(add(real(k!), s), n!)), 0.4, 3, 0.6],
    Ga: [(s, r, t, n) => over(real(r!), power(add(real(1), times(s, real(t!))), n!)), 7, 2, 0.6],
    K: [(s, r, t) => over(real(r!), add(real(1), times(s, real(t!)))), 7, 0.2],
    Zarc: [(s, r, t, n) => over(real(r!), add(real(1), power(times(s, real(t!)), n!))), 7, 0.2, 0.7],
    Ha: [
      (s, r, t, a, b) => over(real(r!), power(add(real(1), power(times(s, real(t!)), a!)), b!)),
      7,
      0.2,
      0.7,
      0.8,
    ],
    Tlmbo: [
      (s, r, y, n, l) => {
        const x = times(real(l! * Math.sqrt(r! * y!)), power(s, n! / 2));
        return over(real(r!), times(x, tanh(x)));
      },
      9,
      0.05,
      0.8,
      0.3,
    ],
    Ky: [(s, c, t) => add(real(t! / c!), over(real(1), times(s, real(c!)))), 0.03, 0.2],
    H: [
      (s, c, t, a, b) => over(power(add(real(1), power(times(s, real(t!)), a!)), b!), times(s, real(c!))),
      0.02,
      0.3,
      0.8,
      0.6,
    ],
    Ls: [
      (s, ri, rr, y, n, d) => {
        const root = power(add(real(1), times(real(y!), power(s, n!))), 0.5);
        return over(
          real(Math.sqrt(ri! * rr!)),
          times(root, tanh(times(real(d! * Math.sqrt(ri! / rr!)), root))),
        );
      },
      10,
      1.5,
      0.02,
      0.8,
      0.2,
    ],
    Tlmno: [
      (s, ri, rct, y, n, l) => {
        const root = power(add(real(1), times(real(rct! * y!), power(s, n!))), 0.5);
        return over(
          real(Math.sqrt(ri! * rct!)),
          times(root, tanh(times(real(l! * Math.sqrt(ri! / rct!)), root))),
        );
      },
      9,
      20,
      0.05,
      0.8,
      0.3,
    ],
    Tlmns: [
      (s, ri, rct, y, n, l) => {
        const root = power(add(real(1), times(real(rct! * y!), power(s, n!))), 0.5);
        return over(
          times(real(Math.sqrt(ri! * rct!)), tanh(times(real(l! * Math.sqrt(ri! / rct!)), root))),
          root,
        );
      },
      9,
      20,
      0.05,
      0.8,
      0.3,
    ],
    Tlmbq: [
      (s, ri, y, n, yB, nB, l) => {
        const x = times(real(l! * Math.sqrt(ri! * y!)), power(s, n! / 2));
        return terminated(over(real(ri!), x), x, over(real(1 / yB!), power(s, nB!)));
      },
      9,
      0.05,
      0.8,
      0.01,
      0.7,
      0.3,
    ],
    Tlmnq: [
      (s, ri, rct, y, n, rB, yB, nB, l) => {
        const root = power(add(real(1), times(real(rct! * y!), power(s, n!))), 0.5);
        const end = over(real(rB!), add(real(1), times(real(rB! * yB!), power(s, nB!))));
        const x = times(real(l! * Math.sqrt(ri! / rct!)), root);
        return terminated(over(real(Math.sqrt(ri! * rct!)), root), x, end);
      },
      9,
      20,
      0.05,
      0.8,
      5,
      0.1,
      0.7,
      0.3,
    ],
    Tlmbs: [
      (s, r, y, n, l) => {
        const x = times(real(l! * Math.sqrt(r! * y!)), power(s, n! / 2));
        return over(times(real(r!), tanh(x)), x);
      },
      9,
      0.05,
      0.8,
      0.3,
    ],
  },
};

for (const dialect of ['impedance.py', 'CDC'] as const) {
  describe(`elements of ${dialect}`, () => {
    test('every element has a formula here', () => {
      expect(Object.keys(formulas[dialect]).sort()).toEqual([...elementSymbols(dialect)].sort());
    });

    test.each(elementSymbols(dialect))('%s is its formula', (symbol) => {
      const [formula, ...values] = formulas[dialect][symbol]!;
      impedance(dialect, symbol, values, frequency).forEach((z, i) => {
        const expected = formula(s[i]!, ...values);
        expect(Math.hypot(z[0] - expected[0], z[1] - expected[1]) / Math.hypot(...expected)).toBeLessThan(
          2e-12,
        );
      });
    });

    test.each(elementSymbols(dialect))('%s has the derivatives that differences show', (symbol) => {
      const [, ...values] = formulas[dialect][symbol]!;
      const model = compileCircuit(alone(dialect, symbol), frequency);
      const log = Float64Array.from(values, Math.log);
      const jacobian = new Float64Array(2 * frequency.length * values.length);
      model.evaluate(log, jacobian);
      const scale = Math.hypot(...model.impedance);
      const step = 1e-5;
      values.forEach((_, k) => {
        const at = (shift: number): Float64Array => {
          model.evaluate(log.map((value, j) => (j === k ? value + shift : value)));
          return model.impedance.slice();
        };
        const [above, below] = [at(step), at(-step)];
        above.forEach((z, i) => {
          const slope = (z - below[i]!) / (2 * step);
          expect(Math.abs(slope - jacobian[k * above.length + i]!) / scale).toBeLessThan(1e-7);
        });
      });
    });
  });
}

describe('translation between the dialects', () => {
  const [Q, a, A, Z0, tau, L, R, t] = [0.03, 0.8, 3, 5, 40, 1e-4, 7, 2];
  test.each([
    ['CPE', [Q, a], 'Q', [Q, a]],
    ['W', [A], 'W', [1 / (Math.SQRT2 * A), 0.5]],
    ['Wo', [Z0, tau], 'Wo', [tau / Z0 ** 2, tau, 0.5]],
    ['Ws', [Z0, tau], 'Ws', [tau / Z0 ** 2, tau, 0.5]],
    ['La', [L, 0.9], 'La', [L ** 0.9, 0.9]],
    ['G', [R, t], 'Ga', [R, t, 0.5]],
    ['TLMQ', [R, Q, a], 'Tlmbo', [R, Q, a, 1]],
    ['Zarc', [R, t, a], 'Zarc', [R, t, a]],
  ])('%s %j of impedance.py is %s %j of CDC', (symbol, values, cdc, translated) => {
    const there = impedance('CDC', cdc, translated, frequency);
    impedance('impedance.py', symbol, values, frequency).forEach((z, i) => {
      expect(Math.hypot(z[0] - there[i]![0], z[1] - there[i]![1]) / Math.hypot(...z)).toBeLessThan(1e-12);
    });
  });

  test('a Zarc is a resistance beside a constant-phase element with tau^n = R Q', () => {
    const n = 0.7;
    const zarc = impedance('CDC', 'Zarc', [7, (7 * 0.03) ** (1 / n), n], frequency);
    const pair = compileCircuit(parseCircuit('(RQ)'), frequency);
    pair.evaluate(Float64Array.of(7, 0.03, n).map(Math.log));
    zarc.forEach((z, i) => {
      expect(pair.impedance[i]).toBeCloseTo(z[0], 12);
      expect(pair.impedance[frequency.length + i]).toBeCloseTo(z[1], 12);
    });
  });

  test('the same letter means two things', () => {
    expect(findElement('impedance.py', 'W')?.parameters[0]?.name).toBe('A');
    expect(findElement('CDC', 'W')?.parameters[0]?.name).toBe('Y');
    expect(findElement('CDC', 'CPE')).toBeUndefined();
  });
});
