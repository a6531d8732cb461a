import { type Dataset, findColumn, numbers } from '@anodelab/data';

/**
 * How the cycler counts charge: unsigned from every change of direction (`half`), per step (`step`), over the test
 * or as long as the schedule does not reset it (`test`), or signed (`net`).
 */
type CounterKind = 'half' | 'step' | 'test' | 'net';

/** The cycler's own charge counter, C. `charge` and `discharge` are the same array where the cycler has one counter. */
export interface Counter {
  readonly kind: CounterKind;
  readonly charge: Float64Array;
  readonly discharge: Float64Array;
  /** Header of the file, for definitions. */
  readonly name: string;
}

const CANDIDATES: readonly (readonly [CounterKind, string, string])[] = [
  ['half', 'qHalf_C', 'qHalf_C'],
  ['test', 'qTestChg_C', 'qTestDis_C'],
  ['step', 'qStepChg_C', 'qStepDis_C'],
  ['net', 'qNet_C', 'qNet_C'],
];

/** The first counter that all parts have and that holds numbers, or undefined. */
export function findCounter(
  join: (read: (dataset: Dataset) => Float64Array | undefined) => Float64Array | undefined,
  datasets: readonly Dataset[],
): Counter | undefined {
  for (const [kind, chargeName, dischargeName] of CANDIDATES) {
    const charge = join((dataset) => numbers(dataset, chargeName));
    const discharge = join((dataset) => numbers(dataset, dischargeName));
    if (charge === undefined || discharge === undefined) continue;
    if (!charge.some(Number.isFinite) && !discharge.some(Number.isFinite)) continue;
    const first = datasets[0];
    const header = first === undefined ? undefined : findColumn(first, chargeName)?.header;
    return { kind, charge, discharge, name: header ?? chargeName };
  }
  return undefined;
}
