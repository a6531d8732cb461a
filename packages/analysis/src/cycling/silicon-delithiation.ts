import { type DelithiationFit, fitDelithiation, type Hump } from './fit-delithiation.ts';
import { differentialCapacity, spreadIncrements } from './differential-capacity.ts';
import type { Curve } from './curves.ts';

/** A value with the ends of its 95 % interval; all NaN where it cannot be told. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one delithiation says about the silicon that gave it. */
export interface SiliconDelithiation {
  readonly cycle: number;
  /** V at which the lithiation before it ended, NaN where there is none. */
  readonly lithiationEnd: number;
  /** C */
  readonly charge: number;
  /** Whether the two-phase peak of c-Li15Si4 is in it. */
  readonly spike: 'seen' | 'not seen' | 'cannot be told';
  /** V, top and full width at half maximum of the peak where one is seen. */
  readonly spikeTop: number;
  readonly spikeWidth: number;
  /** Share of the charge in the peak; where none is seen, 0 and the largest share that would hide. */
  readonly spikeShare: Estimate;
  /** Share of the charge below the valley between the two humps of amorphous silicon, by their fit; NaN beside a spike or without a valley. */
  readonly lowerShare: Estimate;
  /** V, tops of the two humps, and the valley between them. */
  readonly lowerTop: number;
  readonly upperTop: number;
  readonly valley: number;
  /** The charge below the valley over the whole: the same split without a model. */
  readonly valleyShare: number;
  /** Share of the charge that the flanks of the humps still hold above the last voltage. */
  readonly reservoir: Estimate;
  /** Root mean square misfit of the two humps over that of dQ/dV. */
  readonly misfit: number;
}

/** V: bins of the fit, narrow enough for the spike. */
const BIN = 0.005;

/** V: where c-Li15Si4 gives its lithium, with 10 to 20 mV of polarisation (Obrovac and Krause, J. Electrochem. Soc. 154, A103, 2007). */
const SPIKE_LOW = 0.42;
const SPIKE_HIGH = 0.47;

/** Fewest records of a delithiation whose shape is read. */
const LEAST_RECORDS = 40;

/** V: widest full width at half maximum of a two-phase peak; humps of amorphous silicon are 70 mV and more. */
const SPIKE_WIDTH = 0.04;

/** A hidden spike below this share of the charge counts as none. */
const HIDDEN_SHARE = 0.03;

/** Akaike's criterion must fall by this much for a third component. */
const CRITERION_GAIN = 10;

/** V: shape of the spike that is looked for where none is seen, from the spikes of real cells. */
const SPIKE_SHAPE = { center: 0.437, deviation: 0.006 };

/** Half width of a 95 % interval in standard errors. */
const NORMAL_95 = 1.96;

const UNKNOWN: Estimate = { value: NaN, low: NaN, high: NaN };

/** The signs of silicon in one delithiation curve (docs/methods/cycling.md, "Silicon"). */
export function analyseDelithiation(curve: Curve, lithiationEnd: number): SiliconDelithiation {
  const { voltage, increments } = curve;
  const charge = increments.reduce((sum, value) => sum + value, 0);
  const data = binned(voltage, increments);
  const isDense = voltage.length >= LEAST_RECORDS;
  const two = isDense ? fitDelithiation(data, false) : undefined;
  const three = isDense ? fitDelithiation(data, true) : undefined;
  const spike = findSpike(two, three);
  const isTold = spike === undefined && two !== undefined;
  const [lower, upper] = two?.humps ?? [];
  const valley = isTold && lower && upper ? findValley(voltage, increments, lower, upper) : NaN;
  const valleyShare = chargeBelow(data, valley) / charge;
  const hidden = two === undefined ? UNKNOWN : hiddenSpike(two, data, charge);
  const isHidden = !(hidden.high < HIDDEN_SHARE);
  return {
    cycle: curve.cycle,
    lithiationEnd,
    charge,
    spike: spike?.isAtPlace ? 'seen' : spike !== undefined || isHidden ? 'cannot be told' : 'not seen',
    spikeTop: spike?.hump.top ?? NaN,
    spikeWidth: spike?.hump.width ?? NaN,
    spikeShare: spike === undefined ? hidden : shareOf(spike.hump, charge),
    lowerShare: lower && upper && !Number.isNaN(valley) ? splitShare(lower, upper, valleyShare) : UNKNOWN,
    lowerTop: isTold ? (lower?.top ?? NaN) : NaN,
    upperTop: isTold ? (upper?.top ?? NaN) : NaN,
    valley,
    valleyShare,
    reservoir: hull([two, three].filter((fit) => fit !== undefined).map((fit) => beyond(fit, charge))),
    misfit: two?.misfit ?? NaN,
  };
}

