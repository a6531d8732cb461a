import { expect, test } from 'vitest';
import { parseOptions } from './analysis-options.ts';

const kinds = {
  mass: { option: 'mass_kg', unit: 'kg', example: '0.81mg' },
  rule: { option: 'rule', words: ['own', 'vendor'], example: 'vendor' },
  cycles: { option: 'curveCycles', integers: 'list', example: '1,2,50' },
} as const;

test('values are read in the unit, words or numbers that the key takes', () => {
  expect(parseOptions(['mass=0.81 mg', 'rule=vendor', 'cycles=1,2'], kinds)).toEqual({
    mass_kg: 0.81e-6,
    rule: 'vendor',
    curveCycles: [1, 2],
  });
});

test.each([
  ['mas=1 mg', 'expected one of mass=0.81mg, rule=vendor, cycles=1,2,50'],
  ['mass', 'expected one of'],
  ['rule=mine', 'expected own or vendor, found mine'],
  ['cycles=a', 'expected 1,2,50, found a'],
])('%s is refused with what was expected', (pair, message) => {
  expect(() => parseOptions([pair], kinds)).toThrow(message);
});
