import type { FigureSpec } from '../spec.ts';
import { capacityAndEfficiencyPanel, capacityPanel } from './capacity-panel.ts';
import { diffusivityPanel } from './diffusivity-panel.ts';
import { heldSharePanel, slippagePanel } from './cumulative-panels.ts';
import { dqdvPanel, dvdqPanel, voltageCurvesPanel } from './curve-panels.ts';
import { exponentPanel, sharePanel, voltammogramPanel } from './cv-panels.ts';
import { drtPanel } from './drt-panels.ts';
import { bodePanel, linkkPanel, nyquistPanel, zHitPanel } from './eis-panels.ts';
import { seriesNyquistPanel, seriesPanels } from './eis-series-panels.ts';
import { assembleFigure } from './figure.ts';
import { sampleStyles } from './palette.ts';
import { groupEfficiencyPanel, groupPanel } from './group-panel.ts';
import { ratePanel } from './rate-panel.ts';
import { retentionPanel } from './retention-panel.ts';
import type { FigureSample } from './sample.ts';
import { stackedPanel } from './stacked-panel.ts';
import { thermogramPanels } from './thermogram-panels.ts';

type Samples = readonly FigureSample[];

/**
 * Capacity against cycle number of several samples (result table `cycles`): per gram where all have a mass, else per
 * cell; 85 mm.
 * @throws {RangeError} when the samples have no capacity in common
 */
export function capacityFigure(samples: Samples): FigureSpec {
  const draft = capacityPanel(samples, sampleStyles(samples));
  return assembleFigure(`Capacity against cycle number: ${names(samples)}`, [draft], 1);
}

/**
 * Capacities and coulombic efficiency against cycle number on two axes, a panel per sample (table `cycles`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function capacityAndEfficiencyFigure(samples: Samples): FigureSpec {
  const drafts = samples.map(capacityAndEfficiencyPanel);
  return assembleFigure(`Capacity and coulombic efficiency: ${names(samples)}`, drafts, 2);
}

/**
 * Capacity at stepped current densities (tables `cycles`, `rate`); 85 mm.
 * @throws {RangeError} when a table or column is missing
 */
export function rateFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Rate capability: ${names(samples)}`, [ratePanel(samples, sampleStyles(samples))], 1);
}

/**
 * Potential against capacity, a panel per sample (table `curves`); cycles 1, 2, 5, 10 ... and the last unless named.
 * @throws {RangeError} when the table or its columns are missing
 */
export function voltageCurvesFigure(samples: Samples, cycles?: readonly number[]): FigureSpec {
  const drafts = samples.map((sample) => voltageCurvesPanel(sample, cycles));
  return assembleFigure(`Voltage curves: ${names(samples)}`, drafts, 2);
}

/**
 * Differential capacity against potential, a panel per sample (table `dqdv`); cycles as in `voltageCurvesFigure`.
 * @throws {RangeError} when the table or its columns are missing
 */
export function dqdvFigure(samples: Samples, cycles?: readonly number[]): FigureSpec {
  const drafts = samples.map((sample) => dqdvPanel(sample, cycles));
  return assembleFigure(`Differential capacity: ${names(samples)}`, drafts, 2);
}

/**
 * Differential voltage against capacity, a panel per sample (table `dvdq`); cycles as in `voltageCurvesFigure`.
 * @throws {RangeError} when the table or its columns are missing
 */
export function dvdqFigure(samples: Samples, cycles?: readonly number[]): FigureSpec {
  const drafts = samples.map((sample) => dvdqPanel(sample, cycles));
  return assembleFigure(`Differential voltage: ${names(samples)}`, drafts, 2);
}

/**
 * Slipping end points of the half cycles and the product of the efficiencies, a panel per sample (table `cumulative`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function slippageFigure(samples: Samples): FigureSpec {
  return assembleFigure(
    `End points and cumulative efficiency: ${names(samples)}`,
    samples.map(slippagePanel),
    2,
  );
}

/**
 * Share of the charge at held voltage against cycle number, a panel per sample (table `cycles`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function heldShareFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Charge at held voltage: ${names(samples)}`, samples.map(heldSharePanel), 2);
}

/**
 * Mean capacity and efficiency of groups of cells with the range of their cells (table `groups` of `compareGroups`), two panels
 * per sample.
 * @throws {RangeError} when the table or its columns are missing
 */
export function groupFigure(samples: Samples): FigureSpec {
  const panels = samples.flatMap((sample) => [groupPanel(sample), groupEfficiencyPanel(sample)]);
  return assembleFigure('Capacity and efficiency of groups of cells', panels, 2);
}

/**
 * Cyclic voltammograms, a panel per sample (table `voltammograms`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function voltammogramFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Cyclic voltammograms: ${names(samples)}`, samples.map(voltammogramPanel), 2);
}

/**
 * Shares of k1 v and k2 sqrt(v) per scan rate, a panel per sample (table `shares`), with the warning that a k1 v share
 * is not evidence of pseudocapacitance under each.
 * @throws {RangeError} when the table or its columns are missing
 */
export function shareFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Shares of the current by scan rate: ${names(samples)}`, samples.map(sharePanel), 2);
}

/**
 * Exponents b by potential, a panel per sample (table `exponents`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function exponentFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Exponents by potential: ${names(samples)}`, samples.map(exponentPanel), 2);
}

