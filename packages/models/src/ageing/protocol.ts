import type { VoltageWindow } from '../cell/half-cell.ts';

/** So many cycles at one current. */
export interface CyclingStep {
  /** A/kg composite. */
  readonly currentDensity: number;
  readonly cycles: number;
}

/** How a cell is cycled. Lithiation first. */
export interface AgeProtocol extends VoltageWindow {
  readonly steps: readonly CyclingStep[];
  /** Cycles that are simulated and never jumped over, beside the first and the last of each step. */
  readonly requested?: readonly number[] | undefined;
  /** Rest after each half cycle, s; default none. The closed form begins each half cycle at rest without. */
  readonly rest_s?: number | undefined;
  /** `none` simulates every cycle. Default: jumps as far as the error allows. */
  readonly jumps?: 'controlled' | 'none' | undefined;
}

/** Number of cycles of a protocol. */
export function cycleCount({ steps }: Pick<AgeProtocol, 'steps'>): number {
  return steps.reduce((sum, step) => sum + step.cycles, 0);
}

/** Current in cycle `cycle`, A/kg composite; that of the last step beyond the end. */
export function currentAt({ steps }: Pick<AgeProtocol, 'steps'>, cycle: number): number {
  let last = 0;
  for (const step of steps) {
    last += step.cycles;
    if (cycle <= last) return step.currentDensity;
  }
  return steps.at(-1)?.currentDensity ?? 0;
}

/** The protocol up to a cycle and no further; its last current goes on where it ends before. */
export function upTo(protocol: AgeProtocol, cycle: number): AgeProtocol {
  const steps: CyclingStep[] = [];
  let left = cycle;
  protocol.steps.forEach(({ currentDensity, cycles }, i) => {
    const taken = i === protocol.steps.length - 1 ? left : Math.min(left, cycles);
    if (taken > 0) steps.push({ currentDensity, cycles: taken });
    left -= taken;
  });
  return { ...protocol, steps };
}

/** Cycles that a jump may not pass, ascending: the first and last of each step and the requested ones. */
export function stopsOf(protocol: AgeProtocol): readonly number[] {
  const total = cycleCount(protocol);
  const stops = new Set(protocol.requested?.filter((cycle) => cycle >= 1 && cycle <= total));
  let last = 0;
  for (const { cycles } of protocol.steps) {
    if (cycles < 1) continue;
    stops.add(last + 1);
    last += cycles;
    stops.add(last);
  }
  return [...stops].sort((a, b) => a - b);
}
