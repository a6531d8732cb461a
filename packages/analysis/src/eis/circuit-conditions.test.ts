import { describe, expect, test } from 'vitest';
import { parseCircuit } from './parse-circuit.ts';
import { expectRefusal } from './testing/expect-refusal.ts';

function named(text: string): Record<string, ReturnType<typeof parseCircuit>['parameters'][number]> {
  return Object.fromEntries(parseCircuit(text).parameters.map((parameter) => [parameter.name, parameter]));
}

describe('conditions behind a circuit', () => {
  test('fix, start, limit and tie parameters in both dialects', () => {
    const string = named(
      'R0-p(R1,CPE1)-p(R2,CPE2); R0 = 2.5; R1 ~ 20; 5 < R2 < 80; CPE1.alpha > 0.6; CPE2.alpha = CPE1.alpha',
    );
    expect(string.R0).toMatchObject({ value: 2.5, fixed: true });
    expect(string.R1).toMatchObject({ value: 20, fixed: false });
    expect(string.R2).toMatchObject({ lower: 5, upper: 80 });
    expect(string['CPE1.alpha']).toMatchObject({ lower: 0.6, upper: 1 });
    expect(string['CPE2.alpha']!.expression!.uses).toEqual(['CPE1.alpha']);
    const cdc = named('R{R=5:ohmic film}(RQ); ohmic film = 3*R2');
    expect(cdc['ohmic film']!.expression!.value(() => 7)).toBe(21);
  });

  test('link a series', () => {
    const { R0, L1, R1, C1 } = named('L1-R0-p(R1,C1); shared R0, L1; smooth R1 0.05; smooth C1');
    expect([R0!.link, L1!.link]).toEqual(['shared', 'shared']);
    expect([R1!.link, C1!.link]).toEqual([{ change: 0.05 }, { change: 0.1 }]);
  });

  test.each([
    ['2*R1 + R2/4', 2 * 3 + 8 / 4],
    ['-1 + R1^2', 8],
    ['R1 - R2 - 1', -6],
    ['R1/R2/2', 3 / 8 / 2],
    ['R1^-1', 1 / 3],
    ['2^R1^2', 512],
    ['sqrt(R1*R2*6)', 12],
    ['exp(ln(R2))*1e1', 80],
    ['pi*(R1 - 1)', 2 * Math.PI],
  ])(
    'R3 = %s is computed with the usual precedence, and its derivatives are those of differences',
    (text, value) => {
      const { expression } = named(`R1-R2-R3; R3 = ${text}`).R3!;
      const values: Record<string, number> = { R1: 3, R2: 8 };
      const of = (name: string): number => values[name]!;
      expect(expression!.value(of)).toBeCloseTo(value, 12);
      for (const name of ['R1', 'R2']) {
        const at = (shift: number): number =>
          expression!.value((other) => values[other]! + (other === name ? shift : 0));
        expect(expression!.slope(name, of)).toBeCloseTo((at(1e-6) - at(-1e-6)) / 2e-6, 5);
      }
    },
  );

  test.each([
    ['R0-C1; R9 = 2', 8, 'expected one of R0 C1'],
    ['R0-C1; R0', 10, "expected '=', '~', '<' or '>'"],
    ['R0-C1; R0 = 2*', 15, "expected a number, '('"],
    ['R0-C1; R0 = C1; C1 = R0', 17, 'that does not depend on itself'],
    ['R0-C1; R0 = -3', 13, 'a value above zero'],
    ['R0-C1; R0 < C1', 13, 'a number above zero'],
    ['R0-C1; R0 = (C1', 16, "expected ')', found the end"],
    ['R0-C1; R0 = 3 C1', 15, "expected ';' or the end"],
    ['R0-C1; R0 = tan(C1)', 13, 'expected a number'],
  ])('%s fails at column %i', expectRefusal);
});
