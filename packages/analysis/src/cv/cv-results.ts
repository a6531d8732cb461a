import type { Interval, Result } from '@anodelab/data';
import { quantileT } from '@anodelab/numerics';
import type { GriddedSweep } from './common-grid.ts';
import { type CvOptions, DEFAULT_TEMPERATURE } from './cv-options.ts';
import type { CurrentUnits } from './cv-tables.ts';
import { type DiffusionOnly, scoresWithoutCapacitance } from './diffusion-only.ts';
import { type CapacitiveVerdict, falseShare, LAMBDA_LIMIT, lambda } from './diffusion-test.ts';
import { millivolts, rateLabel } from './rate-label.ts';
import { randlesSevcikDiffusivity, type Trasatti } from './second-opinions.ts';
import { SHARE_LEVEL, type Share, type SplitSweep } from './shares.ts';
import type { Direction } from './sweeps.ts';

/** What one CV analysis computed. */
export interface CvNumbers {
  /** V/s, rising. */
  readonly scanRate: Float64Array;
  readonly sweeps: readonly GriddedSweep[];
  readonly units: CurrentUnits;
  /** Exponent of the tracked peak of each sweep that has one at every rate. */
  readonly peakLaws: readonly {
    readonly direction: Direction;
    readonly current: Float64Array;
    readonly b: number;
    readonly error: number;
  }[];
  readonly split:
    | {
        readonly parts: readonly SplitSweep[];
        readonly shares: readonly Share[];
        /** Free shares found in other ways, 1, by the name of their column. Shape (rates). */
        readonly others: Readonly<Record<string, Float64Array>>;
        readonly diffusionOnly: DiffusionOnly | undefined;
        readonly bound: number;
        readonly inflation: number;
        readonly verdict: CapacitiveVerdict;
      }
    | undefined;
  readonly trasatti: Trasatti | undefined;
  readonly options: CvOptions;
  readonly inputs: readonly string[];
  /** kg. */
  readonly mass: number | undefined;
}

/** The named numbers; shares are `shareFree_0.1` and so on, with the rate in mV/s. */
export function cvResults(numbers: CvNumbers): Readonly<Record<string, Result>> {
  return { ...shareResults(numbers), ...peakResults(numbers), ...chargeResults(numbers) };
}

function shareResults({ split, inputs, options }: CvNumbers): Record<string, Result> {
  if (split === undefined) return {};
  const { shares, verdict, inflation, bound, others, diffusionOnly, parts } = split;
  const isRefused = !verdict.mayBeCapacitive || (diffusionOnly && scoresWithoutCapacitance(diffusionOnly));
  const word = isRefused ? { verdict: 'not evidence of capacitance' } : {};
  const weighting = options.weighting === 'relative' ? 'relative residuals' : 'unweighted residuals in i';
  const method = `cv/split: i = k1 v + k2 v^1/2 at fixed potential, least squares, ${weighting}`;
  const ratio = 'integral |k1 v| dE / integral |i| dE over both sweeps';
  const results: Record<string, Result> = {};
  shares.forEach((share, row) => {
    const rate = millivolts(share.scanRate);
    results[`shareFree_${rate}`] = {
      value: 100 * share.free,
      unit: '%',
      interval: {
        ...band(100 * share.low, 100 * share.high),
        kind: 'standard error of k1, neighbouring potentials taken as fully correlated',
      },
      definition: `${ratio} at ${rate} mV/s, free fit`,
      method,
      inputs,
      ...word,
    };
    results[`shareConstrained_${rate}`] = {
      value: 100 * share.constrained,
      unit: '%',
      definition: `${ratio} at ${rate} mV/s, fit with 0 <= k1 v/i <= 1 at every rate`,
      method,
      inputs,
      ...word,
    };
    for (const [name, values] of Object.entries(others)) {
      const way = OTHER_WAYS[name];
      const value = values[row]!;
      if (way === undefined || Number.isNaN(value)) continue;
      results[`${name}_${rate}`] = plain(
        100 * value,
        '%',
        `${ratio} at ${rate} mV/s, ${way}`,
        method,
        inputs,
      );
    }
  });
  results['r2Median'] = plain(
    medianOf(parts.map((part) => part.split.r2)),
    '1',
    'median over the potentials of the coefficient of determination of the free fit',
    method,
    inputs,
  );
  results['boundShare'] = plain(
    100 * bound,
    '%',
    'potentials at which a bound of the constrained fit binds',
    method,
    inputs,
  );
  results['varianceInflation'] = plain(
    inflation,
    '1',
    '1/(1 - cos^2) of v and v^1/2, no centring',
    method,
    inputs,
  );
  if (!Number.isNaN(verdict.lambda)) {
    const definition = `L^2 F v/(R T D) at the middle rate, L ${options.length_m} m, D ${options.diffusivity_m2_s} m2/s`;
    results['lambda'] = plain(verdict.lambda, '1', definition, 'cv/diffusion test', inputs);
    results['falseShare'] = plain(
      100 * falseShare(verdict.lambda),
      '%',
      'k1 v share of a film with diffusion only at this Lambda, middle of five rates',
      'cv/diffusion test: interpolated table',
      inputs,
    );
  }
  return results;
}

