import { FormatError, toJson } from '@anodelab/data';
import type { Job } from '../engine/job.ts';
import { diffusionOnlyResult } from '../model/diffusion-only.ts';
import { modelInputs } from '../model/model-inputs.ts';
import { fileName } from '../model/virtual-measurement.ts';
import { type Series, seriesId } from '../series.ts';
import type { RunContext } from './context.ts';
import { datasetJobId } from './dataset-job.ts';
import { encodeResult } from './result-json.ts';
import { seriesDatasets, seriesIngredients } from './series-datasets.ts';

export function diffusionOnlyJobId(series: Series): string {
  return `without double layer ${seriesId(series)}`;
}

/** Where the result of the electrode without double layer is kept. */
export function diffusionOnlyPath({ name }: Series): string {
  return `results/${fileName(name)}.cv-diffusion-only.json`;
}

/** True for voltammograms of a sample that the model can make. */
export function hasDiffusionOnly({ study }: RunContext, { technique, sample }: Series): boolean {
  return technique === 'cv' && study.samples[sample]?.recipe !== undefined;
}

/** Simulates the electrode of a CV series without double layer and analyses it as the series is; no file where it cannot. */
export function diffusionOnlyJob(context: RunContext, series: Series): Job {
  const { study, stamps } = context;
  const options = study.analyses?.cv ?? {};
  return {
    id: diffusionOnlyJobId(series),
    needs: series.modelled ? [datasetJobId(series)] : [],
    ingredients: {
      stamps: [stamps.model, stamps.analysis],
      model: toJson(modelInputs(study, series.sample)),
      options: JSON.stringify(options),
      ...seriesIngredients(context, series),
    },
    async run(inputs) {
      try {
        const datasets = await seriesDatasets(context, series, inputs, []);
        const result = diffusionOnlyResult(study, series.sample, datasets, options);
        return [{ path: diffusionOnlyPath(series), bytes: encodeResult(result) }];
      } catch (error) {
        if (error instanceof FormatError || error instanceof RangeError) return [];
        throw error;
      }
    },
  };
}
