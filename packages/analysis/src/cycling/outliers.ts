import type { Cell } from './group-cells.ts';

/** What is done with cells that stand apart: set aside by the preset rule, or kept whatever they say. */
export type OutlierRule = 'exclude' | 'keep';

/** Modified z-score beyond which a cell stands apart (B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers, 1993). */
const LIMIT = 3.5;

/** Median absolute deviation of a normal variable in standard deviations, inverse. */
const NORMAL_MAD = 0.6745;

/** With fewer cells the median absolute deviation is too uncertain to call one of them wrong. */
const LEAST_CELLS = 5;

/** Smallest deviation that counts, relative to the median: what the accuracy of cyclers and masses explains. */
const LEAST_SHARE = 0.005;

/** Cells whose number stands apart from those of their group; none in a group of fewer than five. */
export function outliers(
  cells: readonly Cell[],
  read: (cell: Cell, cycle: number) => number,
  cycle: number,
  rule: OutlierRule,
): readonly Cell[] {
  if (rule === 'keep') return [];
  return [...new Set(cells.map(({ group }) => group))].flatMap((group) => {
    const own = cells.filter((cell) => cell.group === group);
    if (own.length < LEAST_CELLS) return [];
    const values = own.map((cell) => read(cell, cycle));
    const middle = median(values);
    const spread = Math.max(
      median(values.map((value) => Math.abs(value - middle))),
      LEAST_SHARE * Math.abs(middle),
    );
    return own.filter((_, i) => (NORMAL_MAD * Math.abs((values[i] ?? NaN) - middle)) / spread > LIMIT);
  });
}

/** The rule in a sentence. */
export function outlierStatement(rule: OutlierRule): string {
  return rule === 'keep'
    ? 'All cells are kept.'
    : `Set beforehand: in a group of ${LEAST_CELLS} cells or more a cell is set aside when the modified z-score of its capacity (0.6745 of its distance from the median over the median absolute deviation, at least ${100 * LEAST_SHARE} % of the median) exceeds ${LIMIT}; smaller groups keep all cells.`;
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] ?? NaN)
    : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2;
}
