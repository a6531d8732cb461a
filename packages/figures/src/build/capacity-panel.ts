import { numbers } from '@anodelab/data';
import type { FigureTable, Mark, Panel } from '../spec.ts';
import { axisLabel, basisWords, capitalised, sharedCapacities } from './capacity-column.ts';
import { cycleCount, cycleLine, cycleTable } from './cycle-series.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { type SampleStyle, firstColor, secondColor } from './palette.ts';
import {
  type FigureSample,
  drawingOrder,
  legendLabel,
  resultNumbers,
  resultTable,
  tableId,
} from './sample.ts';

/** Half-width of a 95 % interval in standard errors. */
const halfWidth = 1.96;
const aspect = 0.78;
const cycleAxis: Panel['x'] = { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true };

/** Capacity of several samples against cycle number. Only complete half cycles are drawn. */
export function capacityPanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
): PanelDraft {
  const { reported } = sharedCapacities(samples);
  const tables: PanelDraft['tables'] = {};
  const marks = drawingOrder(samples).flatMap((sample) => {
    const table = tableId(sample, 'cycles');
    tables[table] = cycleTable(sample, [reported]);
    const label = legendLabel(sample, samples);
    const series = { table, y: reported.name, style: styleOf(sample), open: sample.modelled, label };
    return cycleLine(series, cycleCount(sample));
  });
  const names = samples.map((sample) => legendLabel(sample, samples)).join(', ');
  return {
    panel: {
      x: cycleAxis,
      y: { label: axisLabel(reported), scale: 'linear', fromZero: true },
      aspect,
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject: `${capitalised(reported.label)} ${basisWords(samples, reported)} against cycle number`,
    detail: names,
    samples,
  };
}

/** Both capacities of one sample on the left axis and its coulombic efficiency on the right one. */
export function capacityAndEfficiencyPanel(sample: FigureSample): PanelDraft {
  const { reported, opposite } = sharedCapacities([sample]);
  const table = tableId(sample, 'cycles with efficiency');
  const data = { ...cycleTable(sample, [reported, opposite]), ...efficiencyColumns(sample) };
  return {
    panel: {
      title: sample.label,
      x: cycleAxis,
      y: { label: `Capacity (${reported.unit})`, scale: 'linear', fromZero: true, color: firstColor },
      right: efficiencyAxis(data['ce']),
      aspect,
      marks: [
        ...capacityMarks(sample, table, opposite, { color: firstColor, shape: 'cross' }, false),
        ...capacityMarks(sample, table, reported, { color: firstColor, shape: 'circle' }, sample.modelled),
        ...efficiencyMarks(sample, table, data['ceLow'] !== undefined),
      ],
      notes: modelledNotes([sample]),
    },
    tables: { [table]: data },
    subject: `${capitalised(reported.label)} and ${opposite.label} ${basisWords([sample], reported)}, and coulombic efficiency with its 95 % band where one is known, against cycle number`,
    detail: sample.label,
    samples: [sample],
  };
}

function capacityMarks(
  sample: FigureSample,
  table: string,
  { name, label }: { readonly name: string; readonly label: string },
  style: SampleStyle,
  open: boolean,
): Mark[] {
  const series = { table, y: name, style, open, label: label.replace(' capacity', '') };
  return cycleLine(series, cycleCount(sample));
}

function efficiencyMarks(sample: FigureSample, table: string, hasBand: boolean): Mark[] {
  const style = { color: secondColor, shape: 'triangle' } as const;
  const series = {
    table,
    y: 'ce',
    style,
    open: sample.modelled,
    label: 'coulombic efficiency',
    axis: 'right',
  } as const;
  const band: Mark = {
    type: 'band',
    table,
    x: 'cycle',
    low: 'ceLow',
    high: 'ceHigh',
    axis: 'right',
    color: secondColor,
  };
  return [
    { type: 'rule', across: 'right', value: 100, color: secondColor, dash: 'dotted' },
    ...(hasBand ? [band] : []),
    ...cycleLine(series, cycleCount(sample)),
  ];
}

/** At least 90 to 102 %: a narrower axis would make the current's accuracy look like a trend. */
function efficiencyAxis(ce: FigureTable[string] | undefined): Panel['y'] {
  const values = (ce?.values ?? []).filter((value) => typeof value === 'number');
  const low = values.reduce((least, value) => Math.min(least, 5 * Math.floor((value - 0.5) / 5)), 90);
  const high = values.reduce((most, value) => Math.max(most, 2 * Math.ceil((value + 0.5) / 2)), 102);
  return { label: 'Coulombic efficiency (%)', scale: 'linear', domain: [low, high], color: secondColor };
}

function efficiencyColumns(sample: FigureSample): FigureTable {
  const ce = resultNumbers(sample, 'cycles', 'ce').map((value) => 100 * value);
  const error = numbers(resultTable(sample, 'cycles'), 'ceSe');
  const columns: FigureTable = { ce: drawnColumn('coulombic efficiency', '%', ce) };
  if (error?.some(Number.isFinite)) {
    const end = (sign: number) =>
      ce.map((value, row) => value + sign * 100 * halfWidth * (error[row] ?? Number.NaN));
    columns['ceLow'] = drawnColumn('coulombic efficiency, 95 % low', '%', end(-1));
    columns['ceHigh'] = drawnColumn('coulombic efficiency, 95 % high', '%', end(1));
  }
  return columns;
}
