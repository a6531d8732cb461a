import { describe, expect, test } from 'vitest';
import { logGamma, quantileF, quantileT, regularisedBeta, tailF } from './statistics.ts';

describe('special functions', () => {
  test('the gamma function is the factorial and has sqrt(pi) at one half', () => {
    expect(Math.exp(logGamma(11))).toBeCloseTo(3628800, 5);
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 13);
  });

  test('the incomplete beta function has its closed forms', () => {
    expect(regularisedBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14);
    expect(regularisedBeta(0.3, 5, 1)).toBeCloseTo(0.3 ** 5, 15);
    expect(regularisedBeta(0.2, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.2)), 13);
  });
});

describe('quantiles', () => {
  // scipy 1.10 stats.f.ppf and stats.t.ppf
  test.each([
    [0.95, 1, 107, 3.929844],
    [0.95, 3, 10, 3.708265],
    [0.99, 5, 20, 4.102685],
    [0.5, 4, 4, 1],
  ])('F(%f; %i, %i) is %f', (p, m, n, expected) => {
    expect(quantileF(p, m, n)).toBeCloseTo(expected, 5);
    expect(tailF(expected, m, n)).toBeCloseTo(1 - p, 6);
  });

  test.each([
    [0.975, 1, 12.706205],
    [0.975, 10, 2.228139],
    [0.025, 10, -2.228139],
    [0.995, 30, 2.749996],
    [0.5, 7, 0],
  ])('t(%f; %i) is %f', (p, freedom, expected) => {
    expect(quantileT(p, freedom)).toBeCloseTo(expected, 5);
  });
});
