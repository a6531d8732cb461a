import type { CellStep, StopRule } from './cell-step.ts';
import { DECAYED, type ExactParticle } from './exact-particle.ts';

/** A stop is located to this share of its time, and met from the far side. */
const LOCATED = 1e-12;
/** A step of Newton's that is shorter leaves less than that. */
const NEWTON = 1e-8;
/** Where in its bracket a stop is looked for first: most lie near the end of the charge. */
const NEAR_END = 7 / 8;
/** A surface this far outside [0, 1] is no rounding. */
const BEYOND = 2e-3;
/** An amplitude below this is an even profile's. */
const EVEN = 1e-9;

/** How a step at constant current ended: also where the particle's surface is full or empty, or a rest without end. */
export interface ExactStepEnd {
  readonly reason: 'duration' | 'used up' | 'nothing moves' | StopRule;
  /** s. */
  readonly duration: number;
}

/** Begins a step of constant current and finds where it ends: at its duration, at a stop or used up. */
export function runExactStep(particle: ExactParticle, { control, duration, stops }: CellStep): ExactStepEnd {
  const current = control.at(0);
  particle.begin(current);
  let end = Math.min(duration, timeUsedUp(particle));
  let reason: ExactStepEnd['reason'] = end === duration ? 'duration' : 'used up';
  const settled = current === 0 ? DECAYED / particle.diffusion.decay[1]! : Infinity;
  for (const stop of stops) {
    const time = timeOf(particle, stop, Math.min(end, settled));
    if (time > end) continue;
    end = time;
    reason = stop;
  }
  if (end === Infinity) return { reason: 'nothing moves', duration: settled };
  const used = timeBeyond(particle, end);
  return used < end ? { reason: 'used up', duration: used } : { reason, duration: end };
}

/** Time until the mean of the particle is empty or full, s. */
function timeUsedUp({ rate, profile }: ExactParticle): number {
  if (rate === 0) return Infinity;
  return ((rate > 0 ? 1 - profile[0]! : profile[0]!) / Math.abs(rate)) * (1 - 1e-9);
}

/** First time up to `limit` at which a stop is met; Infinity where it is not. */
function timeOf(particle: ExactParticle, { quantity, side, value }: StopRule, limit: number): number {
  if (quantity === 'voltage') return firstTime(particle, value, side === 'above' ? 1 : -1, limit);
  const size = Math.abs(particle.current);
  if (quantity === 'current') return (side === 'above' ? size >= value : size <= value) ? 0 : Infinity;
  if (side === 'below') return value >= 0 ? 0 : Infinity;
  return value <= 0 ? 0 : value / size;
}

/** First time up to `limit` at which side * (voltage - value) is not negative; Infinity where there is none. */
function firstTime(particle: ExactParticle, value: number, side: -1 | 1, limit: number): number {
  const isMet = (t: number) => side * (particle.voltageAt(t) - value) >= 0;
  if (isMet(0)) return 0;
  let low = 0;
  for (let m = firstScan(particle); m > 0; m--) {
    const t = 1 / particle.diffusion.decay[m]!;
    if (t >= limit) break;
    if (isMet(t)) return locate(particle, low, t, value, side);
    low = t;
  }
  const { rate, origin } = particle;
  const full = ((rate > 0 ? 1 : 0) - origin) / rate; // the steady profile's surface is at its end
  if (full > low && full < limit) {
    if (isMet(full)) return locate(particle, low, full, value, side);
    low = full;
  }
  return isMet(limit) ? locate(particle, low, limit, value, side) : Infinity;
}

/** A profile that is not even may carry the surface there and back: the mode from which its times are looked at. */
function firstScan({ profile }: ExactParticle): number {
  let m = profile.length - 1;
  while (m > 0 && Math.abs(profile[m]!) < EVEN) m--;
  return m;
}

/** Newton within a bracket, bisecting where it does not halve its steps. */
function locate(particle: ExactParticle, low: number, high: number, value: number, side: -1 | 1): number {
  const limit = high;
  let t = low + NEAR_END * (high - low);
  let last = high - low;
  for (let round = 0; round < 200; round++) {
    particle.look(t);
    const over = particle.voltage - value;
    if (side * over >= 0) high = t;
    else low = t;
    let next = t - over / particle.voltageRate;
    const isNewton = next > low && next < high && Math.abs(next - t) <= last / 2;
    if (!isNewton) next = (low + high) / 2;
    last = Math.abs(next - t);
    t = next;
    if (last <= (isNewton ? NEWTON : LOCATED) * t) break;
  }
  return Math.min(limit, t * (1 + LOCATED));
}

/** When the surface became full or empty, where it is beyond at t; t elsewhere. */
function timeBeyond(particle: ExactParticle, t: number): number {
  const isBeyond = (time: number, by: number) => {
    particle.look(time);
    return particle.surface < -by || particle.surface > 1 + by;
  };
  if (!isBeyond(t, BEYOND)) return t;
  let low = 0;
  let high = t;
  while (high - low > 1e-9 * t) {
    const middle = (low + high) / 2;
    if (isBeyond(middle, 0)) high = middle;
    else low = middle;
  }
  return low;
}
