import type { Advance, CellRun } from '../porous-cell/cell-run.ts';

/** When a tester logs: both ends of a step, and whenever one of these has changed by so much since the last record. */
export interface Sampling {
  /** s from the beginning of a step to its first record; default 0. */
  readonly delay?: number | undefined;
  /** s. */
  readonly time?: number | undefined;
  /** V. */
  readonly voltage?: number | undefined;
  /** A per geometric m2. */
  readonly current?: number | undefined;
}

/** Shortest and longest look ahead, as shares of what the solver has just computed. */
const SHORTEST = 1e-7;
const LONGEST = 1 / 8;
const FIRST = 1e-4;
/** A change of voltage or current is met within this share of itself. */
const MET = 1e-6;

/** Finds the moments at which a tester logs, on the solver's own dense output. */
export class Sampler {
  private readonly sampling: Sampling;
  private readonly log: (t: number, advance: Advance) => void;
  private lastTime = NaN;
  private began = NaN;
  private lastVoltage = 0;
  private lastCurrent = 0;

  /** @param log - called at each record with its time, s since the start of the run */
  constructor(sampling: Sampling, log: (t: number, advance: Advance) => void) {
    this.sampling = sampling;
    this.log = log;
  }

  /** Logs what lies within a computed part of a step, which follows on the one before. */
  take(advance: Advance): void {
    const { from, to } = advance;
    const { delay = 0, time = Infinity, voltage = Infinity, current = Infinity } = this.sampling;
    if (Number.isNaN(this.began)) this.began = from;
    if (Number.isNaN(this.lastTime)) {
      if (this.began + delay > to) return;
      this.record(this.began + delay, advance);
    }
    const length = to - from;
    if (voltage === Infinity && current === Infinity) {
      while (this.lastTime + time < to - time * 1e-9) this.record(this.lastTime + time, advance);
      return;
    }
    /** How far the reading at t is past the next record, 1 at it. */
    const share = (t: number) =>
      Math.max(
        (t - this.lastTime) / time,
        Math.abs(advance.voltageAt(t) - this.lastVoltage) / voltage,
        Math.abs(advance.currentAt(t) - this.lastCurrent) / current,
      );
    let at = Math.max(from, this.lastTime);
    let look = FIRST * length;
    while (at < to) {
      const next = Math.min(to, at + look);
      const reached = share(next);
      if (reached < 1) {
        at = next;
        look = Math.min(LONGEST * length, 2 * look);
        continue;
      }
      const there = cross(share, at, next);
      if (there >= to) return; // the end is logged as such
      look = Math.max(SHORTEST * length, there - at);
      at = there;
      this.record(there, advance);
    }
  }

  /** Logs the end of a step as the cell then is, unless that moment is logged. */
  end({ time, voltage, current, charge }: Pick<CellRun, 'time' | 'voltage' | 'current' | 'charge'>): void {
    if (this.lastTime === time) return;
    this.record(time, {
      from: time,
      to: time,
      voltageAt: () => voltage,
      currentAt: () => current,
      chargeAt: () => charge,
    });
  }

  private record(t: number, advance: Advance): void {
    this.lastTime = t;
    this.lastVoltage = advance.voltageAt(t);
    this.lastCurrent = advance.currentAt(t);
    this.log(t, advance);
  }
}

/** Where a function comes to 1 between two times; it is below 1 at the first. */
function cross(share: (t: number) => number, low: number, high: number): number {
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) break;
    const value = share(middle);
    if (value < 1) low = middle;
    else high = middle;
    if (Math.abs(value - 1) < MET) return middle;
  }
  return high;
}
