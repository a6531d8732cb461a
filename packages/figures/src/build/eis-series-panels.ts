import { labels, numbers } from '@anodelab/data';
import type { FigureSpec, Mark, Panel } from '../spec.ts';
import { chosenCycles } from './chosen-cycles.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { orderedColors, sampleStyles } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

/** What one panel of a series shows: parameters of one unit. */
interface Quantity {
  readonly unit: string;
  readonly label: string;
  readonly words: string;
}

const resistances: Quantity = { unit: 'Ohm', label: 'Resistance (Ω)', words: 'Resistances' };
const times: Quantity = { unit: 's', label: 'Time constant (s)', words: 'Time constants' };

/** Resistances and time constants of a series against its cycles, with their intervals as bands; a panel each. */
export function seriesPanels(sample: FigureSample): PanelDraft[] {
  return [resistances, times].flatMap((quantity) => {
    const names = parameterNames(sample, quantity.unit);
    return names.length === 0 ? [] : [seriesPanel(sample, quantity, names)];
  });
}

function parameterNames(sample: FigureSample, unit: string): string[] {
  const { columns } = resultTable(sample, 'series');
  const known = new Set(columns.map(({ name }) => name));
  return columns
    .filter((column) => column.unit === unit && known.has(`${column.name}Low`))
    .map(({ name }) => name);
}

function seriesPanel(sample: FigureSample, quantity: Quantity, names: readonly string[]): PanelDraft {
  const id = tableId(sample, `series ${quantity.unit}`);
  const axis = seriesAxis(sample);
  const styleOf = sampleStyles(names.map((label) => ({ label, modelled: false, result: sample.result })));
  const columns: FigureSpec['tables'][string] = { x: drawnColumn(axis.word, null, axis.values) };
  const marks = names.flatMap((name): Mark[] => {
    const { color, shape } = styleOf({ label: name, modelled: false, result: sample.result });
    for (const end of ['', 'Low', 'High']) {
      const words = end === '' ? name : `${name}, 95 % ${end.toLowerCase()}`;
      columns[`${name}${end}`] = drawnColumn(
        words,
        quantity.unit,
        resultNumbers(sample, 'series', `${name}${end}`),
      );
    }
    const shared = { table: id, x: 'x', color, label: name } as const;
    return [
      { type: 'band', table: id, x: 'x', low: `${name}Low`, high: `${name}High`, color },
      { ...shared, type: 'line', y: name },
      { ...shared, type: 'points', y: name, shape, fill: sample.modelled ? 'open' : 'solid' },
    ];
  });
  return {
    panel: {
      title: sample.label,
      x: { label: axis.label, scale: 'linear', integer: true },
      y: { label: quantity.label, scale: 'log' },
      aspect: 0.78,
      marks,
      notes: modelledNotes([sample]),
    },
    tables: { [id]: columns },
    subject: `${quantity.words} with 95 % intervals against ${axis.word}`,
    detail: sample.label,
    samples: [sample],
  };
}

/** The cycle where it tells the spectra apart and rises, else their place. */
function seriesAxis(sample: FigureSample): { values: Float64Array; word: string; label: string } {
  const cycle = resultNumbers(sample, 'series', 'cycle');
  const rises = cycle.every((value, i) => i === 0 || value > cycle[i - 1]!);
  return rises
    ? { values: cycle, word: 'cycle', label: 'Cycle number' }
    : { values: resultNumbers(sample, 'series', 'number'), word: 'spectrum', label: 'Spectrum' };
}

/** Nyquist plot of the spectra of a series with equal scales, dark first; fits as lines. */
export function seriesNyquistPanel(sample: FigureSample): PanelDraft {
  const axis = seriesAxis(sample);
  const count = axis.values.length;
  const chosen = chosenCycles(Float64Array.from({ length: count }, (_, i) => i + 1));
  const colors = orderedColors(chosen.length);
  const tables: FigureSpec['tables'] = {};
  const rowsOf = (table: string, number: number): { re: number[]; minusIm: number[] } => {
    const re = resultNumbers(sample, table, 'zRe_Ohm');
    const im = resultNumbers(sample, table, 'zIm_Ohm');
    const rows = [...(numbers(resultTable(sample, table), 'number') ?? []).entries()].filter(
      ([, value]) => value === number,
    );
    return { re: rows.map(([row]) => re[row]!), minusIm: rows.map(([row]) => -im[row]!) };
  };
  const marks = chosen.flatMap((number, k): Mark[] => {
    const label = `${axis.word} ${axis.values[number - 1]}`;
    const color = colors[k]!;
    return (['fits', 'spectra'] as const).map((table): Mark => {
      const id = tableId(sample, `${table} ${number}`);
      const { re, minusIm } = rowsOf(table, number);
      tables[id] = { re: drawnColumn("Z'", 'Ω', re), minusIm: drawnColumn("-Z''", 'Ω', minusIm) };
      const shared = { table: id, x: 're', y: 'minusIm', color, label } as const;
      return table === 'fits'
        ? { ...shared, type: 'line' }
        : { ...shared, type: 'points', shape: 'circle', fill: sample.modelled ? 'open' : 'solid' };
    });
  });
  const panel: Panel = {
    title: sample.label,
    x: { label: '*Z*′ (Ω)', scale: 'linear' },
    y: { label: '−*Z*″ (Ω)', scale: 'linear' },
    equalScales: true,
    aspect: 0.72,
    marks,
    notes: modelledNotes([sample]),
  };
  const files = new Set(labels(resultTable(sample, 'series'), 'file')).size;
  return {
    panel,
    tables,
    subject: 'Nyquist plots of a series with equal scales, records as markers, fits as lines',
    detail: `${sample.label}, ${chosen.length} of ${count} spectra of ${files === 1 ? 'one file' : `${files} files`}`,
    samples: [sample],
  };
}
