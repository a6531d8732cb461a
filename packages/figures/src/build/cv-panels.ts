import { labels, numbers } from '@anodelab/data';
import type { FigureSpec, FigureTable, Mark } from '../spec.ts';
import { pickRows, withBreaks } from './curve-panels.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { orderedColors } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

/** V/s in 1 mV/s. */
const millivoltPerSecond = 1e-3;

/**
 * What must stand under every figure of a k1/k2 split: diffusion alone in thin particles is split the same way
 * (docs/methods/figures.md).
 */
const shareWarning =
  '*k*₁*v* share of the fit *i* = *k*₁*v* + *k*₂√*v*. It is not evidence of pseudocapacitance: diffusion in thin particles alone gives a *k*₁*v* share too.';

/** Cyclic voltammograms of one sample at its scan rates. */
export function voltammogramPanel(sample: FigureSample): PanelDraft {
  const current = currentQuantity(sample);
  const rate = resultNumbers(sample, 'voltammograms', 'scanRate_V_s');
  const voltage = resultNumbers(sample, 'voltammograms', 'voltage_V');
  const values = resultNumbers(sample, 'voltammograms', current.column);
  const sweeps = labels(resultTable(sample, 'voltammograms'), 'sweep');
  const rates = [...new Set(rate)].filter(Number.isFinite).sort((a, b) => a - b);
  const colors = orderedColors(rates.length);
  const tables: FigureSpec['tables'] = {};
  const marks = rates.map((each, i): Mark => {
    const id = `${tableId(sample, 'CV')} ${rateLabel(each)}`;
    const rows = withBreaks(
      Array.from(rate.keys()).filter((row) => rate[row] === each),
      sweeps,
    );
    tables[id] = {
      potential: drawnColumn('potential', potentialUnit(sample), pickRows(voltage, rows)),
      current: drawnColumn(
        'current',
        current.unit,
        pickRows(values, rows).map((value) => value * current.factor),
      ),
    };
    return {
      type: 'line',
      table: id,
      x: 'potential',
      y: 'current',
      color: colors[i] ?? '#000000',
      label: rateLabel(each),
    };
  });
  return {
    panel: {
      title: sample.label,
      x: { label: `Potential (${potentialUnit(sample)})`, scale: 'linear' },
      y: { label: `Current (${current.unit})`, scale: 'linear' },
      aspect: 0.68,
      marks,
      notes: modelledNotes([sample]),
    },
    tables,
    subject: 'Cyclic voltammograms at the scan rates of the legend',
    detail: sample.label,
    samples: [sample],
  };
}

/** The model's cells are against lithium; of a measured one the result does not say what the potential is against. */
function potentialUnit(sample: FigureSample): string {
  return sample.modelled ? 'V vs. Li/Li⁺' : 'V';
}

function rateLabel(rate: number): string {
  return `${Number((rate / millivoltPerSecond).toPrecision(3))} mV s⁻¹`;
}

function currentQuantity(sample: FigureSample): { column: string; unit: string; factor: number } {
  const table = resultTable(sample, 'voltammograms');
  if (numbers(table, 'current_A_kg') !== undefined)
    return { column: 'current_A_kg', unit: 'A g⁻¹', factor: 1e-3 };
  const largest = resultNumbers(sample, 'voltammograms', 'current_A').reduce(
    (high, value) => (Math.abs(value) > high ? Math.abs(value) : high),
    0,
  );
  return largest < 1e-4
    ? { column: 'current_A', unit: 'µA', factor: 1e6 }
    : { column: 'current_A', unit: 'mA', factor: 1e3 };
}

/** Stacked shares of k1 v and k2 sqrt(v) of the constrained fit per scan rate, and the free share with its band. */
export function sharePanel(sample: FigureSample): PanelDraft {
  const id = tableId(sample, 'k1 share');
  const percent = (column: string): Float64Array =>
    resultNumbers(sample, 'shares', column).map((value) => 100 * value);
  const rates = Array.from(resultNumbers(sample, 'shares', 'scanRate_V_s'), (rate) =>
    String(Number((rate / millivoltPerSecond).toPrecision(3))),
  );
  const constrained = percent('shareConstrained');
  const free = percent('shareFree');
  const high = percent('shareHigh');
  const table: FigureTable = {
    rate: { label: 'scan rate', unit: 'mV s⁻¹', values: rates },
    constrained: drawnColumn('k1 v share, constrained fit', '%', constrained),
    rest: drawnColumn(
      'k2 sqrt(v) share, constrained fit',
      '%',
      constrained.map((value) => 100 - value),
    ),
    free: drawnColumn('k1 v share, free fit', '%', free),
    low: drawnColumn('k1 v share, free fit, low', '%', percent('shareLow')),
    high: drawnColumn('k1 v share, free fit, high', '%', high),
  };
  const freeFit = { table: id, x: 'rate', color: '#000000' } as const;
  return {
    panel: {
      title: sample.label,
      x: { label: 'Scan rate (mV s⁻¹)', scale: 'band' },
      y: {
        label: 'Share of |*i*| (%)',
        scale: 'linear',
        fromZero: true,
        ...(free.some((value, row) => Math.max(value, high[row] ?? 0) > 100) ? {} : { domain: [0, 100] }),
      },
      aspect: 0.68,
      marks: [
        {
          type: 'bars',
          table: id,
          x: 'rate',
          parts: [
            { y: 'constrained', color: '#0072B2', label: '*k*₁*v*' },
            { y: 'rest', color: '#F3D9A4', label: '*k*₂√*v*' },
          ],
        },
        { type: 'errorBars', ...freeFit, low: 'low', high: 'high' },
        { type: 'points', ...freeFit, y: 'free', shape: 'diamond', fill: 'open', label: '*k*₁*v*, free fit' },
      ],
      notes: [shareWarning, ...modelledNotes([sample])],
    },
    tables: { [id]: table },
    subject:
      'Share of k₁v in |i| by scan rate over both sweeps: bars by the fit with 0 ≤ k₁v/i ≤ 1, diamonds by the free fit with its band; not evidence of pseudocapacitance',
    detail: sample.label,
    samples: [sample],
  };
}
