import {
  bodeFigure,
  capacityAndEfficiencyFigure,
  capacityFigure,
  diffractogramFigure,
  dqdvFigure,
  drtByFrequencyFigure,
  drtFigure,
  dvdqFigure,
  groupFigure,
  heldShareFigure,
  impedanceSeriesFigure,
  linkkFigure,
  nyquistFigure,
  ramanFigure,
  nyquistSeriesFigure,
  rateFigure,
  retentionFigure,
  shareFigure,
  slippageFigure,
  thermogramFigure,
  voltageCurvesFigure,
  voltammogramFigure,
} from '../build/builders.ts';
import { elementMapFigure, micrographFigure, xraySpectrumFigure } from '../build/image-figures.ts';
import { paperFigure2, paperFigure3a, paperFigure5 } from '../build/paper-figures.ts';
import type { FigureSpec } from '../spec.ts';
import {
  curvesSample,
  cvSample,
  cyclingSample,
  drtSample,
  eisSample,
  fadingSample,
  groupsSample,
  mapSample,
  pictureSample,
  impedanceSeriesSample,
  rateSample,
  slippingSample,
  spectrumSample,
  thermogramSample,
} from './samples.ts';

const best = cyclingSample('nmSi@PCHS-5', 2090, 940);
const bare = cyclingSample('nmSi', 2900, 60);
const polymer = cyclingSample('nmSi@PPy', 700, 420);
const carbon = cyclingSample('nmSi@C', 2300, 520);
const flashed = [
  cyclingSample('nmSi@PCHS-1', 640, 500),
  cyclingSample('nmSi@PCHS-3', 1800, 900),
  best,
  cyclingSample('nmSi@PCHS-7', 2250, 350),
];

/** One figure of each family, by the name of its golden file. */
export const goldenFigures: Readonly<Record<string, FigureSpec>> = {
  capacity: capacityFigure([cyclingSample('nmSi@PCHS-5', 2050, 1000, false), best, bare]),
  'capacity-and-efficiency': capacityAndEfficiencyFigure([cyclingSample('nmSi@PCHS-5', 2050, 1000, false)]),
  rate: rateFigure([rateSample('nmSi@PCHS-5', 2050, false), rateSample('nmSi@C', 1700)]),
  'voltage-curves': voltageCurvesFigure([curvesSample('nmSi@PCHS-5')]),
  dqdv: dqdvFigure([curvesSample('nmSi@PCHS-5', false)]),
  dvdq: dvdqFigure([curvesSample('nmSi@PCHS-5', false)]),
  slippage: slippageFigure([slippingSample('nmSi@PCHS-5')]),
  'held-share': heldShareFigure([slippingSample('nmSi@PCHS-5', false)]),
  groups: groupFigure([groupsSample()]),
  voltammogram: voltammogramFigure([cvSample('nmSi', 0.8), cvSample('nmSi@PCHS-5', 1.1, false)]),
  share: shareFigure([cvSample('nmSi', 0.8)]),
  nyquist: nyquistFigure([eisSample('nmSi', 160, false), eisSample('nmSi@PCHS-5', 70)]),
  bode: bodeFigure([eisSample('nmSi@PCHS-5', 70, false)]),
  series: impedanceSeriesFigure([impedanceSeriesSample('nmSi@PCHS-5')]),
  'nyquist-series': nyquistSeriesFigure([impedanceSeriesSample('nmSi@PCHS-5')]),
  retention: retentionFigure([fadingSample('nmSi@PCHS-5')]),
  linkk: linkkFigure([eisSample('nmSi@PCHS-5', 70, false)]),
  drt: drtFigure([drtSample('nmSi', 160, false), drtSample('nmSi@PCHS-5', 70)]),
  'drt-frequency': drtByFrequencyFigure([drtSample('nmSi@PCHS-5', 70, false)]),
  diffractograms: diffractogramFigure([
    spectrumSample('nmSi', 'twoTheta_rad', 4000),
    spectrumSample('nmSi@PCHS-5', 'twoTheta_rad', 2500, false),
  ]),
  'raman-spectra': ramanFigure([
    spectrumSample('nmSi', 'ramanShift_1_m', 900),
    spectrumSample('nmSi@PCHS-5', 'ramanShift_1_m', 300),
  ]),
  thermograms: thermogramFigure([
    thermogramSample('nmSi@PCHS-5', 0.31),
    thermogramSample('nmSi@PCHS-5', 0.3, false),
    thermogramSample('nmSi', 0),
  ]),
  micrograph: micrographFigure([pictureSample('nmSi', null, false)]),
  micrographs: micrographFigure([
    pictureSample('nmSi', 2e-8),
    pictureSample('nmSi@PCHS-5', 2e-8),
    pictureSample('nmSi@C', 1e-9, false),
  ]),
  'element-maps': elementMapFigure([mapSample('nmSi@PCHS-5')], [pictureSample('nmSi@PCHS-5', 4e-7 / 48)]),
  'xray-spectra': xraySpectrumFigure([mapSample('nmSi@PCHS-5', false)]),
  'paper-2': paperFigure2({ bare: [bare], polymer: [polymer], carbon: [carbon], flashed, best: [best] }),
  'paper-3a': paperFigure3a([rateSample('nmSi@PCHS-5', 2050)]),
  'paper-5': paperFigure5({
    initial: [eisSample('nmSi', 160), eisSample('nmSi@PCHS-5', 70)],
    aged: [eisSample('nmSi', 420), eisSample('nmSi@PCHS-5', 110)],
    agedTitle: 'after 100 cycles',
    cv: [cvSample('nmSi', 0.8), cvSample('nmSi@PCHS-5', 1.1)],
  }),
};
