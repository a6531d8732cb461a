import type { Random } from './random.ts';

/** Below this mean the counts are summed from exponential waiting times, above it they are drawn by rejection. */
const REJECTION_FROM = 10;

/**
 * A Poisson deviate with the given mean: a count of independent events. Exact at every mean: Knuth's product for small
 * ones, the transformed rejection PTRS of W. Hormann (Insurance Math. Econ. 1993, 12, 39) for large ones.
 *
 * @param mean - finite and not negative
 * @throws {RangeError} for any other mean
 */
export function poisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean < Infinity))
    throw new RangeError(`Poisson deviate: expected a finite mean of 0 or more, found ${mean}`);
  return mean < REJECTION_FROM ? byProduct(random, mean) : byRejection(random, mean);
}

function byProduct(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > limit) {
    product *= random.uniform();
    count++;
  }
  return count;
}

function byRejection(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const accepted = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform(); // in (0, 1]: its logarithm is taken
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const bound = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (bound <= count * logMean - mean - logFactorial(count)) return count;
  }
}

const FIRST_LOGARITHMS = Float64Array.from({ length: 10 }, (_, n) => {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
});

/** ln n!; Stirling's series beyond 9, whose error there is below 1e-9. */
function logFactorial(n: number): number {
  const known = FIRST_LOGARITHMS[n];
  if (known !== undefined) return known;
  const x = n + 1;
  return (
    (x - 0.5) * Math.log(x) -
    x +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * x) -
    1 / (360 * x ** 3) +
    1 / (1260 * x ** 5)
  );
}
