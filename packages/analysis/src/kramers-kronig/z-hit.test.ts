import { describe, expect, test } from 'vitest';
import { makeSpectrum, type MadeSpectrum } from '../eis/made-spectrum.ts';
import { findDeparture } from './departure.ts';
import { zHit, zHitSentence } from './z-hit.ts';

const cell: MadeSpectrum = {
  circuit: 'R0-p(R1,CPE1)-p(R2,CPE2)',
  values: [10, 40, 1e-4, 0.9, 60, 1e-2, 0.9],
  highest: 1e4,
  decades: 6,
  perDecade: 10,
  noise: 5e-4,
};
const rebuilt = (made: MadeSpectrum) => {
  const spectrum = makeSpectrum(made);
  return zHit(spectrum, findDeparture(spectrum, 0));
};

describe('Z-HIT', () => {
  test('a spectrum that holds still is rebuilt from its phase within the noise', () => {
    const spectrum = makeSpectrum({ ...cell, noise: 0 });
    const { modulus } = zHit(spectrum, findDeparture(spectrum, 0))!;
    modulus.forEach((z, i) => {
      expect(Math.abs(Math.log(z / Math.hypot(spectrum.zRe[i]!, spectrum.zIm[i]!)))).toBeLessThan(2e-3);
    });
    for (let seed = 1; seed <= 20; seed++) {
      const { drifts, limit } = rebuilt({ ...cell, seed })!;
      expect(limit).toBe(2e-3);
      expect(drifts).toBe(false);
    }
  });

  // R2 rises or falls by 10 % over the sweep, and Z at low frequency by 5 % of it, most of that in the last decade
  test.each([1, -1])('a resistance that drifts (%i) is seen with its sign', (sign) => {
    const spectrum = makeSpectrum(cell);
    const total = spectrum.frequency.reduce((sum, f) => sum + 1 / f, 0);
    const drift = { parameter: 4, rate: (sign * 6) / total };
    const found = rebuilt({ ...cell, drift })!;
    expect(found.drifts).toBe(true);
    expect(Math.sign(found.lowest)).toBe(sign);
    expect(zHitSentence(found, 1e-2)).toContain('it drifted');
  });

  test('where the real part is negative it does not apply', () => {
    const spectrum = makeSpectrum(cell);
    const turned = { ...spectrum, zRe: spectrum.zRe.map((re, i) => (i > 50 ? -re : re)) };
    const found = zHit(turned, findDeparture(turned, 0));
    expect(found).toBeUndefined();
    expect(zHitSentence(found, 1)).toContain('does not apply');
  });
});
