/** `count` numbers from one to another, evenly. */
export function spaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** `count` numbers from one to another, both positive, with equal ratios. */
export function logSpaced(from: number, to: number, count: number): number[] {
  return spaced(Math.log(from), Math.log(to), count).map(Math.exp);
}

/** Largest difference of two lists in size. */
export function farthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
}
