import { fitCovariance, type LeastSquaresProblem, levenbergMarquardt } from '@anodelab/numerics';

/**
 * A hump of dQ/dV with two exponential flanks, q / (N (exp(-(V - U)/a) + exp((V - U)/b))), normalised so that q is its
 * whole charge. With a = b it is the logistic hump of a reaction with one site energy.
 */
export interface Hump {
  /** C, its whole charge, also beyond the window. */
  readonly charge: number;
  readonly chargeError: number;
  /** V, of its maximum. */
  readonly top: number;
  /** V per e-fold below and above. */
  readonly below: number;
  readonly above: number;
  /** V, full width at half maximum. */
  readonly width: number;
}

/** Charge against voltage of one delithiation as a sum of humps. */
export interface DelithiationFit {
  /** By rising voltage of their maxima. */
  readonly humps: readonly Hump[];
  /** C per bin, data less fit. */
  readonly residuals: Float64Array;
  /** How much the variance of a fitted number grows because neighbouring residuals are alike. */
  readonly inflation: number;
  /** C that the humps hold below the first and above the last voltage, and its standard error. */
  readonly beyondTop: number;
  readonly beyondTopError: number;
  readonly beyondBottom: number;
  /** Root mean square of the residual over that of dQ/dV, 1. */
  readonly misfit: number;
  /** Akaike's criterion for the bins as independent; differences tell which number of humps the data bear. */
  readonly criterion: number;
}

/** dQ/dV without smoothing: C in each bin, and where the first one begins. */
export interface ChargeByVoltage {
  readonly start: number;
  readonly spacing: number;
  readonly cells: Float64Array;
}

/** Of a hump: ln charge, center, ln flank below, ln flank above. */
const PARAMETERS = 4;

/** Steps of every search, and those after which the best one is given up. */
const TRIAL_STEPS = 12;
const MAX_STEPS = 60;

/** Relative step of the parameters at which a fit has converged: far below their errors. */
const STEP_TOLERANCE = 1e-7;

/** V and shares of the charge that a search starts from: ordinary a-Si, and the same moved up by polarisation. */
const SHIFTS = [0, 0.04, 0.1];
const HUMP_STARTS = [
  [0.4, 0.28, 0.03, 0.06],
  [0.5, 0.47, 0.05, 0.12],
] as const;
const SPIKE_START = [0.15, 0.44, 0.008, 0.012] as const;

/**
 * The best sum of two humps, with or without a spike between them, or undefined where the search did not converge.
 *
 * @param data - C per bin of voltage, delithiation positive
 */
export function fitDelithiation(data: ChargeByVoltage, withSpike: boolean): DelithiationFit | undefined {
  const { cells, spacing } = data;
  const points = cells.length;
  const total = cells.reduce((sum, value) => sum + value, 0);
  const starts = withSpike ? [...HUMP_STARTS, SPIKE_START] : HUMP_STARTS;
  if (!(total > 0) || points < 3 * PARAMETERS * starts.length) return undefined;
  const problem = humpProblem(
    data,
    cells.map((value) => value / total / spacing),
    starts.length,
  );
  const searches = SHIFTS.map((shift) => {
    const search = levenbergMarquardt(problem, { stepTolerance: STEP_TOLERANCE });
    search.begin(
      Float64Array.from(
        starts.flatMap(([share, center, below, above]) => [
          Math.log(share),
          center + shift,
          Math.log(below),
          Math.log(above),
        ]),
      ),
    );
    search.advance(TRIAL_STEPS);
    return search;
  });
  const best = searches.reduce((a, b) => (b.sumOfSquares() < a.sumOfSquares() ? b : a));
  if (best.advance(MAX_STEPS) !== 'converged') return undefined;
  const parameters = best.parameters.slice();
  const { covariance } = fitCovariance(problem, parameters);
  const residuals = new Float64Array(points);
  problem.evaluate(parameters, residuals);
  const inflation = correlationFactor(residuals);
  const spread = (gradient: Float64Array) => total * Math.sqrt(inflation * quadratic(covariance, gradient));
  const humps = starts.map((_, k) =>
    humpOf(parameters, k, total, (index) => spread(unit(parameters.length, index))),
  );
  const top = data.start + points * spacing;
  const above = (p: Float64Array) => starts.reduce((sum, _, k) => sum + outside(p, k, top, 1), 0);
  const below = starts.reduce((sum, _, k) => sum + outside(parameters, k, data.start, -1), 0);
  const rms = Math.sqrt(best.sumOfSquares() / points);
  return {
    humps: humps.toSorted((a, b) => a.top - b.top),
    residuals: residuals.map((value) => -value * total * spacing),
    inflation,
    beyondTop: total * above(parameters),
    beyondTopError: spread(gradientOf(above, parameters)),
    beyondBottom: total * below,
    misfit: rms / Math.sqrt(cells.reduce((sum, value) => sum + (value / total / spacing) ** 2, 0) / points),
    criterion: points * Math.log(best.sumOfSquares() / points) + 2 * parameters.length,
  };
}

