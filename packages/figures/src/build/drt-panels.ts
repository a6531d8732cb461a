import type { FigureSpec, Mark } from '../spec.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import type { SampleStyle } from './palette.ts';
import { drawingOrder, type FigureSample, legendLabel, resultNumbers, tableId } from './sample.ts';

/**
 * Distribution of relaxation times with its band, peaks marked (tables `drt`, `drtPeaks`).
 *
 * @param against - relaxation time, or the frequency 1/(2 pi tau)
 */
export function drtPanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
  against: 'tau' | 'frequency',
): PanelDraft {
  const { unit, factor } = resistanceUnit(samples);
  const tables: FigureSpec['tables'] = {};
  const x = against;
  const marks = drawingOrder(samples).flatMap((sample): Mark[] => {
    const { color, shape } = styleOf(sample);
    const label = legendLabel(sample, samples);
    const id = tableId(sample, 'relaxation times');
    const peaks = `${id}, peaks`;
    const column = (table: string, name: string): Float64Array => resultNumbers(sample, table, name);
    const scaled = (table: string, name: string): Float64Array => column(table, name).map((v) => v * factor);
    const place = (table: string) => {
      const tau = column(table, 'tau_s');
      return against === 'tau'
        ? { tau: drawnColumn('relaxation time', 's', tau) }
        : {
            frequency: drawnColumn(
              'frequency',
              'Hz',
              tau.map((t) => 1 / (2 * Math.PI * t)),
            ),
          };
    };
    tables[id] = {
      ...place('drt'),
      gamma: drawnColumn('gamma', unit, scaled('drt', 'gamma_Ohm')),
      low: drawnColumn(
        'lower end of the band',
        unit,
        drawable(scaled('drt', 'low_Ohm'), scaled('drt', 'gamma_Ohm')),
      ),
      high: drawnColumn(
        'upper end of the band',
        unit,
        drawable(scaled('drt', 'high_Ohm'), scaled('drt', 'gamma_Ohm')),
      ),
    };
    tables[peaks] = {
      ...place('drtPeaks'),
      gamma: drawnColumn('gamma', unit, scaled('drtPeaks', 'gamma_Ohm')),
    };
    return [
      { type: 'band', table: id, x, low: 'low', high: 'high', color },
      { type: 'line', table: id, x, y: 'gamma', color, label },
      {
        type: 'points',
        table: peaks,
        x,
        y: 'gamma',
        color,
        shape,
        fill: sample.modelled ? 'open' : 'solid',
        label,
      },
    ];
  });
  return {
    panel: {
      x: {
        label: against === 'tau' ? 'Relaxation time *τ* (s)' : 'Frequency 1/(2π*τ*) (Hz)',
        scale: 'log',
        domain: roomy(Object.values(tables).map((table) => table[x]?.values ?? [])),
      },
      y: { label: `*γ* (${unit})`, scale: 'linear', fromZero: true },
      aspect: 0.72,
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject: 'Distribution of relaxation times with its credible band, peaks marked',
    detail: samples.map((sample) => legendLabel(sample, samples)).join(', '),
    samples,
  };
}

/** The range of the data out to half decades, so that no tick label stands in a corner. */
function roomy(columns: readonly (readonly (number | string | null)[])[]): [number, number] {
  let [low, high] = [Infinity, 0];
  for (const value of columns.flat()) {
    if (typeof value !== 'number') continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [10 ** (Math.floor(Math.log10(low) + 0.5) - 0.5), 10 ** (Math.ceil(Math.log10(high) - 0.5) + 0.5)];
}

/** A band that is wider than twice the highest peak would hide it: it ends there. */
function drawable(values: Float64Array, gamma: Float64Array): Float64Array {
  const most = 2 * gamma.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  return values.map((value) => Math.max(-most, Math.min(most, value)));
}

function resistanceUnit(samples: readonly FigureSample[]): { unit: string; factor: number } {
  const largest = Math.max(
    ...samples.map((sample) =>
      resultNumbers(sample, 'drt', 'gamma_Ohm').reduce((high, value) => Math.max(high, Math.abs(value)), 0),
    ),
  );
  if (largest >= 1e4) return { unit: 'kΩ', factor: 1e-3 };
  return largest < 0.1 ? { unit: 'mΩ', factor: 1e3 } : { unit: 'Ω', factor: 1 };
}
