import { expect, test } from 'vitest';
import {
  delithiationPotential,
  lithiationPotential,
  siliconDelithiation,
  siliconLithiation,
} from './open-circuit.ts';

const samples = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);

test('the published values at x = 0.1, 0.5 and 0.9 are met', () => {
  const expected: [number, number, number][] = [
    [0.1, 0.3753, 0.7366],
    [0.5, 0.191, 0.4263],
    [0.9, 0.0651, 0.2496],
  ];
  for (const [x, lithiation, delithiation] of expected) {
    expect(lithiationPotential(x)).toBeCloseTo(lithiation, 3);
    expect(delithiationPotential(x)).toBeCloseTo(delithiation, 3);
  }
});

test('both branches fall with x and the delithiation branch lies above', () => {
  const out = new Float64Array(2);
  for (const x of samples) {
    siliconLithiation(x, out);
    expect(out[1], `slope of the lithiation branch at ${x}`).toBeLessThan(0);
    const lithiation = out[0]!;
    siliconDelithiation(x, out);
    expect(out[1], `slope of the delithiation branch at ${x}`).toBeLessThan(0);
    expect(out[0]).toBeGreaterThan(lithiation);
  }
});

test('the slopes equal central differences of the values', () => {
  const out = new Float64Array(2);
  const step = 1e-6;
  for (const curve of [siliconLithiation, siliconDelithiation]) {
    for (const x of samples) {
      curve(x + step, out);
      const above = out[0]!;
      curve(x - step, out);
      const below = out[0]!;
      curve(x, out);
      expect(out[1]).toBeCloseTo((above - below) / (2 * step), 4);
    }
  }
});
