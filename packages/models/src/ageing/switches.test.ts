import { expect, test } from 'vitest';
import { createHalfCell, paperWindow } from '../cell/half-cell.ts';
import { faraday, siliconCapacity } from '../constants.ts';
import { observeCycling } from '../observe/cycling.ts';
import { sampleStages } from '../observe/provenance.ts';
import {
  countGradeD,
  type ParameterName,
  type ParameterValues,
  parameters,
  parameterValues,
} from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { shellLoad } from '../shell/mechanics.ts';
import { defaultSwitches, lifeStages, type ModelSwitches } from '../switches.ts';
import { age } from './age.ts';
import { type AgedCycle, createCycleRunner } from './cycle-rates.ts';
import { cycleAt, stateAt } from './history.ts';

const values = parameterValues();
const steps = [{ currentDensity: 1000, cycles: 500 }];
const protocol = { steps, ...paperWindow };
const everything: ModelSwitches = {
  pyrolysisHeat: true,
  coreFracture: true,
  stressPotential: true,
  lifeLaw: 'paris',
  firstLithiation: true,
  lithiumSilicide: true,
  additive: true,
  counterResistance: [
    { cycle: 1, resistance: 0 },
    { cycle: 500, resistance: 1e-3 },
  ],
};

function sampleOf(name: string, switches: Partial<ModelSwitches>, changed: ParameterValues = values) {
  const recipe = paperRecipes.find((candidate) => candidate.name === name)!;
  return prepareSample(changed, recipe, { layers: 'mean', switches });
}

function life(name: string, switches: Partial<ModelSwitches>, changed: ParameterValues = values) {
  return age(changed, sampleOf(name, switches, changed), protocol);
}

/** The first cycle of a sample, at a current in A/kg. */
function firstCycle(name: string, switches: Partial<ModelSwitches>, currentDensity = 1000): AgedCycle {
  const sample = sampleOf(name, switches);
  const slow = { steps: [{ currentDensity, cycles: 1 }], ...paperWindow };
  const run = createCycleRunner(values, sample, sample.populations[0]!, slow);
  return run(stateAt(age(values, sample, slow), 1)[0]!, 1);
}

test('with every mechanism on, jumps stay within 0.2 % of the first capacity and lives are finite', () => {
  for (const { name } of paperRecipes) {
    const sample = sampleOf(name, everything);
    const jumped = age(values, sample, protocol);
    const single = age(values, sample, { ...protocol, jumps: 'none' });
    const first = cycleAt(values, single, 1).capacity;
    for (let cycle = 1; cycle <= 500; cycle += 7) {
      const error = cycleAt(values, jumped, cycle).capacity - cycleAt(values, single, cycle).capacity;
      expect(Math.abs(error), `${name}, cycle ${cycle}`).toBeLessThanOrEqual(2e-3 * first);
    }
  }
});

test('a life reads no parameter outside the stages of the mechanisms that are on, and counts their placeholders', () => {
  for (const switches of [defaultSwitches, everything]) {
    for (const recipe of paperRecipes) {
      const read = new Set<ParameterName>();
      const watched = new Proxy(values, {
        get: (target, name: ParameterName) => {
          read.add(name);
          return target[name];
        },
      });
      const sample = prepareSample(watched, recipe, { layers: 'mean', switches });
      age(watched, sample, { steps: [{ currentDensity: 1000, cycles: 3 }], ...paperWindow });
      const stages = [...sampleStages(sample), ...lifeStages(sample.switches, sample.coated)];
      const idle = sample.coated ? 'pyrolysis' : 'recipe';
      const outside = [...read].filter((name) => ![...stages, idle].includes(parameters[name].stage));
      expect(outside, recipe.name).toEqual([]);
    }
  }
  const counted = (switches: Partial<ModelSwitches>) =>
    observeCycling(values, sampleOf('PCHS-5', switches), {
      steps: [{ currentDensity: 1000, cycles: 1 }],
      ...paperWindow,
      seed: 1,
    }).provenance.model!.gradeD;
  const base = counted({});
  expect(counted({ coreFracture: true, stressPotential: true })).toBe(base);
  expect(counted({ pyrolysisHeat: true }) - base).toBe(1);
  expect(counted({ lifeLaw: 'paris' }) - base).toBe(countGradeD(['crack growth']));
  expect(counted({ additive: true }) - base).toBe(4);
});

test('a shell under its own pressure reaches its cut-off where a free one reaches a higher voltage', () => {
  const free = firstCycle('nmSi@C', {});
  const pressed = firstCycle('nmSi@C', { stressPotential: true });
  const population = sampleOf('nmSi@C', {}).populations[0]!;
  const drop = -shellLoad(values, population, 0, 0).potentialShift;
  expect(Math.abs(drop - 0.05)).toBeLessThan(1e-3);
  const cell = createHalfCell(values, population);
  const surface = cell.surfaceAt(free.load, 'lithiation', pressed.start, paperWindow.lower_V + drop);
  expect(pressed.swing.high).toBeCloseTo(cell.meanAt(free.load, pressed.start, surface), 9);
  expect(pressed.swing.low).toBeCloseTo(free.swing.low, 6);
});

