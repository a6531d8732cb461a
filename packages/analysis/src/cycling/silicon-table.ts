import type { Table } from '@anodelab/data';
import type { Curve } from './curves.ts';
import type { Cycle } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { Orientation } from './orientation.ts';
import { analyseDelithiation, type Estimate, type SiliconDelithiation } from './silicon-delithiation.ts';

/** V: charge-weighted mean voltage of a delithiation of silicon, between graphite's 0.15 to 0.2 V and the alloys above. */
const SILICON_LOW = 0.3;
const SILICON_HIGH = 0.6;

/** True where the delithiations of a working anode lie where silicon's do. */
export function looksLikeSilicon(cycles: readonly Cycle[], orientation: Orientation): boolean {
  if (orientation.electrode !== 'anode') return false;
  const means = cycles
    .flatMap(({ charge }) => (charge?.complete ? [charge.meanVoltage] : []))
    .sort((a, b) => a - b);
  const middle = means[means.length >> 1] ?? NaN;
  return middle > SILICON_LOW && middle < SILICON_HIGH;
}

/** The signs of silicon in the complete delithiations among the curves. */
export function siliconDelithiations(
  curves: readonly Curve[],
  cycles: readonly Cycle[],
): readonly SiliconDelithiation[] {
  const cycleOf = new Map(cycles.map((cycle) => [cycle.number, cycle]));
  return curves.flatMap((curve) => {
    const cycle = cycleOf.get(curve.cycle);
    if (curve.sign < 0 || !cycle?.charge?.complete) return [];
    return [analyseDelithiation(curve, cycle.taken?.endVoltage ?? NaN)];
  });
}

/**
 * One row per delithiation. Shares are of its charge, with the ends of their 95 % intervals; charges are those shares
 * times the charge: `qLi35Si_C` what leaves on the hump near 0.3 V, `qLi2Si_C` on the one near 0.5 V, `qReservoir_C` what
 * the fitted flank still holds above the last voltage.
 */
export function siliconTable(rows: readonly SiliconDelithiation[]): Table {
  const each = (name: string, unit: string, read: (row: SiliconDelithiation) => number) =>
    derived(name, unit, Float64Array.from(rows, read));
  const bounded = (
    name: string,
    unit: string,
    read: (row: SiliconDelithiation) => Estimate,
    scale: (row: SiliconDelithiation) => number,
  ) =>
    (['value', 'low', 'high'] as const).map((end) =>
      each(
        end === 'value'
          ? `${name}${unit === 'C' ? '_C' : ''}`
          : `${name}${end === 'low' ? 'Low' : 'High'}${unit === 'C' ? '_C' : ''}`,
        unit,
        (row) => read(row)[end] * scale(row),
      ),
    );
  const upper = ({ lowerShare }: SiliconDelithiation): Estimate => ({
    value: 1 - lowerShare.value,
    low: 1 - lowerShare.high,
    high: 1 - lowerShare.low,
  });
  const one = () => 1;
  const charge = (row: SiliconDelithiation) => row.charge;
  return {
    columns: [
      each('cycle', '1', (row) => row.cycle),
      each('vEndLith_V', 'V', (row) => row.lithiationEnd),
      each('qDelith_C', 'C', charge),
      derived(
        'spike',
        null,
        rows.map((row) => row.spike),
      ),
      each('spike_V', 'V', (row) => row.spikeTop),
      each('spikeWidth_V', 'V', (row) => row.spikeWidth),
      ...bounded('spikeShare', '1', (row) => row.spikeShare, one),
      each('hump1_V', 'V', (row) => row.lowerTop),
      each('valley_V', 'V', (row) => row.valley),
      each('hump2_V', 'V', (row) => row.upperTop),
      ...bounded('qLi35Si', 'C', (row) => row.lowerShare, charge),
      ...bounded('qLi2Si', 'C', upper, charge),
      each('valleyShare', '1', (row) => row.valleyShare),
      ...bounded('qReservoir', 'C', (row) => row.reservoir, charge),
      each('misfit', '1', (row) => row.misfit),
    ],
  };
}
