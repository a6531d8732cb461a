import { type Dataset, labels, numbers } from '@anodelab/data';
import { describe, expect, it } from 'vitest';
import { ageCell } from '../ageing/age-cell.ts';
import { createHalfCell, paperWindow } from '../cell/half-cell.ts';
import { swing } from '../cell/swing.ts';
import { maximumConcentration, siliconCapacity } from '../constants.ts';
import { parameterValues } from '../parameters.ts';
import type { PopulationDescription } from '../porous-cell/cell-description.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import { ramp } from '../porous-cell/control.ts';
import { constantCounter } from '../porous-cell/foil.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { phasePotential, phaseReaction } from '../potential/silicon-phases.ts';
import { prepareSample } from '../prepare-sample.ts';
import { parseProtocol } from '../protocol/parse-protocol.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import type { ModelSwitches } from '../switches.ts';
import { observeCv } from './cv.ts';
import { observeCycling, observeCyclingInTurns } from './cycling.ts';
import { observeEis } from './eis.ts';
import { porousCellOf } from './porous-cell-of.ts';
import { profileFiles, withProfiles } from './profile-of.ts';
import { observeProtocol, type TestProtocol } from './protocol.ts';
import { observeRate } from './rate.ts';
import { observeGitt } from './titration.ts';

const values = parameterValues();
const mass = values.loading * values.cellArea;
const sampleOf = (name: string, switches: Partial<ModelSwitches> = {}) =>
  prepareSample(values, paperRecipes.find((recipe) => recipe.name === name)!, { layers: 'mean', switches });
const sample = sampleOf('PCHS-5');
const levels = ['L1', 'L2', 'L3'] as const;
const cycle = 'Lithiate at 1 A/g until 0.01 V; Rest for 1 min; Delithiate at 1 A/g until 1.2 V';
const test = (text: string, more: Partial<TestProtocol> = {}) =>
  observeProtocol(values, sample, { protocol: parseProtocol(text), level: 'L1', seed: 1, ...more });
/** Largest reading of a counter in a cycle, mAh/g. */
const capacity = (dataset: Dataset, counter: string, of = 1) => {
  const cycles = numbers(dataset, 'cycle')!;
  return (
    numbers(dataset, counter)!.reduce((most, q, i) => (cycles[i] === of ? Math.max(most, q) : most), 0) /
    mass /
    3600
  );
};

