import { numbers } from '@anodelab/data';
import type { FigureTable, Mark, Panel } from '../spec.ts';
import { type CapacityColumn, axisLabel, basisWords, sharedCapacities } from './capacity-column.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { type SampleStyle, firstColor, secondColor } from './palette.ts';
import { type FigureSample, legendLabel, resultNumbers, resultTable, tableId } from './sample.ts';

/** Least distance of markers on long series, mm; the line runs through every cycle. */
const markerGap = 2.6;
/** Half-width of a 95 % interval in standard errors. */
const halfWidth = 1.96;
const aspect = 0.78;

/** Capacity of several samples against cycle number. Only complete half cycles are drawn. */
export function capacityPanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
): PanelDraft {
  const { reported: column } = sharedCapacities(samples);
  const tables = Object.fromEntries(
    samples.map((sample) => [tableId(sample, 'cycles'), cycleTable(sample, [column])]),
  );
  const panel: Panel = {
    x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
    y: { label: axisLabel(column), scale: 'linear', fromZero: true },
    aspect,
    marks: samples.flatMap((sample) =>
      seriesMarks(
        tableId(sample, 'cycles'),
        column.name,
        styleOf(sample),
        sample.modelled,
        legendLabel(sample, samples),
      ),
    ),
    notes: modelledNotes(samples),
  };
  const names = samples.map((sample) => legendLabel(sample, samples)).join(', ');
  const lead = `${capitalised(column.label)} ${basisWords(samples, column)} against cycle number: ${names}.`;
  return { panel, tables, lead, samples };
}

/** Both capacities of one sample on the left axis and its coulombic efficiency on the right one. */
export function capacityAndEfficiencyPanel(sample: FigureSample): PanelDraft {
  const { reported: column, opposite } = sharedCapacities([sample]);
  const id = tableId(sample, 'cycles with efficiency');
  const table = { ...cycleTable(sample, [column, opposite]), ...efficiencyColumns(sample) };
  const left = { color: firstColor, shape: 'circle' } as const;
  const efficiency: Mark[] = [
    ...(table['ceLow'] === undefined
      ? []
      : [
          {
            type: 'band',
            table: id,
            x: 'cycle',
            low: 'ceLow',
            high: 'ceHigh',
            axis: 'right',
            color: secondColor,
          } as const,
        ]),
    ...seriesMarks(
      id,
      'ce',
      { color: secondColor, shape: 'triangle' },
      sample.modelled,
      'coulombic efficiency',
    ).map(
      (mark): Mark => (mark.type === 'line' || mark.type === 'points' ? { ...mark, axis: 'right' } : mark),
    ),
  ];
  const panel: Panel = {
    title: sample.label,
    x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
    y: { label: `Capacity (${column.unit})`, scale: 'linear', fromZero: true, color: left.color },
    right: { label: 'Coulombic efficiency (%)', scale: 'linear', color: secondColor },
    aspect,
    marks: [
      { type: 'rule', across: 'right', value: 100, color: secondColor, dash: 'dotted' },
      ...seriesMarks(
        id,
        opposite.name,
        { ...left, shape: 'cross' },
        false,
        opposite.label.replace(' capacity', ''),
      ),
      ...seriesMarks(id, column.name, left, sample.modelled, column.label.replace(' capacity', '')),
      ...efficiency,
    ],
    notes: modelledNotes([sample]),
  };
  const lead = `${capitalised(column.label)} and ${opposite.label} ${basisWords([sample], column)} and coulombic efficiency of ${sample.label}.`;
  return { panel, tables: { [id]: table }, lead, samples: [sample] };
}

/** A thin line through every row and markers at some of them, sharing a legend entry; open where modelled. */
export function seriesMarks(
  table: string,
  y: string,
  { color, shape }: SampleStyle,
  open: boolean,
  label: string,
): Mark[] {
  return [
    { type: 'line', table, x: 'cycle', y, color, label },
    {
      type: 'points',
      table,
      x: 'cycle',
      y,
      color,
      shape,
      fill: open ? 'open' : 'solid',
      gap: markerGap,
      label,
    },
  ];
}

/** Cycle numbers and capacities as drawn; a half cycle that was cut short has no value. */
export function cycleTable(sample: FigureSample, columns: readonly CapacityColumn[]): FigureTable {
  const complete = numbers(resultTable(sample, 'cycles'), 'complete');
  const table: FigureTable = {
    cycle: drawnColumn('cycle', null, resultNumbers(sample, 'cycles', 'cycle')),
  };
  for (const { name, label, unit, factor } of columns) {
    const values = resultNumbers(sample, 'cycles', name);
    table[name] = drawnColumn(
      label,
      unit,
      values.map((value, row) => (complete?.[row] === 0 ? Number.NaN : value * factor)),
    );
  }
  return table;
}

function efficiencyColumns(sample: FigureSample): FigureTable {
  const ce = resultNumbers(sample, 'cycles', 'ce').map((value) => 100 * value);
  const error = numbers(resultTable(sample, 'cycles'), 'ceSe');
  const columns: FigureTable = { ce: drawnColumn('coulombic efficiency', '%', ce) };
  if (error?.some(Number.isFinite)) {
    const half = (row: number): number => 100 * halfWidth * (error[row] ?? Number.NaN);
    columns['ceLow'] = drawnColumn(
      'coulombic efficiency, 95 % low',
      '%',
      ce.map((value, row) => value - half(row)),
    );
    columns['ceHigh'] = drawnColumn(
      'coulombic efficiency, 95 % high',
      '%',
      ce.map((value, row) => value + half(row)),
    );
  }
  return columns;
}

export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
