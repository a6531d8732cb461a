import { labels, numbers } from '@anodelab/data';
import type { FigureSpec, FigureTable, Mark, Panel } from '../spec.ts';
import { capitalised, specificCapacityUnit } from './capacity-column.ts';
import { chosenCycles } from './chosen-cycles.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { orderedColors } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

/** A column of a result table as it is drawn. */
interface Quantity {
  readonly column: string;
  readonly label: string;
  readonly unit: string;
  /** Drawn value per SI value. */
  readonly factor: number;
}

/** dQ/dV in mAh/(g V) or mAh/V from which on it is drawn in Ah. */
const largeSlope = 1e4;

/** Potential against capacity of chosen cycles of one sample. */
export function voltageCurvesPanel(sample: FigureSample, cycles?: readonly number[]): PanelDraft {
  const capacity = hasColumn(sample, 'curves', 'q_C_kg')
    ? { column: 'q_C_kg', label: 'specific capacity', unit: specificCapacityUnit, factor: 1 / 3600 }
    : { column: 'q_C', label: 'capacity', unit: 'mAh', factor: 1 / 3.6 };
  const voltage = potential(sample, 'curves');
  const drawn = cycles ?? chosenCycles(resultNumbers(sample, 'curves', 'cycle'));
  const { tables, marks } = cycleCurves(sample, 'curves', capacity, voltage, drawn);
  return {
    panel: {
      ...panelOf(sample, marks),
      x: { label: `${capitalised(capacity.label)} (${capacity.unit})`, scale: 'linear', fromZero: true },
      y: { label: `${capitalised(voltage.label)} (${voltage.unit})`, scale: 'linear', fromZero: true },
    },
    tables,
    subject: `${capitalised(voltage.label)} against ${capacity.label}`,
    detail: `${sample.label}, cycles ${drawn.join(', ')}`,
    samples: [sample],
  };
}

/**
 * Differential capacity against potential of chosen cycles of one sample. Unless cycles are named, the first one is left
 * out where there are others: the flat plateau of a first lithiation dwarfs every later peak.
 */
export function dqdvPanel(sample: FigureSample, cycles?: readonly number[]): PanelDraft {
  const voltage = potential(sample, 'dqdv');
  const found = resultNumbers(sample, 'dqdv', 'cycle');
  const first = found.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const later = found.filter((cycle) => cycle > first);
  const drawn = cycles ?? chosenCycles(later.length === 0 ? found : later);
  const slope = slopeOf(sample, drawn);
  const { tables, marks } = cycleCurves(sample, 'dqdv', voltage, slope, drawn);
  const zero: Mark = { type: 'rule', across: 'left', value: 0, color: '#808080', dash: 'dotted' };
  const leftOut = drawn.includes(first)
    ? ''
    : ` (not ${first}, since a first plateau can dwarf the later peaks)`;
  return {
    panel: {
      ...panelOf(sample, [zero, ...marks]),
      x: { label: `${capitalised(voltage.label)} (${voltage.unit})`, scale: 'linear' },
      y: { label: `d*Q*/d*V* (${slope.unit})`, scale: 'linear' },
    },
    tables,
    subject: `Differential capacity against ${voltage.label}`,
    detail: `${sample.label}, cycles ${drawn.join(', ')}${leftOut}`,
    samples: [sample],
  };
}

/** Share of a half cycle's charge at either end that does not set the scale of dV/dQ: there the voltage runs away. */
const steepEnds = 0.08;

/** dV/dQ against capacity of chosen cycles of one sample; steep ends run out of the frame. */
export function dvdqPanel(sample: FigureSample, cycles?: readonly number[]): PanelDraft {
  const isSpecific = hasColumn(sample, 'dvdq', 'q_C_kg');
  const capacity = isSpecific
    ? { column: 'q_C_kg', label: 'specific capacity', unit: specificCapacityUnit, factor: 1 / 3600 }
    : { column: 'q_C', label: 'capacity', unit: 'mAh', factor: 1 / 3.6 };
  const slope = isSpecific
    ? { column: 'dvdq_V_kg_C', label: 'dV/dQ', unit: 'mV g mAh⁻¹', factor: 3600 * 1000 }
    : { column: 'dvdq_V_C', label: 'dV/dQ', unit: 'V mAh⁻¹', factor: 3.6 };
  const drawn = cycles ?? chosenCycles(resultNumbers(sample, 'dvdq', 'cycle'));
  const { tables, marks } = cycleCurves(sample, 'dvdq', capacity, slope, drawn);
  const zero: Mark = { type: 'rule', across: 'left', value: 0, color: '#808080', dash: 'dotted' };
  const domain = middleRange(Object.values(tables));
  return {
    panel: {
      ...panelOf(sample, [zero, ...marks]),
      x: { label: `${capitalised(capacity.label)} (${capacity.unit})`, scale: 'linear', fromZero: true },
      y: { label: `d*V*/d*Q* (${slope.unit})`, scale: 'linear', ...(domain && { domain }) },
    },
    tables,
    subject: `Differential voltage against ${capacity.label}; steep ends of half cycles run out of the frame`,
    detail: `${sample.label}, cycles ${drawn.join(', ')}`,
    samples: [sample],
  };
}

