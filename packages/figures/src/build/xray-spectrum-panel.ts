import { findColumn } from '@anodelab/data';
import type { FigureSpec, Mark } from '../spec.ts';
import { drawnColumn, type PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { firstColor } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

/** The axis goes beyond the last line by this factor, keV at least. */
const BEYOND = 1.35;
const LEAST = 2.5;

/** X-ray spectrum of a sample with the lines that were found in it (tables `spectrum`, `lines`). */
export function xraySpectrumPanel(sample: FigureSample): PanelDraft {
  const energy = resultNumbers(sample, 'spectrum', 'energy_eV').map((value) => value / 1000);
  const counts = resultNumbers(sample, 'spectrum', 'counts');
  const isCounted = sample.result.tables['lines'] !== undefined;
  const lines = isCounted ? linesOf(sample) : [];
  const end = Math.min(
    energy.at(-1) ?? LEAST,
    lines.length === 0 ? Infinity : Math.max(LEAST, BEYOND * Math.max(...lines.map((line) => line.energy))),
  );
  const shown = Array.from(energy, (value, i) => ({ value, count: counts[i]! })).filter(
    ({ value }) => value >= 0.05 && value <= end,
  );
  const id = tableId(sample, 'X-ray spectrum');
  const tables: FigureSpec['tables'] = {
    [id]: {
      energy: drawnColumn(
        'energy',
        'keV',
        shown.map(({ value }) => value),
      ),
      counts: drawnColumn(
        'counts',
        null,
        shown.map(({ count }) => count),
      ),
      // an empty channel has no place on a logarithmic axis: it is drawn at half a count
      drawn: drawnColumn(
        'drawn',
        null,
        shown.map(({ count }) => (isCounted ? Math.max(0.5, count) : count)),
      ),
    },
  };
  const marks: Mark[] = [
    { type: 'line', table: id, x: 'energy', y: 'drawn', color: firstColor },
    ...lines.map(({ name, energy: x, height }): Mark => ({ type: 'text', text: name, x, y: height })),
  ];
  return {
    panel: {
      title: sample.label,
      x: { label: 'Energy (keV)', scale: 'linear', domain: [0, end] },
      y: { label: isCounted ? 'Counts per channel' : 'Intensity', scale: isCounted ? 'log' : 'linear' },
      aspect: 0.62,
      marks,
      notes: modelledNotes([sample]),
    },
    tables,
    subject: 'X-ray spectra',
    detail: sample.label,
    samples: [sample],
  };
}

/** An element is named once, at its K line where that was found. */
function linesOf(sample: FigureSample) {
  const names = findColumn(resultTable(sample, 'lines'), 'line')?.values ?? [];
  const energy = resultNumbers(sample, 'lines', 'energy_eV');
  const height = resultNumbers(sample, 'lines', 'height');
  const found = Array.from(names, String);
  const lines = found.map((name, i) => ({
    name,
    energy: energy[i]! / 1000,
    height: Math.max(1, height[i]!),
  }));
  return lines.filter(({ name }) => !(name.endsWith(' L') && found.includes(name.slice(0, -2))));
}
