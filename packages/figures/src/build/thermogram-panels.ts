import type { FigureSpec, Mark } from '../spec.ts';
import { drawnColumn, type PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import type { SampleStyle } from './palette.ts';
import { drawingOrder, type FigureSample, legendLabel, resultNumbers, tableId } from './sample.ts';

/** 0 degC, K. */
const CELSIUS = 273.15;

/** Mass over the first mass against temperature, and its derivative beside it (table `curve`): two panels. */
export function thermogramPanels(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
): readonly PanelDraft[] {
  return [
    panel(samples, styleOf, {
      column: 'massShare',
      label: 'mass',
      unit: '%',
      title: 'Mass (%)',
      subject: 'Mass over the first mass against temperature',
    }),
    panel(samples, styleOf, {
      column: 'massLossRate_1_K',
      label: 'mass loss rate',
      unit: '% K⁻¹',
      title: '−d*m*/d*T* (% K⁻¹)',
      subject: 'Its derivative by temperature, losses upwards',
    }),
  ];
}

interface Quantity {
  readonly column: string;
  readonly label: string;
  readonly unit: string;
  readonly title: string;
  readonly subject: string;
}

function panel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
  { column, label, unit, title, subject }: Quantity,
): PanelDraft {
  const tables: FigureSpec['tables'] = {};
  const marks = drawingOrder(samples).map((sample): Mark => {
    const id = tableId(sample, label);
    tables[id] = {
      temperature: drawnColumn(
        'temperature',
        '°C',
        resultNumbers(sample, 'curve', 'temperature_K').map((value) => value - CELSIUS),
      ),
      value: drawnColumn(
        label,
        unit,
        resultNumbers(sample, 'curve', column).map((value) => 100 * value),
      ),
    };
    return {
      type: 'line',
      table: id,
      x: 'temperature',
      y: 'value',
      color: styleOf(sample).color,
      label: legendLabel(sample, samples),
      ...(sample.modelled && samples.some(({ modelled }) => !modelled) ? { dash: 'dashed' as const } : {}),
    };
  });
  return {
    panel: {
      x: { label: 'Temperature (°C)', scale: 'linear' },
      y: { label: title, scale: 'linear' },
      aspect: 0.75,
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject,
    detail: samples.map((sample) => legendLabel(sample, samples)).join(', '),
    samples,
  };
}
