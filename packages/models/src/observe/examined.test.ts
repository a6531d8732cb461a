import { type Dataset, examine } from '@anodelab/data';
import { expect, test } from 'vitest';
import { paperWindow } from '../cell/half-cell.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { parseProtocol } from '../protocol/parse-protocol.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { observeCv } from './cv.ts';
import { observeCycling } from './cycling.ts';
import { observeEis } from './eis.ts';
import { observeProtocol } from './protocol.ts';
import { observeRate } from './rate.ts';
import { observeGitt, observeIci } from './titration.ts';

const values = parameterValues();
const titration = { ...paperWindow, level: 'L1', currentDensity: 200, pulse_s: 600, seed: 4 } as const;
const protocol = parseProtocol(
  'Repeat 3 times: Lithiate at 1 A/g until 0.01 V; Hold at 0.01 V until 100 mA/g; Rest for 10 min; Delithiate at 1 A/g until 1.2 V',
);

test.each(paperRecipes)('what the virtual instruments measure of $name raises no alarm', (recipe) => {
  const sample = prepareSample(values, recipe, { layers: 'mean' });
  const made: readonly Dataset[] = [
    observeCycling(values, sample, {
      steps: [{ currentDensity: 1000, cycles: 40 }],
      ...paperWindow,
      seed: 1,
    }),
    observeRate(values, sample, {
      ...paperWindow,
      currentDensities: [200, 2000, 200],
      cyclesPerStep: 4,
      seed: 2,
    }),
    observeProtocol(values, sample, { protocol, level: 'L1', seed: 3 }),
    observeGitt(values, sample, { ...titration, rest_s: 3600 }),
    observeIci(values, sample, { ...titration, rest_s: 10 }),
    ...[1e-4, 1e-3].map((scanRate_V_s) =>
      observeCv(values, sample, { scanRate_V_s, lower_V: 0.01, upper_V: 1.5, cycles: 2, seed: 5 }),
    ),
    observeEis(values, sample, {
      lithiation: 0.5,
      lowest_Hz: 1e-2,
      highest_Hz: 1e5,
      pointsPerDecade: 10,
      seed: 6,
    }),
  ];
  for (const dataset of made) expect(examine(dataset), dataset.technique).toEqual([]);
});
