import type { FigureSpec, Mark } from '../spec.ts';
import { drawnColumn, type PanelDraft } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import type { SampleStyle } from './palette.ts';
import { type FigureSample, legendLabel, resultNumbers, tableId } from './sample.ts';

/** What is stacked: the abscissa of table `spectrum`, and what is done to the intensities. */
export interface StackedKind {
  readonly what: string;
  readonly column: string;
  /** Name, unit and axis title of the abscissa, and its factor from SI. */
  readonly abscissa: {
    readonly name: string;
    readonly unit: string;
    readonly title: string;
    readonly factor: number;
  };
  readonly ordinate: string;
  readonly transform: (intensity: number) => number;
  /** How the transform reads in the caption. */
  readonly said: string;
}

/** Room of one curve; its own height is 1. */
const PITCH = 1.12;

/** Spectra above each other, each from its smallest to its largest value, named at its right end. */
export function stackedPanel(
  samples: readonly FigureSample[],
  styleOf: (sample: FigureSample) => SampleStyle,
  { what, column, abscissa, ordinate, transform, said }: StackedKind,
): PanelDraft {
  const tables: FigureSpec['tables'] = {};
  const curves = samples.map((sample, i) => {
    const x = resultNumbers(sample, 'spectrum', column).map((value) => value * abscissa.factor);
    const y = resultNumbers(sample, 'spectrum', 'intensity').map(transform);
    const [low, high] = extent(y);
    const offset = (samples.length - 1 - i) * PITCH;
    const id = tableId(sample, what);
    tables[id] = {
      x: drawnColumn(abscissa.name, abscissa.unit, x),
      intensity: drawnColumn('intensity', 'counts', resultNumbers(sample, 'spectrum', 'intensity')),
      drawn: drawnColumn(
        'drawn height',
        null,
        y.map((value) => offset + (value - low) / (high - low || 1)),
      ),
    };
    return { sample, id, x };
  });
  const [from, to] = extent(Float64Array.from(curves.flatMap(({ x }) => [...extent(x)])));
  const marks = curves.map(
    ({ sample, id }): Mark => ({
      type: 'line',
      table: id,
      x: 'x',
      y: 'drawn',
      color: styleOf(sample).color,
      label: legendLabel(sample, samples),
    }),
  );
  return {
    panel: {
      x: { label: abscissa.title, scale: 'linear', domain: [from, to] },
      y: { label: ordinate, scale: 'linear', ticks: false },
      aspect: Math.min(1.4, 0.5 + 0.15 * samples.length),
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject: `${what}, ${said}, each from its smallest to its largest value and above the next`,
    detail: samples.map((sample) => legendLabel(sample, samples)).join(', '),
    samples,
  };
}

function extent(values: Float64Array): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
