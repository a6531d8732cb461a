import { lineWidth, type XrayLine, xrayLines } from './x-ray-lines.ts';

/** A line that stands out of a spectrum. */
export interface FoundLine extends XrayLine {
  /** Counts in the highest channel of the peak. */
  readonly height: number;
  /** Counts above the surroundings over their standard deviation. */
  readonly significance: number;
  /** Distance of that channel from the line, in widths of the line at half its height. */
  readonly off: number;
}

/** Standard deviations that a peak must stand out by. */
const CERTAIN = 5;
/** Part of the surroundings that it must stand out by: less may be a bend of the background. */
const CLEAR = 0.3;
/** Windows as parts of the line's width at half its height. */
const CORE = 0.35;
const REACH = 2;
/** How far the top of a peak may lie from the line's energy. */
const OFF = 0.3;

/**
 * The lines whose energies have a peak: the sum of its channels exceeds the lowest sum on either side, at most two widths away, by
 * five standard deviations and by 30 %, and its top lies where the line is. Of two lines at one peak the nearer one.
 *
 * @param energies - eV, evenly spaced
 */
export function findLines(energies: Float64Array, counts: Float64Array): readonly FoundLine[] {
  const start = energies[0] ?? 0;
  const step = (energies[1] ?? NaN) - start;
  if (!(step > 0)) return [];
  const sums = new Float64Array(counts.length + 1);
  counts.forEach((count, i) => (sums[i + 1] = sums[i]! + count));
  const found = xrayLines.flatMap((line): FoundLine[] => {
    const width = lineWidth(line.energy);
    const half = Math.max(1, Math.round((CORE * width) / step));
    const middle = Math.round((line.energy - start) / step);
    if (middle - half < 0 || middle + half >= counts.length) return [];
    const peak = windowSum(sums, middle, half);
    const surroundings = lowestBeside(sums, middle, half, (REACH * width) / step);
    const significance = (peak - surroundings) / Math.sqrt(Math.max(1, peak + surroundings));
    if (significance < CERTAIN || peak < (1 + CLEAR) * surroundings) return [];
    const top = highest(counts, middle - half, middle + half);
    const off = Math.abs(start + step * top - line.energy) / width;
    const isTop = top > middle - half && top < middle + half;
    return isTop && off <= OFF + step / width ? [{ ...line, height: counts[top]!, significance, off }] : [];
  });
  const isNearest = (one: (typeof found)[number]) =>
    found.every(
      (other) =>
        other === one || Math.abs(other.energy - one.energy) > lineWidth(one.energy) || one.off < other.off,
    );
  return found.filter(isNearest);
}

/** Counts of the channels at most `half` away from the middle, from the running sums. */
function windowSum(sums: Float64Array, middle: number, half: number): number {
  return sums[middle + half + 1]! - sums[middle - half]!;
}

/** The lowest sum of as many channels at most `reach` channels aside, on the side where it is higher. */
function lowestBeside(sums: Float64Array, middle: number, half: number, reach: number): number {
  const lowest = [-1, 1].map((sign) => {
    let least = Infinity;
    for (let k = half; k <= reach; k++) {
      const aside = middle + sign * k;
      if (aside - half >= 0 && aside + half + 1 < sums.length)
        least = Math.min(least, windowSum(sums, aside, half));
    }
    return least;
  });
  return Math.max(...lowest.filter(Number.isFinite));
}

function highest(counts: Float64Array, from: number, to: number): number {
  let top = from;
  for (let i = from; i <= to; i++) if (counts[i]! > counts[top]!) top = i;
  return top;
}