/** What the columns of other shares are. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  shareUncorrected: 'free fit without the correction E - iR',
  shareFollowed:
    'free fit at common distances from the followed peaks, over the potentials that all rates then share',
  shareSteps: 'free fit of voltammograms rebuilt from current steps (MUSCA)',
  shareDiffusionOnly: 'free fit of the same electrode simulated without double layer',
  shareDiffusionOnlyConstrained: 'constrained fit of the same electrode simulated without double layer',
};

function medianOf(parts: readonly Float64Array[]): number {
  const sorted = parts.flatMap((part) => Array.from(part)).filter((value) => !Number.isNaN(value));
  return Float64Array.from(sorted).sort()[sorted.length >> 1] ?? NaN;
}

function peakResults({ peakLaws, scanRate, inputs, options, mass }: CvNumbers): Record<string, Result> {
  const results: Record<string, Result> = {};
  const range = `${millivolts(scanRate[0]!)} to ${rateLabel(scanRate.at(-1)!)}`;
  for (const { direction, b, error, current } of peakLaws) {
    const suffix = direction === 'cathodic' ? 'Cathodic' : 'Anodic';
    const half = scanRate.length > 2 ? quantileT(0.975, scanRate.length - 2) * error : NaN;
    results[`bPeak${suffix}`] = {
      value: b,
      unit: '1',
      interval: { low: bounded(b - half), high: bounded(b + half), level: 0.95, kind: 'standard error' },
      definition: `slope of ln|i| against ln v at the ${direction} peak, ${range}, baseline ${options.baseline ?? 'zero'}`,
      method: 'cv/exponents: straight line',
      inputs,
    };
    const { concentration_mol_m3: concentration, realArea_m2: area } = options;
    if (concentration === undefined || area === undefined) continue;
    const temperature = options.temperature_K ?? DEFAULT_TEMPERATURE;
    const absolute = current.map((value) => value * (mass ?? 1));
    const diffusivity = randlesSevcikDiffusivity(absolute, scanRate, area, concentration, temperature);
    const slowest = lambda(options.length_m ?? NaN, diffusivity, scanRate[0]!, temperature);
    results[`randlesSevcik${suffix}`] = {
      value: diffusivity,
      unit: 'm2/s',
      definition: `D of 0.446295 F A C sqrt(F v D/(R T)) fitted to the ${direction} peaks, ${range}, A ${area} m2, C ${concentration} mol/m3`,
      method: 'cv/Randles-Sevcik: least squares through the origin',
      inputs,
      verdict: randlesSevcikVerdict(b, slowest),
    };
  }
  return results;
}

/** Randles-Sevcik is for reversible transfer into a semi-infinite plane: b = 1/2 and a long host. */
function randlesSevcikVerdict(b: number, slowest: number): string {
  if (!(Math.abs(b - 0.5) < 0.05)) {
    return `not valid: the peak grows as v^${b.toPrecision(2)}, not v^0.5`;
  }
  if (Number.isNaN(slowest)) return 'not verifiable: the diffusion length is unknown';
  if (slowest <= LAMBDA_LIMIT) {
    return `not valid: Lambda is ${slowest.toPrecision(2)} at the slowest rate with this D; semi-infinite diffusion needs more than ${LAMBDA_LIMIT}`;
  }
  return 'valid as far as the transfer is reversible';
}

function chargeResults({ trasatti, scanRate, units, inputs }: CvNumbers): Record<string, Result> {
  if (trasatti === undefined) return {};
  const range = `${millivolts(scanRate[0]!)} to ${rateLabel(scanRate.at(-1)!)}, mean of both sweeps`;
  const method = 'cv/Trasatti: straight lines';
  const { outer, outerHalfWidth, total, totalHalfWidth } = trasatti;
  return {
    trasattiOuter: {
      ...plain(outer, units.charge, `q_out of q = q_out + a v^-1/2, ${range}`, method, inputs),
      interval: band(outer - outerHalfWidth, outer + outerHalfWidth),
    },
    trasattiTotal: {
      ...plain(total, units.charge, `q_tot of 1/q = 1/q_tot + b v^1/2, ${range}`, method, inputs),
      interval: band(total - totalHalfWidth, total + totalHalfWidth),
      ...(total > 0
        ? {}
        : { verdict: 'no finite charge at zero rate: the line does not hold over these rates' }),
    },
  };
}

function plain(
  value: number,
  unit: string,
  definition: string,
  method: string,
  inputs: readonly string[],
): Result {
  return { value, unit, definition, method, inputs };
}

function band(low: number, high: number): Interval {
  return { low: bounded(low), high: bounded(high), level: SHARE_LEVEL, kind: 'standard error' };
}

function bounded(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
