import type { Table } from '@anodelab/data';
import type { Branch, Cycle } from './cycles.ts';
import { derived } from './derived-column.ts';
import { differentialCapacity, differentialVoltage } from './differential-capacity.ts';
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
  return stack(
    curves.map((one) => ({ curve: one, voltage: one.voltage, values: cumulated(one.increments, mass ?? 1) })),
    mass === undefined ? ['q_C', 'C'] : ['q_C_kg', 'C/kg'],
  );
}

/**
 * dQ/dV of all curves below each other, positive for charge and negative for discharge; per mass where there is one.
 * With `smoothing` (V) 0 it is the reciprocal of dV/dQ at the records, NaN where the voltage stands still; noise can
 * then turn its sign.
 */
export function dqdvTable(curves: readonly Curve[], smoothing: number, mass: number | undefined): Table {
  const parts = curves.map((one) => {
    const scale = one.sign / (mass ?? 1);
    if (smoothing === 0) {
      const charge = cumulated(one.increments, mass ?? 1);
      const values = differentialVoltage(charge, one.voltage).map((slope) => (slope === 0 ? NaN : 1 / slope));
      return { curve: one, voltage: one.voltage, values };
    }
    const { voltage, dQdV } = differentialCapacity(one.voltage, one.increments, smoothing);
    return { curve: one, voltage, values: dQdV.map((value) => value * scale) };
  });
  return stack(parts, mass === undefined ? ['dqdv_C_V', 'C/V'] : ['dqdv_C_V_kg', 'C/(V kg)']);
}

function cumulated(increments: Float64Array, mass: number): Float64Array {
  let sum = 0;
  return increments.map((increment) => {
    sum += increment;
    return sum / mass;
  });
}

/** cycle, direction, then voltage and the values: charge before voltage, voltage before dQ/dV. */
function stack(
  parts: readonly { curve: Curve; voltage: Float64Array; values: Float64Array }[],
  [name, unit]: readonly [string, string],
): Table {
  const count = parts.reduce((sum, part) => sum + part.voltage.length, 0);
  const cycle = new Float64Array(count);
  const voltage = new Float64Array(count);
  const values = new Float64Array(count);
  const direction: string[] = [];
  for (const part of parts) {
    const at = direction.length;
    cycle.fill(part.curve.cycle, at, at + part.voltage.length);
    voltage.set(part.voltage, at);
    values.set(part.values, at);
    for (let i = 0; i < part.voltage.length; i++) direction.push(part.curve.direction);
  }
  return {
    columns: [
      derived('cycle', '1', cycle),
      derived('direction', null, direction),
      derived('voltage_V', 'V', voltage),
      derived(name, unit, values),
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