/**
 * Diffusivities by every method, a panel per sample (table `estimates`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function diffusivityFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Diffusivity: ${names(samples)}`, samples.map(diffusivityPanel), 2);
}

/**
 * Nyquist plot of several samples with equal scales (tables `spectrum`, `fit` where there is one); 85 mm.
 * @throws {RangeError} when spectra per area and spectra without area are mixed
 */
export function nyquistFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Nyquist plot: ${names(samples)}`, [nyquistPanel(samples, sampleStyles(samples))], 1);
}

/**
 * Modulus and phase against frequency (tables `spectrum`, `fit`); 85 mm.
 * @throws {RangeError} when spectra per area and spectra without area are mixed
 */
export function bodeFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Bode plot: ${names(samples)}`, [bodePanel(samples, sampleStyles(samples))], 1);
}

/**
 * Residuals of the linear Kramers-Kronig test, a panel per sample (table `linkk`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function linkkFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Kramers-Kronig residuals: ${names(samples)}`, samples.map(linkkPanel), 2);
}

/**
 * Drift of the modulus against the phase, a panel per sample (table `zhit`).
 * @throws {RangeError} when the table or its columns are missing
 */
export function zHitFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Z-HIT: ${names(samples)}`, samples.map(zHitPanel), 2);
}

/**
 * Distributions of relaxation times with their bands against tau (tables `drt`, `drtPeaks`); 85 mm.
 * @throws {RangeError} when a table or column is missing
 */
export function drtFigure(samples: Samples): FigureSpec {
  return assembleFigure(
    `Distribution of relaxation times: ${names(samples)}`,
    [drtPanel(samples, sampleStyles(samples), 'tau')],
    1,
  );
}

/**
 * Distributions of relaxation times against the frequency 1/(2 pi tau) (tables `drt`, `drtPeaks`); 85 mm.
 * @throws {RangeError} when a table or column is missing
 */
export function drtByFrequencyFigure(samples: Samples): FigureSpec {
  return assembleFigure(
    `Distribution of relaxation times by frequency: ${names(samples)}`,
    [drtPanel(samples, sampleStyles(samples), 'frequency')],
    1,
  );
}

/**
 * Retention with the fitted fade and its band, a panel per sample (tables `cycles`, `retentionFit`).
 * @throws {RangeError} when an analysis had too few cycles for a fit
 */
export function retentionFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Retention: ${names(samples)}`, samples.map(retentionPanel), 2);
}

/**
 * Resistances and time constants of impedance series against cycles with their intervals, two panels per sample
 * (table `series`).
 * @throws {RangeError} when an analysis had one spectrum only
 */
export function impedanceSeriesFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Impedance over cycles: ${names(samples)}`, samples.flatMap(seriesPanels), 2);
}

/**
 * Nyquist plots of impedance series, a panel per sample with equal scales (tables `series`, `spectra`, `fits`).
 * @throws {RangeError} when an analysis had one spectrum only
 */
export function nyquistSeriesFigure(samples: Samples): FigureSpec {
  return assembleFigure(`Nyquist plots over cycles: ${names(samples)}`, samples.map(seriesNyquistPanel), 2);
}

/**
 * Diffraction patterns above each other, the root of the counts so that halos show beside lines (table `spectrum`); 85 mm.
 * @throws {RangeError} when the table or its columns are missing
 */
export function diffractogramFigure(samples: Samples): FigureSpec {
  const panel = stackedPanel(samples, sampleStyles(samples), {
    what: 'Diffraction patterns',
    column: 'twoTheta_rad',
    abscissa: { name: '2 theta', unit: '°', title: '2*θ* (°)', factor: 180 / Math.PI },
    ordinate: '√ counts, stacked',
    transform: (counts) => Math.sqrt(Math.max(0, counts)),
    said: 'square root of the counts',
  });
  return assembleFigure(`Diffraction patterns: ${names(samples)}`, [panel], 1);
}

/**
 * Raman spectra above each other (table `spectrum`); 85 mm.
 * @throws {RangeError} when the table or its columns are missing
 */
export function ramanFigure(samples: Samples): FigureSpec {
  const panel = stackedPanel(samples, sampleStyles(samples), {
    what: 'Raman spectra',
    column: 'ramanShift_1_m',
    abscissa: { name: 'Raman shift', unit: 'cm⁻¹', title: 'Raman shift (cm⁻¹)', factor: 0.01 },
    ordinate: 'Intensity, stacked',
    transform: (counts) => counts,
    said: 'with their background',
  });
  return assembleFigure(`Raman spectra: ${names(samples)}`, [panel], 1);
}

/**
 * Thermogravimetric curves and their derivatives (table `curve`); 170 mm.
 * @throws {RangeError} when the table or its columns are missing
 */
export function thermogramFigure(samples: Samples): FigureSpec {
  return assembleFigure(
    `Thermogravimetry: ${names(samples)}`,
    thermogramPanels(samples, sampleStyles(samples)),
    2,
  );
}

function names(samples: Samples): string {
  return [...new Set(samples.map(({ label }) => label))].join(', ');
}
