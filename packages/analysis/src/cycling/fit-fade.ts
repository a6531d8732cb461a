import { invertNormal, quantileT, solveLeastSquares } from '@anodelab/numerics';

/** How a capacity falls with the cycle number: see docs/methods/cycling.md, "Retention". */
type FadeModel = 'straight line' | 'exponential' | 'exponential to a floor' | 'two straight lines';

/** A value with its standard error. */
export interface Uncertain {
  readonly value: number;
  readonly error: number;
}

/** One model fitted to capacities, averaged over its shape and over the correlation of the residuals by likelihood. */
export interface FadeFit {
  readonly model: FadeModel;
  /** Bayesian information criterion; the smaller the better. */
  readonly criterion: number;
  /** Student's t of a two-sided 95 % interval. */
  readonly quantile: number;
  /** Fitted capacity at a cycle number over that at another one. */
  ratio(cycle: number, reference: number): Uncertain;
  /** Fall per cycle at a cycle number, over the fitted capacity at another one. */
  fall(cycle: number, reference: number): Uncertain;
  /** Like `ratio` with the scatter of one more cycle in its error. */
  predict(cycle: number, reference: number): Uncertain;
  /** Cycle where the two lines meet with the ends of its 95 % interval; undefined for the other models. */
  readonly knee: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  /** Slopes before and after the knee, capacity per cycle. */
  readonly slopes: readonly [number, number] | undefined;
}

/** Columns of a model at a cycle number; `shape` is its one non-linear parameter. */
interface Family {
  readonly model: FadeModel;
  basis(cycle: number, shape: number): readonly number[];
  slope(cycle: number, shape: number): readonly number[];
  /** Values of the shape that are tried. */
  shapes(cycles: Float64Array): readonly number[];
}

/** Points of the grid of a shape. */
const SHAPES = 32;

/** Cycles that each of two straight lines has at least. */
const LEAST_SIDE = 4;

const CORRELATIONS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/** Relative scatter below which capacities count as without noise: what cyclers print. */
const LEAST_SCATTER = 1e-7;

const families: readonly Family[] = [
  { model: 'straight line', basis: (n) => [1, n], slope: () => [0, 1], shapes: () => [0] },
  {
    model: 'exponential',
    basis: (n, life) => [Math.exp(-n / life)],
    slope: (n, life) => [-Math.exp(-n / life) / life],
    shapes: (cycles) => spaced(span(cycles) / 5, span(cycles) * 200),
  },
  {
    model: 'exponential to a floor',
    basis: (n, life) => [1, Math.exp(-n / life)],
    slope: (n, life) => [0, -Math.exp(-n / life) / life],
    shapes: (cycles) => spaced(span(cycles) / 20, span(cycles) * 2),
  },
  {
    model: 'two straight lines',
    basis: (n, knee) => [1, n, Math.max(0, n - knee)],
    slope: (n, knee) => [0, 1, n > knee ? 1 : 0],
    shapes: knees,
  },
];

/** Fewest cycles that a fit is made of. */
const LEAST_CYCLES = 8;

/**
 * Every model of the fade, the best one first. Residuals are a first-order autoregression over the cycle number, since
 * capacities wander; the straight line stays first unless another model's criterion is lower by 6.
 *
 * @param cycles - numbers, rising; eight or more
 * @param capacities - any unit, above 0. Shape (cycles)
 */
export function fitFade(cycles: Float64Array, capacities: Float64Array): readonly FadeFit[] {
  if (cycles.length < LEAST_CYCLES) return [];
  const fits = families
    .filter((family) => family.shapes(cycles).length > 0)
    .map((family) => fitFamily(family, cycles, capacities));
  const sorted = fits.toSorted((a, b) => a.criterion - b.criterion);
  const [best] = sorted;
  const line = fits[0];
  if (best === undefined || line === undefined || line.criterion - best.criterion >= CLEAR_EVIDENCE)
    return sorted;
  return [line, ...sorted.filter((fit) => fit !== line)];
}

/** Difference of the criterion that is strong evidence (Kass and Raftery, J. Am. Stat. Assoc. 90, 773, 1995). */
export const CLEAR_EVIDENCE = 6;

/** One place of the grid of shape and correlation: a linear fit. */
interface Place {
  readonly shape: number;
  readonly correlation: number;
  readonly coefficients: Float64Array;
  readonly covariance: Float64Array;
  readonly variance: number;
  /** -2 ln likelihood. */
  readonly deviance: number;
}

