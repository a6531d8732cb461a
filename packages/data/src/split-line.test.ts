import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLine } from './split-line.ts';

test('cells lose their outer blanks and quotes', () => {
  expect(splitLine(' a ,"b, ""c""", d', ',')).toEqual(['a', 'b, "c"', 'd']);
  expect(splitLine('  1 \t 2  3 ', ' ')).toEqual(['1', '2', '3']);
  expect(splitLine('a\t b \t', '\t')).toEqual(['a', 'b', '']);
  expect(splitLine('   ', ',')).toEqual([]);
  expect(splitLine(',', ',')).toEqual(['', '']);
});

test('a line without quotes is cut like one whose last cell is quoted', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aµ1., ;\t|'), maxLength: 20 });
  fc.assert(
    fc.property(text, fc.constantFrom(',', ';', '\t', '|', ' '), (line, delimiter) => {
      const plain = splitLine(`${line}${delimiter}x`, delimiter);
      expect(splitLine(`${line}${delimiter}"x"`, delimiter)).toEqual(plain);
    }),
    { numRuns: 2000 },
  );
});
