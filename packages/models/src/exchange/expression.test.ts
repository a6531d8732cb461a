import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExpressionError, parseExpression } from './expression.ts';

const at = (text: string, x: number) => {
  const out = new Float64Array(2);
  parseExpression(text)(x, out);
  return [out[0]!, out[1]!] as const;
};

test('operators bind as in Python', () => {
  for (const [text, expected] of [
    ['-x**2', -4],
    ['2**3**2', 512],
    ['2**-1', 0.5],
    ['1 - 2 - 3', -4],
    ['8 / 4 / 2', 1],
    ['--x', 2],
    ['2 * -x', -4],
    ['1.5e-3 * .5 + 2.', 2.00075],
    ['(x + 1) * (x - 1)', 3],
    ['x**0', 1],
    ['exp(log(x)) + sqrt(x*x)\n', 4],
  ] as const) {
    expect(at(text, 2)[0], text).toBeCloseTo(expected, 14);
  }
});

test('the graphite potential of a published cell has the value that its formula gives', () => {
  const text =
    '9.47057878e-01 * exp(-1.59418743e+02  * x) - 3.50928033e+04 + 1.64230269e-01 * tanh(-4.55509094e+01 * (x - 3.24116012e-02 )) + 3.69968491e-02 * tanh(-1.96718868e+01 * (x - 1.68334476e-01)) + 1.91517003e+04 * tanh(3.19648312e+00 * (x - 1.85139824e+00)) + 5.42448511e+04 * tanh(-3.19009848e+00 * (x - 2.01660395e+00))';
  // Python 3.11 math, x = 0.5
  expect(at(text, 0.5)[0]).toBeCloseTo(0.11609705385490088, 8);
});

test('the slope is that of central differences', () => {
  const texts = [
    'exp(-x)*tanh(3*(x-0.5))',
    'x**1.5/(1+x)',
    '2**x',
    'cosh(x)-sinh(2*x)',
    'x**x',
    'log(x)*sqrt(x)',
  ];
  for (const text of texts) {
    for (const x of [0.1, 0.5, 0.9]) {
      const numeric = (at(text, x + 1e-5)[0] - at(text, x - 1e-5)[0]) / 2e-5;
      expect(at(text, x)[1], text).toBeCloseTo(numeric, 6);
    }
  }
});

test('an error says what was expected, what was found and where', () => {
  for (const [text, message, column] of [
    ['1 + ', 'expected a number, x, a function or "(", found the end of the expression', 5],
    ['2 * y', 'expected x or one of exp, tanh, cosh, sinh, log, sqrt, found "y"', 5],
    ['constructor(x)', 'expected x or one of exp, tanh, cosh, sinh, log, sqrt, found "constructor"', 1],
    ['(x', 'expected an operator or ")", found the end of the expression', 3],
    ['x x', 'expected an operator or the end of the expression, found "x"', 3],
    ['exp x', 'expected "(" after exp, found "x"', 5],
  ] as const) {
    expect(() => parseExpression(text)).toThrow(
      expect.objectContaining({ message, column }) as unknown as ExpressionError,
    );
  }
  expect(() => parseExpression('('.repeat(1e5))).toThrow(/within each other/);
});

test('any text is a law or an error of its own kind', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[x0-9+\-*/().e a-z]*$/), (text) => {
      try {
        at(text, 0.3);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
      }
    }),
  );
});
