import { findColumn } from '../column.ts';
import type { Dataset } from '../dataset.ts';

/**
 * The numbers of a column that the file itself holds, or undefined. Columns that a reader derives follow from others
 * and many are computed only when asked for: the examination must not be what asks. Test time is looked at either way.
 */
export function recorded(dataset: Dataset, name: string): Float64Array | undefined {
  const column = findColumn(dataset, name);
  if (column === undefined || (column.origin === 'derived' && name !== 'time_s')) return undefined;
  return column.values instanceof Float64Array ? column.values : undefined;
}

/** Voltage of the cell, or the potential where there is only one electrode's, with its name. */
export function recordedVoltage(
  dataset: Dataset,
): { readonly name: string; readonly values: Float64Array } | undefined {
  for (const name of ['voltage_V', 'ewe_V']) {
    const values = recorded(dataset, name);
    if (values !== undefined) return { name, values };
  }
  return undefined;
}

/** Whether a row belongs to the same step of the program as the row before; true where the file counts no steps. */
export function stepGoesOn(dataset: Dataset): (row: number) => boolean {
  const step = recorded(dataset, 'stepCount') ?? recorded(dataset, 'stepId');
  const cycle = recorded(dataset, 'cycle') ?? recorded(dataset, 'halfCycle');
  const [one, other] = [step ?? cycle, cycle ?? step];
  if (one === undefined || other === undefined) return () => true;
  return (row) => one[row] === one[row - 1] && other[row] === other[row - 1];
}

/** Whether time runs through the table: a spectrum is ordered by frequency, a cycle table by cycles. */
export function isInTime({ technique }: Dataset): boolean {
  return technique !== 'eis' && technique !== 'zir' && technique !== 'cycle-table';
}

/** Whether the current was set and the voltage followed, as far as the technique says. */
export function isGalvanostatic({ technique }: Dataset): boolean {
  return technique === 'cycling' || technique === 'cp';
}

/** Where a finding is: rows count from 1. */
export function rowPlace(row: number): string {
  return `row ${row + 1}`;
}

/** Four digits, as findings print numbers. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `once`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Seconds for a person: `12 s`, `3.2 h`. */
export function duration(seconds: number): string {
  if (Math.abs(seconds) < 120) return `${digits(seconds)} s`;
  return Math.abs(seconds) < 7200 ? `${digits(seconds / 60)} min` : `${digits(seconds / 3600)} h`;
}
