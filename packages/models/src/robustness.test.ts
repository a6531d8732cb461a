import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { age } from './ageing/age.ts';
import { cycleAt } from './ageing/history.ts';
import { paperWindow } from './cell/half-cell.ts';
import { drawParameters } from './draw-parameters.ts';
import { prepareSample } from './prepare-sample.ts';
import { paperRecipes } from './recipe/recipe.ts';
import type { ModelSwitches } from './switches.ts';

test('whatever the priors allow, with whatever mechanisms, ends in a life of finite capacities', () => {
  const random = createRandom(60);
  const coin = () => random.uniform() < 0.5;
  for (let run = 0; run < 60; run++) {
    const values = drawParameters(random);
    const recipe = paperRecipes[run % paperRecipes.length]!;
    const switches: Partial<ModelSwitches> = {
      pyrolysisHeat: coin(),
      coreFracture: coin(),
      stressPotential: coin(),
      lifeLaw: coin() ? 'paris' : 'ductility',
      firstLithiation: coin(),
      additive: coin(),
    };
    const where = `run ${run}, ${recipe.name}, ${JSON.stringify(switches)}`;
    const sample = prepareSample(values, recipe, { layers: coin() ? 'mean' : 'populations', switches });
    const history = age(values, sample, { steps: [{ currentDensity: 1000, cycles: 300 }], ...paperWindow });
    for (const cycle of [1, 2, 10, 100, 300]) {
      const { capacity, efficiency } = cycleAt(values, history, cycle);
      expect(capacity, where).toBeGreaterThanOrEqual(0);
      expect(capacity, where).toBeLessThan(4200 * 3600);
      expect(efficiency, where).toBeGreaterThanOrEqual(0);
      expect(efficiency, where).toBeLessThanOrEqual(1);
    }
  }
});