test('by cracks the shells of PCHS-5, PCHS-7 and nmSi@C live as long as by ductility', () => {
  for (const [name, within] of [
    ['PCHS-5', 0.001],
    ['PCHS-7', 0.1],
    ['nmSi@C', 0.1],
  ] as const) {
    const [ductile, cracked] = [firstCycle(name, {}), firstCycle(name, { lifeLaw: 'paris' })];
    expect(Math.abs(cracked.rates.damage / ductile.rates.damage - 1), name).toBeLessThan(within);
  }
});

test('twice the crack drive costs 2^m of the life', () => {
  const damage = (polymerToughness: number, carbonToughness: number) => {
    const changed = parameterValues({ polymerToughness, carbonToughness });
    return life('PCHS-5', { lifeLaw: 'paris' }, changed).tracks[0]![0]!.rates.damage;
  };
  expect(damage(1.5, 10) / damage(3, 20)).toBeCloseTo(2 ** values.crackGrowthExponent, 9);
});

test('the first cycle loses what went into interphase, lost particles and emptied silicon, and nothing else', () => {
  for (const name of ['nmSi', 'PCHS-5', 'nmSi@C']) {
    const { swing, capacity, efficiency, losses, start } = firstCycle(name, { firstLithiation: true });
    const { siliconFraction, specificArea } = sampleOf(name, {}).populations[0]!;
    expect(start).toBe(0);
    // lithium goes into empty silicon up to x1, and as much into carbon as comes back from it
    const perLithiation = siliconFraction * siliconCapacity;
    const carbon = capacity - (swing.high - swing.low) * perLithiation;
    const taken = swing.high * perLithiation + carbon + losses.interphase + losses.trapped;
    expect(Math.abs((taken * efficiency) / capacity - 1)).toBeLessThan(1e-12);
    expect(losses.unrecovered).toBeCloseTo(swing.low * perLithiation, 6);
    // the first film: 10 nm on all of the silicon, two electrons per molecule
    const film = (10e-9 * specificArea * siliconFraction * 2 * faraday) / values.seiMolarVolume;
    expect(losses.interphase).toBeGreaterThan(film);
    expect(efficiency).toBeGreaterThan(0.9);
    expect(efficiency).toBeLessThan(0.98);
  }
});

test('what the first current cannot make amorphous stays idle until a smaller one does', () => {
  const sample = sampleOf('PCHS-1', { firstLithiation: true });
  const capacity = (first: number) => {
    const history = age(values, sample, {
      steps: [
        { currentDensity: first, cycles: 1 },
        { currentDensity: 1000, cycles: 2 },
      ],
      ...paperWindow,
    });
    return cycleAt(values, history, 3).capacity / 3600;
  };
  expect(capacity(1000)).toBe(0);
  expect(Math.abs(capacity(100) / 504.6 - 1)).toBeLessThan(0.02);
});

test('the additive lasts as many cycles as its charge pays for', () => {
  const used = (cycle: number, changed: ParameterValues = values) =>
    stateAt(life('PCHS-5', { additive: true }, changed), cycle)[0]!.additiveCharge;
  // only the lithium side, 2 % of each capacity
  const foil = parameterValues({ siliconAdditiveShare: 0 });
  const history = life('PCHS-5', {}, foil);
  let expected = 0;
  for (let cycle = 1; cycle <= 10; cycle++) expected += 0.02 * cycleAt(foil, history, cycle).capacity;
  expect(Math.abs(used(11, foil) / expected - 1)).toBeLessThan(1e-4);

  const loss = (name: string, additiveAmount: number) => {
    const changed = parameterValues({ additiveAmount });
    const [knot] = life(name, { additive: true }, changed).tracks[0]!;
    return knot!.rates.logConnected;
  };
  // bare silicon without additive: base loss as before, exposed loss three times
  const { baseContactLoss: base, exposedContactLoss: exposed } = values;
  expect(loss('nmSi', 0) / loss('nmSi', 1)).toBeCloseTo((base + 3 * exposed) / (base + exposed), 9);
  expect(loss('PCHS-5', 0) / loss('PCHS-5', 1)).toBeCloseTo(1, 9);
});

test('a known resistance of the lithium electrode stands in series, linear between its points', () => {
  const extra = 2e-3; // Ohm m2
  const grown = life('PCHS-5', {
    counterResistance: [
      { cycle: 100, resistance: 0 },
      { cycle: 300, resistance: extra },
    ],
  });
  const [before, early] = [life('PCHS-5', {}), cycleAt(values, grown, 100)];
  expect(early.capacity).toBe(cycleAt(values, before, 100).capacity);
  const loss = (cycle: number) => {
    const run = createCycleRunner(values, grown.sample, grown.sample.populations[0]!, protocol);
    return run(stateAt(grown, 100)[0]!, cycle).load.loss;
  };
  const geometric = 1000 * values.loading; // A/m2
  expect(loss(200) - loss(100)).toBeCloseTo((geometric * extra) / 2, 12);
  expect(loss(300) - loss(100)).toBeCloseTo(geometric * extra, 12);
  expect(loss(500)).toBe(loss(300));
});
