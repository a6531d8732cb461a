import type { CycleRule } from './cycling-options.ts';
import type { HalfCycle } from './half-cycles.ts';
import type { Orientation } from './orientation.ts';

/** What flowed in one direction of a cycle. */
export interface Branch {
  /** C, unsigned. */
  readonly charge: number;
  /** C, unsigned, integral of the current; NaN where only a counter is known. */
  readonly coulombs: number;
  /** J, unsigned. */
  readonly energy: number;
  /** C, unsigned: what of `charge` flowed at held voltage; NaN where there are no records. */
  readonly heldCharge: number;
  /** Charge-weighted mean voltage, V. */
  readonly meanVoltage: number;
  /** V at which half of the charge has flowed; of the largest half cycle where there are several. */
  readonly medianVoltage: number;
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
  /**
   * What the electrode took before it gave back: the other direction of this cycle, or that of the cycle before where
   * cycles open with what is given back.
   */
  readonly taken: Branch | undefined;
}

/**
 * Cycles in order. By our rule a cycle opens with `opens` (or with the test) and is numbered from 1; by the vendor's it
 * is everything that bears one cycle number.
 */
export function pairCycles(
  halves: readonly HalfCycle[],
  rule: CycleRule,
  orientation: Orientation,
  opens: 1 | -1 = orientation.opens,
): readonly Cycle[] {
  const groups: HalfCycle[][] = [];
  for (const half of halves) {
    const group = groups.at(-1);
    const begins =
      group === undefined ||
      (rule === 'own' ? half.sign === opens : half.vendorCycle !== group[0]?.vendorCycle);
    if (begins) groups.push([half]);
    else group.push(half);
  }
  let before: Branch | undefined;
  return groups.map((group, i) => {
    const charge = branch(group.filter((half) => half.sign > 0));
    const discharge = branch(group.filter((half) => half.sign < 0));
    const inside = orientation.opens > 0 ? charge : discharge;
    const firstTaken = group.findIndex((half) => half.sign === orientation.opens);
    const lastGiven = group.findLastIndex((half) => half.sign === orientation.returns);
    const taken = firstTaken < 0 || (lastGiven >= 0 && lastGiven < firstTaken) ? before : inside;
    before = inside;
    return { number: rule === 'own' ? i + 1 : (group[0]?.vendorCycle ?? i + 1), charge, discharge, taken };
  });
}

function branch(halves: readonly HalfCycle[]): Branch | undefined {
  const last = halves.at(-1);
  if (last === undefined) return undefined;
  const charge = sum(halves, (half) => half.charge);
  const energy = sum(halves, (half) => half.energy);
  const largest = halves.reduce((best, half) => (half.charge > best.charge ? half : best), last);
  return {
    charge,
    coulombs: sum(halves, (half) => half.coulombs),
    energy,
    heldCharge: sum(halves, (half) => half.heldCharge),
    meanVoltage: energy / charge,
    medianVoltage: largest.medianVoltage,
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

/** Returned charge over the charge taken before it, 1; NaN unless both half cycles are there and complete. */
export function coulombicEfficiency(cycle: Cycle, orientation: Orientation): number {
  const given = returned(cycle, orientation);
  const { taken } = cycle;
  return given?.complete && taken?.complete ? given.charge / taken.charge : NaN;
}

/** Whether the efficiency of any cycle divides by the half cycle of the cycle before. */
export function pairsAcrossCycles(cycles: readonly Cycle[], orientation: Orientation): boolean {
  return cycles.some(
    (cycle) =>
      cycle.taken !== undefined && cycle.taken !== (orientation.opens > 0 ? cycle.charge : cycle.discharge),
  );
}
