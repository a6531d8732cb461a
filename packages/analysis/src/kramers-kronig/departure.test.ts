import { describe, expect, test } from 'vitest';
import type { Spectrum } from '../eis/circuit-problem.ts';
import { makeSpectrum, type MadeSpectrum } from '../eis/made-spectrum.ts';
import { findDeparture, UNLIKELY } from './departure.ts';
import { judgeValidity, validitySentence } from './validity.ts';

const cell: MadeSpectrum = {
  circuit: 'R0-p(R1,CPE1)-p(R2,CPE2)',
  values: [10, 40, 1e-4, 0.9, 60, 1e-2, 0.9],
  highest: 1e4,
  decades: 5,
  perDecade: 10,
};
const seeds = Array.from({ length: 60 }, (_, k) => k + 1);
const made = (noise: number, seed: number): Spectrum => makeSpectrum({ ...cell, noise, seed });

describe('the F test of both parts', () => {
  test.each([2e-4, 2e-3, 1e-2])('noise of %f is measured and seldom accused', (noise) => {
    const found = seeds.map((seed) => findDeparture(made(noise, seed), 0));
    const mean = found.reduce((sum, { scatter }) => sum + scatter, 0) / found.length;
    expect(mean / noise).toBeGreaterThan(0.9);
    expect(mean / noise).toBeLessThan(1.1);
    // three or more of 60 at a probability of 0.5 % each happen once in 300 runs
    expect(found.filter(({ probability }) => probability < UNLIKELY).length).toBeLessThan(3);
    // were it a fair coin below 50 %, more than 42 of 60 would be a chance of 1 in 1000; the better of Z and Y is fewer
    expect(found.filter(({ probability }) => probability < 0.5).length).toBeLessThan(42);
  });

  test('a real part that is 1 % too large is a contradiction; a spectrum that is 1 % too large is none', () => {
    for (const seed of seeds.slice(0, 10)) {
      const { frequency, zRe, zIm } = made(5e-4, seed);
      const larger = { frequency, zRe: zRe.map((z) => 1.01 * z), zIm };
      expect(judgeValidity(findDeparture(larger, 0)).grade).toBe('violates');
      const scaled = { ...larger, zIm: zIm.map((z) => 1.01 * z) };
      expect(judgeValidity(findDeparture(scaled, 0)).grade).toBe('obeys');
    }
  });

  test('what is clearly above the visible size is seen, what is far below is not', () => {
    const { frequency, zRe, zIm } = made(5e-4, 3);
    const { visible } = findDeparture({ frequency, zRe, zIm }, 0);
    // a bump in the real part alone, relative to |Z|, with the given root mean square over both parts
    const bump = frequency.map((f) => Math.exp(-0.5 * (Math.log10(f / 10) / 0.5) ** 2));
    const scale = Math.sqrt((2 * bump.length) / bump.reduce((sum, b) => sum + b * b, 0));
    const withBump = (size: number): Spectrum => ({
      frequency,
      zRe: zRe.map((re, i) => re + size * scale * bump[i]! * Math.hypot(re, zIm[i]!)),
      zIm,
    });
    expect(findDeparture(withBump(4 * visible), 0).probability).toBeLessThan(UNLIKELY);
    expect(findDeparture(withBump(0.1 * visible), 0).probability).toBeGreaterThan(UNLIKELY);
  });

  test('white noise of 3 % is called noise, not drift', () => {
    const departure = findDeparture(made(3e-2, 1), 0);
    const validity = judgeValidity(departure);
    expect(validity).toEqual({ grade: 'violates', isContradicted: false });
    expect(validitySentence(departure, validity)).toContain('too noisy');
    expect(judgeValidity(departure, 3e-2).grade).toBe('obeys');
  });

  test('one frequency measured again and again is refused', () => {
    const { frequency, zRe, zIm } = made(5e-4, 1);
    expect(() => findDeparture({ frequency: frequency.fill(1), zRe, zIm }, 0)).toThrow(
      'frequencies that differ',
    );
  });
});
