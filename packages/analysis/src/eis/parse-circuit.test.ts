import { InputError } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CircuitNode, partsOf } from './circuit.ts';
import { parseCircuit } from './parse-circuit.ts';
import { expectRefusal } from './testing/expect-refusal.ts';

function shape(node: CircuitNode): string {
  if (node.type === 'element') return node.name;
  const [open, close] = node.type === 'series' ? '[]' : node.type === 'parallel' ? '()' : '<>';
  return `${open}${partsOf(node).map(shape).join(' ')}${close}`;
}

describe('both dialects', () => {
  test.each([
    ['R0-p(R1,C1)-Wo1', 'impedance.py', '[R0 (R1 C1) Wo1]'],
    ['R0-p(R1,C1)-p(R2-Wo1,C2)', 'impedance.py', '[R0 (R1 C1) ([R2 Wo1] C2)]'],
    ['p( R_1 , CPE_1 ) - R2', 'impedance.py', '[(R_1 CPE_1) R2]'],
    ['R{R=100}(R{R=200}C{C=0.8e-6})(R{R=500}W{Y=4e-4})', 'CDC', '[R1 (R2 C1) (R3 W1)]'],
    ['R100 (R200 C0.8e-6) (R500 W4e-4)', 'CDC', '[R1 (R2 C1) (R3 W1)]'],
    ['R20 (Q25e-6,0.89 [R100 W2.357e-3])', 'CDC', '[R1 (Q1 [R2 W1])]'],
    ['R([RW]C)', 'CDC', '[R1 ([R2 W1] C1)]'],
    ['!V=1![R{R=5:ohmic}([R{:ct}Wo]Q)]', 'CDC', '[ohmic ([ct Wo1] Q1)]'],
  ])('%s is %s and means %s', (text, dialect, expected) => {
    const circuit = parseCircuit(text);
    expect(circuit.dialect).toBe(dialect);
    expect(shape(circuit.root)).toBe(expected);
  });

  test('values, limits, fixed values and percentages of CDC are read', () => {
    const [r, y, n] = parseCircuit('R{R=100F}Q{Y=2e-5/1e-6/inf,n=0.9/50%/1}').parameters;
    expect(r).toMatchObject({ name: 'R1', value: 100, fixed: true });
    expect(y).toMatchObject({ name: 'Q1.Y', value: 2e-5, fixed: false, lower: 1e-6, upper: Infinity });
    expect(n).toMatchObject({ name: 'Q1.n', lower: 0.45, upper: 1 });
  });

  test('the shorthand gives the same values as the true form', () => {
    const values = (text: string): unknown[] => parseCircuit(text).parameters.map((p) => p.value);
    expect(values('R100 (R200 C0.8e-6) (R500 W4e-4)')).toEqual([100, 200, 0.8e-6, 500, 4e-4, 0.5]);
    expect(values('R{R=100}(R{R=200}C{C=0.8e-6})(R{R=500}W{Y=4e-4})')).toEqual([
      100, 200, 0.8e-6, 500, 4e-4, 0.5,
    ]);
  });
});

describe('errors say where', () => {
  test.each([
    ['R0-p(R1,C1', 11, "expected ')', found the end"],
    ['R0-p(R1,X1)', 9, 'expected one of R C L CPE'],
    ['R0--C1', 4, 'expected an element such as R1'],
    ['R(R', 4, "expected ')', found the end"],
    ['R{X=3}', 3, 'expected a parameter of R (R)'],
    ['R{R=-3}', 5, 'expected a number above zero'],
    ['R0', 2, 'expected a number above zero'],
    ['', 1, 'expected an element'],
    ['RX', 2, 'expected one of R C L Q'],
  ])('%s fails at column %i', expectRefusal);

  test('a name that comes twice is refused', () => {
    expect(() => parseCircuit('R1-p(R1,C1)')).toThrow('found R1 twice');
  });

  test('any text is a circuit or an InputError', () => {
    const piece = fc.constantFrom(
      'R',
      'C',
      'Q',
      'Wo',
      'p(',
      '(',
      ')',
      '[',
      ']',
      '-',
      ',',
      '{',
      '}',
      'R=',
      '1',
      '0.5',
      'e-3',
      ':',
      '/',
      '%',
      'F',
      ' ',
      '!V=1!',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          expect(parseCircuit(pieces.join('')).parameters.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
