import { quantileT } from '@anodelab/numerics';

/** One cell in numbers. */
export interface Cell {
  readonly group: string;
  readonly name: string;
  readonly cycle: Float64Array;
  /** C/kg, or C where a cell of any group has no mass; NaN for a cycle that was cut off. */
  readonly capacity: Float64Array;
  readonly efficiency: Float64Array;
  readonly retention: Float64Array;
  /** False where the preset rule sets it aside. */
  readonly kept: boolean;
}

/** Numbers of a cell that groups are compared by. */
export const quantities: readonly {
  readonly name: string;
  readonly read: (cell: Cell, cycle: number) => number;
}[] = [
  { name: 'capacity', read: (cell, cycle) => at(cell, cell.capacity, cycle) },
  { name: 'retention', read: (cell, cycle) => at(cell, cell.retention, cycle) },
  { name: 'efficiency of the first cycle', read: (cell) => cell.efficiency[0] ?? NaN },
  {
    name: 'mean efficiency of later cycles',
    read: (cell, cycle) =>
      mean(
        Array.from(cell.efficiency).filter(
          (value, i) => i > 0 && (cell.cycle[i] ?? NaN) <= cycle && !Number.isNaN(value),
        ),
      ),
  },
];

/** The value at a cycle number, NaN without one. */
export function at({ cycle }: Cell, values: Float64Array, number: number): number {
  return values[cycle.indexOf(number)] ?? NaN;
}

/** NaN for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation, NaN below two values. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** Half the 95 % interval of the mean by Student's t, NaN below two values. */
export function halfWidth(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  return (quantileT(0.975, values.length - 1) * deviation(values)) / Math.sqrt(values.length);
}

/** Mean of independent cells with its 95 % interval by Student's t; the interval is NaN below two. */
export function meanOfCells(values: readonly number[]): { mean: number; low: number; high: number } {
  const middle = mean(values);
  const half = halfWidth(values);
  return { mean: middle, low: middle - half, high: middle + half };
}
