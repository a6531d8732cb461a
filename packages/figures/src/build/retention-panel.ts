import type { FigureTable } from '../spec.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { firstColor, secondColor } from './palette.ts';
import { type FigureSample, resultNumbers, tableId } from './sample.ts';

/**
 * Retention of every cycle as markers, the fitted fade as a line in its 95 % band. The fit's table starts at 1; it is drawn at
 * the median ratio of the measured retentions to it, since these refer to another cycle.
 */
export function retentionPanel(sample: FigureSample): PanelDraft {
  const measured = tableId(sample, 'retention');
  const fitted = tableId(sample, 'retention fit');
  const cycle = resultNumbers(sample, 'cycles', 'cycle');
  const retention = resultNumbers(sample, 'cycles', 'retention');
  const fitCycle = resultNumbers(sample, 'retentionFit', 'cycle');
  const fit = resultNumbers(sample, 'retentionFit', 'retention');
  const place = new Map(Array.from(fitCycle, (number, row) => [number, row]));
  const ratios = Array.from(cycle, (number, row) => retention[row]! / fit[place.get(number) ?? -1]!)
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  const scale = ratios[ratios.length >> 1] ?? 1;
  const percent = (values: Float64Array, factor: number) => values.map((value) => 100 * factor * value);
  const points: FigureTable = {
    cycle: drawnColumn('cycle', null, cycle),
    retention: drawnColumn('retention', '%', percent(retention, 1)),
  };
  const bound = (end: 'Low' | 'High') =>
    percent(resultNumbers(sample, 'retentionFit', `retention${end}`), scale);
  const line: FigureTable = {
    cycle: drawnColumn('cycle', null, fitCycle),
    fit: drawnColumn('fitted retention', '%', percent(fit, scale)),
    low: drawnColumn('fitted retention, 95 % low', '%', bound('Low')),
    high: drawnColumn('fitted retention, 95 % high', '%', bound('High')),
  };
  return {
    panel: {
      title: sample.label,
      x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
      y: { label: 'Retention (%)', scale: 'linear' },
      aspect: 0.78,
      marks: [
        { type: 'band', table: fitted, x: 'cycle', low: 'low', high: 'high', color: secondColor },
        {
          type: 'points',
          table: measured,
          x: 'cycle',
          y: 'retention',
          color: firstColor,
          label: 'cycles',
          shape: 'circle',
          fill: sample.modelled ? 'open' : 'solid',
        },
        { type: 'line', table: fitted, x: 'cycle', y: 'fit', color: secondColor, label: 'fit, 95 %' },
      ],
      notes: modelledNotes([sample]),
    },
    tables: { [measured]: points, [fitted]: line },
    subject: 'Retention against cycle number with the fitted fade and its 95 % band',
    detail: sample.label,
    samples: [sample],
  };
}
