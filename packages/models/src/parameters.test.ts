import { expect, test } from 'vitest';
import { age } from './ageing/age.ts';
import { paperWindow } from './cell/half-cell.ts';
import {
  countGradeD,
  parameterNames,
  parameters,
  parameterValues,
  type ParameterName,
  type Stage,
} from './parameters.ts';
import { sampleStages } from './observe/provenance.ts';
import { prepareSample } from './prepare-sample.ts';
import { paperRecipes } from './recipe/recipe.ts';

test('overrides replace values and leave the others', () => {
  const values = parameterValues({ loading: 0.01 });
  expect(values.loading).toBe(0.01);
  expect(values.expansion).toBe(parameters.expansion.value);
});

test('every parameter says where it comes from', () => {
  for (const name of parameterNames) {
    const { source, prior, unit, value } = parameters[name];
    expect(Math.min(source.length, prior.length, unit.length), name).toBeGreaterThan(0);
    expect(Number.isFinite(value), name).toBe(true);
  }
});

test('a life reads no parameter outside the stages that it claims to rest on', () => {
  for (const recipe of paperRecipes) {
    const read = new Set<ParameterName>();
    const values = new Proxy(parameterValues(), {
      get: (target, name: ParameterName) => {
        read.add(name);
        return target[name];
      },
    });
    const sample = prepareSample(values, recipe, { layers: 'mean' });
    age(values, sample, { steps: [{ currentDensity: 1000, cycles: 3 }], ...paperWindow });
    const stages: readonly Stage[] = [...sampleStages(sample), 'mechanics', 'cell', 'ageing'];
    // bare silicon has its recipe looked at, a coating as made multiplies mass losses by conversions of nought
    const idle: readonly Stage[] = sample.coated ? ['pyrolysis'] : ['recipe'];
    const outside = [...read].filter((name) => ![...stages, ...idle].includes(parameters[name].stage));
    expect(outside, recipe.name).toEqual([]);
  }
});

test('placeholders are counted by stage', () => {
  expect(countGradeD([])).toBe(0);
  expect(countGradeD(['powder'])).toBe(1);
  expect(countGradeD(['powder', 'furnace'])).toBe(5);
});