/** Range of y over the middle of each stroke of the tables, with a margin; undefined where there is none. */
function middleRange(tables: readonly FigureTable[]): [number, number] | undefined {
  let [low, high] = [0, 0];
  for (const { x, y } of tables) {
    const values = x?.values ?? [];
    let start = 0;
    for (let i = 0; i <= values.length; i++) {
      if (typeof values[i] === 'number' && i < values.length) continue;
      const end = Number(values[i - 1] ?? 0);
      for (let row = start; row < i; row++) {
        const place = Number(values[row] ?? 0) / end;
        const value = y?.values[row];
        if (typeof value !== 'number' || place < steepEnds || place > 1 - steepEnds) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      start = i + 1;
    }
  }
  const margin = 0.08 * (high - low);
  return high > low ? [low - margin, high + margin] : undefined;
}

/** dQ/dV per mass where there is a mass, in Ah where numbers in mAh would be long. */
function slopeOf(sample: FigureSample, drawn: readonly number[]): Quantity {
  const isSpecific = hasColumn(sample, 'dqdv', 'dqdv_C_V_kg');
  const column = isSpecific ? 'dqdv_C_V_kg' : 'dqdv_C_V';
  const factor = isSpecific ? 1 / 3600 : 1 / 3.6;
  const cycle = resultNumbers(sample, 'dqdv', 'cycle');
  const largest = resultNumbers(sample, 'dqdv', column).reduce(
    (high, value, row) =>
      drawn.includes(cycle[row] ?? 0) && Math.abs(value) > high ? Math.abs(value) : high,
    0,
  );
  const [prefix, scale] = largest * factor > largeSlope ? ['', 1e-3] : ['m', 1];
  return {
    column,
    label: 'dQ/dV',
    unit: `${prefix}Ah ${isSpecific ? 'g⁻¹ ' : ''}V⁻¹`,
    factor: factor * scale,
  };
}

function hasColumn(sample: FigureSample, table: string, column: string): boolean {
  return numbers(resultTable(sample, table), column) !== undefined;
}

/** A half cell's potential is named against lithium, a cell's voltage is not. */
function potential(sample: FigureSample, table: string): Quantity {
  const half = labels(resultTable(sample, table), 'direction')?.includes('delithiation') ?? false;
  return half
    ? { column: 'voltage_V', label: 'potential', unit: 'V vs. Li/Li⁺', factor: 1 }
    : { column: 'voltage_V', label: 'voltage', unit: 'V', factor: 1 };
}

function panelOf(sample: FigureSample, marks: Mark[]): Pick<Panel, 'title' | 'aspect' | 'marks' | 'notes'> {
  return { title: sample.label, aspect: 0.78, marks, notes: modelledNotes([sample]) };
}

/** One table and one line per cycle, dark to light in the order of the cycles; half cycles are separate strokes. */
function cycleCurves(
  sample: FigureSample,
  table: string,
  x: Quantity,
  y: Quantity,
  cycles: readonly number[],
): { readonly tables: FigureSpec['tables']; readonly marks: Mark[] } {
  const cycle = resultNumbers(sample, table, 'cycle');
  const directions = labels(resultTable(sample, table), 'direction');
  const colors = orderedColors(cycles.length);
  const tables: FigureSpec['tables'] = {};
  const marks = cycles.map((number, i): Mark => {
    const own = Array.from(cycle.keys()).filter((row) => cycle[row] === number);
    const rows = withBreaks(own, directions);
    const drawn = ({ column, label, unit, factor }: Quantity) => {
      const values = resultNumbers(sample, table, column);
      return drawnColumn(
        label,
        unit,
        pickRows(values, rows).map((value) => value * factor),
      );
    };
    const id = `${tableId(sample, table)} ${number}`;
    tables[id] = { x: drawn(x), y: drawn(y) };
    const color = colors[i] ?? '#000000';
    return { type: 'line', table: id, x: 'x', y: 'y', color, label: `cycle ${number}` };
  });
  return { tables, marks };
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

/** The values of those rows, NaN for a break. */
export function pickRows(values: Float64Array, rows: readonly (number | null)[]): number[] {
  return rows.map((row) => (row === null ? Number.NaN : (values[row] ?? Number.NaN)));
}