describe('a virtual tester', () => {
  it.each(levels)('delithiates at %s what the closed form says, less the drop of salt', (level) => {
    const [population] = sample.populations;
    const cell = createHalfCell(values, population!);
    const ends = swing(cell, cell.load(1000, 1, values.seiInitialThickness), paperWindow, 0.02, cell);
    const closed = (sample.siliconFraction * siliconCapacity * (ends.high - ends.low)) / 3600;
    const dataset = test(`Repeat 2 times: ${cycle}`, { level });
    const found = capacity(dataset, 'qStepChg_C', 2);
    expect(Math.abs(found / closed - 1)).toBeLessThan(level === 'L1' ? 1.5e-3 : 8e-3);
    expect(dataset.provenance.model?.level).toBe(level);
    expect(dataset.findings).toEqual([]);
  });

  it('lets time run forward and ends its steps at their stops within the noise', () => {
    const dataset = test(cycle);
    const time = numbers(dataset, 'time_s')!;
    for (let i = 1; i < time.length; i++) expect(time[i]!).toBeGreaterThan(time[i - 1]!);
    const types = labels(dataset, 'stepType')!;
    const voltage = numbers(dataset, 'voltage_V')!;
    expect(voltage[types.lastIndexOf('ccDis')]).toBeCloseTo(0.01, 3);
    expect(voltage.at(-1)).toBeCloseTo(1.2, 3);
    expect(numbers(dataset, 'current_A')![0]).toBeLessThan(0);
    expect(Math.max(...types.map((type, i) => (type === 'rest' ? voltage[i]! : 0)))).toBeGreaterThan(0.05);
  });

  it('gives the same bits for the same seed', () => {
    expect(test(cycle)).toEqual(test(cycle));
    expect(test(cycle, { seed: 2 }).provenance.model?.hash).not.toBe(test(cycle).provenance.model?.hash);
  });

  it('tends to single particles as the current goes to nothing', () => {
    const at = (current: string, level: 'L1' | 'L3') => {
      const dataset = test(`Lithiate at ${current} until 0.05 V`, { level, sampling: { time: 1e9 } });
      return capacity(dataset, 'qStepDis_C');
    };
    const gap = (current: string) => Math.abs(at(current, 'L3') / at(current, 'L1') - 1);
    expect(gap('20 mA/g')).toBeLessThan(1e-3);
    expect(gap('4 A/g')).toBeGreaterThan(3 * gap('20 mA/g'));
  });

  it('says which step was at its stop, and which could not go on and why', () => {
    const stopped = test(
      'Lithiate at 1 A/g until 0.1 V; Lithiate at 1 A/g until 0.1 V; Lithiate at 1 A/g for 9 h',
    );
    expect(stopped.findings).toMatchObject([
      { code: 'step-at-stop', message: expect.stringContaining('step 2') },
      { code: 'step-failed', message: expect.stringMatching(/step 3 .*full/) },
    ]);
    expect(() => test('Lithiate at 1 A/g for 9 h')).toThrow(
      /PCHS-5 at L1: step 1: the particle surface is full/,
    );
  });

  it('counts C-rates on the stated capacity, or on that of the silicon', () => {
    const current = (more: Partial<TestProtocol>) =>
      numbers(test('Lithiate at C/2 until 0.1 V', more), 'current_A')![0]! / mass;
    expect(current({ capacity_C_kg: 2000 * 3600 })).toBeCloseTo(-1000, -1);
    expect(Math.abs(current({}) / ((-sample.siliconFraction * siliconCapacity) / 7200) - 1)).toBeLessThan(
      1e-3,
    );
  });

  it('follows a file', () => {
    const protocol = parseProtocol('Repeat 2 times: Follow the current of drive.csv');
    expect(profileFiles(protocol)).toEqual(['drive.csv']);
    const course = test('Rest for 1 s');
    const column = (name: string, unit: string, list: number[]) =>
      ({ name, unit, header: null, origin: 'measured', values: Float64Array.from(list) }) as const;
    const file = {
      ...course,
      columns: [column('time_s', 's', [5, 65, 125]), column('current_A', 'A', [-1e-4, -1e-4, -2e-4])],
    };
    const filled = withProfiles(protocol, new Map([['drive.csv', file]]));
    const dataset = observeProtocol(values, sample, { protocol: filled, level: 'L3', seed: 1 });
    const charge = numbers(dataset, 'qStepDis_C')!.at(-1)!;
    expect(charge).toBeCloseTo(60 * 1e-4 + 60 * 1.5e-4, 4);
    expect(() => withProfiles(protocol, new Map())).toThrow(/drive.csv was not read/);
    expect(() => withProfiles(protocol, new Map([['drive.csv', { ...file, columns: [] }]]))).toThrow(
      /expected columns/,
    );
  });
});

