import type { ParticleCell } from './particle-cell.ts';

/**
 * How a step ended. `clamped`: a particle was empty or full, its surface was held there and the current is what it
 * could give. `exhausted`: the current could not be carried and the cell stands where it stood before the step.
 */
type StepStatus = 'done' | 'clamped' | 'exhausted';

/** `second` is the L-stable two-stage method of Alexander with gamma = 1 - 1/sqrt 2; `first` is implicit Euler. */
export type TimeOrder = 'first' | 'second';

const GAMMA = 1 - Math.SQRT1_2;
const MEMORY = (1 - GAMMA) / GAMMA;

/** What a step passes: charge in C per geometric m2, > 0 lithiates. The current at its end is `cell.current`. */
export interface StepOutcome {
  status: StepStatus;
  charge: number;
}

/**
 * Takes the cell through `duration` s while its potential moves linearly from `start` to `end` (V). A second-order step
 * that would leave (0, 1) is made again by implicit Euler, which cannot. Writes into `outcome`; allocates nothing.
 */
export function stepPotential(
  cell: ParticleCell,
  duration: number,
  start: number,
  end: number,
  order: TimeOrder,
  outcome: StepOutcome,
): void {
  if (order === 'second' && secondOrder(cell, duration, start, end, outcome)) return;
  cell.begin(duration, 0, 0);
  outcome.status = cell.solvePotential(end) ? 'done' : 'clamped';
  outcome.charge = duration * cell.current;
  cell.finish();
  cell.commit();
}

function secondOrder(
  cell: ParticleCell,
  duration: number,
  start: number,
  end: number,
  outcome: StepOutcome,
): boolean {
  cell.begin(GAMMA * duration, 0, 0);
  if (!cell.solvePotential(start + GAMMA * (end - start))) return false;
  cell.finish();
  const first = cell.current;
  cell.begin(GAMMA * duration, MEMORY, (1 - GAMMA) * duration);
  if (!isRegular(cell) || !cell.solvePotential(end)) return false;
  cell.finish();
  cell.commit();
  outcome.status = 'done';
  outcome.charge = duration * ((1 - GAMMA) * first + GAMMA * cell.current);
  return true;
}

/** Takes the cell through `duration` s at a constant current density (A per geometric m2, > 0 lithiates). */
export function stepCurrent(
  cell: ParticleCell,
  duration: number,
  current: number,
  order: TimeOrder,
  outcome: StepOutcome,
): void {
  outcome.charge = duration * current;
  outcome.status = 'done';
  if (order === 'second') {
    cell.begin(GAMMA * duration, 0, 0);
    if (cell.solveCurrent(current)) {
      cell.finish();
      cell.begin(GAMMA * duration, MEMORY, (1 - GAMMA) * duration);
      if (cell.solveCurrent(current)) {
        cell.finish();
        cell.commit();
        return;
      }
    }
  }
  cell.begin(duration, 0, 0);
  if (cell.solveCurrent(current)) {
    cell.finish();
    cell.commit();
  } else {
    outcome.status = 'exhausted';
    outcome.charge = 0;
  }
}

function isRegular(cell: ParticleCell): boolean {
  for (const particle of cell.particles) if (!particle.isRegular()) return false;
  return true;
}
