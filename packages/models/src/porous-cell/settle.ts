import type { DaeSystem } from '@anodelab/numerics';

/** Like an infinite rate: keeps the states that have a memory where they are. 1/s. */
const STIFF = 1e30;
/** Relative change of the last iteration: its square is what is left. */
const ROUNDING = 1e-6;

export interface SettleWork {
  readonly right: Float64Array;
  readonly trial: Float64Array;
  readonly error: Float64Array;
}

/**
 * Makes potentials and currents consistent with the states that have a memory, after a jump of the controls: damped
 * Newton on the algebraic rows. Returns false when they have no solution near by; y is then as good as it got.
 */
export function settle(system: DaeSystem, t: number, y: Float64Array, work: SettleWork): boolean {
  const { right, trial, error } = work;
  const { size, mass } = system;
  system.evaluate(t, y, error);
  let norm = size2(error, mass);
  for (let round = 0; round < 60; round++) {
    if (!system.factor(t, y, STIFF)) return false;
    for (let i = 0; i < size; i++) right[i] = mass[i] === 0 ? error[i]! : 0;
    system.solve(right);
    let step = 1;
    let change = 0;
    for (;;) {
      change = 0;
      for (let i = 0; i < size; i++) {
        const delta = mass[i] === 0 ? step * right[i]! : 0;
        trial[i] = y[i]! + delta;
        change = Math.max(change, Math.abs(delta) / (1e-3 + Math.abs(y[i]!)));
      }
      system.evaluate(t, trial, error);
      const next = size2(error, mass);
      if (next <= norm * (1 - step / 4) || change < ROUNDING) {
        norm = next;
        break;
      }
      step /= 2;
      if (step < 1e-4) return false;
    }
    y.set(trial);
    if (change < ROUNDING) return true;
  }
  return false;
}

function size2(error: Float64Array, mass: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < error.length; i++) if (mass[i] === 0) sum += error[i]! * error[i]!;
  return Number.isNaN(sum) ? Infinity : Math.sqrt(sum);
}
