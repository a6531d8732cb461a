import { quantileT } from '@anodelab/numerics';
import type { GriddedSweep } from './common-grid.ts';
import type { CurrentSplit } from './split-current.ts';

/** Shares of k1 v in the current, 1, at one scan rate: integral |k1 v| dE / integral |i| dE over both sweeps. */
export interface Share {
  readonly scanRate: number;
  /** From the free fit; may exceed 1. */
  readonly free: number;
  /** 95 % band of the free share, errors of neighbouring potentials taken as fully correlated; NaN for two rates. */
  readonly low: number;
  readonly high: number;
  readonly constrained: number;
}

/** A split of one direction with its grid. */
export interface SplitSweep {
  readonly sweep: GriddedSweep;
  readonly split: CurrentSplit;
}

/** Coverage of the band. */
export const SHARE_LEVEL = 0.95;

/** The shares at every scan rate. */
export function sharesOf(parts: readonly SplitSweep[], scanRate: Float64Array): readonly Share[] {
  const freedom = scanRate.length - 2;
  const quantile = freedom > 0 ? quantileT((1 + SHARE_LEVEL) / 2, freedom) : NaN;
  return Array.from(scanRate, (v, rate) => {
    let total = 0;
    let free = 0;
    let low = 0;
    let high = 0;
    let constrained = 0;
    for (const { sweep, split } of parts) {
      const { voltage } = sweep;
      const current = sweep.current[rate]!;
      for (let p = 0; p < voltage.length; p++) {
        const before = p > 0 ? voltage[p]! - voltage[p - 1]! : 0;
        const after = p + 1 < voltage.length ? voltage[p + 1]! - voltage[p]! : 0;
        const width = (before + after) / 2; // trapezoid
        const k1 = Math.abs(split.k1[p]!);
        const error = quantile * split.k1Error[p]!;
        total += width * Math.abs(current[p]!);
        free += width * v * k1;
        low += width * v * Math.max(0, k1 - error);
        high += width * v * (k1 + error);
        constrained += width * v * Math.abs(split.k1Constrained[p]!);
      }
    }
    return {
      scanRate: v,
      free: free / total,
      low: Number.isNaN(quantile) ? NaN : low / total,
      high: high / total,
      constrained: constrained / total,
    };
  });
}

/** Share of the potentials, over both sweeps, at which a bound of the constrained fit binds. */
export function boundShare(parts: readonly SplitSweep[]): number {
  let bound = 0;
  let points = 0;
  for (const { split } of parts) {
    points += split.bound.length;
    for (const value of split.bound) bound += value;
  }
  return bound / points;
}
