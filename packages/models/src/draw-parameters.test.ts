import { createRandom } from '@anodelab/numerics';
import { expect, it } from 'vitest';
import { drawParameters, priorOf } from './draw-parameters.ts';
import { parameterNames, parameters } from './parameters.ts';

it('every prior is words with a meaning, in the unit of its parameter', () => {
  for (const name of parameterNames) {
    const prior = priorOf(name);
    const { value } = parameters[name];
    if (prior.kind === 'uniform') {
      expect(prior.low, name).toBeLessThan(prior.high);
      expect(value, name).toBeGreaterThanOrEqual(prior.low);
      expect(value, name).toBeLessThanOrEqual(prior.high);
    }
    if (prior.kind === 'lognormal')
      expect(Math.abs(Math.log(value / prior.median)), name).toBeLessThan(3 * prior.deviation);
    if (prior.kind === 'normal') expect(prior.deviation, name).toBeGreaterThan(0);
  }
});

it('draws spread as the priors say and repeat with their seed', () => {
  const random = createRandom(3);
  const drawn = Array.from({ length: 4000 }, () => drawParameters(random));
  const logs = drawn.map((values) => Math.log(values.loading / parameters.loading.value));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
  expect(Math.abs(mean)).toBeLessThan(0.04);
  expect(deviation).toBeCloseTo(Math.log(2), 1);
  expect(Math.min(...drawn.map((values) => values.bedDepth))).toBeGreaterThan(1e-3);
  expect(Math.max(...drawn.map((values) => values.bedDepth))).toBeLessThan(1e-2);
  expect(drawParameters(createRandom(3))).toEqual(drawn[0]);
});
