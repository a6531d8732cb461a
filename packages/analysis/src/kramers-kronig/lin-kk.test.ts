import { describe, expect, test } from 'vitest';
import { linKk, type LinKkVariant } from './lin-kk.ts';
import { makeSpectrum, type MadeSpectrum } from '../eis/made-spectrum.ts';

const cell: MadeSpectrum = {
  circuit: 'R0-p(R1,CPE1)-p(R2,CPE2)',
  values: [10, 40, 1e-4, 0.9, 60, 1e-2, 0.9],
  highest: 1e4,
  decades: 5,
  perDecade: 10,
  noise: 5e-4,
};

describe('Lin-KK', () => {
  // a fit to one part predicts the other, with a larger error
  test.each<[LinKkVariant, number]>([
    ['complex', 4e-3],
    ['real', 1.5e-2],
    ['imag', 1.5e-2],
  ])('%s: the residuals of a valid spectrum are its noise', (variant, bound) => {
    const test = linKk(makeSpectrum(cell), { variant, c: 0.5 });
    expect(test.mu).toBeLessThanOrEqual(0.5);
    expect(Math.max(...test.residualRe.map(Math.abs), ...test.residualIm.map(Math.abs))).toBeLessThan(bound);
  });

  test('a spectrum that is a sum of its own elements is fitted exactly, wires and a blocking end included', () => {
    const spectrum = makeSpectrum({
      ...cell,
      circuit: 'L0-R0-C0-K1',
      values: [1e-6, 5, 0.2, 50, 1 / (2 * Math.PI * 1e4)],
      noise: 0,
    });
    const { residualRe, residualIm } = linKk(spectrum, { c: 1, addCapacitance: true });
    expect(Math.max(...residualRe.map(Math.abs), ...residualIm.map(Math.abs))).toBeLessThan(1e-10);
  });

  test('too few points are refused', () => {
    const few = Float64Array.of(1, 2, 3);
    expect(() => linKk({ frequency: few, zRe: few, zIm: few })).toThrow('5 points');
  });
});
