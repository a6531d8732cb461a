export {
  bodeFigure,
  capacityAndEfficiencyFigure,
  capacityFigure,
  diffractogramFigure,
  diffusivityFigure,
  dqdvFigure,
  dvdqFigure,
  impedanceSeriesFigure,
  exponentFigure,
  drtByFrequencyFigure,
  drtFigure,
  groupFigure,
  heldShareFigure,
  linkkFigure,
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
  zHitFigure,
} from './build/builders.ts';
export {
  channelFigure,
  elementMapFigure,
  micrographFigure,
  xraySpectrumFigure,
} from './build/image-figures.ts';
export {
  type Figure2Samples,
  type Figure5Samples,
  paperFigure2,
  paperFigure3a,
  paperFigure5,
} from './build/paper-figures.ts';
export { labelStyles } from './build/palette.ts';
export type { FigureSample } from './build/sample.ts';
export { figureCsv } from './figure-csv.ts';
export { layout } from './layout.ts';
export type { Scene } from './scene.ts';
export { type FigureSpec, parseFigureSpec } from './spec.ts';
export { toSvg } from './svg.ts';
