import { numbers, type Table } from '@anodelab/data';
import type { WorkingElectrode } from './cycling-options.ts';
import type { Branch, Cycle } from './cycles.ts';
import type { Orientation } from './orientation.ts';

/**
 * Cycles as the vendor's own table states them, for a file that holds no records: efficiency is between the two numbers of
 * one row, since the table does not say in which order they flowed.
 */
export function cyclesFromVendorTable(table: Table, orientation: Orientation): readonly Cycle[] {
  const cycle = numbers(table, 'cycle') ?? new Float64Array(0);
  const branch = (row: number, side: 'Chg' | 'Dis'): Branch | undefined => {
    const charge = numbers(table, `q${side}_C`)?.[row];
    if (charge === undefined || !(charge > 0)) return undefined;
    return {
      charge,
      coulombs: NaN,
      energy: numbers(table, `e${side}_J`)?.[row] ?? NaN,
      heldCharge: NaN,
      meanVoltage: (numbers(table, `e${side}_J`)?.[row] ?? NaN) / charge,
      medianVoltage: numbers(table, `vMed${side}_V`)?.[row] ?? NaN,
      endVoltage: numbers(table, `vEnd${side}_V`)?.[row] ?? NaN,
      current: NaN,
      complete: true,
      halves: [],
    };
  };
  return Array.from(cycle, (number, row) => {
    const charge = branch(row, 'Chg');
    const discharge = branch(row, 'Dis');
    return { number, charge, discharge, taken: orientation.opens > 0 ? charge : discharge };
  });
}

/** Who works, by which of the two capacities the vendor's efficiency divides; undefined where it does not tell. */
export function electrodeOfEfficiency(table: Table): WorkingElectrode | undefined {
  const charge = numbers(table, 'qChg_C');
  const discharge = numbers(table, 'qDis_C');
  const efficiency = numbers(table, 'ce');
  if (charge === undefined || discharge === undefined || efficiency === undefined) return undefined;
  let asAnode = 0;
  let asFull = 0;
  efficiency.forEach((percent, row) => {
    const ratio = (charge[row] ?? NaN) / (discharge[row] ?? NaN);
    asAnode += Math.abs(percent / 100 - ratio) || 0;
    asFull += Math.abs(percent / 100 - 1 / ratio) || 0;
  });
  if (asAnode === asFull) return undefined;
  return asAnode < asFull ? 'anode' : 'full';
}
