import type { Table } from '@anodelab/data';
import { type Cycle, coulombicEfficiency, returned } from './cycles.ts';
import { derived } from './derived-column.ts';
import type { Orientation } from './orientation.ts';

/** The running product of efficiencies and where the half cycles end on the axis of charge. */
export interface Cumulative {
  readonly cycle: number;
  /** Product of the efficiencies of all complete cycles so far, 1. */
  readonly product: number;
  /** Its standard error, the error of every efficiency taken as the same. */
  readonly productError: number;
  /** C: net charge taken by the electrode when the cycle's half cycle that takes ends, and when the one that gives ends. */
  readonly takenEnd: number;
  readonly givenEnd: number;
  /** C since the cycle before: how far the two end points moved; NaN for the first cycle and beside incomplete ones. */
  readonly takenSlip: number;
  readonly givenSlip: number;
  /** Standard error of `givenEnd` where charge and discharge current differ by the accuracy all along, C. */
  readonly endError: number;
}

/**
 * Running numbers of a test. The slip of the end of giving is what a cycle took and did not give; the slip of the end of
 * taking less that of giving is the change of the capacity (docs/methods/cycling.md, "Slippage").
 *
 * @param accuracy - relative standard error of each direction's mean current
 */
export function accumulate(
  cycles: readonly Cycle[],
  orientation: Orientation,
  accuracy: number,
): readonly Cumulative[] {
  let product = 1;
  let complete = 0;
  let net = 0;
  let throughput = 0;
  let before: { takenEnd: number; givenEnd: number } | undefined;
  return cycles.map((cycle) => {
    const given = returned(cycle, orientation);
    const taken = orientation.opens > 0 ? cycle.charge : cycle.discharge;
    const efficiency = coulombicEfficiency(cycle, orientation);
    const givesFirst = cycle.taken !== taken;
    if (!Number.isNaN(efficiency)) {
      product *= efficiency;
      complete++;
    }
    throughput += (taken?.charge ?? 0) + (given?.charge ?? 0);
    const start = net;
    net += (taken?.charge ?? 0) - (given?.charge ?? 0);
    const takenEnd = givesFirst ? net : start + (taken?.charge ?? 0);
    const givenEnd = givesFirst ? start - (given?.charge ?? 0) : net;
    const ends = taken?.complete && given?.complete ? { takenEnd, givenEnd } : undefined;
    const row = {
      cycle: cycle.number,
      product: complete > 0 ? product : NaN,
      productError: complete > 0 ? product * complete * Math.SQRT2 * accuracy : NaN,
      takenEnd: taken === undefined ? NaN : takenEnd,
      givenEnd: given === undefined ? NaN : givenEnd,
      takenSlip: before && ends ? takenEnd - before.takenEnd : NaN,
      givenSlip: before && ends ? givenEnd - before.givenEnd : NaN,
      endError: (accuracy * throughput) / Math.SQRT2,
    };
    before = ends;
    return row;
  });
}

/** One row per cycle of `accumulate`, in the words of the cell's charge and discharge; C, and 1 for the product. */
export function cumulativeTable(rows: readonly Cumulative[], orientation: Orientation): Table {
  const each = (name: string, unit: string, read: (row: Cumulative) => number) =>
    derived(name, unit, Float64Array.from(rows, read));
  const [takes, gives] = orientation.opens > 0 ? ['Chg', 'Dis'] : ['Dis', 'Chg'];
  return {
    columns: [
      each('cycle', '1', (row) => row.cycle),
      each('ceProduct', '1', (row) => row.product),
      each('ceProductSe', '1', (row) => row.productError),
      each(`end${takes}_C`, 'C', (row) => row.takenEnd),
      each(`end${gives}_C`, 'C', (row) => row.givenEnd),
      each(`endSe_C`, 'C', (row) => row.endError),
      each(`slip${takes}_C`, 'C', (row) => row.takenSlip),
      each(`slip${gives}_C`, 'C', (row) => row.givenSlip),
    ],
  };
}
