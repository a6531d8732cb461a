import type { Basis, Interval, Result } from '@anodelab/data';
import { type Branch, type Cycle, coulombicEfficiency, returned } from './cycles.ts';
import { largestCountDifference } from './cycling-findings.ts';
import type { Orientation } from './orientation.ts';
import { type RateStep, recovery } from './rate.ts';

/** What every number of one analysis shares. */
export interface ResultContext {
  readonly orientation: Orientation;
  /** kg, or undefined for capacities per cell. */
  readonly mass: number | undefined;
  readonly basis: Basis;
  /** Number of the cycle that retention refers to. */
  readonly reference: number | undefined;
  readonly currentAccuracy: number;
  /** `by the cycler's counter Capacity/mAh`, `by coulomb count`. */
  readonly measure: string;
  /** True where the capacities are a counter's and the current is an independent measure of them. */
  readonly isChecked: boolean;
  /** True where there are no records, only the vendor's table of cycles. */
  readonly isTable: boolean;
  /** How cycles were numbered, for definitions. */
  readonly rule: string;
  readonly inputs: readonly string[];
}

/** C per mAh. */
const C_PER_MAH = 3.6;

/** Half width of a 95 % interval in standard errors. */
const NORMAL_95 = 1.96;

/** The named numbers of a cycling test; a number that the data do not give is left out. */
export function cyclingResults(
  cycles: readonly Cycle[],
  steps: readonly RateStep[],
  context: ResultContext,
): Readonly<Record<string, Result>> {
  const { orientation } = context;
  const complete = cycles.filter((cycle) => !Number.isNaN(coulombicEfficiency(cycle, orientation)));
  const first = cycles[0];
  const last = complete.at(-1);
  const reference = cycles.find((cycle) => cycle.number === context.reference);
  const results: Record<string, Result> = {
    cycles: plain(context, cycles.length, '1', `number of cycles, ${context.rule}, an unfinished one counts`),
    completeCycles: plain(context, complete.length, '1', 'cycles with both half cycles complete'),
  };
  const add = (name: string, result: Result | undefined) => {
    if (result !== undefined) results[name] = result;
  };
  const { charge: chargeName, discharge: dischargeName } = orientation.names;
  const nameOf = (direction: string) => `first${direction.charAt(0).toUpperCase()}${direction.slice(1)}`;
  add(
    nameOf(dischargeName),
    capacity(context, first?.discharge, `${dischargeName} of cycle ${first?.number}`),
  );
  add(nameOf(chargeName), capacity(context, first?.charge, `${chargeName} of cycle ${first?.number}`));
  add('firstEfficiency', first && efficiency(context, [first], `cycle ${first.number}`));
  if (last !== undefined && last !== first) {
    const branch = returned(last, orientation);
    add(
      'lastCapacity',
      capacity(context, branch, `returned charge of cycle ${last.number}, the last complete one`),
    );
    add('lastEfficiency', efficiency(context, [last], `cycle ${last.number}, the last complete one`));
  }
  const later = complete.filter((cycle) => cycle !== first);
  if (later.length > 1) {
    const span = `cycles ${later[0]?.number} to ${later.at(-1)?.number}`;
    add('meanEfficiency', efficiency(context, later, `mean over the complete ones of ${span}`));
  }
  if (complete.length > 1) add('cumulativeEfficiency', cumulativeEfficiency(context, complete));
  add('retention', retention(context, reference, last));
  add('recoveredCapacity', recovered(context, steps));
  if (context.isChecked) {
    const difference = largestCountDifference(cycles);
    const definition =
      'largest relative difference between the counter and the integral of the current over a complete half cycle';
    if (difference > 0) add('countDifference', plain(context, difference, '1', definition));
  }
  return results;
}

/** A result with the method and inputs of the analysis. */
export function plain(context: ResultContext, value: number, unit: string, definition: string): Result {
  return { value, unit, definition, method: `cycling: ${context.measure}`, inputs: context.inputs };
}

/** How charges are given: per gram where a mass is known, and the value of a charge in C in that unit. */
export function capacityUnit({ mass }: ResultContext): { unit: string; value: (charge: number) => number } {
  return mass === undefined
    ? { unit: 'mAh', value: (charge) => charge / C_PER_MAH }
    : { unit: 'mAh/g', value: (charge) => charge / mass / C_PER_MAH / 1000 };
}

function capacity(context: ResultContext, branch: Branch | undefined, what: string): Result | undefined {
  if (branch === undefined) return undefined;
  const { currentAccuracy } = context;
  const { unit, value: convert } = capacityUnit(context);
  const value = convert(branch.charge);
  const result = plain(context, value, unit, `${what}, ${context.measure}`);
  return {
    ...result,
    basis: context.basis,
    interval: around(value, value * currentAccuracy),
    ...(branch.complete ? {} : { verdict: 'cut off: the half cycle is not complete' }),
  };
}

/** Mean efficiency of the cycles, %, with the interval that the current accuracy gives (one cycler: not reduced by averaging). */
function efficiency(context: ResultContext, cycles: readonly Cycle[], what: string): Result | undefined {
  const { orientation, currentAccuracy } = context;
  const values = cycles.map((cycle) => 100 * coulombicEfficiency(cycle, orientation));
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  if (Number.isNaN(value)) return undefined;
  const ratio = orientation.returns > 0 ? 'charge over discharge' : 'discharge over charge';
  return {
    ...plain(context, value, '%', `coulombic efficiency of ${what}: ${ratio} of the same cycle`),
    interval: around(value, value * Math.SQRT2 * currentAccuracy),
    ...(value > 100 ? { verdict: 'above 100 %: more charge came back than went in' } : {}),
  };
}

function cumulativeEfficiency(context: ResultContext, cycles: readonly Cycle[]): Result {
  const { orientation, currentAccuracy } = context;
  const product = cycles.reduce((total, cycle) => total * coulombicEfficiency(cycle, orientation), 1);
  const value = 100 * product;
  const definition = `product of the coulombic efficiencies of ${cycles.length} complete cycles`;
  return {
    ...plain(context, value, '%', definition),
    interval: around(value, value * cycles.length * Math.SQRT2 * currentAccuracy),
  };
}

function retention(
  context: ResultContext,
  reference: Cycle | undefined,
  last: Cycle | undefined,
): Result | undefined {
  if (reference === undefined || last === undefined || last === reference) return undefined;
  const before = returned(reference, context.orientation);
  const now = returned(last, context.orientation);
  if (before === undefined || now === undefined || !before.complete) return undefined;
  const value = (100 * now.charge) / before.charge;
  return plain(
    context,
    value,
    '%',
    `returned charge of cycle ${last.number} over that of cycle ${reference.number}`,
  );
}

function recovered(context: ResultContext, steps: readonly RateStep[]): Result | undefined {
  const pair = recovery(steps);
  if (pair === undefined) return undefined;
  const { before, after } = pair;
  return plain(
    context,
    (100 * after.charge) / before.charge,
    '%',
    `mean returned charge of cycles ${after.firstCycle} to ${after.lastCycle} over that of cycles ${before.firstCycle} to ${before.lastCycle} at the same current, with faster cycles between them`,
  );
}

function around(value: number, error: number): Interval {
  return {
    low: value - NORMAL_95 * error,
    high: value + NORMAL_95 * error,
    level: 0.95,
    kind: 'propagated current accuracy',
  };
}
