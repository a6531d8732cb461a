import {
  analyseCv,
  analyseCycling,
  analyseDiffusivity,
  analyseEds,
  analyseEis,
  analyseImages,
  analyseThermogravimetry,
  type CvOptions,
  ohmicResistance,
  tabulateSpectrum,
} from '@anodelab/analysis';
import { type AnalysisResult, type Dataset, type Finding, FormatError, InputError } from '@anodelab/data';
import type { Inputs, Job } from '../engine/job.ts';
import { fileName } from '../model/virtual-measurement.ts';
import { isPowderTechnique } from '../schema/powder-step.ts';
import { isAged, type StudyTechnique } from '../schema/quantity-path.ts';
import type { Study } from '../schema/study-schema.ts';
import { type Series, seriesId, seriesOf } from '../series.ts';
import type { RunContext } from './context.ts';
import { datasetJobId } from './dataset-job.ts';
import { diffusionOnlyJobId, diffusionOnlyPath, hasDiffusionOnly } from './diffusion-only-job.ts';
import { decodeResult, encodeResult } from './result-json.ts';
import { seriesDatasets, seriesIngredients } from './series-datasets.ts';
import { withSpectrumAnalyses } from './spectrum-analyses.ts';

export function analysisJobId(series: Series): string {
  return `analysis ${seriesId(series)}`;
}

/** Where the analysis of a series is kept. */
export function resultPath({ name, technique, after }: Series): string {
  return `results/${fileName(name)}.${technique}${isAged(technique) ? `-after-${after}` : ''}.json`;
}

/** Analyses a series; modelled and measured files go through the same readers and the same analysis. */
export function analysisJob(context: RunContext, series: Series): Job {
  const { study, stamps } = context;
  const options = {
    ...optionsOf(study, series.technique),
    ...(series.technique === 'eis' && {
      drt: study.analyses?.drt,
      kramersKronig: study.analyses?.['kramers-kronig'],
    }),
  };
  const spectrum = spectrumFor(context, series);
  return {
    id: analysisJobId(series),
    needs: [
      ...(series.modelled ? [datasetJobId(series)] : []),
      ...(hasDiffusionOnly(context, series) ? [diffusionOnlyJobId(series)] : []),
      ...(spectrum === undefined ? [] : [analysisJobId(spectrum)]),
    ],
    ingredients: {
      stamp: stamps.analysis,
      options: JSON.stringify(options),
      ...seriesIngredients(context, series),
    },
    run: async (inputs) => [
      { path: resultPath(series), bytes: encodeResult(await analyseSeries(context, series, inputs)) },
    ],
  };
}

/** What the study sets for the analysis of a technique; spectra are drawn as they are and take no options. */
function optionsOf({ analyses }: Study, technique: StudyTechnique): object | undefined {
  if (isPowderTechnique(technique) || technique === 'electrode-surface') return undefined;
  return analyses?.[technique];
}

/** The analysis; a file or data that cannot be used give an empty one whose finding says why. */
async function analyseSeries(context: RunContext, series: Series, inputs: Inputs): Promise<AnalysisResult> {
  const findings: Finding[] = [];
  try {
    const datasets = await seriesDatasets(context, series, inputs, findings);
    for (const { provenance, findings: own } of datasets) {
      findings.push(
        ...own.map((finding) => ({
          ...finding,
          at: [provenance.file, finding.at].filter(Boolean).join(': '),
        })),
      );
    }
    const result = await analyse(context, series, datasets, inputs, findings);
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

async function analyse(
  context: RunContext,
  series: Series,
  datasets: readonly Dataset[],
  inputs: Inputs,
  findings: Finding[],
): Promise<AnalysisResult> {
  const options = context.study.analyses ?? {};
  switch (series.technique) {
    case 'cycling':
      return analyseCycling(datasets, options.cycling);
    case 'rate':
      return analyseCycling(datasets, options.rate);
    case 'cv':
      return analyseCv(datasets, {
        ...options.cv,
        ...(await resistanceOf(context, series, inputs, findings)),
        ...(await diffusionOnlyOf(context, series, inputs)),
      });
    case 'eis':
      return withSpectrumAnalyses(analyseEis(datasets, options.eis), context.study, datasets);
    case 'xrd':
    case 'raman':
      return tabulateSpectrum(datasets, series.technique);
    case 'tg':
      return analyseThermogravimetry(datasets);
    case 'sem':
    case 'stem':
    case 'electrode-surface':
      return analyseImages(datasets, series.technique);
    case 'eds':
      return analyseEds(datasets);
    case 'diffusivity':
      return analyseDiffusivity(datasets, options.diffusivity);
  }
}

/** The impedance of the same sample that a CV analysis takes its resistance from. */
function spectrumFor({ study }: RunContext, { technique, name }: Series): Series | undefined {
  const after = study.analyses?.cv?.resistanceFrom;
  if (technique !== 'cv' || after === undefined) return undefined;
  return seriesOf(study).find(
    (other) => other.name === name && other.technique === 'eis' && other.after === after,
  );
}

async function resistanceOf(
  context: RunContext,
  series: Series,
  inputs: Inputs,
  findings: Finding[],
): Promise<Partial<CvOptions>> {
  const after = context.study.analyses?.cv?.resistanceFrom;
  if (after === undefined) return {};
  const spectrum = spectrumFor(context, series);
  if (spectrum === undefined) {
    findings.push({
      severity: 'warning',
      code: 'resistance-unknown',
      message: `potentials are not corrected for ohmic drop: the sample has no impedance after ${after} cycles`,
      at: seriesId(series),
    });
    return {};
  }
  return { ...ohmicResistance(decodeResult(await inputs.read(resultPath(spectrum)))) };
}

async function diffusionOnlyOf(
  context: RunContext,
  series: Series,
  inputs: Inputs,
): Promise<Partial<CvOptions>> {
  if (!hasDiffusionOnly(context, series)) return {};
  const path = diffusionOnlyPath(series);
  if (!inputs.paths(diffusionOnlyJobId(series)).includes(path)) return {};
  return { diffusionOnly: decodeResult(await inputs.read(path)) };
}
