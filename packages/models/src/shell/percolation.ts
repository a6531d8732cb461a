import { findRoot } from '@anodelab/numerics';

/** Two phases and how they percolate. */
export interface PercolatingMixture {
  /** Conductivity of the poor phase, S/m. */
  readonly low: number;
  /** Conductivity of the good phase, S/m. */
  readonly high: number;
  /** Volume fraction of the good phase at which it first connects. */
  readonly threshold: number;
  /** Exponent s of the poor phase below the threshold. */
  readonly lowExponent: number;
  /** Exponent t of the good phase above it. */
  readonly highExponent: number;
}

/**
 * Conductivity of a mixture with volume fraction `fraction` of the good phase, S/m, by McLachlan's general effective
 * media equation (J. Phys. C 1987, 20, 865; equation 4.1 of docs/methods/shell.md).
 */
export function mixtureConductivity(mixture: PercolatingMixture, fraction: number): number {
  const { low, high, lowExponent: s, highExponent: t } = mixture;
  if (fraction <= 0) return low;
  if (fraction >= 1) return high;
  const shape = (1 - mixture.threshold) / mixture.threshold;
  const lowRoot = low ** (1 / s);
  const highRoot = high ** (1 / t);
  const imbalance = (logarithm: number) => {
    const lowShare = Math.exp(logarithm / s);
    const highShare = Math.exp(logarithm / t);
    return (
      ((1 - fraction) * (lowRoot - lowShare)) / (lowRoot + shape * lowShare) +
      (fraction * (highRoot - highShare)) / (highRoot + shape * highShare)
    );
  };
  return Math.exp(findRoot(imbalance, Math.log(low), Math.log(high)).root);
}
