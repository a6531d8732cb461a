import { type Distribution, middle, resistanceBetween } from './distribution.ts';

/** A process seen in a distribution of relaxation times. */
export interface RelaxationPeak {
  /** s, at the maximum. */
  readonly tau: number;
  /** Height, Ohm. */
  readonly gamma: number;
  /** Area between the minima beside it, Ohm; negative for an inductive loop. */
  readonly resistance: number;
  /** 95 % of the posterior draws in which the peak is there; null where hardly any has it. */
  readonly tauInterval: readonly [number, number] | null;
  /** 95 % of the posterior. */
  readonly resistanceInterval: readonly [number, number];
  /** Share of the posterior draws that have a maximum between the same minima. */
  readonly share: number;
}

/** Maxima below this share of the largest are not called peaks. */
const LEAST = 0.05;

/**
 * Peaks of a distribution: local maxima of |gamma| above 5 % of the largest, each with the area between the minima (or
 * changes of sign) beside it, no further than the measured range. A maximum at the end of the range is no peak: the process
 * is not closed there.
 *
 * @param range - shortest and longest relaxation time that the measured frequencies cover, s
 */
export function relaxationPeaks(
  { tau, gamma, cells, draws, areaInterval }: Distribution,
  range: readonly [number, number],
): readonly RelaxationPeak[] {
  const step = Math.log(tau[1]! / tau[0]!);
  const first = tau.findIndex((t) => t >= range[0]);
  const last = tau.findLastIndex((t) => t <= range[1]);
  const toTau = (place: number): number => tau[0]! * Math.exp(step * place);
  const inside = segments(gamma).filter(({ top }) => top > first && top < last);
  return inside.map(({ from: left, to: right, top }, k): RelaxationPeak => {
    const from = Math.max(left, first);
    const to = Math.min(right, last);
    const sign = Math.sign(gamma[top]!);
    const [near, far] = flanks(gamma, from, to, top);
    const found = draws.flatMap((draw) => highestInside(draw.gamma, near, far, sign) ?? []);
    const places = found.length < 20 ? null : middle(found);
    const between = (low: number, high: number): number =>
      resistanceBetween(cells, cells.resistance, tau[low]!, tau[high]!);
    const resistance = between(from, to);
    const moved = draws.map((draw) => {
      const size = draw.gamma.map(Math.abs);
      return between(
        k === 0 ? from : lowest(size, inside[k - 1]!.top, top),
        k + 1 === inside.length ? to : lowest(size, top, inside[k + 1]!.top),
      );
    });
    return {
      tau: toTau(vertex(gamma, top)),
      gamma: gamma[top]!,
      resistance,
      tauInterval: places === null ? null : [toTau(places[0]), toTau(places[1])],
      resistanceInterval: wider(resistance, areaInterval(tau[from]!, tau[to]!, resistance), middle(moved)),
      share: found.length / draws.length,
    };
  });
}

/** Two independent doubts about a value in one interval: of the curve between its borders, and of the borders. */
function wider(
  value: number,
  [low, high]: readonly [number, number],
  [lowMoved, highMoved]: readonly [number, number],
): readonly [number, number] {
  return [
    value - Math.hypot(Math.max(0, value - low), Math.max(0, value - lowMoved)),
    value + Math.hypot(Math.max(0, high - value), Math.max(0, highMoved - value)),
  ];
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

function segments(gamma: Float64Array): Segment[] {
  const size = gamma.map(Math.abs);
  const largest = Math.max(...size);
  const last = size.length - 1;
  const found: Segment[] = [];
  for (let k = 1; k < last; k++) {
    if (!(size[k]! > size[k - 1]! && size[k]! >= size[k + 1]! && size[k]! > LEAST * largest)) continue;
    let from = k;
    while (from > 0 && size[from - 1]! <= size[from]! && gamma[from - 1]! * gamma[k]! > 0) from--;
    let to = k;
    while (to < last && size[to + 1]! <= size[to]! && gamma[to + 1]! * gamma[k]! > 0) to++;
    found.push({ from, to, top: k });
  }
  return joinSmall(found, size, largest);
}

/** Minor maxima between two peaks stay with the peak that they stand beside: the border is the lowest point between the tops. */
function joinSmall(found: readonly Segment[], size: Float64Array, largest: number): Segment[] {
  return found.map((segment, k) => {
    const before = found[k - 1];
    const after = found[k + 1];
    const from =
      before === undefined ? outward(size, segment.from, -1, largest) : lowest(size, before.top, segment.top);
    const to =
      after === undefined ? outward(size, segment.to, 1, largest) : lowest(size, segment.top, after.top);
    return { from: Math.max(from, 0), to, top: segment.top };
  });
}

/** Onwards over ripples below the least share of the largest, up to a rise above it. */
function outward(size: Float64Array, start: number, direction: 1 | -1, largest: number): number {
  let best = start;
  for (let k = start; k >= 0 && k < size.length; k += direction) {
    if (size[k]! < size[best]!) best = k;
    if (k !== start && size[k]! > LEAST * largest && size[k]! > size[best]!) break;
  }
  return best;
}

function lowest(size: Float64Array, low: number, high: number): number {
  let best = low;
  for (let k = low; k <= high; k++) if (size[k]! < size[best]!) best = k;
  return best;
}

/**
 * Where gamma has fallen below the least share of its top on either side, and a step beyond, inside the borders: far down
 * the flanks of a spike the data say nothing about gamma but that it is small.
 */
function flanks(gamma: Float64Array, from: number, to: number, top: number): readonly [number, number] {
  const floor = LEAST * Math.abs(gamma[top]!);
  let low = top;
  while (low > from && Math.abs(gamma[low]!) > floor) low--;
  let high = top;
  while (high < to && Math.abs(gamma[high]!) > floor) high++;
  return [Math.max(from, low - 1), Math.min(to, high + 1)];
}

/** Place of the highest point of `sign` gamma strictly inside; undefined where it stands at an end. */
function highestInside(gamma: Float64Array, from: number, to: number, sign: number): number | undefined {
  let top = from;
  for (let k = from; k <= to; k++) if (sign * gamma[k]! > sign * gamma[top]!) top = k;
  return top === from || top === to ? undefined : vertex(gamma, top);
}

/** Place of the vertex of the parabola through three points, in steps. */
function vertex(gamma: Float64Array, top: number): number {
  const [a, b, c] = [gamma[top - 1]!, gamma[top]!, gamma[top + 1]!];
  const bend = a - 2 * b + c;
  return bend === 0 ? top : top + (a - c) / (2 * bend);
}
