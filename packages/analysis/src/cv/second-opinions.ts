import { quantileT } from '@anodelab/numerics';
import { FARADAY, GAS } from './cv-options.ts';
import { straightLine } from './straight-line.ts';

/** Charges that Trasatti's two extrapolations give, C (or C/kg), with 95 % half widths (NaN for two rates). */
export interface Trasatti {
  /** At infinite rate: q = q_out + a v^(-1/2). */
  readonly outer: number;
  readonly outerHalfWidth: number;
  /** At zero rate: 1/q = 1/q_tot + b v^(1/2). */
  readonly total: number;
  readonly totalHalfWidth: number;
}

/** Ardizzone, Fregonara and Trasatti, Electrochim. Acta 35 (1990) 263. Charges positive, one per scan rate. */
export function trasatti(charge: Float64Array, scanRate: Float64Array): Trasatti {
  const outer = straightLine(
    scanRate.map((v) => 1 / Math.sqrt(v)),
    charge,
  );
  const inverse = straightLine(
    scanRate.map(Math.sqrt),
    charge.map((q) => 1 / q),
  );
  const t = charge.length > 2 ? quantileT(0.975, charge.length - 2) : NaN;
  return {
    outer: outer.offset,
    outerHalfWidth: t * outer.offsetError,
    total: 1 / inverse.offset,
    totalHalfWidth: (t * inverse.offsetError) / (inverse.offset * inverse.offset),
  };
}

/**
 * Largest value of sqrt(pi) chi for reversible transfer and semi-infinite planar diffusion (Nicholson and Shain, Anal.
 * Chem. 36 (1964) 706; six digits from docs/methods/cv.md).
 */
const REVERSIBLE_PEAK = 0.446295;

/** |ip| = 0.446295 F A C sqrt(F v D/(R T)) for one electron, A. */
export function randlesSevcik(
  area: number,
  concentration: number,
  diffusivity: number,
  scanRate: number,
  temperature: number,
): number {
  const root = Math.sqrt((FARADAY * scanRate * diffusivity) / (GAS * temperature));
  return REVERSIBLE_PEAK * FARADAY * area * concentration * root;
}

/** The diffusivity that makes Randles-Sevcik fit peak currents (A) by least squares through the origin, m2/s. */
export function randlesSevcikDiffusivity(
  peakCurrent: ArrayLike<number>,
  scanRate: Float64Array,
  area: number,
  concentration: number,
  temperature: number,
): number {
  let numerator = 0;
  let denominator = 0;
  for (let a = 0; a < scanRate.length; a++) {
    const unit = randlesSevcik(area, concentration, 1, scanRate[a]!, temperature);
    numerator += unit * Math.abs(peakCurrent[a]!);
    denominator += unit * unit;
  }
  return (numerator / denominator) ** 2;
}
