import { expect, it } from 'vitest';
import { vectorBlock } from './vector-block.ts';

it('hands out vectors that do not overlap, and no more than it was made for', () => {
  const vector = vectorBlock(2, 3);
  const first = vector();
  const second = vector();
  first.fill(1);
  second[0] = 2;
  expect([...first, ...second]).toEqual([1, 1, 1, 2, 0, 0]);
  expect(vector).toThrow(RangeError);
});
