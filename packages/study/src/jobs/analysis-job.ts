import { analyseCv, analyseCycling, analyseEis } from '@anodelab/analysis';
import { type AnalysisResult, type Dataset, type Finding, FormatError, InputError } from '@anodelab/data';
import { readFile, type ReadOptions } from '@anodelab/formats';
import type { Inputs, Job } from '../engine/job.ts';
import { fileName } from '../model/virtual-measurement.ts';
import type { SampleFields } from '../schema/sample.ts';
import type { Study } from '../schema/study-schema.ts';
import { type Series, seriesId } from '../series.ts';
import type { RawFile, RunContext } from './context.ts';
import { datasetJobId, readModelled } from './dataset-job.ts';
import { encodeResult } from './result-json.ts';

export function analysisJobId(series: Series): string {
  return `analysis ${seriesId(series)}`;
}

/** Where the analysis of a series is kept. */
export function resultPath({ name, technique, after }: Series): string {
  return `results/${fileName(name)}.${technique}${technique === 'eis' ? `-after-${after}` : ''}.json`;
}

/** Analyses a series; modelled and measured files go through the same readers and the same analysis. */
export function analysisJob(context: RunContext, series: Series): Job {
  const { study, stamps } = context;
  const files = series.modelled ? [] : context.rawFiles(series);
  const sample = study.samples[series.sample];
  const options = study.analyses?.[series.technique] ?? {};
  return {
    id: analysisJobId(series),
    needs: series.modelled ? [datasetJobId(series)] : [],
    ingredients: {
      stamp: stamps.analysis,
      options: JSON.stringify(options),
      sample: JSON.stringify(series.modelled ? {} : factsOf(sample)),
      files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    },
    run: async (inputs) => [
      { path: resultPath(series), bytes: encodeResult(await analyseSeries(study, series, files, inputs)) },
    ],
  };
}

/** The analysis; a file or data that cannot be used give an empty one whose finding says why. */
async function analyseSeries(
  study: Study,
  series: Series,
  files: readonly RawFile[],
  inputs: Inputs,
): Promise<AnalysisResult> {
  const findings: Finding[] = [];
  const datasets: Dataset[] = [];
  try {
    if (series.modelled) datasets.push(...(await modelledDatasets(series, inputs)));
    else datasets.push(...(await measuredDatasets(study.samples[series.sample], files, findings)));
    for (const { provenance, findings: own } of datasets) {
      findings.push(
        ...own.map((finding) => ({
          ...finding,
          at: [provenance.file, finding.at].filter(Boolean).join(': '),
        })),
      );
    }
    const result = analyse(study, series, datasets);
    return { ...result, findings: [...findings, ...result.findings] };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof RangeError || error instanceof InputError))
      throw error;
    findings.push({
      severity: 'warning',
      code: 'not-analysed',
      message: error.message,
      at: seriesId(series),
    });
    return { analysis: series.technique, results: {}, tables: {}, statements: [], findings };
  }
}

function analyse(study: Study, { technique }: Series, datasets: readonly Dataset[]): AnalysisResult {
  switch (technique) {
    case 'cycling':
      return analyseCycling(datasets, study.analyses?.cycling);
    case 'rate':
      return analyseCycling(datasets, study.analyses?.rate);
    case 'cv':
      return analyseCv(datasets, study.analyses?.cv);
    case 'eis':
      return analyseEis(datasets, study.analyses?.eis);
  }
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

/** The datasets of the readable files; a file that cannot be read becomes a finding where others can. */
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

function factsOf(sample: SampleFields | undefined): Partial<SampleFields> {
  const { activeMass, area, workingElectrode } = sample ?? {};
  return { activeMass, area, workingElectrode };
}
