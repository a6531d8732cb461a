import { createRandom, minimiseNonNegative } from '@anodelab/numerics';
import { type DrtProblem, normalEquations, withPenalty } from './drt-problem.ts';
import { ridgeFit, type RidgeSpectrum, ridgeSpectrum } from './ridge-spectrum.ts';

/**
 * How the strength of the penalty is chosen (Maradesa, Py, Wan, Effat and Ciucci, J. Electrochem. Soc. 2023, 170, 030502):
 * `gcv` generalised cross-validation; `mgcv` and `rgcv` its modified and robust forms, which smooth more; `l-curve` the
 * corner of log residual against log penalty; `re-im` each part predicts the other; `k-fold` four fifths of the points
 * predict the rest.
 */
export type LambdaRule = 'gcv' | 'mgcv' | 'rgcv' | 'l-curve' | 're-im' | 'k-fold';

export const lambdaRules = ['gcv', 'mgcv', 'rgcv', 'l-curve', 're-im', 'k-fold'] as const;

/** ln lambda is searched here; rows are as the weights leave them and the penalty is per ln tau. */
const LOWEST = Math.log(1e-9);
const HIGHEST = Math.log(1e2);
/** Grid points of the search where a score is a sum over the spectrum, and where it needs several inversions. */
const MANY = 120;
const FEW = 30;

/** The lambda with the lowest score, searched over the whole range and refined around the best; no start value. */
export function chooseLambda(problem: DrtProblem, rule: LambdaRule): number {
  const { design, target, penalty, freeCount } = problem;
  switch (rule) {
    case 're-im':
      return search(partsScore(problem), FEW);
    case 'k-fold':
      return search(foldsScore(problem), FEW);
    default: {
      const spectrum = ridgeSpectrum(design, target, penalty, freeCount);
      return search((logLambda) => spectralScore[rule](spectrum, Math.exp(logLambda)), MANY);
    }
  }
}

type SpectralScore = (spectrum: RidgeSpectrum, lambda: number) => number;

const spectralScore: Record<Exclude<LambdaRule, 're-im' | 'k-fold'>, SpectralScore> = {
  gcv: (spectrum, lambda) => crossValidation(spectrum, lambda, 1),

  /** rho is 1.3 below 50 rows and 2 above (Kim and Gu 2004, as pyDRTtools uses it). */
  mgcv: (spectrum, lambda) => crossValidation(spectrum, lambda, spectrum.rows < 50 ? 1.3 : 2),

  /** Lukas' robust form, xi = 0.2 below 100 rows and 0.3 above. */
  rgcv(spectrum, lambda) {
    const xi = spectrum.rows < 100 ? 0.2 : 0.3;
    const { traceSquared } = ridgeFit(spectrum, lambda);
    return (xi + ((1 - xi) * traceSquared) / spectrum.rows) * crossValidation(spectrum, lambda, 1);
  },

  /** Minus the curvature of (ln residual, ln penalty), by central differences in ln lambda (Hansen and O'Leary 1993). */
  'l-curve'(spectrum, lambda) {
    const step = 0.1;
    const [low, mid, high] = [-step, 0, step].map((d) => {
      const { residual, penalty } = ridgeFit(spectrum, lambda * Math.exp(d));
      return [Math.log(residual), Math.log(penalty)] as const;
    });
    const slope = (k: 0 | 1): number => (high![k] - low![k]) / (2 * step);
    const bend = (k: 0 | 1): number => (high![k] - 2 * mid![k] + low![k]) / step ** 2;
    const speed = Math.hypot(slope(0), slope(1));
    return speed > 0 ? -(slope(0) * bend(1) - bend(0) * slope(1)) / speed ** 3 : 0;
  },
};

function crossValidation(spectrum: RidgeSpectrum, lambda: number, rho: number): number {
  const { residual, trace } = ridgeFit(spectrum, lambda);
  const left = spectrum.rows - rho * trace;
  return left > 0 ? (spectrum.rows * residual) / (left * left) : Infinity;
}

/** Squared error of each part predicted by the bumps of the other. */
function partsScore(problem: DrtProblem): (logLambda: number) => number {
  const { rows, freeCount } = problem;
  const half = rows / 2;
  const parts = [normalEquations(problem, (i) => i < half), normalEquations(problem, (i) => i >= half)];
  const before: (Float64Array | undefined)[] = [];
  return (logLambda) => {
    const [fromRe, fromIm] = parts.map(({ gram, projected }, k) => {
      const h = withPenalty(gram, problem, Math.exp(logLambda));
      return (before[k] = minimiseNonNegative(h, projected, undefined, before[k]).solution);
    });
    const forRe = fromIm!.slice();
    forRe[0] = fromRe![0]!;
    const forIm = fromRe!.slice();
    for (let k = 1; k < freeCount; k++) forIm[k] = fromIm![k]!;
    return squaredError(problem, forRe, (i) => i < half) + squaredError(problem, forIm, (i) => i >= half);
  };
}

const FOLDS = 5;

/** Mean squared error of points left out, in five folds drawn once. */
function foldsScore(problem: DrtProblem): (logLambda: number) => number {
  const points = problem.rows / 2;
  const { uniform } = createRandom(1);
  const order = Array.from({ length: points }, (_, i) => [uniform(), i] as const).sort((a, b) => a[0] - b[0]);
  const fold = new Int32Array(points);
  order.forEach(([, i], k) => (fold[i] = k % FOLDS));
  const parts = Array.from({ length: FOLDS }, (_, k) =>
    normalEquations(problem, (i) => fold[i % points] !== k),
  );
  const before: (Float64Array | undefined)[] = [];
  return (logLambda) => {
    let score = 0;
    parts.forEach(({ gram, projected }, k) => {
      const h = withPenalty(gram, problem, Math.exp(logLambda));
      const { solution } = minimiseNonNegative(h, projected, undefined, before[k]);
      before[k] = solution;
      score += squaredError(problem, solution, (i) => fold[i % points] === k);
    });
    return score;
  };
}

function squaredError(
  { design, target, rows, columns }: DrtProblem,
  solution: Float64Array,
  keep: (row: number) => boolean,
): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    if (!keep(i)) continue;
    let rest = target[i]!;
    for (let k = 0; k < columns; k++) rest -= design[k * rows + i]! * solution[k]!;
    sum += rest * rest;
  }
  return sum;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** exp of the place of the lowest score: a grid from smooth to rough, so that a solution starts the next; then golden section around its best point. */
function search(score: (logLambda: number) => number, count: number): number {
  const step = (HIGHEST - LOWEST) / (count - 1);
  let best = HIGHEST;
  let lowest = Infinity;
  for (let k = 0; k < count; k++) {
    const value = score(HIGHEST - k * step);
    if (value < lowest) {
      lowest = value;
      best = HIGHEST - k * step;
    }
  }
  let low = best - step;
  let high = best + step;
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = score(left);
  let atRight = score(right);
  while (high - low > 0.01) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = score(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = score(right);
    }
  }
  return Math.exp((low + high) / 2);
}
