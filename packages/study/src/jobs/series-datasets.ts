import { type Dataset, type Finding, FormatError, type Json } from '@anodelab/data';
import { readFile, type ReadOptions } from '@anodelab/formats';
import type { Inputs } from '../engine/job.ts';
import type { SampleFields } from '../schema/sample.ts';
import { analysisInput } from '../analysis-input.ts';
import type { Series } from '../series.ts';
import type { RawFile, RunContext } from './context.ts';
import { datasetJobId, readModelled } from './dataset-job.ts';

/** What decides the datasets of a series, besides the jobs that it needs. */
export function seriesIngredients(
  context: RunContext,
  series: Series,
): { readonly sample: string; readonly files: Json } {
  const files = series.modelled ? [] : context.rawFiles(series);
  const { activeMass, area, workingElectrode } = fieldsOf(context, series) ?? {};
  return {
    sample: JSON.stringify(series.modelled ? {} : { activeMass, area, workingElectrode }),
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
  };
}

/**
 * The datasets of a series as its analysis wants them: modelled and measured files go through the same readers. A measured
 * file that cannot be read becomes a finding where others can.
 *
 * @throws {RangeError} when none can be read
 */
export async function seriesDatasets(
  context: RunContext,
  series: Series,
  inputs: Inputs,
  findings: Finding[],
): Promise<readonly Dataset[]> {
  if (series.modelled) return modelledDatasets(series, inputs);
  const sample = fieldsOf(context, series);
  const datasets = await measuredDatasets(sample, context.rawFiles(series), findings);
  return analysisInput(series.technique, datasets);
}

/** The sample's fields, with the mass of the cell where it has one of its own. */
function fieldsOf({ study }: RunContext, { sample, cell }: Series): SampleFields | undefined {
  const fields = study.samples[sample];
  const own = cell === undefined ? undefined : fields?.cells?.[cell]?.activeMass;
  return fields === undefined || own === undefined ? fields : { ...fields, activeMass: own };
}

async function modelledDatasets(series: Series, inputs: Inputs): Promise<readonly Dataset[]> {
  const paths = inputs.paths(datasetJobId(series));
  const datasets: Dataset[] = [];
  for (const path of paths.filter((each) => !each.endsWith('.json'))) {
    const sidecar = paths.find(
      (each) => each.endsWith('.json') && path.startsWith(each.slice(0, -'json'.length)),
    );
    if (sidecar === undefined)
      throw new RangeError(`${path}: expected a file of facts beside it, found none`);
    datasets.push(...(await readModelled(path, await inputs.read(path), await inputs.read(sidecar))));
  }
  return datasets;
}

async function measuredDatasets(
  sample: SampleFields | undefined,
  files: readonly RawFile[],
  findings: Finding[],
): Promise<readonly Dataset[]> {
  const datasets: Dataset[] = [];
  for (const file of files) {
    try {
      datasets.push(...(await readFile(await file.bytes(), file.path, readOptions(sample))));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      findings.push({ severity: 'warning', code: 'not-read', message: error.message, at: file.path });
    }
  }
  if (datasets.length === 0) throw new RangeError(`none of the ${files.length} files can be read`);
  const area = sample?.area;
  return area === undefined
    ? datasets
    : datasets.map((dataset) => ({ ...dataset, meta: { ...dataset.meta, area_m2: area } }));
}

function readOptions(sample: SampleFields | undefined): ReadOptions {
  return {
    ...(sample?.activeMass === undefined ? {} : { activeMass_kg: sample.activeMass }),
    ...(sample?.workingElectrode === undefined ? {} : { workingElectrode: sample.workingElectrode }),
  };
}
