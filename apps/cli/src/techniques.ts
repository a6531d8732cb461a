import { analyseCv, analyseCycling, analyseEis } from '@anodelab/analysis';
import type { AnalysisResult, Dataset, Technique } from '@anodelab/data';
import {
  bodeFigure,
  capacityAndEfficiencyFigure,
  capacityFigure,
  dqdvFigure,
  type FigureSample,
  type FigureSpec,
  linkkFigure,
  nyquistFigure,
  rateFigure,
  shareFigure,
  voltageCurvesFigure,
  voltammogramFigure,
} from '@anodelab/figures';
import type { OptionKind } from './analysis-options.ts';

/** One analysis of the command line: what it takes, what it computes, what it draws. */
export interface AnalysisCommand {
  /** Datasets of these techniques are used, others in the same files are left aside. */
  readonly takes: readonly Technique[];
  readonly options: Readonly<Record<string, OptionKind>>;
  analyse(datasets: readonly Dataset[], options: Record<string, unknown>): AnalysisResult;
  /** By name, the default first. */
  readonly figures: Readonly<Record<string, (samples: readonly FigureSample[]) => FigureSpec>>;
}

const mass: OptionKind = { option: 'mass_kg', unit: 'kg', example: '"0.81 mg"' };

/** The analyses that `anodelab analyse TECHNIQUE` knows. */
export const analysisCommands: Readonly<Record<string, AnalysisCommand>> = {
  cycling: {
    takes: ['cycling', 'cp', 'mixed', 'cycle-table', 'unknown'],
    options: {
      mass,
      rule: { option: 'rule', words: ['own', 'vendor'], example: 'vendor' },
      electrode: { option: 'workingElectrode', words: ['anode', 'cathode', 'full'], example: 'anode' },
      reference: { option: 'referenceCycle', integers: 'single', example: '3' },
      accuracy: { option: 'currentAccuracy', unit: '1', example: '0.05%' },
      integration: { option: 'integration', words: ['trapezoid', 'hold'], example: 'hold' },
      smoothing: { option: 'smoothing_V', unit: 'V', example: '"5 mV"' },
      cycles: { option: 'curveCycles', integers: 'list', example: '1,2,50' },
      channel: { option: 'channel', example: '3' },
    },
    analyse: analyseCycling,
    figures: {
      'capacity-and-efficiency': capacityAndEfficiencyFigure,
      capacity: capacityFigure,
      rate: rateFigure,
      curves: (samples) => voltageCurvesFigure(samples),
      dqdv: (samples) => dqdvFigure(samples),
    },
  },
  cv: {
    takes: ['cv', 'lsv', 'unknown'],
    options: {
      mass,
      cycle: { option: 'cycle', integers: 'single', example: '2' },
      weighting: { option: 'weighting', words: ['none', 'relative'], example: 'relative' },
      margin: { option: 'margin_V', unit: 'V', example: '"20 mV"' },
      resistance: { option: 'resistance_Ohm', unit: 'Ohm', example: '"5 Ohm"' },
      baseline: { option: 'baseline', words: ['zero', 'linear'], example: 'linear' },
      length: { option: 'length_m', unit: 'm', example: '"25 nm"' },
      diffusivity: { option: 'diffusivity_m2_s', unit: 'm2/s', example: '"1e-16 m2/s"' },
      source: { option: 'diffusionSource', example: '"GITT of this cell"' },
      concentration: { option: 'concentration_mol_m3', unit: 'mol/m3', example: '"3.1e5 mol/m3"' },
      realArea: { option: 'realArea_m2', unit: 'm2', example: '"100 cm2"' },
      temperature: { option: 'temperature_K', unit: 'K', example: '"25 degC"' },
    },
    analyse: analyseCv,
    figures: { voltammograms: voltammogramFigure, shares: shareFigure },
  },
  eis: {
    takes: ['eis', 'mixed', 'unknown'],
    options: {
      circuit: { option: 'circuit', example: 'R0-p(R1,CPE1)-Wo1' },
      weight: { option: 'weight', words: ['unit', 'modulus'], example: 'unit' },
      area: { option: 'area_m2', unit: 'm2', example: '"1.131 cm2"' },
      cycle: { option: 'cycle', integers: 'single', example: '2' },
    },
    analyse: analyseEis,
    figures: { nyquist: nyquistFigure, bode: bodeFigure, 'kramers-kronig': linkkFigure },
  },
};
