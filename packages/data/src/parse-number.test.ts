import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber } from './parse-number.ts';

const encoder = new TextEncoder();
const parse = (text: string, decimal = '.') => {
  const bytes = encoder.encode(`;${text};`);
  return parseNumber(bytes, 1, bytes.length - 1, decimal.charCodeAt(0));
};

test('every finite double, printed shortest, reads back to the same bits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      Object.is(parse(String(value)), Number(String(value))),
    ),
    { numRuns: 5000 },
  );
});

test('fixed and exponential notation of any precision equal Number()', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 0, maxLength: 25 });
  const written = fc
    .record({
      sign: fc.constantFrom('', '-', '+'),
      whole: digits,
      fraction: fc.option(digits),
      exponent: fc.option(
        fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.integer({ min: 0, max: 400 })),
      ),
      pad: fc.constantFrom(0, 3),
    })
    .map(({ sign, whole, fraction, exponent, pad }) => {
      const end =
        exponent === null ? '' : `${exponent[0]}${exponent[1]}${String(exponent[2]).padStart(pad, '0')}`;
      return `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${end}`;
    });
  fc.assert(
    fc.property(written, (text) => Object.is(parse(text), Number(text === '' ? 'x' : text))),
    { numRuns: 20000 },
  );
});

test('a decimal comma changes nothing but the mark', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      Object.is(parse(String(value).replace('.', ','), ','), Number(String(value))),
    ),
  );
  expect(parse('1.5', ',')).toBeNaN();
});

test('what is no decimal number is NaN', () => {
  for (const text of [
    '',
    '-',
    '.',
    '+.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '12:30:00',
    '0x10',
    '1_000',
    '1 000',
    'R',
  ]) {
    expect(parse(text), text).toBeNaN();
  }
});

test('the exponents with three digits of EC-Lab are read', () => {
  expect(parse('-1,2345678E-004', ',')).toBe(-1.2345678e-4);
  expect(parse('9.9999997E+002')).toBe(999.99997);
});
