/** A vector of residuals that depends on parameters; a fit makes the sum of their squares small. */
export interface LeastSquaresProblem {
  /** Number of parameters. */
  readonly parameters: number;
  /** Number of residuals. */
  readonly residuals: number;
  /**
   * Writes the residuals at these parameters and, when `jacobian` is given, their derivatives.
   *
   * @param jacobian - column-major. Shape (residuals, parameters)
   */
  evaluate(parameters: Float64Array, residuals: Float64Array, jacobian?: Float64Array): void;
  /**
   * Writes derivatives at half the cost, right to some seven digits. Present where derivatives cost several evaluations:
   * a search then asks for them at accepted points only, and for `evaluate`'s near the end.
   *
   * @param residuals - those at `parameters`, read
   */
  estimate?(parameters: Float64Array, residuals: Float64Array, jacobian: Float64Array): void;
}

/** A curve y = f(x; parameters) to be fitted to data. */
export interface CurveData {
  /** Measured values. Shape (points). */
  readonly y: Float64Array;
  /** Standard deviation of each value; all 1 when left out. Shape (points). */
  readonly sigma?: Float64Array;
  /** Number of parameters of the model. */
  readonly parameters: number;
  /** Writes the model's value of every point. Shape of out (points). */
  model(parameters: Float64Array, out: Float64Array): void;
}

/** Relative steps of a central and a one-sided difference where truncation and rounding balance. */
const CENTRAL = Math.cbrt(Number.EPSILON);
const ONE_SIDED = Math.sqrt(Number.EPSILON);

/**
 * The problem of fitting a curve whose derivatives are not written out: residuals (model - y) / sigma, central
 * differences, one-sided ones as estimates.
 */
export function curveProblem(data: CurveData): LeastSquaresProblem {
  const { y, sigma, parameters, model } = data;
  const points = y.length;
  const above = new Float64Array(points);
  const below = new Float64Array(points);
  const shifted = new Float64Array(parameters);

  function evaluate(p: Float64Array, residuals: Float64Array, jacobian?: Float64Array): void {
    model(p, residuals);
    for (let i = 0; i < points; i++) residuals[i] = (residuals[i]! - y[i]!) / (sigma?.[i] ?? 1);
    if (jacobian === undefined) return;
    shifted.set(p);
    for (let k = 0; k < parameters; k++) {
      const value = p[k]!;
      const step = CENTRAL * (Math.abs(value) || 1);
      shifted[k] = value + step;
      const up = shifted[k]!;
      model(shifted, above);
      shifted[k] = value - step;
      const width = up - shifted[k]!;
      model(shifted, below);
      shifted[k] = value;
      for (let i = 0; i < points; i++) {
        jacobian[k * points + i] = (above[i]! - below[i]!) / (width * (sigma?.[i] ?? 1));
      }
    }
  }

  function estimate(p: Float64Array, residuals: Float64Array, jacobian: Float64Array): void {
    shifted.set(p);
    for (let k = 0; k < parameters; k++) {
      const value = p[k]!;
      shifted[k] = value + ONE_SIDED * (Math.abs(value) || 1);
      const width = shifted[k]! - value;
      model(shifted, above);
      shifted[k] = value;
      for (let i = 0; i < points; i++) {
        const s = sigma?.[i] ?? 1;
        jacobian[k * points + i] = ((above[i]! - y[i]!) / s - residuals[i]!) / width;
      }
    }
  }
  return { parameters, residuals: points, evaluate, estimate };
}
