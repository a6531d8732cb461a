import type { MarkerShape } from '../spec.ts';
import type { FigureSample } from './sample.ts';

/** How a sample is drawn: colour and shape together, so that it is told apart in grey print too. */
export interface SampleStyle {
  readonly color: string;
  readonly shape: MarkerShape;
}

/** Okabe and Ito, Color Universal Design (2008), without the yellow that vanishes on paper. */
const colors = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000'] as const;
const shapes = ['circle', 'square', 'triangle', 'diamond', 'wedge', 'star', 'plus'] as const;

/** Colour of a second quantity on its own axis. */
export const secondColor = colors[1];
/** Colour of a first quantity where a panel shows one sample only. */
export const firstColor = colors[0];

/** A style per sample by its label, in the order of first appearance. */
export function sampleStyles(samples: readonly FigureSample[]): (sample: FigureSample) => SampleStyle {
  const styleOf = labelStyles([...new Set(samples.map(({ label }) => label))]);
  return ({ label }) => styleOf(label);
}

/** A style per label in their order. */
export function labelStyles(labels: readonly string[]): (label: string) => SampleStyle {
  return (label) => {
    const index = Math.max(0, labels.indexOf(label));
    return {
      color: colors[index % colors.length] ?? colors[0],
      // Shifted by one after each round of colours, so that no pair repeats before 49 samples.
      shape: shapes[(index + Math.floor(index / colors.length)) % shapes.length] ?? shapes[0],
    };
  };
}

/**
 * Stops of viridis from dark to its light green (S. van der Walt and N. Smith, matplotlib 2015, CC0), without the
 * yellow end: lightness rises steadily, so the order survives grey print.
 */
const stops = ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39'] as const;

/** Colours for an ordered quantity (scan rates, cycles), dark first. */
export function orderedColors(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const place = count === 1 ? 0 : (i / (count - 1)) * (stops.length - 1);
    const index = Math.min(Math.floor(place), stops.length - 2);
    return mix(stops[index] ?? stops[0], stops[index + 1] ?? stops[0], place - index);
  });
}

function mix(from: string, to: string, share: number): string {
  const channel = (at: number): string => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    return Math.round((a ?? 0) + share * ((b ?? 0) - (a ?? 0)))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
