import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Point, decimate, thin } from './decimate.ts';

it('leaves short curves alone', () => {
  const points: Point[] = Array.from({ length: 4000 }, (_, i) => [i, i % 7]);
  expect(decimate(points)).toBe(points);
});

it('keeps ends, extremes and order of long curves within 4000 points', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4001, max: 60_000 }), fc.integer({ min: 0, max: 4000 }), (length, peak) => {
      const points: Point[] = Array.from({ length }, (_, i) => [i, i === peak ? 99 : Math.sin(i)]);
      const kept = decimate(points);
      expect(kept.length).toBeLessThanOrEqual(4006);
      expect(kept[0]).toBe(points[0]);
      expect(kept.at(-1)).toBe(points.at(-1));
      expect(kept).toContain(points[peak]);
      for (let i = 1; i < kept.length; i++) expect(kept[i]?.[0]).toBeGreaterThan(kept[i - 1]?.[0] ?? 0);
    }),
    { numRuns: 20 },
  );
});

it('thins markers to a least distance from each other', () => {
  const points: Point[] = Array.from({ length: 11 }, (_, i) => [i, 0]);
  expect(thin(points, 3).map(([x]) => x)).toEqual([0, 3, 6, 9]);
  expect(thin(points, 2, 3).map(([x]) => x)).toEqual([0, 3, 5, 7, 9]);
  expect(thin(points, 0)).toHaveLength(11);
});
