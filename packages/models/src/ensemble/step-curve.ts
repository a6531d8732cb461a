import type { Advance } from '../porous-cell/cell-run.ts';

/**
 * Voltage and current of one step, kept part by part as it is computed, so that they can be read at equal times once its
 * end is known. Within a part both are polynomials of time: as many nodes as these have coefficients keep all of them.
 */
export class StepCurve {
  private readonly nodes: number;
  /** Barycentric, of equal distances. */
  private readonly weights: Float64Array;
  private readonly shares: Float64Array;
  private parts = 0;
  /** Start of the step, then the end of each part, s. */
  private times = new Float64Array(65);
  /** Voltages of a part, then its currents. */
  private values: Float64Array;

  constructor(nodes: number) {
    this.nodes = nodes;
    this.weights = new Float64Array(nodes);
    for (let q = 0, binomial = 1; q < nodes; q++) {
      this.weights[q] = binomial;
      binomial *= -(nodes - 1 - q) / (q + 1);
    }
    this.shares = new Float64Array(nodes);
    this.values = new Float64Array(64 * 2 * nodes);
  }

  /** Forgets all; a new step begins at a time. */
  begin(time: number): void {
    this.parts = 0;
    this.times[0] = time;
  }

  /** Keeps the next part. */
  record(part: Advance): void {
    const { nodes, parts } = this;
    if (2 * nodes * (parts + 1) > this.values.length) this.grow();
    const at = 2 * nodes * parts;
    const each = (part.to - part.from) / (nodes - 1);
    for (let q = 0; q < nodes; q++) {
      const t = q === nodes - 1 ? part.to : part.from + q * each;
      this.values[at + q] = part.voltageAt(t);
      this.values[at + nodes + q] = part.currentAt(t);
    }
    this.parts++;
    this.times[this.parts] = part.to;
  }

  /** Writes `count` readings from the start to the end, both among them; false where nothing was kept. */
  read(count: number, voltage: Float64Array, current: Float64Array, at: number): boolean {
    const { times, parts } = this;
    if (parts === 0) return false;
    const start = times[0]!;
    const end = times[parts]!;
    let part = 0;
    for (let k = 0; k < count; k++) {
      const t = count > 1 ? start + ((end - start) * k) / (count - 1) : start;
      while (part < parts - 1 && t > times[part + 1]!) part++;
      this.share((t - times[part]!) / (times[part + 1]! - times[part]!));
      voltage[at + k] = this.blend(2 * part);
      current[at + k] = this.blend(2 * part + 1);
    }
    return true;
  }

  /** What each node counts at a place within a part, 0 to 1. */
  private share(place: number): void {
    const { nodes, shares, weights } = this;
    let sum = 0;
    for (let q = 0; q < nodes; q++) {
      const distance = place - q / (nodes - 1);
      if (distance === 0) {
        shares.fill(0);
        shares[q] = 1;
        return;
      }
      shares[q] = weights[q]! / distance;
      sum += shares[q]!;
    }
    for (let q = 0; q < nodes; q++) shares[q]! /= sum;
  }

  private blend(row: number): number {
    const { nodes, shares, values } = this;
    let sum = 0;
    for (let q = 0; q < nodes; q++) sum += shares[q]! * values[row * nodes + q]!;
    return sum;
  }

  private grow(): void {
    const { times, values } = this;
    this.times = new Float64Array(2 * times.length);
    this.times.set(times);
    this.values = new Float64Array(2 * values.length);
    this.values.set(values);
  }
}
