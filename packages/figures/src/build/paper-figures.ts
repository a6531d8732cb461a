import type { FigureSpec } from '../spec.ts';
import { capacityAndEfficiencyPanel, capacityPanel } from './capacity-panel.ts';
import { sharePanel, voltammogramPanel } from './cv-panels.ts';
import { nyquistPanel } from './eis-panels.ts';
import { type PanelDraft, assembleFigure } from './figure.ts';
import { sampleStyles } from './palette.ts';
import { ratePanel } from './rate-panel.ts';
import type { FigureSample } from './sample.ts';

type Samples = readonly FigureSample[];

/** The cycling samples of figure 2 by their part in the story; each may hold measured and modelled ones together. */
export interface Figure2Samples {
  /** Uncoated silicon. */
  readonly bare: Samples;
  /** With the polymer shell as made. */
  readonly polymer: Samples;
  /** With the fully carbonised shell. */
  readonly carbon: Samples;
  /** Flash-treated for different times, `best` included. */
  readonly flashed: Samples;
  /** The flash-treated sample that is compared with the others. */
  readonly best: Samples;
}

/** The samples of figure 5: impedance when new and when aged, voltammetry. */
export interface Figure5Samples {
  readonly initial: Samples;
  readonly aged: Samples;
  /** What `aged` means, such as `after 100 cycles`. */
  readonly agedTitle: string;
  readonly cv: Samples;
}

/**
 * Figure 2 of the paper: (a) controls, (b) flash times, (c-e) the best against each control, (f) the best with its
 * coulombic efficiency; 170 mm.
 * @throws {RangeError} when a sample has no capacity table
 */
export function paperFigure2({ bare, polymer, carbon, flashed, best }: Figure2Samples): FigureSpec {
  const styleOf = sampleStyles([...best, ...bare, ...polymer, ...carbon, ...flashed]);
  const groups = [
    [...bare, ...polymer, ...carbon],
    flashed,
    [...best, ...bare],
    [...best, ...polymer],
    [...best, ...carbon],
  ];
  const drafts: PanelDraft[] = groups.map((group) => capacityPanel(group, styleOf));
  const [first] = best;
  if (first !== undefined) drafts.push(capacityAndEfficiencyPanel(first));
  return assembleFigure('Cycling stability of bare, coated and flash-treated silicon', drafts, 3);
}

/**
 * Figure 3a of the paper: capacity at stepped current densities; 85 mm.
 * @throws {RangeError} when a table or column is missing
 */
export function paperFigure3a(samples: Samples): FigureSpec {
  return assembleFigure('Rate capability', [ratePanel(samples, sampleStyles(samples))], 1);
}

/**
 * Figure 5a-f of the paper: Nyquist plots when new and aged, voltammograms of each CV sample, shares
 * of each with several scan rates; 170 mm.
 * @throws {RangeError} when a table or column is missing
 */
export function paperFigure5({ initial, aged, agedTitle, cv }: Figure5Samples): FigureSpec {
  const styleOf = sampleStyles([...initial, ...aged, ...cv]);
  const drafts = [
    ...(initial.length === 0 ? [] : [nyquistPanel(initial, styleOf, 'initial state')]),
    ...(aged.length === 0 ? [] : [nyquistPanel(aged, styleOf, agedTitle)]),
    ...cv.map(voltammogramPanel),
    ...cv.filter(({ result }) => result.tables['shares'] !== undefined).map(sharePanel),
  ];
  return assembleFigure('Impedance, cyclic voltammetry and shares of the current', drafts, 2);
}
