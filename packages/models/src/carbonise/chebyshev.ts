/** The n Chebyshev points of the first kind between two ends, falling. */
export function chebyshevPoints(low: number, high: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => {
    return (low + high) / 2 + ((high - low) / 2) * Math.cos((Math.PI * (k + 0.5)) / n);
  });
}

/**
 * The weights with which values at n Chebyshev points give their interpolating polynomial at x, by the barycentric
 * formula (Berrut and Trefethen, SIAM Rev. 2004, 46, 501).
 *
 * @param points - from `chebyshevPoints`
 */
export function interpolationWeights(points: Float64Array, x: number): Float64Array {
  const n = points.length;
  const hit = points.indexOf(x);
  if (hit >= 0) return Float64Array.from(points, (_, k) => (k === hit ? 1 : 0));
  const shares = points.map((point, k) => ((-1) ** k * Math.sin((Math.PI * (k + 0.5)) / n)) / (x - point));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
