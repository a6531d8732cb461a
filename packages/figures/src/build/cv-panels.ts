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
  const measured = numbers(resultTable(sample, 'voltammograms'), 'measured_V');
  const marks = rates.flatMap((each, i): Mark[] => {
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
      ...(measured && {
        measured: drawnColumn('potential as measured', potentialUnit(sample), pickRows(measured, rows)),
      }),
    };
    const line = { type: 'line', table: id, y: 'current', color: colors[i] ?? '#000000' } as const;
    return [
      ...(measured ? [{ ...line, x: 'measured', dash: 'dotted' as const }] : []),
      { ...line, x: 'potential', label: rateLabel(each) },
    ];
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
    subject: `Cyclic voltammograms at the scan rates of the legend${measured ? ', corrected for ohmic drop (dotted: as measured)' : ''}`,
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
  const table: Record<string, FigureTable[string]> = {
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
  const hasModel = numbers(resultTable(sample, 'shares'), 'shareDiffusionOnly') !== undefined;
  const simulated = hasModel ? percent('shareDiffusionOnly') : undefined;
  if (simulated !== undefined) {
    table['diffusionOnly'] = drawnColumn('k1 v share, simulated without double layer', '%', simulated);
  }
  return {
    panel: {
      title: sample.label,
      x: { label: 'Scan rate (mV s⁻¹)', scale: 'band' },
      y: {
        label: 'Share of |*i*| (%)',
        scale: 'linear',
        fromZero: true,
        ...(isWithinAll([free, high, simulated ?? []]) ? { domain: [0, 100] } : {}),
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
        ...(simulated === undefined ? [] : [diffusionOnlyMark(id)]),
      ],
      notes: [shareWarning, ...modelledNotes([sample])],
    },
    tables: { [id]: table },
    subject: `Share of k₁v in |i| by scan rate over both sweeps: bars by the fit with 0 ≤ k₁v/i ≤ 1, diamonds by the free fit with its band${hasModel ? ', crosses by a model of the same electrode without any capacitance' : ''}; not evidence of pseudocapacitance`,
    detail: sample.label,
    samples: [sample],
  };
}

/** Where the same electrode without any capacitance stands, by the model. */
function diffusionOnlyMark(table: string): Mark {
  return {
    type: 'points',
    table,
    x: 'rate',
    y: 'diffusionOnly',
    color: '#B3202C',
    shape: 'cross',
    fill: 'open',
    label: 'model, no capacitance',
  };
}

/** True where no share exceeds 100 %. */
function isWithinAll(shares: readonly Iterable<number>[]): boolean {
  return shares.every((values) => Array.from(values).every((value) => !(value > 100)));
}

/** Exponent b of i = a v^b by potential with its standard error, one line per sweep; rules at 1/2 and 1. */
export function exponentPanel(sample: FigureSample): PanelDraft {
  const voltage = resultNumbers(sample, 'exponents', 'voltage_V');
  const b = resultNumbers(sample, 'exponents', 'b');
  const error = resultNumbers(sample, 'exponents', 'bSe');
  const sweeps = labels(resultTable(sample, 'exponents'), 'sweep') ?? [];
  const tables: FigureSpec['tables'] = {};
  const marks = (['cathodic', 'anodic'] as const).flatMap((direction, i): Mark[] => {
    const id = `${tableId(sample, 'b')} ${direction}`;
    const rows = Array.from(voltage.keys()).filter((row) => sweeps[row] === direction);
    tables[id] = {
      potential: drawnColumn('potential', potentialUnit(sample), pickRows(voltage, rows)),
      b: drawnColumn('b', '1', pickRows(b, rows)),
      low: drawnColumn(
        'b, low',
        '1',
        pickRows(
          b.map((value, row) => value - error[row]!),
          rows,
        ),
      ),
      high: drawnColumn(
        'b, high',
        '1',
        pickRows(
          b.map((value, row) => value + error[row]!),
          rows,
        ),
      ),
    };
    const common = { table: id, x: 'potential', color: i === 0 ? '#0072B2' : '#B3202C' } as const;
    return [
      { type: 'band', ...common, low: 'low', high: 'high' },
      { type: 'line', ...common, y: 'b', label: direction },
    ];
  });
  const rules = [0.5, 1].map(
    (value): Mark => ({ type: 'rule', across: 'left', value, color: '#808080', dash: 'dotted' }),
  );
  return {
    panel: {
      title: sample.label,
      x: { label: `Potential (${potentialUnit(sample)})`, scale: 'linear' },
      y: { label: 'Exponent *b*', scale: 'linear', domain: [-0.25, 1.5] },
      aspect: 0.68,
      marks: [...rules, ...marks],
      notes: modelledNotes([sample]),
    },
    tables,
    subject:
      'Exponent b of |i| = a v^b at fixed potential with its standard error; where peaks move it lies outside 0.5 to 1',
    detail: sample.label,
    samples: [sample],
  };
}
