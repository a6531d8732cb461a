import type { Table } from '@anodelab/data';
import { cycleCurrent } from './cycle-table.ts';
import { type Cycle, coulombicEfficiency, returned } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { Orientation } from './orientation.ts';

/** Consecutive complete cycles at one current. */
export interface RateStep {
  /** A, unsigned, mean over the cycles. */
  readonly current: number;
  readonly firstCycle: number;
  readonly lastCycle: number;
  /** C, mean returned charge and its sample standard deviation (NaN for one cycle). */
  readonly charge: number;
  readonly deviation: number;
}

/** Two cycles have the same current when it differs by less than this share. */
const SAME_CURRENT = 0.05;

/** Complete cycles grouped by current density: a new step begins where the current leaves 5 % of the step's first. */
export function rateSteps(cycles: readonly Cycle[], orientation: Orientation): readonly RateStep[] {
  const groups: { current: number; members: { number: number; current: number; charge: number }[] }[] = [];
  for (const cycle of cycles) {
    const current = cycleCurrent(cycle, orientation);
    const charge = returned(cycle, orientation)?.charge;
    if (current === undefined || Number.isNaN(current) || charge === undefined) continue;
    if (Number.isNaN(coulombicEfficiency(cycle, orientation))) continue;
    const group = groups.at(-1);
    const member = { number: cycle.number, current, charge };
    if (group !== undefined && isSameCurrent(group.current, current)) group.members.push(member);
    else groups.push({ current, members: [member] });
  }
  return groups.map(({ members }) => {
    const charges = members.map((member) => member.charge);
    return {
      current: mean(members.map((member) => member.current)),
      firstCycle: members[0]?.number ?? NaN,
      lastCycle: members.at(-1)?.number ?? NaN,
      charge: mean(charges),
      deviation: sampleDeviation(charges),
    };
  });
}

/** The rate steps as a table: per mass where there is one, else in A and C. */
export function rateTable(steps: readonly RateStep[], mass: number | undefined): Table {
  const each = (name: string, unit: string, read: (step: RateStep) => number) =>
    derived(name, unit, Float64Array.from(steps, read));
  const capacity =
    mass === undefined
      ? [
          each('current_A', 'A', (step) => step.current),
          each('q_C', 'C', (step) => step.charge),
          each('qSd_C', 'C', (step) => step.deviation),
        ]
      : [
          each('currentDensity_A_kg', 'A/kg', (step) => step.current / mass),
          each('q_C_kg', 'C/kg', (step) => step.charge / mass),
          each('qSd_C_kg', 'C/kg', (step) => step.deviation / mass),
        ];
  return {
    columns: [
      derived(
        'step',
        '1',
        Float64Array.from(steps, (_, i) => i + 1),
      ),
      each('firstCycle', '1', (step) => step.firstCycle),
      each('lastCycle', '1', (step) => step.lastCycle),
      ...capacity,
    ],
  };
}

/** The last rate step and the first one at its current, where a faster step lies between them; else undefined. */
export function recovery(steps: readonly RateStep[]): { before: RateStep; after: RateStep } | undefined {
  const after = steps.at(-1);
  if (after === undefined) return undefined;
  const index = steps.findIndex((step) => isSameCurrent(step.current, after.current));
  const before = steps[index];
  const between = steps.slice(index + 1, -1);
  const wasFaster = between.some((step) => step.current > after.current);
  return before !== undefined && before !== after && wasFaster ? { before, after } : undefined;
}

/** Whether two cycles or steps are at one current. */
export function isSameCurrent(a: number, b: number): boolean {
  return Math.abs(a - b) < SAME_CURRENT * Math.max(a, b);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleDeviation(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}
