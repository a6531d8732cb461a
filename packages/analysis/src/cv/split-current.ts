/**
 * Split of voltammetric currents into i = k1 v + k2 v^(1/2) (Wang, Polleux, Lim and Dunn, J. Phys. Chem. C 111 (2007)
 * 14925), at each potential. Both terms carry the sign of the sweep.
 */
export interface CurrentSplit {
  /** A/(V/s), or per kg. Shape (potentials). */
  readonly k1: Float64Array;
  /** A/(V/s)^(1/2), or per kg. */
  readonly k2: Float64Array;
  /** Standard error of k1 from the residuals; NaN for two rates. */
  readonly k1Error: Float64Array;
  /** 1 - residual/variation of i over the rates; NaN where i does not vary. */
  readonly r2: Float64Array;
  /** The same under 0 <= k1 v/i <= 1 at every rate. */
  readonly k1Constrained: Float64Array;
  readonly k2Constrained: Float64Array;
  /** 1 where a bound of the constrained fit binds, else 0. */
  readonly bound: Float64Array;
}

/**
 * Least squares at each potential, free and constrained.
 *
 * @param current - one row per scan rate on one grid. Shape (rates, potentials)
 * @param scanRate - V/s, positive, at least two distinct values. Shape (rates)
 * @param weighting - residuals in i (`none`) or in i over the measured i (`relative`)
 * @throws {RangeError} when shapes disagree or fewer than two distinct rates are given
 */
export function splitCurrent(
  current: readonly Float64Array[],
  scanRate: Float64Array,
  weighting: 'none' | 'relative' = 'none',
): CurrentSplit {
  const rates = scanRate.length;
  const potentials = current[0]?.length ?? 0;
  if (current.length !== rates)
    throw new RangeError(`${current.length} current rows for ${rates} scan rates`);
  if (current.some((row) => row.length !== potentials)) throw new RangeError('current rows differ in length');
  if (new Set(scanRate).size < 2) throw new RangeError('the split needs at least two distinct scan rates');

  const root = scanRate.map(Math.sqrt);
  const split = {
    k1: new Float64Array(potentials),
    k2: new Float64Array(potentials),
    k1Error: new Float64Array(potentials),
    r2: new Float64Array(potentials),
    k1Constrained: new Float64Array(potentials),
    k2Constrained: new Float64Array(potentials),
    bound: new Float64Array(potentials),
  };
  const y = new Float64Array(rates);
  const weight = new Float64Array(rates).fill(1);
  for (let p = 0; p < potentials; p++) {
    for (let a = 0; a < rates; a++) {
      y[a] = current[a]![p]!;
      if (weighting === 'relative') weight[a] = 1 / (y[a]! * y[a]!);
    }
    fitPotential(y, weight, scanRate, root, split, p);
  }
  return split;
}

function fitPotential(
  y: Float64Array,
  weight: Float64Array,
  v: Float64Array,
  root: Float64Array,
  out: CurrentSplit,
  p: number,
): void {
  let s11 = 0;
  let s12 = 0;
  let s22 = 0;
  let t1 = 0;
  let t2 = 0;
  for (let a = 0; a < y.length; a++) {
    const w = weight[a]!;
    s11 += w * v[a]! * v[a]!;
    s12 += w * v[a]! * root[a]!;
    s22 += w * v[a]!; // root squared
    t1 += w * v[a]! * y[a]!;
    t2 += w * root[a]! * y[a]!;
  }
  const determinant = s11 * s22 - s12 * s12;
  const k1 = (s22 * t1 - s12 * t2) / determinant;
  const k2 = (s11 * t2 - s12 * t1) / determinant;
  out.k1[p] = k1;
  out.k2[p] = k2;

  let mean = 0;
  for (const value of y) mean += value / y.length;
  let plain = 0;
  let weighted = 0;
  let variation = 0;
  let low = -Infinity; // bounds of k1 from 0 <= k1 v/i <= 1, whatever the sign of i
  let high = Infinity;
  for (let a = 0; a < y.length; a++) {
    const residual = y[a]! - k1 * v[a]! - k2 * root[a]!;
    plain += residual * residual;
    weighted += weight[a]! * residual * residual;
    variation += (y[a]! - mean) ** 2;
    const ratio = y[a]! / v[a]!;
    low = Math.max(low, Math.min(0, ratio));
    high = Math.min(high, Math.max(0, ratio));
  }
  out.r2[p] = variation > 0 ? 1 - plain / variation : NaN;
  out.k1Error[p] = y.length > 2 ? Math.sqrt(((weighted / (y.length - 2)) * s22) / determinant) : NaN;
  const held = Math.min(Math.max(k1, low), high);
  out.k1Constrained[p] = held;
  out.k2Constrained[p] = held === k1 ? k2 : (t2 - held * s12) / s22;
  out.bound[p] = held === k1 ? 0 : 1;
}

/**
 * How much the two regressors v and v^(1/2) inflate the variance of k1 and k2: 1/(1 - cos^2) of the angle between them,
 * as the unweighted fit uses them (no centring). 28 for 0.1 to 0.5 mV/s in five steps.
 */
export function varianceInflation(scanRate: Float64Array): number {
  let s11 = 0;
  let s12 = 0;
  let s22 = 0;
  for (const v of scanRate) {
    s11 += v * v;
    s12 += v ** 1.5;
    s22 += v;
  }
  return 1 / (1 - (s12 * s12) / (s11 * s22));
}
