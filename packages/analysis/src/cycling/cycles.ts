import type { CycleRule } from './cycling-options.ts';
import type { HalfCycle } from './half-cycles.ts';
import type { Orientation } from './orientation.ts';

/** What flowed in one direction of a cycle. */
export interface Branch {
  /** C, unsigned. */
  readonly charge: number;
  /** C, unsigned, integral of the current; NaN where only a counter is known. */
  readonly coulombs: number;
  /** Charge-weighted mean voltage, V. */
  readonly meanVoltage: number;
  readonly endVoltage: number;
  /** A, unsigned. */
  readonly current: number;
  readonly complete: boolean;
  readonly halves: readonly HalfCycle[];
}

/** One cycle; a direction that did not happen is undefined. */
export interface Cycle {
  readonly number: number;
  readonly charge: Branch | undefined;
  readonly discharge: Branch | undefined;
}

/**
 * Cycles in order. By our rule a cycle opens with the half cycle that the orientation names (or with the test) and is
 * numbered from 1; by the vendor's it is everything that bears one cycle number.
 */
export function pairCycles(
  halves: readonly HalfCycle[],
  rule: CycleRule,
  orientation: Orientation,
): readonly Cycle[] {
  const groups: HalfCycle[][] = [];
  for (const half of halves) {
    const group = groups.at(-1);
    const opens =
      group === undefined ||
      (rule === 'own' ? half.sign === orientation.opens : half.vendorCycle !== group[0]?.vendorCycle);
    if (opens) groups.push([half]);
    else group.push(half);
  }
  return groups.map((group, i) => ({
    number: rule === 'own' ? i + 1 : (group[0]?.vendorCycle ?? i + 1),
    charge: branch(group.filter((half) => half.sign > 0)),
    discharge: branch(group.filter((half) => half.sign < 0)),
  }));
}

function branch(halves: readonly HalfCycle[]): Branch | undefined {
  const last = halves.at(-1);
  if (last === undefined) return undefined;
  const charge = sum(halves, (half) => half.charge);
  const largest = halves.reduce((best, half) => (half.charge > best.charge ? half : best), last);
  return {
    charge,
    coulombs: sum(halves, (half) => half.coulombs),
    meanVoltage: sum(halves, (half) => half.energy) / charge,
    endVoltage: last.endVoltage,
    current: largest.current,
    complete: halves.every((half) => half.complete),
    halves,
  };
}

function sum(halves: readonly HalfCycle[], read: (half: HalfCycle) => number): number {
  return halves.reduce((total, half) => total + read(half), 0);
}

/** The direction that the electrode gives back: delithiation of an anode, discharge of the others. */
export function returned(cycle: Cycle, orientation: Orientation): Branch | undefined {
  return orientation.returns > 0 ? cycle.charge : cycle.discharge;
}

/** Returned over taken charge of one cycle, 1; NaN unless both half cycles are there and complete. */
export function coulombicEfficiency(cycle: Cycle, orientation: Orientation): number {
  const { charge, discharge } = cycle;
  if (charge === undefined || discharge === undefined || !charge.complete || !discharge.complete) return NaN;
  return orientation.returns > 0 ? charge.charge / discharge.charge : discharge.charge / charge.charge;
}
