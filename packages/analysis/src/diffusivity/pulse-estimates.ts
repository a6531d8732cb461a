import { straightLine } from '../cv/straight-line.ts';
import type { Shape } from './constant-flux.ts';
import type { Estimate, Method } from './estimates.ts';
import { fitRate, type RateFit } from './exact-fit.ts';
import type { Interruption, Pulse } from './pulses.ts';
import { duration } from './records.ts';
import { rootLawRate, rootLine } from './square-root-law.ts';

/** Largest D t/size^2 at which the square-root law is believed: it is 8.7 % low there for a sphere. */
export const ROOT_LIMIT = 0.01;
/** Part of a pulse from which its ohmic step and its slope over root time are taken. */
const EARLY = 0.1;
/** First time after a step that counts, s, or this share of the pulse where that is less: charge transfer comes before. */
const FIRST = 1;
const FIRST_SHARE = 1e-3;
/** D t/size^2 under current from which on the profile keeps its form, which ICI takes for granted. */
const STEADY_FROM = 0.5;
/** Largest change of the rested potential that dE/dc is taken to be constant over, V. */
const LARGEST_CHANGE = 0.1;
/** A fit that leaves more than this share of the transient is no description of it. */
const MISFIT = 0.1;
/** Part of a current period, from its end, in which its slope is taken for ICI. */
const LATE = 0.5;

/** The diffusivities of one pulse: exact fits of pulse and rest, and the square-root law twice. */
export function pulseEstimates(
  { pulse, rest, before, after, restedRecords }: Pulse,
  shape: Shape,
  number: number,
): readonly Estimate[] {
  const length = duration(pulse);
  const change = after - before;
  const from = Math.min(FIRST, FIRST_SHARE * length);
  const common = { number, voltage: (before + after) / 2 };
  const window = (start: number, time: Float64Array, voltage: Float64Array) => {
    const first = time.findIndex((t) => t - start >= from);
    const since = time.slice(first);
    for (let i = 0; i < since.length; i++) since[i]! -= start;
    return { time: since, voltage: voltage.subarray(first) };
  };
  const during = window(pulse.start, pulse.time, pulse.voltage);
  const later = window(rest.start, rest.time, rest.voltage);
  const exact = fitRate(shape, { ...during, length, change, restedRecords });
  const settled = fitRate(shape, {
    ...later,
    time: later.time.map((t) => t + length),
    length,
    change,
    restedRecords,
  });

  const estimates: Estimate[] = [];
  if (exact !== undefined) {
    estimates.push({
      method: 'GITT exact',
      ...common,
      ...exact,
      ...exactVerdict(exact, length, swing(during.voltage), change),
      window: length,
    });
  }
  const early = rootLine(pulse.time, pulse.voltage, pulse.start, from, EARLY * length);
  if (early !== undefined) {
    const law = (method: Method, slope: number, slopeError: number, end: number): Estimate => {
      const rate = rootLawRate(shape, change / length, slope);
      const spread = 2 * 1.96 * Math.abs(slopeError / slope); // of the square
      const validity = (exact !== undefined && exact.low !== null ? exact.rate : rate) * end;
      return {
        method,
        ...common,
        rate,
        low: rate / (1 + spread),
        high: rate * (1 + spread),
        ...rootVerdict(validity),
        ...(Math.abs(change) > LARGEST_CHANGE && { isValid: false, verdict: tooLarge(change) }),
        window: end,
      };
    };
    const transient = pulse.voltage.at(-1)! - early.offset;
    const total = transient / Math.sqrt(length);
    estimates.push(
      law(
        'GITT square-root law',
        total,
        (early.slopeError * Math.sqrt(early.end)) / Math.sqrt(length),
        length,
      ),
    );
    estimates.push(law('GITT slope', early.slope, early.slopeError, early.end));
  }
  if (settled !== undefined) {
    const end = duration(rest);
    estimates.push({
      method: 'relaxation',
      ...common,
      ...settled,
      ...exactVerdict(settled, end, swing(later.voltage), change),
      window: end,
    });
  }
  return estimates;
}

/** The diffusivity of one pause by the intermittent current interruption (Chien et al., J. Electrochem. Soc. 168 (2021) 060504). */
export function interruptionEstimate(
  { current, pause, elapsed, previous }: Interruption,
  shape: Shape,
  number: number,
): { readonly estimate: Estimate; readonly resistance: number } | undefined {
  const length = duration(pause);
  const line = rootLine(pause.time, pause.voltage, pause.start, Math.min(FIRST, EARLY * length), length);
  const end = current.time.at(-1)!;
  const first = current.time.findIndex((t) => t >= end - LATE * duration(current));
  if (line === undefined || current.time.length - first < 4) return undefined;
  const drift = straightLine(
    current.time.subarray(first).map((t) => t - end),
    current.voltage.subarray(first),
  );
  // from end to end of the periods, each pause leaves the same trace in both; the slope within one still bears it
  const slope = previous === undefined ? drift.slope : (drift.offset - previous) / duration(current);
  const rate = rootLawRate(shape, slope, line.slope);
  const spread = 2 * 1.96 * Math.hypot(drift.slopeError / drift.slope, line.slopeError / line.slope);
  return {
    estimate: {
      method: 'ICI',
      number,
      voltage: line.offset,
      rate,
      low: rate / (1 + spread),
      high: rate * (1 + spread),
      ...(rate * elapsed < STEADY_FROM ? notSteady(rate * length) : rootVerdict(rate * length)),
      window: length,
    },
    resistance: (drift.offset - line.offset) / current.level,
  };
}

function notSteady(validity: number): Pick<Estimate, 'validity' | 'isValid' | 'verdict'> {
  const verdict = `not valid: D t/size^2 under current is below ${STEADY_FROM} so far, so the potential does not yet follow the mean filling`;
  return { validity, isValid: false, verdict };
}

function rootVerdict(validity: number): Pick<Estimate, 'validity' | 'isValid' | 'verdict'> {
  const isValid = validity <= ROOT_LIMIT;
  const verdict = isValid
    ? 'valid'
    : `not valid: D t/size^2 ${validity.toPrecision(2)} exceeds ${ROOT_LIMIT}, the particles are no endless planes; the exact fit stands`;
  return { validity, isValid, verdict };
}

function exactVerdict(
  { rate, low, rmse }: RateFit,
  window: number,
  transient: number,
  change: number,
): Partial<Estimate> & Pick<Estimate, 'validity' | 'isValid' | 'verdict'> {
  const validity = rate * window;
  if (low === null) {
    const verdict = 'not identifiable: the transient does not show in the window';
    return { rate: NaN, validity: NaN, isValid: false, verdict };
  }
  if (Math.abs(change) > LARGEST_CHANGE) return { validity, isValid: false, verdict: tooLarge(change) };
  if (rmse > MISFIT * transient) {
    const share = Math.round((100 * rmse) / transient);
    const verdict = `not valid: the fit leaves ${share} % of the transient; diffusion with one constant D does not describe it`;
    return { validity, isValid: false, verdict };
  }
  return { validity, isValid: true, verdict: 'valid' };
}

function tooLarge(change: number): string {
  return `not valid: the rested potential changes by ${change.toPrecision(2)} V, over which E(c) is no straight line`;
}

/** Range of the potentials, V. */
function swing(voltage: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of voltage) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
