import { type AnalysisResult, numbers } from '@anodelab/data';
import { rateLabel } from './rate-label.ts';

/** What the same electrode without any double layer scores, from the analysis of its simulated voltammograms. */
export interface DiffusionOnly {
  /** k1 v share of the free fit, 1; NaN for a rate that was not simulated. Shape (rates). */
  readonly free: Float64Array;
  /** The same of the constrained fit. */
  readonly constrained: Float64Array;
}

/** Rates closer than this are one rate. */
const SAME_RATE = 0.03;
/** A share from here on is worth a warning, 1. */
const NOTABLE = 0.02;

/** The shares of a simulated electrode without double layer at these scan rates (V/s). */
export function diffusionOnlyShares(result: AnalysisResult, scanRate: Float64Array): DiffusionOnly {
  const table = result.tables['shares'] ?? { columns: [] };
  const simulated = numbers(table, 'scanRate_V_s') ?? new Float64Array(0);
  const pick = (column: string) => {
    const values = numbers(table, column) ?? new Float64Array(0);
    return scanRate.map((rate) => {
      const row = simulated.findIndex((other) => Math.abs(other / rate - 1) <= SAME_RATE);
      return values[row] ?? NaN;
    });
  };
  return { free: pick('shareFree'), constrained: pick('shareConstrained') };
}

/** True where the electrode without any double layer scores a share that could be taken for a capacitance. */
export function scoresWithoutCapacitance({ free }: DiffusionOnly): boolean {
  return free.some((share) => share > NOTABLE);
}

/** What the comparison says, rate by rate. */
export function diffusionOnlySentence(
  { free }: DiffusionOnly,
  measured: readonly number[],
  scanRate: Float64Array,
): string {
  const known = Array.from(scanRate.keys()).filter((rate) => !Number.isNaN(free[rate]!));
  if (known.length === 0)
    return 'The model of this electrode was run at other scan rates: no false share is known.';
  const list = known.map(
    (rate) => `${percent(free[rate]!)} against ${percent(measured[rate]!)} at ${rateLabel(scanRate[rate]!)}`,
  );
  return `A model of this electrode without any double layer, analysed in the same way, scores a k1 v share of ${list.join(', ')}: that much of the share is no evidence of capacitance, as far as the model holds.`;
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(3)} %`;
}