describe('cycling at every level', () => {
  const protocol = { steps: [{ currentDensity: 1000, cycles: 4 }], ...paperWindow, seed: 3 };

  it.each(levels)('records at %s nearly the cycles of L0', (level) => {
    const dataset = observeCycling(values, sample, { ...protocol, level });
    const closed = observeCycling(values, sample, protocol);
    for (const counter of ['qStepChg_C', 'qStepDis_C']) {
      for (const n of [1, 2, 4]) {
        const share = capacity(dataset, counter, n) / capacity(closed, counter, n);
        expect(Math.abs(share - 1)).toBeLessThan(level === 'L1' ? 1e-3 : 8e-3);
      }
    }
    expect(dataset.findings).toEqual([]);
    expect(dataset.meta['jumpPlan']).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 0],
    ]);
  });

  it('comes to single particles, and near to the closed form, as the current goes to nothing', () => {
    const at = (currentDensity: number) => {
      const slow = { steps: [{ currentDensity, cycles: 2 }], ...paperWindow, seed: 3 };
      const [closed, particles, porous] = (['L0', 'L1', 'L3'] as const).map((level) =>
        capacity(observeCycling(values, sample, { ...slow, level }), 'qStepChg_C', 2),
      );
      return {
        toParticles: Math.abs(porous! / particles! - 1),
        toClosed: Math.abs(particles! / closed! - 1),
      };
    };
    const [slow, fast] = [at(50), at(3000)];
    expect(slow.toParticles).toBeLessThan(1e-4);
    expect(fast.toParticles).toBeGreaterThan(100 * slow.toParticles);
    // the last lithium leaves at a rising potential, and a branch is left over some lithiation
    expect(slow.toClosed).toBeLessThan(1.5e-3);
  });

  it.each(['L1', 'L3'] as const)('counts at %s every cycle of the life that the cell lives', (level) => {
    const bare = sampleOf('nmSi@C');
    const long = { steps: [{ currentDensity: 1000, cycles: 120 }], ...paperWindow };
    const curves = [1, 30, 120];
    const dataset = observeCycling(values, bare, { ...long, curves, seed: 3, level });
    const life = ageCell(values, bare, porousCellOf(values, bare, { level }), {
      ...long,
      requested: curves,
      rest_s: 60,
    });
    expect(dataset.meta['jumpPlan']).toEqual(life.plan.map(({ cycle: n, jump }) => [n, jump]));
    expect(life.plan.length).toBeLessThan(60);
    for (const { cycle: n, capacity: delithiated, efficiency } of life.cycles) {
      const found = capacity(dataset, 'qStepChg_C', n);
      expect(Math.abs(found / (delithiated / 3600) - 1)).toBeLessThan(5.1e-4);
      expect(found / capacity(dataset, 'qStepDis_C', n)).toBeCloseTo(efficiency, 9);
    }
    const rows = (n: number) => numbers(dataset, 'cycle')!.filter((other) => other === n).length;
    const jumped = life.cycles.find((one) => !one.isSimulated)!;
    expect(rows(jumped.cycle)).toBeGreaterThan(50);
    expect(rows(jumped.cycle)).toBeLessThan(90);
    expect(rows(30)).toBeGreaterThan(500);
    const [finding] = dataset.findings;
    expect(finding?.code).toBe('cycles-jumped');
    expect(finding?.message).toContain(`${life.plan.length} of 120`);
    const time = numbers(dataset, 'time_s')!;
    for (let i = 1; i < time.length; i++) expect(time[i]!).toBeGreaterThan(time[i - 1]!);
  });

  it('tells its cycles in turns, can be stopped between two of them, and records the same', async () => {
    const long = { ...protocol, steps: [{ currentDensity: 1000, cycles: 400 }], level: 'L3' } as const;
    const stop = new AbortController();
    const seen: number[] = [];
    const onProgress = (cycle: number) => {
      seen.push(cycle);
      if (seen.length === 2) stop.abort(new Error('enough'));
    };
    await expect(
      observeCyclingInTurns(values, sample, long, { onProgress, signal: stop.signal }),
    ).rejects.toThrow('enough');
    expect(seen[1]).toBeGreaterThan(seen[0]!);
    expect(seen[1]).toBeLessThan(400);
    const inTurns = await observeCyclingInTurns(values, sample, { ...protocol, level: 'L1' });
    expect(inTurns).toEqual(observeCycling(values, sample, { ...protocol, level: 'L1' }));
  });

  it('loses capacity with the current in a rate test', () => {
    const dataset = observeRate(values, sample, {
      currentDensities: [200, 1000, 5000],
      cyclesPerStep: 1,
      ...paperWindow,
      seed: 1,
      level: 'L3',
    });
    const [slow, middle, fast] = [1, 2, 3].map((n) => capacity(dataset, 'qStepChg_C', n));
    expect(slow!).toBeGreaterThan(middle!);
    expect(middle!).toBeGreaterThan(1.5 * fast!);
  });
});

