import { createRandom, type Random } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { age } from './ageing/age.ts';
import { cycleAt } from './ageing/history.ts';
import { paperWindow } from './cell/half-cell.ts';
import { type ParameterName, parameterNames, parameters, parameterValues } from './parameters.ts';
import { prepareSample } from './prepare-sample.ts';
import { paperRecipes } from './recipe/recipe.ts';
import type { ModelSwitches } from './switches.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  '%': 0.01,
  V: 1,
  mm: 1e-3,
  nm: 1e-9,
  'kJ/mol': 1e3,
  'mAh/g': 3600,
  'MJ/kg': 1e6,
};

/** A value from the prior that a parameter states in words. */
function sampleFrom(name: ParameterName, random: Random): number {
  const { value, prior } = parameters[name];
  if (prior === 'none') return value;
  const [, kind, rest = ''] = /^(lognormal|normal|uniform)[ ,(]+(.*)$/.exec(prior) ?? [];
  const [first = NaN, second = NaN] = (rest.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const unit = UNITS[/(?:[\d)]\s+)([^\d\s]+)$/.exec(rest)?.[1] ?? ''] ?? NaN;
  if (kind === 'uniform') return unit * (first + (second - first) * random.uniform());
  if (kind === 'normal') {
    const spread = rest.endsWith('%') ? value * first * unit : first * unit;
    return value + spread * Math.max(-3, Math.min(3, random.normal()));
  }
  if (rest.includes(' to ')) return first * (second / first) ** random.uniform();
  const spread = rest.startsWith('factor') ? Math.log(first) : rest.endsWith('%') ? first * unit : second;
  return value * Math.exp(spread * Math.max(-3, Math.min(3, random.normal())));
}

test('every prior can be read and holds values around the one that is used', () => {
  for (const name of parameterNames) {
    const random = createRandom(1);
    const drawn = Array.from({ length: 99 }, () => sampleFrom(name, random)).sort((a, b) => a - b);
    expect(drawn.every(Number.isFinite), name).toBe(true);
    const { value } = parameters[name];
    const [least, most] = [drawn[0]!, drawn.at(-1)!];
    const margin = (most - least) / 20; // some values in use lie on the edge of their prior
    expect(value, name).toBeGreaterThanOrEqual(least - margin);
    expect(value, name).toBeLessThanOrEqual(most + margin);
  }
});

test('whatever the priors allow, with whatever mechanisms, ends in a life of finite capacities', () => {
  const random = createRandom(60);
  const coin = () => random.uniform() < 0.5;
  for (let run = 0; run < 60; run++) {
    const drawn = Object.fromEntries(parameterNames.map((name) => [name, sampleFrom(name, random)]));
    const values = parameterValues(drawn);
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
