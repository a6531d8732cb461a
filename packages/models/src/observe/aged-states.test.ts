import { numbers } from '@anodelab/data';
import { expect, it } from 'vitest';
import { age } from '../ageing/age.ts';
import { stateAt } from '../ageing/history.ts';
import { paperWindow } from '../cell/half-cell.ts';
import { parameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import type { AgeState } from '../sample.ts';
import type { ModelSwitches } from '../switches.ts';
import { agedStates } from './aged-states.ts';
import { observeEis } from './eis.ts';

const values = parameterValues();
const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;
const steps = (cycles: number) => ({ steps: [{ currentDensity: 1000, cycles }], ...paperWindow });
const sampleWith = (switches: Partial<ModelSwitches>) =>
  prepareSample(values, recipe, { layers: 'mean', switches });

it('ages the front of a thick electrode more, and a spectrum shows the age of each node', () => {
  const thick = parameterValues({ electrodeThickness: 300e-6, loading: 0.12 });
  const sample = prepareSample(thick, recipe, { layers: 'mean' });
  const states = agedStates(thick, sample, { ...steps(60), level: 'L3' }, 61);
  const connected = states.map((state) => state.connected);
  for (let k = 1; k < connected.length; k++) expect(connected[k]!).toBeGreaterThan(connected[k - 1]!);
  const protocol = {
    lithiation: 0.4,
    lowest_Hz: 1,
    highest_Hz: 1e4,
    pointsPerDecade: 2,
    seed: 1,
    level: 'L3',
  } as const;
  const resistance = (state?: readonly AgeState[]) =>
    numbers(observeEis(thick, sample, { ...protocol, state }), 'zRe_Ohm')!.at(-1)!;
  const mean = (property: (state: AgeState) => number) =>
    states.reduce((sum, state) => sum + property(state) / states.length, 0);
  const even: AgeState = {
    ...states[0]!,
    connected: mean((state) => state.connected),
    seiThickness: mean((state) => state.seiThickness),
  };
  const [fresh, aged, averaged] = [resistance(), resistance(states), resistance([even])];
  expect(aged / fresh).toBeGreaterThan(1.01);
  expect(Math.abs(aged / averaged - 1)).toBeGreaterThan(1e-5);
  expect(Math.abs(aged / averaged - 1)).toBeLessThan(0.01);
  expect(() => resistance(states.slice(1))).toThrow(RangeError);
});

it.each(['L1', 'L3'] as const)('shows the age of the lithium electrode in a spectrum at %s', (level) => {
  const sample = sampleWith({ counterResistance: [{ cycle: 100, resistance: 1e-2 }] });
  const [state] = agedStates(values, sample, steps(1), 1);
  const protocol = { lithiation: 0.4, lowest_Hz: 1, highest_Hz: 1e4, pointsPerDecade: 1, seed: 1, level };
  const at = (switches: Partial<ModelSwitches>) => {
    const own = { ...sample, switches: { ...sample.switches, ...switches } };
    return numbers(observeEis(values, own, { ...protocol, state: [state!], cycle: 100 }), 'zRe_Ohm')!.at(-1)!;
  };
  const rise = at({}) - at({ counterResistance: [] });
  expect(Math.abs((rise * values.cellArea) / 1e-2 - 1)).toBeLessThan(0.01); // the same noise of 0.3 % in both
});

it('gives the states of the closed form at L0, and goes on beyond a protocol with its last current', () => {
  const sample = sampleWith({});
  const history = age(values, sample, steps(200));
  const [closed, particles] = (['L0', 'L1'] as const).map(
    (level) => agedStates(values, sample, { ...steps(100), level }, 200)[0]!,
  );
  expect(closed!.connected).toBeCloseTo(stateAt(history, 200)[0]!.connected, 12);
  expect(particles!.connected / closed!.connected).toBeCloseTo(1, 3);
  expect(particles!.seiThickness / closed!.seiThickness).toBeCloseTo(1, 3);
  expect(() => agedStates(values, sample, steps(10), 0)).toThrow(RangeError);
});