/**
 * Residuals of the sum of that many humps, its mean over each bin (Simpson's rule), against `density`, with derivatives.
 */
function humpProblem(data: ChargeByVoltage, density: Float64Array, humps: number): LeastSquaresProblem {
  const points = density.length;
  function evaluate(parameters: Float64Array, residuals: Float64Array, jacobian?: Float64Array): void {
    for (let i = 0; i < points; i++) residuals[i] = -(density[i] ?? 0);
    jacobian?.fill(0);
    for (let k = 0; k < PARAMETERS * humps; k += PARAMETERS) {
      const center = parameters[k + 1] ?? NaN;
      const below = Math.exp(parameters[k + 2] ?? NaN);
      const above = Math.exp(parameters[k + 3] ?? NaN);
      const height = Math.exp(parameters[k] ?? NaN) / area(below, above);
      const place = above / (below + above);
      const turn = (Math.PI / Math.tan(Math.PI * place)) * place * (1 - place);
      // Edges of bins (even nodes) belong to the bin on either side with weight 1/6, their middles with 4/6.
      for (let node = 0; node <= 2 * points; node++) {
        const x = data.start + (node / 2) * data.spacing - center;
        const rise = Math.exp(-x / below);
        const fall = Math.exp(x / above);
        const value = height / (rise + fall);
        const isMiddle = node % 2 === 1;
        const weight = isMiddle ? 4 / 6 : 1 / 6;
        const from = Math.max(0, (node - 1) >> 1);
        const to = Math.min(points - 1, node >> 1);
        for (let i = from; i <= to; i++) residuals[i] = (residuals[i] ?? 0) + weight * value;
        if (jacobian === undefined) continue;
        const share = value / (rise + fall);
        const byCenter = share * (fall / above - rise / below);
        const byBelow = (-share * rise * x) / below - value * (place + turn);
        const byAbove = (share * fall * x) / above - value * (1 - place - turn);
        for (let i = from; i <= to; i++) {
          const at = k * points + i;
          jacobian[at] = (jacobian[at] ?? 0) + weight * value;
          jacobian[at + points] = (jacobian[at + points] ?? 0) + weight * byCenter;
          jacobian[at + 2 * points] = (jacobian[at + 2 * points] ?? 0) + weight * byBelow;
          jacobian[at + 3 * points] = (jacobian[at + 3 * points] ?? 0) + weight * byAbove;
        }
      }
    }
  }
  return { parameters: PARAMETERS * humps, residuals: points, evaluate };
}

/** Integral of 1/(exp(-x/a) + exp(x/b)) over all x. */
function area(a: number, b: number): number {
  return ((a * b) / (a + b)) * (Math.PI / Math.sin((Math.PI * b) / (a + b)));
}

