import type { Ensemble } from '@anodelab/models';
import { createRandom } from '@anodelab/numerics';
import { raceCell, referenceCell } from '../../verification/pybamm-cell.ts';
import { type Level, lithiationAt } from './half-cell.ts';

/** Half cycles of the race's cell, each with its own diffusivity and rate, as the peer draws them. */
export function ensemble({ level, members }: { readonly level: Level; readonly members: number }): Ensemble {
  const random = createRandom(1);
  const cell = referenceCell(raceCell, level);
  const [population] = cell.populations;
  const drawn = new Float64Array(2 * members);
  for (let n = 0; n < members; n++) {
    drawn[2 * n] = raceCell.D_m2_s * 10 ** (0.6 * random.uniform() - 0.3);
    drawn[2 * n + 1] = 0.5 + 1.5 * random.uniform();
  }
  return {
    members,
    member: (n) => ({
      cell: { ...cell, populations: [{ ...population!, diffusivity: drawn[2 * n]! }] },
      steps: [lithiationAt(drawn[2 * n + 1]!)],
    }),
  };
}
