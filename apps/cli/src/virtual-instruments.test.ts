import { analyseCv, analyseCycling, analyseDiffusivity, analyseEis } from '@anodelab/analysis';
import { type AnalysisResult, type Dataset, numbers, writeBdfCsv } from '@anodelab/data';
import { readFile, writeMpt } from '@anodelab/formats';
import {
  observeCv,
  observeCycling,
  observeEis,
  observeGitt,
  observeIci,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import { describe, expect, it } from 'vitest';

const values = parameterValues();
const recipe = paperRecipes.find(({ name }) => name === 'nmSi')!;
const sample = prepareSample(values, recipe, { layers: 'mean' });
const size_m = sample.populations[0]!.radius;

/** The dataset after a way through a file of the format, with the facts that it has no place for. */
async function through(dataset: Dataset, format: 'bdf' | 'mpt'): Promise<Dataset> {
  const bytes = format === 'bdf' ? writeBdfCsv(dataset) : writeMpt(dataset);
  const read = await readFile(bytes, `virtual.${format === 'bdf' ? 'bdf.csv' : 'mpt'}`);
  expect(read).toHaveLength(1);
  return { ...read[0]!, meta: { ...read[0]!.meta, ...dataset.meta } };
}

/** Largest difference of the numbers of two tables, over the largest number of each column. */
function difference(one: AnalysisResult, other: AnalysisResult, table: string): number {
  const [a, b] = [one.tables[table]!, other.tables[table]!];
  let worst = 0;
  for (const { name } of a.columns) {
    const [x, y] = [numbers(a, name), numbers(b, name)];
    if (x === undefined) continue;
    const scale = x.reduce(
      (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
      1e-300,
    );
    x.forEach((value, i) => {
      if (Number.isFinite(value)) worst = Math.max(worst, Math.abs(value - y![i]!) / scale);
    });
  }
  return worst;
}

describe.each(['L1', 'L2', 'L3'] as const)(
  'records at %s are analysed alike before and after a file',
  (level) => {
    const cycling = observeCycling(values, sample, {
      steps: [{ currentDensity: 1000, cycles: 3 }],
      ...paperWindow,
      seed: 1,
      level,
    });
    it.each(['bdf', 'mpt'] as const)('cycling as %s', async (format) => {
      const before = analyseCycling([cycling]);
      const after = analyseCycling([await through(cycling, format)]);
      expect(numbers(before.tables['cycles']!, 'cycle')).toHaveLength(3);
      for (const name of ['qDelith_C_kg', 'qLith_C_kg', 'ce']) {
        numbers(before.tables['cycles']!, name)!.forEach((value, i) => {
          expect(Math.abs(numbers(after.tables['cycles']!, name)![i]! / value - 1)).toBeLessThan(1e-4);
        });
      }
    });

    it('voltammetry and impedance as mpt', async () => {
      const sweep = { lower_V: 0.01, upper_V: 1.5, cycles: 2, seed: 1, level };
      const sweeps = [1e-4, 3e-4, 5e-4].map((scanRate_V_s) =>
        observeCv(values, sample, { ...sweep, scanRate_V_s }),
      );
      const back = await Promise.all(sweeps.map((dataset) => through(dataset, 'mpt')));
      expect(difference(analyseCv(sweeps), analyseCv(back), 'shares')).toBeLessThan(1e-3);
      const spectrum = observeEis(values, sample, {
        lithiation: 0.5,
        lowest_Hz: 1e-2,
        highest_Hz: 1e5,
        pointsPerDecade: 10,
        seed: 1,
        level,
      });
      const read = await through(spectrum, 'mpt');
      expect(difference(analyseEis([spectrum]), analyseEis([read]), 'spectrum')).toBeLessThan(1e-6);
    });
  },
);

describe('the analysis of diffusivity finds what the model was given', () => {
  it.each([
    ['L1', 1e-18, 200, 600, 6 * 3600],
    ['L3', 3e-18, 500, 300, 4 * 3600],
  ] as const)(
    'from GITT at %s, %s m2/s',
    async (level, lithiumDiffusivity, currentDensity, pulse_s, rest_s) => {
      const own = parameterValues({ lithiumDiffusivity });
      const dataset = observeGitt(own, sample, {
        currentDensity,
        pulse_s,
        rest_s,
        ...paperWindow,
        level,
        seed: 1,
      });
      for (const data of [dataset, await through(dataset, 'bdf')]) {
        const found = analyseDiffusivity([data], { size_m });
        const estimates = found.tables['estimates']!;
        const valid = numbers(estimates, 'isValid')!.filter((flag) => flag === 1).length;
        expect(valid).toBeGreaterThan(50);
        expect(Math.abs(found.results['D_gittExact']!.value! / lithiumDiffusivity - 1)).toBeLessThan(0.15);
      }
    },
  );

  it('from interruptions, within a factor of two', () => {
    const lithiumDiffusivity = 1e-18;
    const own = parameterValues({ lithiumDiffusivity });
    const dataset = observeIci(own, sample, {
      currentDensity: 100,
      pulse_s: 300,
      rest_s: 10,
      ...paperWindow,
      level: 'L1',
      seed: 1,
    });
    const found = analyseDiffusivity([dataset], { size_m });
    const [name] = Object.keys(found.results).filter((key) => /ici/i.test(key));
    expect(Math.abs(Math.log2(found.results[name!]!.value! / lithiumDiffusivity))).toBeLessThan(1);
  });
});
