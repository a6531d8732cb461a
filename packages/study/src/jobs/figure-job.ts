import { compareGroups } from '@anodelab/analysis';
import type { AnalysisResult } from '@anodelab/data';
import {
  capacityAndEfficiencyFigure,
  capacityFigure,
  diffractogramFigure,
  diffusivityFigure,
  dqdvFigure,
  drtFigure,
  dvdqFigure,
  elementMapFigure,
  type FigureSample,
  type FigureSpec,
  figureCsv,
  groupFigure,
  layout,
  micrographFigure,
  nyquistFigure,
  paperFigure2,
  paperFigure5,
  ramanFigure,
  rateFigure,
  shareFigure,
  retentionFigure,
  slippageFigure,
  thermogramFigure,
  toSvg,
  voltageCurvesFigure,
  voltammogramFigure,
  xraySpectrumFigure,
} from '@anodelab/figures';
import type { Inputs, Job, Output } from '../engine/job.ts';
import { fileName } from '../model/virtual-measurement.ts';
import type { FigureFields } from '../schema/figure.ts';
import type { StudyTechnique } from '../schema/quantity-path.ts';
import { type Series, seriesOf } from '../series.ts';
import { analysisJobId, resultPath } from './analysis-job.ts';
import { encodePretty, encodeText, type RunContext } from './context.ts';
import { decodeResult } from './result-json.ts';

export function figureJobId(id: string): string {
  return `figure ${id}`;
}

/** Where a figure is kept, without extension. */
export function figurePath(id: string): string {
  return `figures/${fileName(id)}`;
}

/**
 * Draws one figure: spec, data, SVG, PNG and PDF. Samples without data are left out; a figure without any becomes a
 * text that says so.
 */
export function figureJob(context: RunContext, id: string, figure: FigureFields): Job {
  const formats = context.study.outputs?.figures ?? ['svg', 'png', 'pdf'];
  const all = seriesOf(context.study);
  const shown = all.filter((series) => isShown(series, figure, all));
  return {
    id: figureJobId(id),
    needs: shown.map(analysisJobId),
    ingredients: { stamp: context.stamps.figures, figure: JSON.stringify(figure), formats },
    async run(inputs) {
      const path = figurePath(id);
      try {
        const spec = await buildFigure(figure, shown, inputs);
        return await draw(context, path, spec, formats);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [{ path: `${path}.txt`, bytes: encodeText(`Not drawn: ${error.message}\n`) }];
      }
    },
  };
}

/** Resolutions of PNG figures, dots per inch: what journals ask of line art and of photographs. */
const LINE_ART = 600;
const HALFTONE = 300;

async function draw(
  { renderers }: RunContext,
  path: string,
  spec: FigureSpec,
  formats: readonly string[],
): Promise<readonly Output[]> {
  const scene = layout(spec);
  const svg = toSvg(scene);
  const outputs: Output[] = [
    { path: `${path}.json`, bytes: encodePretty(spec) },
    ...(Object.keys(spec.tables).length === 0
      ? []
      : [{ path: `${path}.csv`, bytes: encodeText(figureCsv(spec)) }]),
    { path: `${path}.svg`, bytes: encodeText(svg) },
  ];
  if (formats.includes('png') && renderers.png)
    outputs.push({
      path: `${path}.png`,
      bytes: renderers.png(svg, spec.images === undefined ? LINE_ART : HALFTONE),
    });
  if (formats.includes('pdf') && renderers.pdf)
    outputs.push({ path: `${path}.pdf`, bytes: await renderers.pdf(scene) });
  return outputs;
}

async function buildFigure(
  figure: FigureFields,
  shown: readonly Series[],
  inputs: Inputs,
): Promise<FigureSpec> {
  const samples: Drawn[] = [];
  for (const series of shown) {
    const result = decodeResult(await inputs.read(resultPath(series)));
    if (Object.keys({ ...result.tables, ...result.rasters }).length > 0)
      samples.push({ series, sample: figureSample(series, result) });
  }
  if (samples.length === 0) throw new RangeError('none of its samples has data');
  const spec = build(figure, samples);
  return {
    ...spec,
    ...(figure.title === undefined ? {} : { title: figure.title }),
    ...(figure.caption === undefined ? {} : { caption: `${figure.caption} ${spec.caption}` }),
  };
}

interface Drawn {
  readonly series: Series;
  readonly sample: FigureSample;
}

