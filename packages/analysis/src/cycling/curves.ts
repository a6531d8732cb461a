import type { Table } from '@anodelab/data';
import type { Branch, Cycle } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { Records } from './records.ts';
import type { Orientation } from './orientation.ts';

/** Voltage against charge of one direction of one cycle. */
export interface Curve {
  readonly cycle: number;
  readonly sign: 1 | -1;
  readonly direction: string;
  /** V per record with current. */
  readonly voltage: Float64Array;
  /** C that each record adds, unsigned. */
  readonly increments: Float64Array;
}

/** The curves of the chosen cycles, in order; discharge and charge in the order in which the orientation cycles. */
export function extractCurves(
  cycles: readonly Cycle[],
  chosen: readonly number[],
  records: Records,
  increments: Float64Array,
  orientation: Orientation,
): readonly Curve[] {
  const wanted = new Set(chosen);
  return cycles
    .filter((cycle) => wanted.has(cycle.number))
    .flatMap((cycle) => {
      const both = [
        { sign: 1 as const, branch: cycle.charge, direction: orientation.names.charge },
        { sign: -1 as const, branch: cycle.discharge, direction: orientation.names.discharge },
      ];
      if (orientation.opens < 0) both.reverse();
      return both.flatMap(({ sign, branch, direction }) =>
        branch === undefined ? [] : [curve(cycle.number, sign, direction, branch, records, increments)],
      );
    });
}

function curve(
  cycle: number,
  sign: 1 | -1,
  direction: string,
  branch: Branch,
  records: Records,
  increments: Float64Array,
): Curve {
  const segments = branch.halves.flatMap((half) => half.segments);
  const length = segments.reduce((sum, { first, end }) => sum + end - first, 0);
  const voltage = new Float64Array(length);
  const added = new Float64Array(length);
  let at = 0;
  for (const { first, end } of segments) {
    voltage.set(records.voltage.subarray(first, end), at);
    added.set(increments.subarray(first, end), at);
    at += end - first;
  }
  return { cycle, sign, direction, voltage, increments: added };
}

/** All curves below each other: charge from the start of each, per mass where there is one. */
export function curveTable(curves: readonly Curve[], mass: number | undefined): Table {
  const parts = curves.map((curve) => ({
    curve,
    columns: [curve.voltage, cumulated(curve.increments, mass ?? 1)],
  }));
  return stack(parts, [['voltage_V', 'V'], mass === undefined ? ['q_C', 'C'] : ['q_C_kg', 'C/kg']]);
}

/** C (over the mass) from the start of the curve. */
export function cumulated(increments: Float64Array, mass: number): Float64Array {
  let sum = 0;
  return increments.map((increment) => {
    sum += increment;
    return sum / mass;
  });
}

/** A curve with values along it. */
export interface CurvePart {
  readonly curve: Curve;
  readonly columns: readonly Float64Array[];
}

/** cycle, direction, then the named columns of the parts, below each other. */
export function stack(
  parts: readonly CurvePart[],
  names: readonly (readonly [name: string, unit: string])[],
): Table {
  const lengths = parts.map(({ columns }) => columns[0]?.length ?? 0);
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const cycle = new Float64Array(count);
  const values = names.map(() => new Float64Array(count));
  const direction: string[] = [];
  parts.forEach(({ curve: { cycle: number, direction: word }, columns }, part) => {
    const at = direction.length;
    const length = lengths[part] ?? 0;
    cycle.fill(number, at, at + length);
    columns.forEach((column, i) => values[i]?.set(column, at));
    for (let i = 0; i < length; i++) direction.push(word);
  });
  return {
    columns: [
      derived('cycle', '1', cycle),
      derived('direction', null, direction),
      ...names.map(([name, unit], i) => derived(name, unit, values[i] ?? new Float64Array(0))),
    ],
  };
}

/** 1, 2, 3, then 5, 10, 20, 50 and so on, and the last cycle, as far as they exist. */
export function defaultCurveCycles(cycles: readonly Cycle[]): readonly number[] {
  const last = cycles.at(-1)?.number ?? 0;
  const chosen = new Set([1, 2, 3, last]);
  for (let decade = 1; decade <= last; decade *= 10) {
    for (const digit of [1, 2, 5]) chosen.add(digit * decade);
  }
  return cycles.map((cycle) => cycle.number).filter((number) => chosen.has(number));
}
