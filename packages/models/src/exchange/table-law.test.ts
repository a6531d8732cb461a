import fc from 'fast-check';
import { expect, test } from 'vitest';
import { siliconLithiation } from '../potential/open-circuit.ts';
import { sampleTable, tableLaw } from './table-law.ts';

const out = new Float64Array(2);

test('the curve meets its points and is monotone where they are', () => {
  const point = fc.tuple(
    fc.double({ min: 1e-3, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 12 }), (steps) => {
      const x = [0];
      const y = [0];
      for (const [dx, dy] of steps) {
        x.push(x.at(-1)! + dx);
        y.push(y.at(-1)! + dy);
      }
      const law = tableLaw({ x, y });
      for (let i = 0; i < x.length; i++) {
        law(x[i]!, out);
        expect(out[0]).toBeCloseTo(y[i]!, 12);
      }
      for (let u = 0; u <= x.at(-1)!; u += x.at(-1)! / 200) {
        law(u, out);
        expect(out[1]).toBeGreaterThanOrEqual(-1e-9);
      }
    }),
  );
});

test('a table of the silicon potential is within a fiftieth of a millivolt of it everywhere, between its points too', () => {
  const exact = (x: number) => {
    siliconLithiation(x, out);
    return out[0]!;
  };
  const table = sampleTable(exact, 1e-9, 1 - 1e-9, 2e-5);
  const law = tableLaw(table);
  let worst = 0;
  for (let i = 1; i < 1e4; i++) {
    const x = i / 1e4 + 3e-5;
    const value = exact(x);
    law(x, out);
    if (x < 1) worst = Math.max(worst, Math.abs(out[0]! - value));
  }
  expect(worst).toBeLessThan(2e-5);
  expect(table.x.length).toBeLessThan(1500);
});

test('beyond its ends the curve goes on as a line, and one point is a constant', () => {
  const law = tableLaw({ x: [0, 1, 2], y: [0, 1, 2] });
  law(3.5, out);
  expect([...out]).toEqual([3.5, 1]);
  tableLaw({ x: [1], y: [7] })(5, out);
  expect([...out]).toEqual([7, 0]);
});
