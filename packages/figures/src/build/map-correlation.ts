import type { Channel } from '@anodelab/data';

/**
 * Pearson's correlation of two maps over their pixels, freed from the noise of counting: of a map of counts the variance is taken less the
 * mean, which is what counting adds. 1 where two elements lie at the same places; 0 where a map is even.
 */
export function mapCorrelation(one: Channel, other: Channel): number {
  const count = one.values.length;
  const [a, b] = [one, other].map(({ values }) => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum / count;
  });
  let [both, first, second] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [one.values[i]! - a!, other.values[i]! - b!];
    both += x * y;
    first += x * x;
    second += y * y;
  }
  const free = (sum: number, mean: number, { unit }: Channel) =>
    unit === 'counts' ? sum - mean * count : sum;
  const variances = free(first, a!, one) * free(second, b!, other);
  return variances > 0 ? both / Math.sqrt(variances) : 0;
}
