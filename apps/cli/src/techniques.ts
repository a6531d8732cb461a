import {
  analyseCycling,
  analyseDiffusivity,
  analyseDrt,
  analyseEds,
  analyseEis,
  analyseImages,
  analyseKramersKronig,
  analyseThermogravimetry,
  tabulateSpectrum,
} from '@anodelab/analysis';
import type { AnalysisResult, Dataset, Technique } from '@anodelab/data';
import {
  bodeFigure,
  capacityAndEfficiencyFigure,
  capacityFigure,
  channelFigure,
  diffractogramFigure,
  diffusivityFigure,
  dqdvFigure,
  dvdqFigure,
  exponentFigure,
  drtByFrequencyFigure,
  drtFigure,
  elementMapFigure,
  type FigureSample,
  type FigureSpec,
  heldShareFigure,
  impedanceSeriesFigure,
  linkkFigure,
  micrographFigure,
  nyquistFigure,
  nyquistSeriesFigure,
  ramanFigure,
  rateFigure,
  retentionFigure,
  shareFigure,
  slippageFigure,
  thermogramFigure,
  voltageCurvesFigure,
  voltammogramFigure,
  xraySpectrumFigure,
  zHitFigure,
} from '@anodelab/figures';
import { parseAnalysisOptions } from '@anodelab/study';
import { analyseVoltammetry, type ModelledSample } from './analyse-voltammetry.ts';

/** One analysis of the command line: what it takes, what it computes, what it draws. */
export interface AnalysisCommand {
  /** Datasets of these techniques are used, others in the same files are left aside. */
  readonly takes: readonly Technique[];
  /**
   * @param pairs - options as `key=value`
   * @param electrode - sample that the files are of, where one was named
   */
  analyse(
    datasets: readonly Dataset[],
    pairs: readonly string[],
    electrode: ModelledSample | undefined,
  ): AnalysisResult;
  /** By name, the default first. */
  readonly figures: Readonly<Record<string, (samples: readonly FigureSample[]) => FigureSpec>>;
}

/** The analyses that `anodelab analyse TECHNIQUE` knows. */
export const analysisCommands: Readonly<Record<string, AnalysisCommand>> = {
  cycling: {
    takes: ['cycling', 'cp', 'mixed', 'cycle-table', 'unknown'],
    analyse: (datasets, pairs) => analyseCycling(datasets, parseAnalysisOptions('cycling', pairs)),
    figures: {
      'capacity-and-efficiency': capacityAndEfficiencyFigure,
      capacity: capacityFigure,
      rate: rateFigure,
      curves: (samples) => voltageCurvesFigure(samples),
      dqdv: (samples) => dqdvFigure(samples),
      dvdq: (samples) => dvdqFigure(samples),
      slippage: slippageFigure,
      'held-share': heldShareFigure,
      retention: retentionFigure,
    },
  },
  cv: {
    takes: ['cv', 'lsv', 'ca', 'eis', 'unknown'],
    analyse: analyseVoltammetry,
    figures: { voltammograms: voltammogramFigure, shares: shareFigure, exponents: exponentFigure },
  },
  eis: {
    takes: ['eis', 'mixed', 'unknown'],
    analyse: (datasets, pairs) => analyseEis(datasets, parseAnalysisOptions('eis', pairs)),
    figures: {
      nyquist: nyquistFigure,
      bode: bodeFigure,
      'kramers-kronig': linkkFigure,
      series: impedanceSeriesFigure,
      'nyquist-series': nyquistSeriesFigure,
    },
  },
  drt: {
    takes: ['eis', 'mixed', 'unknown'],
    analyse: (datasets, pairs) => analyseDrt(datasets, parseAnalysisOptions('drt', pairs)),
    figures: { 'relaxation-times': drtFigure, 'relaxation-frequencies': drtByFrequencyFigure },
  },
  diffusivity: {
    takes: ['cycling', 'cp', 'mixed', 'ocv', 'unknown', 'eis', 'cv'],
    analyse: (datasets, pairs) => analyseDiffusivity(datasets, parseAnalysisOptions('diffusivity', pairs)),
    figures: { diffusivity: diffusivityFigure },
  },
  xrd: {
    takes: ['xrd', 'unknown'],
    analyse: (datasets) => tabulateSpectrum(datasets, 'xrd'),
    figures: { diffractograms: diffractogramFigure },
  },
  raman: {
    takes: ['raman', 'unknown'],
    analyse: (datasets) => tabulateSpectrum(datasets, 'raman'),
    figures: { 'raman-spectra': ramanFigure },
  },
  tg: {
    takes: ['tg', 'unknown'],
    analyse: (datasets) => analyseThermogravimetry(datasets),
    figures: { thermograms: thermogramFigure },
  },
  sem: pictures('sem', ['sem', 'image']),
  stem: pictures('stem', ['stem', 'image']),
  'electrode-surface': pictures('electrode-surface', ['sem', 'image']),
  image: pictures('image', ['image', 'sem', 'stem', 'eds']),
  eds: {
    takes: ['eds', 'image'],
    analyse: (datasets) => analyseEds(datasets),
    figures: {
      // a file holds maps or a spectrum
      eds: (samples) =>
        samples.some(({ result }) => result.rasters !== undefined)
          ? elementMapFigure(samples)
          : xraySpectrumFigure(samples),
      'element-maps': (samples) => elementMapFigure(samples),
      'xray-spectra': xraySpectrumFigure,
    },
  },
  'kramers-kronig': {
    takes: ['eis', 'mixed', 'unknown'],
    analyse: (datasets, pairs) =>
      analyseKramersKronig(datasets, parseAnalysisOptions('kramers-kronig', pairs)),
    figures: { residuals: linkkFigure, 'z-hit': zHitFigure },
  },
};

/** Pictures of a technique, drawn by their first channel or by all. */
function pictures(technique: string, takes: readonly Technique[]): AnalysisCommand {
  return {
    takes,
    analyse: (datasets) => analyseImages(datasets, technique),
    figures: { micrographs: micrographFigure, channels: channelFigure },
  };
}
