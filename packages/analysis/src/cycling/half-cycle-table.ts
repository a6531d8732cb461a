import type { Table } from '@anodelab/data';
import type { Cycle } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { CountedRecords, HalfCycle } from './half-cycles.ts';
import type { Orientation } from './orientation.ts';

/**
 * One row per half cycle in order, with the number of the cycle that holds it and of the vendor's. `duration_s` runs from
 * the last record before it to its last record, rests inside included. Voltages as in the table of cycles.
 */
export function halfCycleTable(
  { records }: CountedRecords,
  halves: readonly HalfCycle[],
  cycles: readonly Cycle[],
  orientation: Orientation,
): Table {
  const { time } = records;
  const each = (name: string, unit: string, read: (half: HalfCycle) => number) =>
    derived(name, unit, Float64Array.from(halves, read));
  const cycleOf = new Map(
    cycles.flatMap(({ number, charge, discharge }) =>
      [...(charge?.halves ?? []), ...(discharge?.halves ?? [])].map((half) => [half, number] as const),
    ),
  );
  const startOf = ({ segments }: HalfCycle) => time[Math.max(0, (segments[0]?.first ?? 0) - 1)] ?? NaN;
  const { charge, discharge } = orientation.names;
  return {
    columns: [
      derived(
        'halfCycle',
        '1',
        Float64Array.from(halves.keys(), (i) => i + 1),
      ),
      each('cycle', '1', (half) => cycleOf.get(half) ?? NaN),
      each('cycleVendor', '1', (half) => half.vendorCycle),
      derived(
        'direction',
        null,
        halves.map((half) => (half.sign > 0 ? charge : discharge)),
      ),
      each('timeStart_s', 's', startOf),
      each('duration_s', 's', (half) => (time[(half.segments.at(-1)?.end ?? 0) - 1] ?? NaN) - startOf(half)),
      each('current_A', 'A', (half) => half.sign * half.current),
      each('q_C', 'C', (half) => half.charge),
      each('qCoulomb_C', 'C', (half) => half.coulombs),
      each('qHeld_C', 'C', (half) => half.heldCharge),
      each('e_J', 'J', (half) => half.energy),
      each('vStart_V', 'V', (half) => half.startVoltage),
      each('vMean_V', 'V', (half) => half.energy / half.charge),
      each('vMed_V', 'V', (half) => half.medianVoltage),
      each('vEnd_V', 'V', (half) => half.endVoltage),
      each('complete', '1', (half) => (half.complete ? 1 : 0)),
    ],
  };
}
