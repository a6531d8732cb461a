import { analyseCycling } from '@anodelab/analysis';
import { type AnalysisResult, type Dataset, examine, numbers, writeBdfCsv } from '@anodelab/data';
import { readFile, writeMpt } from '@anodelab/formats';
import {
  age,
  ageCell,
  cycleAt,
  observeCycling,
  observeRate,
  paperRecipes,
  paperWindow,
  parameterValues,
  porousCellOf,
  prepareSample,
} from '@anodelab/models';
import { describe, expect, test } from 'vitest';

const values = parameterValues();
const mass = values.loading * values.cellArea; // kg
const steps = [{ currentDensity: 1000, cycles: 40 }];

function column(result: AnalysisResult, name: string): Float64Array {
  return numbers(result.tables['cycles']!, name)!;
}

/** Capacities of the analysis agree with the model's own within 1e-3, efficiencies within 2e-4. */
function expectModel(result: AnalysisResult, truth: readonly { capacity: number; efficiency: number }[]) {
  const [capacity, lithiation, efficiency] = ['qDelith_C_kg', 'qLith_C_kg', 'ce'].map((name) =>
    column(result, name),
  );
  expect(capacity).toHaveLength(truth.length);
  truth.forEach((cycle, i) => {
    expect(Math.abs(capacity![i]! / cycle.capacity - 1), `capacity ${i + 1}`).toBeLessThan(1e-3);
    expect(Math.abs((lithiation![i]! * cycle.efficiency) / cycle.capacity - 1)).toBeLessThan(1e-3);
    expect(Math.abs(efficiency![i]! - cycle.efficiency), `efficiency ${i + 1}`).toBeLessThan(2e-4);
  });
}

/** The dataset after a way through a file. BDF as CSV has no place for the mass and the electrode. */
async function throughFile(dataset: Dataset): Promise<Dataset> {
  const read = await readFile(writeBdfCsv(dataset), 'virtual.bdf.csv');
  expect(read).toHaveLength(1);
  return { ...read[0]!, meta: { ...read[0]!.meta, workingElectrode: 'anode', activeMass_kg: mass } };
}

describe.each(['PCHS-5', 'nmSi', 'PCHS-1'])('cycles of %s', (name) => {
  const recipe = paperRecipes.find((candidate) => candidate.name === name)!;
  const sample = prepareSample(values, recipe, { layers: 'populations' });
  const history = age(values, sample, { steps, ...paperWindow });
  const truth = Array.from({ length: 40 }, (_, i) => cycleAt(values, history, i + 1));
  const dataset = observeCycling(values, sample, { steps, ...paperWindow, seed: 7 });

  test('are analysed to what the model made them of', () => {
    expectModel(analyseCycling([dataset]), truth);
    expectModel(analyseCycling([dataset], { rule: 'vendor' }), truth);
  });

  test('are so too after a way through a file', async () => {
    const read = await throughFile(dataset);
    expect(numbers(read, 'voltage_V')).toEqual(numbers(dataset, 'voltage_V'));
    expectModel(analyseCycling([read]), truth);
  });
});

describe.each(['L1', 'L3'] as const)('cycles of a cell that lives at %s', (level) => {
  const recipe = paperRecipes.find((candidate) => candidate.name === 'nmSi')!;
  const sample = prepareSample(values, recipe, { layers: 'populations' });
  const curves = [1, 20, 40];
  const life = ageCell(values, sample, porousCellOf(values, sample, { level }), {
    steps,
    ...paperWindow,
    requested: curves,
    rest_s: 60,
  });
  const dataset = observeCycling(values, sample, { steps, ...paperWindow, curves, seed: 7, level });

  test('are those of its life, jumped over or not, before and after a way through a file', async () => {
    expect(life.plan.length).toBeLessThan(40);
    expectModel(analyseCycling([dataset]), life.cycles);
    expectModel(analyseCycling([await throughFile(dataset)]), life.cycles);
    const [read] = await readFile(writeMpt(dataset), 'virtual.mpt');
    const meta = { ...read!.meta, workingElectrode: 'anode', activeMass_kg: mass };
    expectModel(analyseCycling([{ ...read!, meta }]), life.cycles);
    expect(examine(dataset)).toEqual([]);
    const single = observeCycling(values, sample, {
      steps,
      ...paperWindow,
      curves,
      seed: 7,
      level,
      jumps: 'none',
    });
    const [found, truth] = [dataset, single].map((data) => column(analyseCycling([data]), 'vMeanChg_V'));
    found!.forEach((voltage, i) => {
      expect(Math.abs(voltage - truth![i]!), `cycle ${i + 1}`).toBeLessThan(1e-3);
    });
  });
});

test('a first lithiation of crystalline silicon is analysed to the model efficiency', () => {
  const recipe = paperRecipes.find((candidate) => candidate.name === 'PCHS-5')!;
  const sample = prepareSample(values, recipe, { layers: 'mean', switches: { firstLithiation: true } });
  const history = age(values, sample, { steps: [{ currentDensity: 100, cycles: 3 }], ...paperWindow });
  const dataset = observeCycling(values, sample, { ...history.protocol, seed: 2 });
  expectModel(
    analyseCycling([dataset]),
    [1, 2, 3].map((cycle) => cycleAt(values, history, cycle)),
  );
});

test('a rate test is analysed to the capacities of the model at each current', () => {
  const recipe = paperRecipes.find((candidate) => candidate.name === 'PCHS-5')!;
  const sample = prepareSample(values, recipe, { layers: 'populations' });
  const currentDensities = [200, 500, 1000, 2000, 3000, 5000, 1000];
  const dataset = observeRate(values, sample, {
    currentDensities,
    cyclesPerStep: 5,
    ...paperWindow,
    seed: 3,
  });
  const history = age(values, sample, {
    steps: currentDensities.map((currentDensity) => ({ currentDensity, cycles: 5 })),
    ...paperWindow,
  });
  const result = analyseCycling([dataset]);
  expectModel(
    result,
    Array.from({ length: 35 }, (_, i) => cycleAt(values, history, i + 1)),
  );
  const found = numbers(result.tables['rate']!, 'currentDensity_A_kg')!;
  expect([...found].map((density) => Math.round(density / 10) * 10)).toEqual(currentDensities);
});