describe('phases of silicon', () => {
  it('lithiate the crystal on its plateau, once', () => {
    const crystal = sampleOf('PCHS-5', { firstLithiation: true });
    const dataset = observeProtocol(values, crystal, {
      protocol: parseProtocol(`Repeat 2 times: ${cycle.replaceAll('1 A/g', '0.1 A/g')}`),
      level: 'L1',
      seed: 1,
    });
    const above = (n: number) => {
      const [cycles, q, voltage] = ['cycle', 'qStepDis_C', 'voltage_V'].map(
        (name) => numbers(dataset, name)!,
      );
      return q!.reduce(
        (most, value, i) => (cycles![i] === n && voltage![i]! > 0.1 ? Math.max(most, value) : most),
        0,
      );
    };
    expect(above(1)).toBeLessThan(0.05 * above(2));
    expect(capacity(dataset, 'qStepDis_C', 1) / capacity(dataset, 'qStepChg_C', 1)).toBeGreaterThan(1);
    expect(capacity(dataset, 'qStepChg_C', 2) / capacity(dataset, 'qStepDis_C', 2)).toBeCloseTo(1, 2);
  });

  it('give Li15Si4 a plateau at 0.43 V after a deep lithiation only', () => {
    const plateau = (until: string, lithiumSilicide: boolean) => {
      const dataset = observeProtocol(values, sampleOf('nmSi', { lithiumSilicide }), {
        protocol: parseProtocol(
          `Lithiate at 50 mA/g until ${until}; Hold at ${until} for 20 h; Delithiate at 50 mA/g until 1 V`,
        ),
        level: 'L1',
        seed: 1,
        sampling: { voltage: 1e-3 },
      });
      const voltage = numbers(dataset, 'voltage_V')!;
      const charge = numbers(dataset, 'qStepChg_C')!;
      const last = charge.findLastIndex((q, i) => q > 0 && voltage[i]! < 0.46);
      const first = charge.findIndex((q, i) => q > 0 && voltage[i]! > 0.42);
      return (charge[last]! - charge[first]!) / charge.at(-1)!;
    };
    const without = plateau('5 mV', false);
    expect(plateau('5 mV', true)).toBeGreaterThan(2 * without);
    expect(Math.abs(plateau('80 mV', true) - plateau('80 mV', false))).toBeLessThan(0.01);
  });
});