function build(figure: FigureFields, drawn: readonly Drawn[]): FigureSpec {
  const samples = drawn.map(({ sample }) => sample);
  switch (figure.show) {
    case 'capacity':
      return capacityFigure(samples);
    case 'capacity-and-efficiency':
      return capacityAndEfficiencyFigure(samples);
    case 'curves':
      return voltageCurvesFigure(samples, figure.cycles);
    case 'dqdv':
      return dqdvFigure(samples, figure.cycles);
    case 'dvdq':
      return dvdqFigure(samples, figure.cycles);
    case 'retention':
      return retentionFigure(samples);
    case 'slippage':
      return slippageFigure(samples);
    case 'groups':
      return groupFigure([
        {
          label: 'groups',
          modelled: samples.every(({ modelled }) => modelled),
          result: compared(figure, drawn),
        },
      ]);
    case 'rate':
      return rateFigure(samples);
    case 'nyquist':
      return nyquistFigure(samples);
    case 'relaxation-times':
      return drtFigure(samples);
    case 'voltammograms':
      return voltammogramFigure(samples);
    case 'shares':
      return shareFigure(samples);
    case 'diffusivity':
      return diffusivityFigure(samples);
    case 'diffractograms':
      return diffractogramFigure(samples);
    case 'raman-spectra':
      return ramanFigure(samples);
    case 'thermograms':
      return thermogramFigure(samples);
    case 'micrographs': {
      const ordered = figure.samples.flatMap((name) => drawn.filter(({ series }) => series.sample === name));
      const looks = new Set(ordered.map(({ series }) => series.after)).size;
      return micrographFigure(ordered.map(agedSample), looks > 1 ? looks : undefined);
    }
    case 'element-maps': {
      const of = (technique: StudyTechnique) =>
        drawn.filter(({ series }) => series.technique === technique).map(({ sample }) => sample);
      return elementMapFigure(of('eds'), of('stem'));
    }
    case 'xray-spectra':
      return xraySpectrumFigure(samples);
    case 'stability': {
      const pick = (names: readonly string[]) => pickSamples(drawn, names);
      return paperFigure2({
        bare: pick(figure.bare),
        polymer: pick(figure.polymer),
        carbon: pick(figure.carbon),
        flashed: pick(figure.flashed),
        best: pick(figure.best),
      });
    }
    case 'kinetics': {
      const spectra = (after: number) =>
        drawn
          .filter(({ series }) => series.technique === 'eis' && series.after === after)
          .map(({ sample }) => sample);
      return paperFigure5({
        initial: spectra(0),
        aged: spectra(figure.after),
        agedTitle: `after ${figure.after} cycles`,
        cv: drawn.filter(({ series }) => series.technique === 'cv').map(({ sample }) => sample),
      });
    }
  }
}

/** The groups of a figure compared; a sample that was both modelled and measured counts as two cells of its group. */
function compared(
  { groups, cycle, outliers }: Extract<FigureFields, { show: 'groups' }>,
  drawn: readonly Drawn[],
): AnalysisResult {
  const cells = Object.entries(groups).map(([label, names]) => ({
    label,
    cells: pickSamples(drawn, names).map(({ label: name, result }) => ({ name, result })),
  }));
  return compareGroups(cells, { ...(cycle !== undefined && { cycle }), ...(outliers && { outliers }) });
}

function pickSamples(drawn: readonly Drawn[], names: readonly string[]): readonly FigureSample[] {
  return names.flatMap((name) =>
    drawn.filter(({ series }) => series.sample === name).map(({ sample }) => sample),
  );
}

function figureSample(series: Series, result: AnalysisResult): FigureSample {
  return { label: series.label, modelled: series.modelled, result };
}

/** The sample with the cycles before the look at its electrode in its name. */
function agedSample({ series, sample }: Drawn): FigureSample {
  if (series.technique !== 'electrode-surface') return sample;
  const state = series.after === 0 ? 'fresh' : `after ${series.after} cycle${series.after === 1 ? '' : 's'}`;
  return { ...sample, label: `${sample.label}, ${state}` };
}

const techniques: Readonly<Record<FigureFields['show'], readonly StudyTechnique[]>> = {
  capacity: ['cycling'],
  'capacity-and-efficiency': ['cycling'],
  curves: ['cycling'],
  dqdv: ['cycling'],
  dvdq: ['cycling'],
  slippage: ['cycling'],
  retention: ['cycling'],
  groups: ['cycling'],
  rate: ['rate'],
  nyquist: ['eis'],
  'relaxation-times': ['eis'],
  voltammograms: ['cv'],
  shares: ['cv'],
  diffusivity: ['diffusivity'],
  diffractograms: ['xrd'],
  'raman-spectra': ['raman'],
  thermograms: ['tg'],
  micrographs: ['sem', 'stem', 'electrode-surface'],
  'element-maps': ['eds', 'stem'],
  'xray-spectra': ['eds'],
  stability: ['cycling'],
  kinetics: ['eis', 'cv'],
};

/** Cycles of a sample that was not cycled otherwise are those of its rate test. */
function isShown(series: Series, figure: FigureFields, all: readonly Series[]): boolean {
  if (!samplesOf(figure).includes(series.sample)) return false;
  const wanted = techniques[figure.show];
  if (series.technique === 'rate' && wanted.includes('cycling')) {
    return !all.some(({ name, technique }) => name === series.name && technique === 'cycling');
  }
  if (!wanted.includes(series.technique)) return false;
  if (figure.show === 'micrographs') {
    return (
      series.technique === (figure.of ?? 'sem') &&
      (series.technique !== 'electrode-surface' || (figure.after?.includes(series.after) ?? true))
    );
  }
  if (series.technique !== 'eis') return true;
  if (figure.show === 'kinetics') return series.after === 0 || series.after === figure.after;
  return (
    (figure.show === 'nyquist' || figure.show === 'relaxation-times') && series.after === (figure.after ?? 0)
  );
}

/** Names of the samples of a figure. */
function samplesOf(figure: FigureFields): readonly string[] {
  if (figure.show === 'groups') return Object.values(figure.groups).flat();
  if (figure.show !== 'stability') return figure.samples;
  return [...figure.bare, ...figure.polymer, ...figure.carbon, ...figure.flashed, ...figure.best];
}
