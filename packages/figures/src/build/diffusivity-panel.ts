import { labels, numbers } from '@anodelab/data';
import type { FigureSpec, Mark, MarkerShape } from '../spec.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

interface MethodStyle {
  readonly color: string;
  readonly shape: MarkerShape;
}

/** Fixed by method, so that the same colour means the same method in every figure. */
const styles: Readonly<Record<string, MethodStyle>> = {
  'GITT exact': { color: '#0072B2', shape: 'circle' },
  'GITT square-root law': { color: '#D55E00', shape: 'square' },
  'GITT slope': { color: '#E69F00', shape: 'triangle' },
  relaxation: { color: '#009E73', shape: 'diamond' },
  ICI: { color: '#CC79A7', shape: 'wedge' },
  EIS: { color: '#000000', shape: 'star' },
  CV: { color: '#56B4E9', shape: 'plus' },
};

/**
 * Diffusivities by every method against potential, valid ones filled, the others open; what has no potential (impedance,
 * voltammetry) as a line across, dotted where it is a bound only.
 */
export function diffusivityPanel(sample: FigureSample): PanelDraft {
  const table = resultTable(sample, 'estimates');
  const hasSize = numbers(table, 'D_m2_s') !== undefined;
  const [name, lowName, highName] = hasSize
    ? ['D_m2_s', 'DLow_m2_s', 'DHigh_m2_s']
    : ['rate_1_s', 'rateLow_1_s', 'rateHigh_1_s'];
  const column = (key: string) => resultNumbers(sample, 'estimates', key);
  const voltage = column('voltage_V');
  const value = column(name!);
  const low = column(lowName!);
  const high = column(highName!);
  const isValid = column('isValid');
  const methods = labels(table, 'method') ?? [];
  const unit = hasSize ? 'm² s⁻¹' : 's⁻¹';
  const found = Array.from(voltage).filter(Number.isFinite);
  const ends = found.length > 0 ? [Math.min(...found), Math.max(...found)] : [0, 1];
  const tables: FigureSpec['tables'] = {};
  const marks: Mark[] = [];

  for (const method of new Set(methods)) {
    const { color, shape } = styles[method] ?? { color: '#000000', shape: 'circle' };
    const rows = methods.flatMap((each, row) => (each === method ? [row] : []));
    for (const fill of ['solid', 'open'] as const) {
      const own = rows.filter(
        (row) =>
          Number.isFinite(voltage[row]!) && (isValid[row] === 1) === (fill === 'solid') && value[row]! > 0,
      );
      if (own.length === 0) continue;
      const id = `${tableId(sample, method)}${fill === 'open' ? ', not valid' : ''}`;
      const pick = (values: Float64Array) => own.map((row) => values[row]!);
      tables[id] = {
        potential: drawnColumn('potential', 'V', pick(voltage)),
        D: drawnColumn(hasSize ? 'D' : 'D/size^2', unit, pick(value)),
        low: drawnColumn('low', unit, pick(low)),
        high: drawnColumn('high', unit, pick(high)),
      };
      const common = { table: id, x: 'potential', color } as const;
      marks.push({ type: 'errorBars', ...common, low: 'low', high: 'high' });
      const label = `${method}${fill === 'open' ? ', not valid' : ''}`;
      marks.push({ type: 'points', ...common, y: 'D', shape, fill, label });
    }
    for (const row of rows.filter((each) => !Number.isFinite(voltage[each]!))) {
      const bound = Number.isFinite(value[row]!) ? undefined : boundOf(low[row]!, high[row]!);
      const level = bound?.value ?? value[row]!;
      if (!(level > 0)) continue;
      const id = `${tableId(sample, method)} ${row}`;
      tables[id] = {
        potential: drawnColumn('potential', 'V', ends),
        D: drawnColumn(hasSize ? 'D' : 'D/size^2', unit, [level, level]),
      };
      marks.push({
        type: 'line',
        table: id,
        x: 'potential',
        y: 'D',
        color,
        dash: bound === undefined ? 'dashed' : 'dotted',
        label: `${method}${bound === undefined ? '' : `, ${bound.word}`}`,
      });
    }
  }
  return {
    panel: {
      title: sample.label,
      x: { label: 'Potential (V)', scale: 'linear' },
      y: { label: hasSize ? `*D* (${unit})` : `*D*/size² (${unit})`, scale: 'log' },
      aspect: 0.8,
      marks,
      notes: [sizeNote(sample), ...modelledNotes([sample])],
    },
    tables,
    subject:
      'Diffusivity by method against potential; open where the validity number excludes the method, lines where the potential is not known',
    detail: sample.label,
    samples: [sample],
  };
}

function boundOf(low: number, high: number): { readonly value: number; readonly word: string } | undefined {
  if (Number.isFinite(high)) return { value: high, word: 'upper bound' };
  if (Number.isFinite(low)) return { value: low, word: 'lower bound' };
  return undefined;
}

/** The size that every D rests on. */
function sizeNote({ result }: FigureSample): string {
  return result.statements[0] ?? '';
}
