import { scaleBand, scaleLinear, scaleLog } from 'd3-scale';
import { type Ticks, linearTicks, logTicks, tickStep } from './ticks.ts';

/** An axis with numbers: data units to mm from the left or bottom end of the frame. */
export interface NumberScale {
  readonly kind: 'number';
  /** Values at the left or bottom, and at the right or top end. */
  readonly domain: readonly [number, number];
  /** mm along the axis; NaN where the axis has no such place (zero on a logarithmic axis). */
  place(value: number): number;
  readonly ticks: Ticks;
}

/** An axis with categories. */
export interface BandScale {
  readonly kind: 'band';
  readonly categories: readonly string[];
  /** Middle of a category, mm from the left end. */
  place(category: string): number;
  /** mm. */
  readonly barWidth: number;
}

/** Smallest and largest finite value; null when there is none. */
export type Extent = readonly [number, number] | null;

/** Numbers nearer to zero than this are drawn as zero: their ticks could not be computed. */
export const smallest = 1e-200;
/** Spans below this share of the values are noise of floating point, not data. */
export const resolution = 1e-9;
/** Share of the span that stays free at an end where data are. */
export const padding = 0.04;

/**
 * Ends of a linear y axis that hold the data with some air, on half a tick step.
 * `headroom` (at least 1) stretches the span upwards to make room above the data.
 */
export function roundDomain(
  extent: Extent,
  fromZero: boolean,
  headroom: number,
  count: number,
): readonly [number, number] {
  const [low, high] = spanned(extent, fromZero);
  const span = high - low;
  const top = low + span * (headroom + padding);
  const bottom = fromZero && low === 0 ? low : low - span * padding;
  const half = tickStep(bottom, top, count) / 2;
  return [Math.floor(bottom / half + 1e-9) * half, Math.ceil(top / half - 1e-9) * half];
}

/** Ends of a linear x axis: the data with some air on both sides, so that no mark lies on the frame. */
export function tightDomain(extent: Extent, fromZero: boolean): readonly [number, number] {
  const [low, high] = spanned(extent, fromZero);
  const air = (high - low) * padding;
  return [low - air, high + air];
}

/** An extent that is not empty, with zero in it where the axis starts there. */
function spanned(extent: Extent, fromZero: boolean): readonly [number, number] {
  const [first, high] = extent ?? [0, 1];
  const low = fromZero ? Math.min(0, first) : first;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < smallest) return [fromZero ? 0 : -1, 1];
  if (high - low > resolution * size) return [low, high];
  return [low - (fromZero && low === 0 ? 0 : 0.1 * size), high + 0.1 * size];
}

/** Ends of a logarithmic axis that hold the (positive) data with some air. */
export function logDomain(extent: Extent, headroom: number): readonly [number, number] {
  const [low, high] = extent ?? [1, 10];
  const from = Math.log10(Math.max(low, smallest));
  const span = Math.max(Math.log10(Math.max(high, smallest)) - from, 0.3);
  return [10 ** (from - span * padding), 10 ** (from + span * (headroom + padding))];
}

/** A linear axis of `length` mm with ticks at the multiples of `step`. */
export function linearScale(domain: readonly [number, number], length: number, step: number): NumberScale {
  const map = scaleLinear().domain(domain).range([0, length]);
  const [first, last] = domain;
  return {
    kind: 'number',
    domain,
    place: (value) => map(value),
    ticks: linearTicks(Math.min(first, last), Math.max(first, last), step),
  };
}

/** A logarithmic axis of `length` mm with at most `count` labels. */
export function logScale(domain: readonly [number, number], length: number, count: number): NumberScale {
  const map = scaleLog().domain(domain).range([0, length]);
  return {
    kind: 'number',
    domain,
    place: (value) => (value > 0 ? map(value) : Number.NaN),
    ticks: logTicks(domain[0], domain[1], count),
  };
}

/** Categories side by side over `length` mm. */
export function bandScale(categories: readonly string[], length: number): BandScale {
  const map = scaleBand<string>().domain(categories).range([0, length]).paddingInner(0.35).paddingOuter(0.3);
  const barWidth = map.bandwidth();
  return {
    kind: 'band',
    categories,
    barWidth,
    place: (category) => (map(category) ?? Number.NaN) + barWidth / 2,
  };
}
