import type { Mark } from '../spec.ts';
import { axisLabel, basisWords, sharedCapacities } from './capacity-column.ts';
import { capitalised, cycleTable, seriesMarks } from './capacity-panel.ts';
import type { PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import type { SampleStyle } from './palette.ts';
import { type FigureSample, legendLabel, resultNumbers, tableId } from './sample.ts';

/** A/kg in 1 A/g. */
const amperePerGram = 1000;

/** Capacity against cycle number at stepped current densities, each step labelled with its current density. */
export function ratePanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
): PanelDraft {
  const { reported: column } = sharedCapacities(samples);
  const tables = Object.fromEntries(
    samples.map((sample) => [tableId(sample, 'rate cycles'), cycleTable(sample, [column])]),
  );
  const marks = samples.flatMap((sample) => {
    const style = styleOf(sample);
    const id = tableId(sample, 'rate cycles');
    return seriesMarks(id, column.name, style, sample.modelled, legendLabel(sample, samples)).filter(
      ({ type }) => type === 'points',
    );
  });
  const names = samples.map((sample) => legendLabel(sample, samples)).join(', ');
  return {
    panel: {
      x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
      y: { label: axisLabel(column), scale: 'linear', fromZero: true },
      aspect: 0.78,
      marks: [...marks.map(everyPoint), ...stepLabels(samples, column.name, column.factor)],
      notes: modelledNotes(samples),
    },
    tables,
    lead: `${capitalised(column.label)} ${basisWords(samples, column)} at the current densities written above each step (A g⁻¹): ${names}.`,
    samples,
  };
}

function everyPoint(mark: Mark): Mark {
  return mark.type === 'points' ? { ...mark, gap: 0 } : mark;
}

/** The current density of each step of the first sample, over the highest capacity that any sample has there. */
function stepLabels(samples: readonly FigureSample[], column: string, factor: number): Mark[] {
  const [first] = samples;
  if (first === undefined) return [];
  const density = resultNumbers(first, 'rate', 'currentDensity_A_kg');
  const from = resultNumbers(first, 'rate', 'firstCycle');
  const to = resultNumbers(first, 'rate', 'lastCycle');
  const known = Array.from(density.keys()).filter((row) => Number.isFinite(density[row]));
  return known.map((row, i): Mark => {
    const [start, end] = [from[row] ?? 0, to[row] ?? 0];
    const value = Number(((density[row] ?? 0) / amperePerGram).toPrecision(2));
    return {
      type: 'text',
      text: i === 0 ? `${value} A g⁻¹` : String(value),
      x: (start + end) / 2,
      y: highest(samples, column, start, end) * factor,
    };
  });
}

function highest(samples: readonly FigureSample[], column: string, from: number, to: number): number {
  let high = 0;
  for (const sample of samples) {
    const cycle = resultNumbers(sample, 'cycles', 'cycle');
    resultNumbers(sample, 'cycles', column).forEach((value, row) => {
      const at = cycle[row] ?? Number.NaN;
      if (at >= from && at <= to && value > high) high = value;
    });
  }
  return high;
}
