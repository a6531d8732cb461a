import { labels, numbers } from '@anodelab/data';
import type { Mark } from '../spec.ts';
import { specificCapacityUnit } from './capacity-column.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { labelStyles } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable } from './sample.ts';

/** What a panel of groups shows: a column of the table `groups` and those of the lowest and the highest cell. */
interface Shown {
  readonly columns: readonly [mean: string, lowest: string, highest: string];
  readonly factor: number;
  readonly unit: string;
  /** `Capacity`, for the axis and the caption. */
  readonly name: string;
  readonly fromZero: boolean;
}

/** Mean capacity of each group of cells against cycle number, with the range of its cells as a band. */
export function groupPanel(sample: FigureSample): PanelDraft {
  const isSpecific = numbers(resultTable(sample, 'groups'), 'q_C_kg') !== undefined;
  const [suffix, unit, factor] = isSpecific
    ? (['_C_kg', specificCapacityUnit, 1 / 3600] as const)
    : (['_C', 'mAh', 1 / 3.6] as const);
  const columns = [`q${suffix}`, `qMin${suffix}`, `qMax${suffix}`] as const;
  return rangePanel(sample, { columns, factor, unit, name: 'Capacity', fromZero: true });
}

/** Mean efficiency of each group of cells against cycle number, with the range of its cells as a band. */
export function groupEfficiencyPanel(sample: FigureSample): PanelDraft {
  const columns = ['ce', 'ceMin', 'ceMax'] as const;
  return rangePanel(sample, {
    columns,
    factor: 100,
    unit: '%',
    name: 'Coulombic efficiency',
    fromZero: false,
  });
}

function rangePanel(
  sample: FigureSample,
  { columns, factor, unit, name: what, fromZero }: Shown,
): PanelDraft {
  const table = resultTable(sample, 'groups');
  const id = (name: string): string => (fromZero ? name : `${name}, efficiency`);
  const word = what.toLowerCase();
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
    tables[id(name)] = {
      cycle: drawnColumn('cycle', null, pick('cycle', 1)),
      cells: drawnColumn('cells', null, pick('cells', 1)),
      mean: drawnColumn(`mean ${word}`, unit, pick(columns[0], factor)),
      low: drawnColumn('lowest cell', unit, pick(columns[1], factor)),
      high: drawnColumn('highest cell', unit, pick(columns[2], factor)),
    };
    const { color } = styleOf(name);
    bands.push({ type: 'band', table: id(name), x: 'cycle', low: 'low', high: 'high', color });
    lines.push({ type: 'line', table: id(name), x: 'cycle', y: 'mean', color, label: `${name} (${cells})` });
  }
  return {
    panel: {
      x: { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true },
      y: { label: `${what} (${unit})`, scale: 'linear', ...(fromZero && { fromZero }) },
      aspect: 0.78,
      marks: [...bands, ...lines],
      notes: modelledNotes([sample]),
    },
    tables,
    subject: `Mean ${word} of the cells of each group against cycle number, the band from the lowest to the highest cell`,
    detail: counts.join(', '),
    samples: [sample],
  };
}