function fitFamily(family: Family, cycles: Float64Array, capacities: Float64Array): FadeFit {
  const shapes = family.shapes(cycles);
  const places = shapes.flatMap((shape) =>
    CORRELATIONS.map((correlation) => fitPlace(family, cycles, capacities, shape, correlation)),
  );
  const least = places.reduce((low, place) => (place.deviance < low.deviance ? place : low));
  const weights = places.map(({ deviance }) => Math.exp((least.deviance - deviance) / 2));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const columns = least.coefficients.length;
  // Coefficients, correlation and scatter, and a shape where there is one to choose.
  const parameters = columns + 2 + (shapes.length > 1 ? 1 : 0);

  const average = (read: (place: Place) => Uncertain): Uncertain => {
    let value = 0;
    let square = 0;
    places.forEach((place, i) => {
      const weight = (weights[i] ?? 0) / whole;
      if (weight < 1e-12) return;
      const one = read(place);
      value += weight * one.value;
      square += weight * (one.value ** 2 + one.error ** 2);
    });
    return { value, error: Math.sqrt(Math.max(0, square - value ** 2)) };
  };
  const over = (top: readonly number[], reference: number, scatter: boolean) => (place: Place) => {
    const bottom = family.basis(reference, place.shape);
    const denominator = dot(bottom, place.coefficients);
    const value = dot(top, place.coefficients) / denominator;
    const gradient = top.map((each, k) => (each - value * (bottom[k] ?? 0)) / denominator);
    const noise = scatter ? place.variance / denominator ** 2 : 0;
    return { value, error: Math.sqrt(quadratic(place.covariance, gradient) + noise) };
  };
  return {
    model: family.model,
    criterion: least.deviance + parameters * Math.log(cycles.length),
    quantile: quantileT(0.975, Math.max(1, cycles.length - parameters)),
    ratio: (cycle, reference) =>
      average((place) => over(family.basis(cycle, place.shape), reference, false)(place)),
    fall: (cycle, reference) => {
      const { value, error } = average((place) =>
        over(family.slope(cycle, place.shape), reference, false)(place),
      );
      return { value: -value, error };
    },
    predict: (cycle, reference) =>
      average((place) => over(family.basis(cycle, place.shape), reference, true)(place)),
    knee: family.model === 'two straight lines' ? spread(places, weights, least.shape) : undefined,
    slopes:
      family.model === 'two straight lines'
        ? [least.coefficients[1] ?? NaN, (least.coefficients[1] ?? NaN) + (least.coefficients[2] ?? NaN)]
        : undefined,
  };
}

/** Least squares after the correlation with the cycle before has been taken out. */
function fitPlace(
  family: Family,
  cycles: Float64Array,
  capacities: Float64Array,
  shape: number,
  correlation: number,
): Place {
  const rows = cycles.length;
  const columns = family.basis(cycles[0] ?? 0, shape).length;
  const design = new Float64Array(rows * columns);
  const target = new Float64Array(rows);
  let logs = 0;
  let before: readonly number[] = [];
  for (let i = 0; i < rows; i++) {
    const here = family.basis(cycles[i] ?? NaN, shape);
    const memory = i === 0 ? 0 : correlation ** ((cycles[i] ?? NaN) - (cycles[i - 1] ?? NaN));
    const fresh = Math.sqrt(1 - memory * memory);
    logs += 2 * Math.log(fresh);
    target[i] = ((capacities[i] ?? NaN) - memory * (capacities[i - 1] ?? 0)) / fresh;
    for (let k = 0; k < columns; k++)
      design[k * rows + i] = ((here[k] ?? NaN) - memory * (before[k] ?? 0)) / fresh;
    before = here;
  }
  const { solution, sumOfSquares } = solveLeastSquares(design, columns, target);
  const floor = rows * (LEAST_SCATTER * (capacities[0] ?? 1)) ** 2;
  const squares = Math.max(sumOfSquares, floor);
  const variance = squares / (rows - columns);
  const { inverse } = invertNormal(design, rows, columns);
  return {
    shape,
    correlation,
    coefficients: solution,
    covariance: inverse.map((value) => value * variance),
    variance,
    deviance: rows * Math.log(squares / rows) + logs,
  };
}

/** The best shape and the ends of the middle 95 % of the likelihood over all shapes. */
function spread(places: readonly Place[], weights: readonly number[], best: number) {
  const byShape = new Map<number, number>();
  places.forEach(({ shape }, i) => byShape.set(shape, (byShape.get(shape) ?? 0) + (weights[i] ?? 0)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  let [low, high] = [NaN, NaN];
  for (const [shape, weight] of byShape) {
    if (Number.isNaN(low) && below + weight > 0.025 * whole) low = shape;
    if (Number.isNaN(high) && below + weight >= 0.975 * whole) high = shape;
    below += weight;
  }
  return { value: best, low, high };
}

function knees(cycles: Float64Array): readonly number[] {
  const inside = Array.from(cycles.subarray(LEAST_SIDE - 1, cycles.length - LEAST_SIDE + 1));
  const every = Math.max(1, inside.length / SHAPES);
  return inside.filter((_, i) => Math.floor(i / every) > Math.floor((i - 1) / every));
}

function span(cycles: Float64Array): number {
  return (cycles.at(-1) ?? NaN) - (cycles[0] ?? NaN);
}

/** Numbers in equal ratios. */
function spaced(from: number, to: number): readonly number[] {
  return Array.from({ length: SHAPES }, (_, i) => from * (to / from) ** (i / (SHAPES - 1)));
}

function dot(a: readonly number[], b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
}

function quadratic(matrix: Float64Array, vector: readonly number[]): number {
  const n = vector.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) sum += (vector[i] ?? 0) * (vector[j] ?? 0) * (matrix[i * n + j] ?? 0);
  }
  return sum;
}
