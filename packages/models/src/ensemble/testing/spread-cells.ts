import { createRandom } from '@anodelab/numerics';
import type { CellDescription } from '../../porous-cell/cell-description.ts';
import { hold } from '../../porous-cell/control.ts';
import { madeCell } from '../../porous-cell/testing/made-cell.ts';
import type { Ensemble } from '../ensemble.ts';

export interface SpreadInput {
  readonly members: number;
  readonly level: CellDescription['level'];
  /** A member that starts too full to take what it should. */
  readonly full?: number;
}

/** Diffusivities over a decade and rates over a factor of four, so that members end at very different charges. */
export function ensemble({ members, level, full }: SpreadInput): Ensemble {
  const random = createRandom(7);
  const drawn = Array.from({ length: members }, () => [
    10 ** (random.uniform() - 18),
    20 + 60 * random.uniform(),
  ]);
  return {
    members,
    member: (n) => ({
      cell: madeCell(level, {}, { diffusivity: drawn[n]![0]!, lithiation: n === full ? 0.9 : 0.02 }),
      steps: [
        {
          control: hold('current', drawn[n]![1]!),
          duration: n === full ? 1e5 : Infinity,
          stops: n === full ? [] : [{ quantity: 'voltage', side: 'below', value: 0.02 }],
        },
        { control: hold('current', 0), duration: 600, stops: [] },
      ],
    }),
  };
}
