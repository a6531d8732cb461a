import type { Result, Table } from '@anodelab/data';
import { type Cycle, coulombicEfficiency, returned } from './cycles.ts';
import { plain, type ResultContext } from './cycling-results.ts';
import { derived } from './derived-column.ts';
import { CLEAR_EVIDENCE, type FadeFit, fitFade, type Uncertain } from './fit-fade.ts';
import type { Orientation } from './orientation.ts';
import { isSameCurrent, type RateStep } from './rate.ts';

/** What the cycles at one current say about the fade. */
export interface RetentionFit {
  /** Every model, the chosen one first. */
  readonly fits: readonly FadeFit[];
  readonly firstCycle: number;
  readonly lastCycle: number;
  readonly count: number;
}

/**
 * The fade of the returned charge over the complete cycles at the current of the longest rate step, or undefined where
 * they are fewer than eight. The reference is the first of them.
 */
export function fitRetention(
  cycles: readonly Cycle[],
  steps: readonly RateStep[],
  orientation: Orientation,
): RetentionFit | undefined {
  const longest = steps.reduce<RateStep | undefined>(
    (best, step) => (best !== undefined && lengthOf(best) >= lengthOf(step) ? best : step),
    undefined,
  );
  if (longest === undefined) return undefined;
  const alike = steps.filter((step) => isSameCurrent(step.current, longest.current));
  const chosen = cycles.filter(
    (cycle) =>
      !Number.isNaN(coulombicEfficiency(cycle, orientation)) &&
      alike.some(({ firstCycle, lastCycle }) => cycle.number >= firstCycle && cycle.number <= lastCycle),
  );
  const numbers = Float64Array.from(chosen, ({ number }) => number);
  const fits = fitFade(
    numbers,
    Float64Array.from(chosen, (cycle) => returned(cycle, orientation)?.charge ?? NaN),
  );
  if (fits.length === 0) return undefined;
  return { fits, firstCycle: numbers[0] ?? NaN, lastCycle: numbers.at(-1) ?? NaN, count: numbers.length };
}

/** Fitted retention, fade per cycle, the knee where there is one, and on request a retention beyond the data. */
export function retentionResults(
  fit: RetentionFit | undefined,
  context: ResultContext,
  extrapolateTo: number | undefined,
): Readonly<Record<string, Result>> {
  const chosen = fit?.fits[0];
  if (fit === undefined || chosen === undefined) return {};
  const { firstCycle, lastCycle, count } = fit;
  const by = `fit of ${count} complete cycles at one current, ${firstCycle} to ${lastCycle}, by ${named(chosen)}`;
  const results: Record<string, Result> = {
    retentionFitted: {
      ...percentage(
        context,
        chosen,
        chosen.ratio(lastCycle, firstCycle),
        `capacity of cycle ${lastCycle} over that of cycle ${firstCycle}, ${by}`,
      ),
      verdict: evidence(fit),
    },
    fadePerCycle: percentage(
      context,
      chosen,
      chosen.fall(lastCycle, firstCycle),
      `fall of the capacity per cycle at cycle ${lastCycle} over the capacity of cycle ${firstCycle}, ${by}`,
    ),
  };
  const { knee, slopes } = chosen;
  if (knee !== undefined && slopes !== undefined) {
    const isKnee = slopes[1] < slopes[0];
    results['knee'] = {
      ...plain(context, knee.value, '1', `cycle where two straight lines meet, ${by}`),
      interval: { low: knee.low, high: knee.high, level: 0.95, kind: 'likelihood over the knee' },
      verdict: isKnee ? 'the fade is faster after it' : 'the fade is slower after it: not a knee of ageing',
    };
  }
  if (extrapolateTo !== undefined && extrapolateTo > lastCycle) {
    results['retentionExtrapolated'] = extrapolated(fit, context, extrapolateTo);
  }
  return results;
}

/** The chosen fit at every cycle from the first to the last, over its value at the first, with its 95 % band. */
export function retentionFitTable({ fits, firstCycle, lastCycle }: RetentionFit): Table {
  const cycles = Float64Array.from({ length: lastCycle - firstCycle + 1 }, (_, i) => firstCycle + i);
  const [chosen] = fits;
  const points = Array.from(
    cycles,
    (cycle) => chosen?.ratio(cycle, firstCycle) ?? { value: NaN, error: NaN },
  );
  const quantile = chosen?.quantile ?? NaN;
  return {
    columns: [
      derived('cycle', '1', cycles),
      derived(
        'retention',
        '1',
        Float64Array.from(points, ({ value }) => value),
      ),
      derived(
        'retentionLow',
        '1',
        Float64Array.from(points, ({ value, error }) => value - quantile * error),
      ),
      derived(
        'retentionHigh',
        '1',
        Float64Array.from(points, ({ value, error }) => value + quantile * error),
      ),
    ],
  };
}

/** The chosen model's prediction with an interval that holds those of all models that the data do not rule out. */
function extrapolated(fit: RetentionFit, context: ResultContext, cycle: number): Result {
  const { fits, firstCycle, lastCycle } = fit;
  const least = Math.min(...fits.map(({ criterion }) => criterion));
  const kept = fits.filter((each, i) => i === 0 || each.criterion - least < CLEAR_EVIDENCE);
  const ends = kept.map((each) => {
    const { value, error } = each.predict(cycle, firstCycle);
    return { value, low: value - each.quantile * error, high: value + each.quantile * error };
  });
  return {
    ...plain(
      context,
      100 * (ends[0]?.value ?? NaN),
      '%',
      `capacity expected at cycle ${cycle} over that of cycle ${firstCycle}, by ${kept.map(named).join(', ')}`,
    ),
    interval: {
      low: 100 * Math.max(0, Math.min(...ends.map(({ low }) => low))),
      high: 100 * Math.max(...ends.map(({ high }) => high)),
      level: 0.95,
      kind: 'prediction, range over the models that the data do not rule out',
    },
    verdict: `extrapolated ${cycle - lastCycle} cycles beyond the data: holds if the fade goes on by the same law; a knee to come is not in it`,
  };
}

function percentage(
  context: ResultContext,
  { quantile }: FadeFit,
  { value, error }: Uncertain,
  definition: string,
): Result {
  return {
    ...plain(context, 100 * value, '%', definition),
    interval: {
      low: 100 * (value - quantile * error),
      high: 100 * (value + quantile * error),
      level: 0.95,
      kind: 'fit with correlated residuals',
    },
  };
}

function evidence({ fits }: RetentionFit): string {
  const [chosen, ...others] = fits;
  const differences = others.map((each) => {
    const worse = each.criterion - (chosen?.criterion ?? NaN);
    return `${named(each)} ${worse > 0 ? '+' : ''}${worse.toFixed(1)}`;
  });
  return `${named(chosen)} by the Bayesian criterion; ${differences.join(', ')}`;
}

function named(fit: FadeFit | undefined): string {
  return fit === undefined
    ? ''
    : {
        'straight line': 'a straight line',
        exponential: 'an exponential',
        'exponential to a floor': 'an exponential to a floor',
        'two straight lines': 'two straight lines',
      }[fit.model];
}

function lengthOf({ firstCycle, lastCycle }: RateStep): number {
  return lastCycle - firstCycle;
}