it('sweeps as its cell does on a fine mesh, to 0.1 % of the largest current', () => {
  const [population] = sample.populations;
  const memory = { amorphous: 1, silicide: 0 };
  const particle: PopulationDescription = {
    geometry: 'sphere',
    size: population!.radius,
    diffusivity: values.lithiumDiffusivity,
    maximumConcentration,
    areaRatio: values.loading * sample.siliconFraction * population!.specificArea,
    filmResistance: population!.filmResistance + values.seiInitialThickness / values.seiConductivity,
    capacitance: values.doubleLayerCapacitance,
    hysteresisRange: values.hysteresisRange,
    potential: phasePotential(values, memory),
    reaction: phaseReaction(values, memory),
    lithiation: 0.02,
    hysteresis: 1,
  };
  const { counterExchangeCurrentDensity, seriesResistance, cellArea } = values;
  const cell = madeCell('SPM', {
    counter: constantCounter(counterExchangeCurrentDensity, 0),
    seriesResistance,
  });
  const run = new CellRun(
    { ...cell, populations: [particle] },
    { mesh: { separator: [2], electrode: [2], radial: 24 }, tolerance: 1e-6 },
  );
  const dataset = observeCv(values, sample, {
    scanRate_V_s: 1e-4,
    lower_V: 0.01,
    upper_V: 1.5,
    cycles: 2,
    seed: 1,
  });
  const current = numbers(dataset, 'current_A')!;
  const time = numbers(dataset, 'time_s')!;
  const most = Math.max(...current);
  const sweep = 14900;
  let i = 10;
  for (const rate of [-1e-4, 1e-4, -1e-4, 1e-4]) {
    const control = ramp('voltage', rate < 0 ? 1.5 : 0.01, rate, 0);
    run.run({ control, duration: sweep, stops: [] }, (part) => {
      for (; i < time.length && time[i]! <= part.to * (1 + 1e-12); i++) {
        const other = -part.currentAt(Math.min(time[i]!, part.to)) * cellArea;
        // noise of 0.05 % is in the record
        expect(Math.abs(current[i]! - other)).toBeLessThan(1e-3 * most + 2e-3 * Math.abs(other));
      }
    });
  }
  expect(i).toBe(time.length);
});

it('measures impedance at every level, state and age, the electrolyte on top', () => {
  const spectrum = { lithiation: 0.3, lowest_Hz: 1e-2, highest_Hz: 1e5, pointsPerDecade: 5, seed: 1 };
  const ends = levels.map(
    (level) => numbers(observeEis(values, sample, { ...spectrum, level }), 'zRe_Ohm')!.at(-1)!,
  );
  expect(ends[2]! / ends[0]!).toBeGreaterThan(1);
  expect(ends[2]! / ends[0]!).toBeLessThan(1.05);
  const state = [
    { connected: 0.6, seiThickness: 80e-9, damage: 0, lithiation: 0.1, amorphous: 1, additiveCharge: 0 },
  ];
  const aged = numbers(observeEis(values, sample, { ...spectrum, level: 'L3', state }), 'zRe_Ohm')!.at(-1)!;
  expect(aged / ends[2]!).toBeGreaterThan(1.5);
});

it('titrates down the window and up again', () => {
  const dataset = observeGitt(values, sample, {
    currentDensity: 200,
    pulse_s: 1800,
    rest_s: 3600,
    ...paperWindow,
    level: 'L1',
    seed: 1,
  });
  const types = labels(dataset, 'stepType')!;
  const turns = types.filter((type, i) => type !== types[i - 1]);
  expect(turns.filter((type) => type === 'ccDis').length).toBeGreaterThan(15);
  expect(turns.filter((type) => type === 'ccChg').length).toBeGreaterThan(15);
  expect(dataset.meta['techniqueName']).toBe('GITT');
  expect(() =>
    observeGitt(values, sample, {
      currentDensity: 0,
      pulse_s: 1,
      rest_s: 1,
      ...paperWindow,
      level: 'L1',
      seed: 1,
    }),
  ).toThrow(RangeError);
});

it('sweeps through an empty electrode at any rate, diffusivity and double layer', () => {
  for (const upper_V of [1.5, 2.5]) {
    for (const [lithiumDiffusivity, doubleLayerCapacitance] of [
      [1e-16, 0.1],
      [1e-17, 0],
      [1e-15, 0],
      [1e-18, 0.1],
    ] as const) {
      const own = parameterValues({ lithiumDiffusivity, doubleLayerCapacitance });
      for (const scanRate_V_s of [1e-4, 3e-4, 5e-3]) {
        for (const level of ['L1', 'L3'] as const) {
          const protocol = { scanRate_V_s, lower_V: 0.01, upper_V, cycles: 2, seed: 1, level };
          expect(numbers(observeCv(own, sample, protocol), 'current_A')!.every(Number.isFinite)).toBe(true);
        }
      }
    }
  }
});
