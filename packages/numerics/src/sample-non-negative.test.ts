import { expect, test } from 'vitest';
import { sampleNonNegative } from './sample-non-negative.ts';

/** Mean and variance over the samples of each unknown. */
function moments(samples: Float64Array, n: number, from: number): { mean: number[]; variance: number[] } {
  const count = samples.length / n - from;
  const mean = Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = from; k < from + count; k++) sum += samples[k * n + i]!;
    return sum / count;
  });
  const variance = mean.map((m, i) => {
    let sum = 0;
    for (let k = from; k < from + count; k++) sum += (samples[k * n + i]! - m) ** 2;
    return sum / count;
  });
  return { mean, variance };
}

test('cut at their mean, independent unknowns are half-normal: mean sqrt(2/pi), variance 1 - 2/pi', () => {
  const { samples } = sampleNonNegative(
    Float64Array.of(1, 0, 0, 0.25),
    Float64Array.of(0, 0),
    Float64Array.of(1, 1),
    40_000,
    1,
  );
  const { mean, variance } = moments(samples, 2, 100);
  [1, 2].forEach((sd, i) => {
    expect(mean[i]! / sd).toBeCloseTo(Math.sqrt(2 / Math.PI), 1.7);
    expect(variance[i]! / sd ** 2).toBeCloseTo(1 - 2 / Math.PI, 1.7);
  });
});

test('far from the bounds the samples have the mean and the covariance of the normal distribution', () => {
  const { samples, reflections } = sampleNonNegative(
    Float64Array.of(2, 1, 1, 2), // covariance (2, -1; -1, 2)/3
    Float64Array.of(50, 60),
    Float64Array.of(50, 60),
    40_000,
    2,
  );
  expect(reflections).toBe(0);
  const { mean, variance } = moments(samples, 2, 0);
  expect(mean[0]).toBeCloseTo(50, 1.5);
  expect(mean[1]).toBeCloseTo(60, 1.5);
  variance.forEach((value) => expect(value).toBeCloseTo(2 / 3, 1.5));
  let product = 0;
  for (let k = 0; k < samples.length; k += 2) product += (samples[k]! - 50) * (samples[k + 1]! - 60);
  expect(product / (samples.length / 2)).toBeCloseTo(-1 / 3, 1.5);
});

test('a correlated pair in the corner agrees with sampling by rejection', () => {
  // mean (-1, 0.5), covariance (1, 0.8; 0.8, 1): 10^7 draws by rejection in numpy 2.4 gave 0.5263(4), 1.7287(5)
  const determinant = 1 - 0.64;
  const precision = Float64Array.of(1, -0.8, -0.8, 1).map((v) => v / determinant);
  const { samples } = sampleNonNegative(
    precision,
    Float64Array.of(-1, 0.5),
    Float64Array.of(1, 1),
    100_000,
    3,
  );
  expect(Math.min(...samples.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
  const { mean } = moments(samples, 2, 100);
  expect(mean[0]).toBeCloseTo(0.5263, 1.7);
  expect(mean[1]).toBeCloseTo(1.7287, 1.7);
});

test('in a narrow wedge swings are shortened, and the samples keep their distribution: x^T P x has mean 2', () => {
  const correlation = 1 - 1e-8;
  const scale = 1 / (1 - correlation ** 2);
  const precision = Float64Array.of(1, correlation, correlation, 1).map((v) => v * scale);
  const { samples, swing, reflections } = sampleNonNegative(
    precision,
    Float64Array.of(0, 0),
    Float64Array.of(1e-4, 1e-4),
    20_000,
    5,
  );
  expect(swing).toBeLessThan(1);
  expect(reflections / 20_000).toBeLessThan(3000);
  let sum = 0;
  for (let k = 0; k < samples.length; k += 2) {
    const [x, y] = [samples[k]!, samples[k + 1]!];
    sum += scale * ((x + y) ** 2 - 2 * (1 - correlation) * x * y);
  }
  expect(Math.abs(sum / 20_000 - 2)).toBeLessThan(0.3);
});
