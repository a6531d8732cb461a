import { expect, test } from 'vitest';
import { powerLaw } from './power-law.ts';
import { randlesSevcik, randlesSevcikDiffusivity, trasatti } from './second-opinions.ts';

const rates = Float64Array.of(1e-4, 2e-4, 3e-4, 4e-4, 5e-4);

test('Randles-Sevcik has the published prefactor 268 645 at 298.15 K', () => {
  expect(randlesSevcik(1, 1, 1, 1, 298.15)).toBeCloseTo(268645, -1);
});

test('Randles-Sevcik gives back the diffusivity that made the peaks', () => {
  const peaks = Array.from(rates, (v) => -randlesSevcik(1e-4, 3.1e5, 2e-15, v, 298.15));
  expect(randlesSevcikDiffusivity(peaks, rates, 1e-4, 3.1e5, 298.15) / 2e-15).toBeCloseTo(1, 12);
});

test("Trasatti's lines give back the charges that made them", () => {
  const outer = trasatti(
    rates.map((v) => 3 + 0.01 / Math.sqrt(v)),
    rates,
  );
  expect(outer.outer).toBeCloseTo(3, 10);
  const total = trasatti(
    rates.map((v) => 1 / (0.2 + 4 * Math.sqrt(v))),
    rates,
  );
  expect(total.total).toBeCloseTo(5, 10);
});

test('a power law gives back its exponent, and none where the current changes sign', () => {
  const law = powerLaw(
    rates.map((v) => -7 * v ** 0.8),
    rates,
  );
  expect(law.b).toBeCloseTo(0.8, 12);
  expect(law.error).toBeLessThan(1e-12);
  expect(powerLaw(Float64Array.of(1, 2, -3, 4, 5), rates).b).toBeNaN();
});
