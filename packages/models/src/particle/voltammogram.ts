import { ParticleCell, type ParticleCellDescription } from './particle-cell.ts';
import { type StepOutcome, stepPotential, type TimeOrder } from './step.ts';

/** A triangle of potential: down from `upper` to `lower` and back, `cycles` times. */
export interface SweepProtocol {
  /** V/s, positive. */
  readonly scanRate: number;
  readonly upper: number;
  readonly lower: number;
  readonly cycles: number;
  /** Largest step, V. */
  readonly step: number;
  readonly order?: TimeOrder;
}

/** One record per step, the first at the start of the first sweep. Currents per geometric m2, > 0 delithiates. */
export interface Voltammogram {
  /** s. */
  readonly time: Float64Array;
  /** V against Li. */
  readonly potential: Float64Array;
  /** A/m2, at the time of the record. */
  readonly current: Float64Array;
  /** C/m2 since the start, > 0 delithiates; from the integration, exact for the lithium in the particles. */
  readonly charge: Float64Array;
  /** From 1. */
  readonly cycle: Float64Array;
  /** Steps in which a particle was empty or full; 0 where every current is a solution. */
  readonly clampedSteps: number;
}

/** The voltammogram of a half cell that starts at the state of its description. */
export function sweep(description: ParticleCellDescription, protocol: SweepProtocol): Voltammogram {
  const cell = new ParticleCell(description);
  const { scanRate, upper, lower, cycles, order = 'second' } = protocol;
  const perSweep = Math.max(1, Math.ceil((upper - lower) / protocol.step - 1e-9));
  const records = 2 * cycles * perSweep + 1;
  const time = new Float64Array(records);
  const potential = new Float64Array(records);
  const current = new Float64Array(records);
  const charge = new Float64Array(records);
  const cycle = new Float64Array(records);
  const duration = (upper - lower) / perSweep / scanRate;
  const outcome: StepOutcome = { status: 'done', charge: 0 };
  let clampedSteps = 0;
  potential[0] = upper;
  cycle[0] = 1;
  for (let record = 1; record < records; record++) {
    const sweepIndex = Math.floor((record - 1) / perSweep);
    const fraction = (record - sweepIndex * perSweep) / perSweep;
    const end =
      sweepIndex % 2 === 0 ? upper + fraction * (lower - upper) : lower + fraction * (upper - lower);
    stepPotential(cell, duration, potential[record - 1]!, end, order, outcome);
    if (outcome.status === 'clamped') clampedSteps++;
    time[record] = record * duration;
    potential[record] = end;
    current[record] = -cell.current;
    charge[record] = charge[record - 1]! - outcome.charge;
    cycle[record] = 1 + (sweepIndex >> 1);
  }
  return { time, potential, current, charge, cycle, clampedSteps };
}
