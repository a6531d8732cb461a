/** A root of one equation, or why there is none. */
export type RootOutcome =
  | { readonly status: 'converged'; readonly root: number; readonly evaluations: number }
  | {
      readonly status: 'failed';
      readonly reason: 'no sign change' | 'not a number' | 'too many evaluations';
      /** Best argument so far. */
      readonly root: number;
      readonly evaluations: number;
    };

/**
 * A zero of f between `low` and `high` by Brent's method: inverse quadratic interpolation kept safe by bisection
 * (Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4). f must change sign over the bracket.
 *
 * @param tolerance - absolute, on the root; rounding of the root itself is added
 */
export function findRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  tolerance = 0,
  maxEvaluations = 200,
): RootOutcome {
  let best = high;
  let opposite = low;
  let bestValue = f(best);
  let oppositeValue = f(opposite);
  let evaluations = 2;
  const failed = (reason: 'no sign change' | 'not a number' | 'too many evaluations'): RootOutcome => ({
    status: 'failed',
    reason,
    root: best,
    evaluations,
  });
  if (Number.isNaN(bestValue) || Number.isNaN(oppositeValue)) return failed('not a number');
  if (oppositeValue === 0) return { status: 'converged', root: opposite, evaluations };
  if (bestValue !== 0 && bestValue > 0 === oppositeValue > 0) return failed('no sign change');

  let previous = opposite;
  let previousValue = oppositeValue;
  let step = best - opposite;
  let stepBefore = step;
  for (;;) {
    if (Math.abs(oppositeValue) < Math.abs(bestValue)) {
      previous = best;
      best = opposite;
      opposite = previous;
      previousValue = bestValue;
      bestValue = oppositeValue;
      oppositeValue = previousValue;
    }
    const margin = 2 * Number.EPSILON * Math.abs(best) + tolerance / 2;
    const half = (opposite - best) / 2;
    if (bestValue === 0 || Math.abs(half) <= margin) return { status: 'converged', root: best, evaluations };
    if (evaluations >= maxEvaluations) return failed('too many evaluations');

    const interpolated = interpolate(best, bestValue, previous, previousValue, opposite, oppositeValue, half);
    if (
      Math.abs(stepBefore) < margin ||
      Math.abs(previousValue) <= Math.abs(bestValue) ||
      !(Math.abs(interpolated) < Math.min(1.5 * Math.abs(half) - margin / 2, Math.abs(stepBefore) / 2)) ||
      interpolated > 0 !== half > 0
    ) {
      step = half;
      stepBefore = half;
    } else {
      stepBefore = step;
      step = interpolated;
    }
    previous = best;
    previousValue = bestValue;
    best += Math.abs(step) > margin ? step : Math.sign(half) * margin;
    bestValue = f(best);
    evaluations += 1;
    if (Number.isNaN(bestValue)) return failed('not a number');
    if (bestValue > 0 === oppositeValue > 0) {
      opposite = previous;
      oppositeValue = previousValue;
      step = best - previous;
      stepBefore = step;
    }
  }
}

/** The step from `best` that interpolation asks for: secant through two points, inverse quadratic through three. */
function interpolate(
  best: number,
  bestValue: number,
  previous: number,
  previousValue: number,
  opposite: number,
  oppositeValue: number,
  half: number,
): number {
  const s = bestValue / previousValue;
  let p: number;
  let q: number;
  if (previous === opposite) {
    p = 2 * half * s;
    q = 1 - s;
  } else {
    const t = previousValue / oppositeValue;
    const r = bestValue / oppositeValue;
    p = s * (2 * half * t * (t - r) - (best - previous) * (r - 1));
    q = (t - 1) * (r - 1) * (s - 1);
  }
  return p > 0 ? p / -q : -p / q;
}
