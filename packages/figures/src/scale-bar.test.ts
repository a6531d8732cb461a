import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaleBar } from './scale-bar.ts';

it.each([
  [2e-6, '500 nm'],
  [600e-9, '200 nm'],
  [44e-6, '10 µm'],
  [1e-6, '200 nm'],
  [3.2e-9, '1 nm'],
  [5e-3, '1 mm'],
  [0.8, '200 mm'],
])('of a picture %s m wide is %s', (width, label) => {
  expect(scaleBar(width).label).toBe(label);
});

it('is a round length of 0.15 to 0.4 of any width, and its label says that length', () => {
  fc.assert(
    fc.property(fc.double({ min: -11, max: 1, noNaN: true }), (exponent) => {
      const width = 10 ** exponent;
      const { length, label } = scaleBar(width);
      expect(length / width).toBeGreaterThan(0.15);
      expect(length / width).toBeLessThan(0.4);
      const [number = '', unit = ''] = label.split(' ');
      const metres = { pm: 1e-12, nm: 1e-9, µm: 1e-6, mm: 1e-3, m: 1 }[unit]!;
      expect((Number(number) * metres) / length).toBeCloseTo(1, 9);
      expect(number).toMatch(/^0?\.?0*[125]0{0,2}$/);
    }),
  );
});
