import { labels, numbers } from '@anodelab/data';
import type { FigureSpec, Mark, Panel } from '../spec.ts';
import { specificCapacityUnit } from './capacity-column.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { orderedColors } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

/** Cycles that papers show, as far as the data have them; the first and last one found are always among them. */
const usualCycles = [1, 2, 3, 5, 10, 20, 50, 100, 200, 300, 400, 500];
const atMost = 6;

interface Quantity {
  readonly column: string;
  readonly label: string;
  readonly unit: string;
  readonly factor: number;
}

/** Potential against capacity of chosen cycles of one sample. */
export function voltageCurvesPanel(sample: FigureSample, cycles?: readonly number[]): PanelDraft {
  const perMass: Quantity = {
    column: 'q_C_kg',
    label: 'specific capacity',
    unit: specificCapacityUnit,
    factor: 1 / 3600,
  };
  const perCell: Quantity = { column: 'q_C', label: 'capacity', unit: 'mAh', factor: 1 / 3.6 };
  const capacity = hasColumn(sample, 'curves', 'q_C_kg') ? perMass : perCell;
  const voltage = potential(sample, 'curves');
  const { tables, marks, drawn } = cycleMarks(sample, 'curves', capacity, voltage, cycles);
  return {
    panel: cyclePanel(sample, capacity, voltage, marks, true),
    tables,
    lead: `${voltage.name} of ${sample.label} against ${capacity.label} in cycles ${drawn.join(', ')}.`,
    samples: [sample],
  };
}

/** Differential capacity against potential of chosen cycles of one sample. */
export function dqdvPanel(sample: FigureSample, cycles?: readonly number[]): PanelDraft {
  const perMass: Quantity = {
    column: 'dqdv_C_V_kg',
    label: 'd*Q*/d*V*',
    unit: 'mAh g⁻¹ V⁻¹',
    factor: 1 / 3600,
  };
  const perCell: Quantity = { column: 'dqdv_C_V', label: 'd*Q*/d*V*', unit: 'mAh V⁻¹', factor: 1 / 3.6 };
  const slope = hasColumn(sample, 'dqdv', 'dqdv_C_V_kg') ? perMass : perCell;
  const voltage = potential(sample, 'dqdv');
  const { tables, marks, drawn } = cycleMarks(sample, 'dqdv', voltage, slope, cycles);
  return {
    panel: cyclePanel(
      sample,
      voltage,
      slope,
      [{ type: 'rule', across: 'left', value: 0, color: '#808080', dash: 'dotted' }, ...marks],
      false,
    ),
    tables,
    lead: `Differential capacity of ${sample.label} in cycles ${drawn.join(', ')}.`,
    samples: [sample],
  };
}

function hasColumn(sample: FigureSample, table: string, column: string): boolean {
  return numbers(resultTable(sample, table), column) !== undefined;
}

/** A half cell's potential is named against lithium, a cell's voltage is not. */
function potential(sample: FigureSample, table: string): Quantity & { readonly name: string } {
  const half = labels(resultTable(sample, table), 'direction')?.includes('delithiation') ?? false;
  return half
    ? { column: 'voltage_V', name: 'Potential', label: 'potential', unit: 'V vs. Li/Li⁺', factor: 1 }
    : { column: 'voltage_V', name: 'Voltage', label: 'voltage', unit: 'V', factor: 1 };
}

function cyclePanel(
  sample: FigureSample,
  x: Quantity,
  y: Quantity,
  marks: readonly Mark[],
  fromZero: boolean,
): Panel {
  const title = ({ label, unit }: Quantity): string =>
    `${label.charAt(0).toUpperCase()}${label.slice(1)} (${unit})`;
  return {
    title: sample.label,
    x: { label: title(x), scale: 'linear', fromZero },
    y: { label: y.label.startsWith('d*') ? `${y.label} (${y.unit})` : title(y), scale: 'linear', fromZero },
    aspect: 0.78,
    marks: [...marks],
    notes: modelledNotes([sample]),
  };
}

/** One table and one line per cycle, dark to light in the order of the cycles; half cycles are separate strokes. */
function cycleMarks(
  sample: FigureSample,
  table: string,
  x: Quantity,
  y: Quantity,
  cycles: readonly number[] | undefined,
): { readonly tables: FigureSpec['tables']; readonly marks: Mark[]; readonly drawn: readonly number[] } {
  const cycle = resultNumbers(sample, table, 'cycle');
  const drawn = cycles ?? chosenCycles([...new Set(cycle)]);
  const colors = orderedColors(drawn.length);
  const directions = labels(resultTable(sample, table), 'direction');
  const xs = resultNumbers(sample, table, x.column);
  const ys = resultNumbers(sample, table, y.column);
  const tables: FigureSpec['tables'] = {};
  const marks = drawn.map((number, i): Mark => {
    const rows = withBreaks(
      Array.from(cycle.keys()).filter((row) => cycle[row] === number),
      directions,
    );
    const id = `${tableId(sample, table)} ${number}`;
    const pick = (values: Float64Array, factor: number): number[] =>
      rows.map((row) => (row === null ? Number.NaN : (values[row] ?? Number.NaN) * factor));
    tables[id] = {
      x: drawnColumn(x.label.replaceAll('*', ''), x.unit, pick(xs, x.factor)),
      y: drawnColumn(y.label.replaceAll('*', ''), y.unit, pick(ys, y.factor)),
    };
    return {
      type: 'line',
      table: id,
      x: 'x',
      y: 'y',
      color: colors[i] ?? '#000000',
      label: `cycle ${number}`,
    };
  });
  return { tables, marks, drawn };
}

/** Rows with a null between rows whose label differs: there the pen is lifted. */
export function withBreaks(
  rows: readonly number[],
  groups: readonly string[] | undefined,
): (number | null)[] {
  return rows.flatMap((row, i) => {
    const before = rows[i - 1];
    return before !== undefined && groups?.[before] !== groups?.[row] ? [null, row] : [row];
  });
}

function chosenCycles(found: readonly number[]): readonly number[] {
  const sorted = found.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length <= atMost) return sorted;
  const last = sorted.at(-1) ?? 0;
  const usual = sorted.filter((cycle) => cycle !== last && usualCycles.includes(cycle));
  const every = Math.max(1, (usual.length - 1) / (atMost - 2));
  const picked = Array.from({ length: atMost - 1 }, (_, i) => usual[Math.round(i * every)]);
  return [...new Set([sorted[0], ...picked, last])].filter((cycle) => cycle !== undefined);
}
