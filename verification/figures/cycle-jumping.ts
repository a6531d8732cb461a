import {
  age,
  cycleAt,
  failureCycle,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import type { MethodFigure } from './method-figure.ts';
import { spaced } from './spaced.ts';

/** Lives with jumps against every cycle simulated. */
export function cycleJumpingFigures(): MethodFigure[] {
  const values = parameterValues();
  const cases = ['PCHS-5', 'PCHS-7', 'nmSi@C'].map((name) => {
    const recipe = paperRecipes.find((candidate) => candidate.name === name)!;
    const sample = prepareSample(values, recipe, { layers: 'mean' });
    const protocol = { steps: [{ currentDensity: 1000, cycles: 500 }], ...paperWindow };
    const single = age(values, sample, { ...protocol, jumps: 'none' });
    const jumped = age(values, sample, protocol);
    const end = failureCycle(values, single) ?? 500;
    const cycles = spaced(1, end, 150).map(Math.round);
    const truth = cycles.map((n) => cycleAt(values, single, n).capacity / 3600);
    const knots = jumped.tracks[0]!;
    return {
      label: name,
      cycles,
      truth,
      error: cycles.map((n, k) => 100 * (cycleAt(values, jumped, n).capacity / 3600 / truth[k]! - 1)),
      simulated: { x: knots.map(({ cycle }) => cycle), y: knots.map(({ capacity }) => capacity / 3600) },
    };
  });
  const worst = Math.max(...cases.flatMap(({ error }) => error.map(Math.abs)));
  return [
    {
      name: 'cycle-jumping-lives',
      page: 'cycle-jumping',
      title: 'Lives with jumps and with every cycle simulated',
      compared:
        'Capacity at 1 A/g. Lines: each of the 500 cycles simulated; markers: the cycles that are simulated when jumps are allowed.',
      outcomes: [
        {
          what: 'Most cycles simulated',
          value: Math.max(...cases.map(({ simulated }) => simulated.x.length)),
          bound: 100,
          unit: 'of 500',
        },
      ],
      panels: [
        {
          x: { label: 'Cycle', scale: 'linear' },
          y: { label: 'Capacity (mAh g⁻¹)', scale: 'linear', fromZero: true },
          curves: cases.flatMap(({ label, cycles, truth, simulated }) => [
            { label, as: 'line', x: cycles, y: truth } as const,
            { label, as: 'markers', ...simulated } as const,
          ]),
        },
      ],
    },
    {
      name: 'cycle-jumping-errors',
      page: 'cycle-jumping',
      title: 'Errors of capacities between jumps',
      compared:
        'Error of the capacity with jumps against every cycle simulated, until the sample has failed. The bar of `npm run verify` is ± 0.5 %.',
      outcomes: [{ what: 'Largest error', value: worst, bound: 0.5, unit: '%' }],
      panels: [
        {
          x: { label: 'Cycle', scale: 'linear' },
          y: { label: 'Error (%)', scale: 'linear' },
          curves: cases.map(
            ({ label, cycles, error }) => ({ label, as: 'line', x: cycles, y: error }) as const,
          ),
        },
      ],
    },
  ];
}
