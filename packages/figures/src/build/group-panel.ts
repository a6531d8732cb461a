import { labels, numbers } from '@anodelab/data';
import type { Mark } from '../spec.ts';
import { specificCapacityUnit } from './capacity-column.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { labelStyles } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable } from './sample.ts';

/** Mean capacity of each group of cells against cycle number, with the range of its cells as a band. */
export function groupPanel(sample: FigureSample): PanelDraft {
  const table = resultTable(sample, 'groups');
  const isSpecific = numbers(table, 'q_C_kg') !== undefined;
  const [suffix, unit, factor] = isSpecific
    ? (['_C_kg', specificCapacityUnit, 1 / 3600] as const)
    : (['_C', 'mAh', 1 / 3.6] as const);
  const group = labels(table, 'group') ?? [];
  const names = [...new Set(group)];
  const styleOf = labelStyles(names);
  const tables: PanelDraft['tables'] = {};
  const counts: string[] = [];
  const bands: Mark[] = [];
  const lines: Mark[] = [];
  for (const name of names) {
    const rows = [...group.keys()].filter((row) => group[row] === name);
    const pick = (column: string, scale: number) => {
      const values = resultNumbers(sample, 'groups', column);
      return rows.map((row) => (values[row] ?? Number.NaN) * scale);
    };
    const cells = Math.max(...pick('cells', 1));
    counts.push(`${name} (${cells} ${cells === 1 ? 'cell' : 'cells'})`);
    tables[name] = {
      cycle: drawnColumn('cycle', null, pick('cycle', 1)),
      cells: drawnColumn('cells', null, pick('cells', 1)),
      mean: drawnColumn('mean capacity', unit, pick(`q${suffix}`, factor)),
      low: drawnColumn('lowest cell', unit, pick(`qMin${suffix}`, factor)),
      high: drawnColumn('highest cell', unit, pick(`qMax${suffix}`, factor)),
    };
    const { color } = styleOf(name);
    bands.push({ type: 'band', table: name, x: 'cycle', low: 'low', high: 'high', color });
    lines.push({ type: 'line', table: name, x: 'cycle', y: 'mean', color, label: `${name} (${cells})` });
  }
  return {
    panel: {
      x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
      y: { label: `Capacity (${unit})`, scale: 'linear', fromZero: true },
      aspect: 0.78,
      marks: [...bands, ...lines],
      notes: modelledNotes([sample]),
    },
    tables,
    subject:
      'Mean capacity of the cells of each group against cycle number, the band from the lowest to the highest cell',
    detail: counts.join(', '),
    samples: [sample],
  };
}
