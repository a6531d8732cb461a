import type { Table } from '@anodelab/data';
import { quantileT } from '@anodelab/numerics';
import { type Cell, deviation, mean, quantities } from './group-cells.ts';
import { derived } from './derived-column.ts';

/** Two groups compared by one quantity. */
export interface Contrast {
  readonly quantity: string;
  readonly first: string;
  readonly second: string;
  readonly cells: readonly [number, number];
  /** Mean of the second less mean of the first, with the simultaneous 95 % interval over all pairs. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Smallest true difference that so many cells find in 80 of 100 experiments at 95 %, by the spread of all groups. */
  readonly separable: number;
  /** Cells per group that would find the difference seen as often; NaN where there is no spread or no difference. */
  readonly needed: number;
  readonly isTold: boolean;
  readonly sentence: string;
}

const CONFIDENCE = 0.95;
const POWER = 0.8;
/** Cells per group up to which the needed number is looked for. */
const MOST_CELLS = 1000;

/** Every pair of groups by every quantity. */
export function describeContrasts(
  cells: readonly Cell[],
  names: readonly string[],
  cycle: number,
): readonly Contrast[] {
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const));
  return quantities.flatMap(({ name, read }) => {
    const spread = pooledSpread(cells, read, cycle);
    const valuesOf = (group: string) => groupValues(cells, group, read, cycle);
    return pairs.map(([first, second]) =>
      contrast(name, [first, second], [valuesOf(first), valuesOf(second)], pairs.length, spread),
    );
  });
}

/** Standard deviation between cells of one group, pooled over all groups, with its degrees of freedom. */
export function pooledSpread(
  cells: readonly Cell[],
  read: (cell: Cell, cycle: number) => number,
  cycle: number,
) {
  let squares = 0;
  let freedom = 0;
  for (const group of new Set(cells.map((cell) => cell.group))) {
    const values = groupValues(cells, group, read, cycle);
    if (values.length < 2) continue;
    squares += (values.length - 1) * deviation(values) ** 2;
    freedom += values.length - 1;
  }
  return { deviation: Math.sqrt(squares / freedom), freedom };
}

function groupValues(
  cells: readonly Cell[],
  group: string,
  read: (cell: Cell, cycle: number) => number,
  cycle: number,
) {
  return cells
    .filter((cell) => cell.group === group && cell.kept)
    .map((cell) => read(cell, cycle))
    .filter((value) => !Number.isNaN(value));
}

function contrast(
  quantity: string,
  [first, second]: readonly [string, string],
  [a, b]: readonly [readonly number[], readonly number[]],
  pairs: number,
  spread: ReturnType<typeof pooledSpread>,
): Contrast {
  const difference = mean(b) - mean(a);
  const half = welchHalfWidth(a, b, 1 - (1 - CONFIDENCE) / 2 / pairs);
  const separable = leastDifference(a.length, b.length, spread);
  const needed = cellsFor(Math.abs(difference), spread);
  const isTold = Math.abs(difference) > half;
  const relative = 100 / Math.abs(mean(a));
  const isRelative = quantity === 'capacity';
  const size = (value: number) =>
    isRelative ? `${(relative * value).toPrecision(2)} %` : value.toPrecision(2);
  const power = Number.isNaN(separable)
    ? 'how small a difference they could separate cannot be told without cells of one kind'
    : `${a.length} and ${b.length} cells separate ${size(separable)} in 80 of 100 such experiments`;
  const more =
    Number.isNaN(needed) || isTold
      ? ''
      : `; a difference like the one seen would take about ${needed} cells each`;
  const verdict = isTold ? 'differ' : 'cannot be told apart';
  return {
    quantity,
    first,
    second,
    cells: [a.length, b.length],
    difference,
    low: difference - half,
    high: difference + half,
    separable,
    needed,
    isTold,
    sentence: `${first} and ${second} ${verdict} by ${quantity}: ${Number.isNaN(half) ? `difference ${size(difference)}, no interval` : `difference ${size(difference)}, 95 % between ${size(difference - half)} and ${size(difference + half)}`}; ${power}${more}.`,
  };
}

/** Half width of the interval of a difference of means without equal variances (Welch); NaN below two values on a side. */
function welchHalfWidth(a: readonly number[], b: readonly number[], probability: number): number {
  const [va, vb] = [deviation(a) ** 2 / a.length, deviation(b) ** 2 / b.length];
  const variance = va + vb;
  if (Number.isNaN(variance)) return NaN;
  if (variance === 0) return 0;
  const freedom = variance ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return quantileT(probability, freedom) * Math.sqrt(variance);
}

function leastDifference(
  a: number,
  b: number,
  { deviation: sd, freedom }: ReturnType<typeof pooledSpread>,
): number {
  if (!(freedom > 0) || a === 0 || b === 0) return NaN;
  const quantiles = quantileT(1 - (1 - CONFIDENCE) / 2, freedom) + quantileT(POWER, freedom);
  return quantiles * sd * Math.sqrt(1 / a + 1 / b);
}

/** Cells in each of two groups that find that difference with the power of `leastDifference`. */
function cellsFor(difference: number, { deviation: sd }: ReturnType<typeof pooledSpread>): number {
  if (!(difference > 0) || !(sd > 0)) return NaN;
  for (let n = 2; n <= MOST_CELLS; n++) {
    if (leastDifference(n, n, { deviation: sd, freedom: 2 * n - 2 }) <= difference) return n;
  }
  return NaN;
}

/** One row per pair and quantity; capacities in `unit`, everything else in 1. */
export function contrastTable(contrasts: readonly Contrast[], unit: string): Table {
  const each = (name: string, read: (row: Contrast) => number) =>
    derived(name, null, Float64Array.from(contrasts, read));
  const words = (name: string, read: (row: Contrast) => string) => derived(name, null, contrasts.map(read));
  return {
    columns: [
      words('quantity', ({ quantity }) => quantity),
      words('unit', ({ quantity }) => (quantity === 'capacity' ? unit : '1')),
      words('first', ({ first }) => first),
      words('second', ({ second }) => second),
      each('cellsFirst', ({ cells }) => cells[0]),
      each('cellsSecond', ({ cells }) => cells[1]),
      each('difference', ({ difference }) => difference),
      each('low', ({ low }) => low),
      each('high', ({ high }) => high),
      each('separable', ({ separable }) => separable),
      each('cellsNeeded', ({ needed }) => needed),
      words('verdict', ({ isTold }) => (isTold ? 'differ' : 'cannot be told apart')),
    ],
  };
}
