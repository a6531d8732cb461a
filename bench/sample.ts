import {
  age,
  observeCv,
  observeEis,
  observeRate,
  paperRecipes,
  paperWindow,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import { type BenchRow, medianMs } from './race/row.ts';

/** What a slider may cost while it is dragged, ms. */
const BAR = 100;

const values = parameterValues();
const recipe = paperRecipes.find(({ name }) => name === 'PCHS-5')!;

/** Recipe to shell, 500 cycles and a rate test (L0), voltammograms at five rates and an impedance (L1). */
function everything(): void {
  const sample = prepareSample(values, recipe, { layers: 'mean' });
  age(values, sample, { steps: [{ currentDensity: 1000, cycles: 500 }], ...paperWindow });
  observeRate(values, sample, {
    currentDensities: [200, 500, 1000, 2000, 3000, 5000, 1000],
    cyclesPerStep: 5,
    ...paperWindow,
    seed: 1,
  });
  for (const scanRate_V_s of [1e-4, 2e-4, 3e-4, 4e-4, 5e-4]) {
    observeCv(values, sample, { scanRate_V_s, lower_V: 0.01, upper_V: 1.5, cycles: 2, seed: 1 });
  }
  observeEis(values, sample, {
    lithiation: 0.5,
    lowest_Hz: 1e-2,
    highest_Hz: 1e5,
    pointsPerDecade: 10,
    seed: 1,
  });
}

/** One sample through the whole model, as a slider asks for it. */
export async function run(): Promise<BenchRow[]> {
  for (let warm = 0; warm < 5; warm++) everything();
  const ours = await medianMs(15, everything);
  return [
    {
      name: 'sample/recipe to 500 cycles, rate test, CV set, EIS',
      ours,
      peer: null,
      unit: 'ms',
      ratio: BAR / ours,
      must: 1,
      errorOurs: null,
      errorPeer: null,
      note: `one thread, bed mean, L0 life and rate test, L1 voltammograms (5 rates x 2 cycles) and impedance; bar ${BAR} ms`,
    },
  ];
}
