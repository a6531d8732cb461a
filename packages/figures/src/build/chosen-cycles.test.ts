import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chosenCycles } from './chosen-cycles.ts';

it('shows all of few cycles', () => {
  expect(chosenCycles([3, 1, 2, 2])).toEqual([1, 2, 3]);
  expect(chosenCycles([])).toEqual([]);
});

it('shows the usual ones of many', () => {
  const all = Array.from({ length: 500 }, (_, i) => i + 1);
  expect(chosenCycles(all)).toEqual([1, 2, 10, 50, 300, 500]);
});

it('shows at most six, ascending, with the first and the last', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { minLength: 7 }), (found) => {
      const chosen = chosenCycles(found);
      expect(chosen.length).toBeLessThanOrEqual(6);
      expect(chosen).toEqual([...new Set(chosen)].sort((a, b) => a - b));
      expect(chosen[0]).toBe(Math.min(...found));
      expect(chosen.at(-1)).toBe(Math.max(...found));
      for (const cycle of chosen) expect(found).toContain(cycle);
    }),
  );
});