function binned(voltage: Float64Array, increments: Float64Array) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of voltage) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const count = Math.max(0, Math.floor((high - low) / BIN));
  // One cell more than is kept: the rest of the range, which fills no whole bin.
  const cells =
    count > 0 ? spreadIncrements(voltage, increments, low + BIN / 2, BIN, count + 2) : new Float64Array(0);
  return { start: low, spacing: BIN, cells: cells.slice(0, count) };
}

/** A third component that is narrow, sure and asked for by the data; `isAtPlace` where c-Li15Si4 has it. */
function findSpike(two: DelithiationFit | undefined, three: DelithiationFit | undefined) {
  if (three === undefined || (two?.criterion ?? Infinity) - three.criterion < CRITERION_GAIN)
    return undefined;
  const hump = three.humps.find((each) => each.width <= SPIKE_WIDTH && each.charge > 3 * each.chargeError);
  if (hump === undefined) return undefined;
  return { hump, isAtPlace: hump.top >= SPIKE_LOW && hump.top <= SPIKE_HIGH };
}

/** The largest share of the charge that a spike of usual shape could have in what two humps leave over. */
function hiddenSpike(two: DelithiationFit, data: ReturnType<typeof binned>, charge: number): Estimate {
  const { residuals, inflation } = two;
  let product = 0;
  let shapes = 0;
  let squares = 0;
  residuals.forEach((residual, i) => {
    const x = (data.start + (i + 0.5) * data.spacing - SPIKE_SHAPE.center) / SPIKE_SHAPE.deviation;
    const shape = (Math.exp((-x * x) / 2) * data.spacing) / (SPIKE_SHAPE.deviation * Math.sqrt(2 * Math.PI));
    product += residual * shape;
    shapes += shape * shape;
    squares += residual * residual;
  });
  if (!(shapes > 0)) return UNKNOWN;
  const error = Math.sqrt((inflation * squares) / residuals.length / shapes);
  return { value: 0, low: 0, high: (Math.max(0, product / shapes) + NORMAL_95 * error) / charge };
}

/** V between the humps where dQ/dV, smoothed by 10 mV, is least; NaN where they have no valley. */
function findValley(voltage: Float64Array, increments: Float64Array, lower: Hump, upper: Hump): number {
  const { voltage: grid, dQdV } = differentialCapacity(voltage, increments, 0.01);
  let [at, least] = [NaN, Infinity];
  const inside = (i: number) => (grid[i] ?? NaN) > lower.top && (grid[i] ?? NaN) < upper.top;
  dQdV.forEach((value, i) => {
    if (inside(i) && value < least) [at, least] = [i, value];
  });
  return inside(at - 1) && inside(at + 1) ? (grid[at] ?? NaN) : NaN;
}

function chargeBelow({ start, spacing, cells }: ReturnType<typeof binned>, voltage: number): number {
  if (Number.isNaN(voltage)) return NaN;
  const bins = (voltage - start) / spacing;
  return cells.reduce((sum, value, i) => sum + value * Math.min(1, Math.max(0, bins - i)), 0);
}

function shareOf({ charge, chargeError }: Hump, whole: number): Estimate {
  const error = (NORMAL_95 * chargeError) / whole;
  return { value: charge / whole, low: charge / whole - error, high: charge / whole + error };
}

/** Share of the lower hump in both, with an interval that holds the split at the valley too. */
function splitShare(lower: Hump, upper: Hump, valleyShare: number): Estimate {
  const value = lower.charge / (lower.charge + upper.charge);
  // The humps trade charge with each other, so that their errors are about one error of the share.
  const error = (NORMAL_95 * Math.max(lower.chargeError, upper.chargeError)) / (lower.charge + upper.charge);
  if (!Number.isFinite(error)) return UNKNOWN;
  const low = Math.max(0, Math.min(value - error, valleyShare));
  const high = Math.min(1, Math.max(value + error, valleyShare));
  return { value, low, high };
}

function beyond({ beyondTop, beyondTopError }: DelithiationFit, charge: number): Estimate {
  const error = NORMAL_95 * beyondTopError;
  return {
    value: beyondTop / charge,
    low: Math.max(0, beyondTop - error) / charge,
    high: (beyondTop + error) / charge,
  };
}

/** The first estimate with an interval that holds all finite ones. */
function hull(estimates: readonly Estimate[]): Estimate {
  const finite = estimates.filter(({ high }) => Number.isFinite(high));
  const [first] = finite;
  if (first === undefined) return UNKNOWN;
  return {
    value: first.value,
    low: Math.min(...finite.map(({ low }) => low)),
    high: Math.max(...finite.map(({ high }) => high)),
  };
}
