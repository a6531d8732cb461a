import type { Mark } from '../spec.ts';
import {
  type CapacityColumn,
  axisLabel,
  basisWords,
  capitalised,
  sharedCapacities,
} from './capacity-column.ts';
import { cyclePoints, cycleTable } from './cycle-series.ts';
import type { PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import type { SampleStyle } from './palette.ts';
import { type FigureSample, drawingOrder, legendLabel, resultNumbers, tableId } from './sample.ts';

/** A/kg in 1 A/g. */
const amperePerGram = 1000;

/** Capacity against cycle number at stepped current densities, each step labelled with its current density. */
export function ratePanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
): PanelDraft {
  const { reported } = sharedCapacities(samples);
  const tables: PanelDraft['tables'] = {};
  const marks = drawingOrder(samples).map((sample): Mark => {
    const table = tableId(sample, 'rate cycles');
    tables[table] = cycleTable(sample, [reported]);
    const label = legendLabel(sample, samples);
    return cyclePoints({ table, y: reported.name, style: styleOf(sample), open: sample.modelled, label });
  });
  const names = samples.map((sample) => legendLabel(sample, samples)).join(', ');
  return {
    panel: {
      x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
      y: { label: axisLabel(reported), scale: 'linear', fromZero: true },
      aspect: 0.78,
      marks: [...marks, ...stepLabels(samples, reported)],
      notes: modelledNotes(samples),
    },
    tables,
    subject: `${capitalised(reported.label)} ${basisWords(samples, reported)} at the current densities written above each step (A g⁻¹)`,
    detail: names,
    samples,
  };
}

/** The current density of each step of the first sample, over what the samples have in the middle of the step. */
function stepLabels(samples: readonly FigureSample[], column: CapacityColumn): Mark[] {
  const [first] = samples;
  if (first === undefined) return [];
  const density = resultNumbers(first, 'rate', 'currentDensity_A_kg');
  const from = resultNumbers(first, 'rate', 'firstCycle');
  const to = resultNumbers(first, 'rate', 'lastCycle');
  const known = Array.from(density.keys()).filter((row) => Number.isFinite(density[row]));
  return known.map((row, i): Mark => {
    const middle = ((from[row] ?? 0) + (to[row] ?? 0)) / 2;
    const value = Number(((density[row] ?? 0) / amperePerGram).toPrecision(2));
    return {
      type: 'text',
      text: i === 0 ? `${value} A g⁻¹` : String(value),
      x: middle,
      y: highestNear(samples, column.name, middle) * column.factor,
    };
  });
}

/** Highest capacity of any sample within a cycle of a place on the cycle axis. */
function highestNear(samples: readonly FigureSample[], column: string, place: number): number {
  let high = 0;
  for (const sample of samples) {
    const cycle = resultNumbers(sample, 'cycles', 'cycle');
    resultNumbers(sample, 'cycles', column).forEach((value, row) => {
      if (Math.abs((cycle[row] ?? Number.NaN) - place) <= 1 && value > high) high = value;
    });
  }
  return high;
}
