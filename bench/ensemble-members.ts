import { type CellDescription, CellRun, type CellRunOptions } from '@anodelab/models';
import { createRandom } from '@anodelab/numerics';
import { raceCell, referenceCell } from '../verification/pybamm-cell.ts';
import { type Level, lithiationAt } from './half-cell.ts';

/** Members `first` to `end` (not in it) of an ensemble whose diffusivity and rate vary. */
export interface Shard {
  readonly level: Level;
  readonly first: number;
  readonly end: number;
}

const ensembleSettings: Readonly<Record<Level, CellRunOptions>> = {
  SPM: {},
  DFN: { mesh: { separator: [2], electrode: [2], radial: 5 }, tolerance: 2e-3 },
};

/** Charge that each member of a shard took, C/m2; NaN for one that failed. */
export function runMembers({ level, first, end }: Shard): Float64Array {
  const charges = new Float64Array(end - first);
  for (let n = first; n < end; n++) charges[n - first] = runMember(level, n, ensembleSettings[level]);
  return charges;
}

/** One member: the same for any shard it is in. */
export function runMember(level: Level, n: number, options: CellRunOptions): number {
  const random = createRandom(n + 1);
  const diffusivity = raceCell.D_m2_s * 10 ** (0.6 * random.uniform() - 0.3);
  const rate = 0.5 + 1.5 * random.uniform();
  const base: CellDescription = referenceCell({ ...raceCell, D_m2_s: diffusivity }, level);
  const run = new CellRun(base, options);
  return run.run(lithiationAt(rate)).status === 'done' ? run.charge : NaN;
}