/** Share of the charge that hump k has beyond `edge`, upwards for `direction` 1. */
function outside(parameters: Float64Array, k: number, edge: number, direction: 1 | -1): number {
  const at = PARAMETERS * k;
  const below = Math.exp(parameters[at + 2] ?? NaN);
  const above = Math.exp(parameters[at + 3] ?? NaN);
  const x = edge - (parameters[at + 1] ?? NaN);
  const flank = direction > 0 ? above : below;
  // Trapezoid rule out to 30 e-folds of the outer flank; the rest is below 1e-13 of the hump.
  const steps = 600;
  const width = (30 * flank + Math.abs(Math.min(0, direction * x))) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const here = x + direction * i * width;
    const value = 1 / (Math.exp(-here / below) + Math.exp(here / above));
    sum += i === 0 || i === steps ? value / 2 : value;
  }
  return (Math.exp(parameters[at] ?? NaN) * sum * width) / area(below, above);
}

function humpOf(
  parameters: Float64Array,
  k: number,
  total: number,
  errorOf: (index: number) => number,
): Hump {
  const at = PARAMETERS * k;
  const charge = total * Math.exp(parameters[at] ?? NaN);
  const below = Math.exp(parameters[at + 2] ?? NaN);
  const above = Math.exp(parameters[at + 3] ?? NaN);
  const relative = errorOf(at) / total;
  return {
    charge,
    chargeError: charge * relative,
    top: (parameters[at + 1] ?? NaN) + topOf(below, above),
    below,
    above,
    width: fullWidth(below, above),
  };
}

/** Where 1/(exp(-x/a) + exp(x/b)) is largest. */
function topOf(a: number, b: number): number {
  return (Math.log(b / a) * a * b) / (a + b);
}

/** Full width at half maximum of 1/(exp(-x/a) + exp(x/b)), by bisection on both sides of its top. */
function fullWidth(a: number, b: number): number {
  const value = (x: number) => 1 / (Math.exp(-x / a) + Math.exp(x / b));
  const top = topOf(a, b);
  const half = value(top) / 2;
  const side = (direction: number, flank: number) => {
    let [near, far] = [0, 40 * flank];
    for (let i = 0; i < 60; i++) {
      const middle = (near + far) / 2;
      if (value(top + direction * middle) > half) near = middle;
      else far = middle;
    }
    return near;
  };
  return side(-1, Math.max(a, b)) + side(1, Math.max(a, b));
}

/**
 * How much the variance of a fitted mean grows because neighbouring residuals are alike: (1 + r)/(1 - r) of their
 * correlation r. Misfit of the model, not noise, makes them so.
 */
function correlationFactor(residuals: Float64Array): number {
  let lagged = 0;
  let squared = 0;
  for (let i = 0; i < residuals.length; i++) {
    squared += (residuals[i] ?? 0) ** 2;
    if (i > 0) lagged += (residuals[i] ?? 0) * (residuals[i - 1] ?? 0);
  }
  const correlation = Math.min(0.95, Math.max(0, lagged / squared));
  return (1 + correlation) / (1 - correlation);
}

function unit(length: number, index: number): Float64Array {
  const vector = new Float64Array(length);
  vector[index] = 1;
  return vector;
}

function quadratic(covariance: Float64Array, gradient: Float64Array): number {
  const n = gradient.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const product = (gradient[i] ?? 0) * (gradient[j] ?? 0);
      if (product !== 0) sum += product * (covariance[i * n + j] ?? 0);
    }
  }
  return sum;
}

function gradientOf(read: (parameters: Float64Array) => number, at: Float64Array): Float64Array {
  const shifted = at.slice();
  return at.map((value, k) => {
    const step = 1e-5;
    shifted[k] = value + step;
    const up = read(shifted);
    shifted[k] = value - step;
    const down = read(shifted);
    shifted[k] = value;
    return (up - down) / (2 * step);
  });
}
