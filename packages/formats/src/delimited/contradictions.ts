import type { Column, Finding } from '@anodelab/data';

/** Relative difference of two extremes that counts as none: conversions print six digits and more. */
const TOLERANCE = 1e-6;

/**
 * Pairs of columns that name one quantity, once with a unit and once without, and differ by a power of a thousand: one
 * of them was converted from a unit that the other is not in. Neither is changed.
 */
export function contradictions(columns: readonly Column[]): Finding[] {
  return columns.flatMap((bare): Finding[] => {
    if (bare.unit !== null) return [];
    const stated = columns.find(({ name, unit }) => unit !== null && name === `${bare.name}_${unit}`);
    if (stated === undefined) return [];
    const ratio = largest(bare) / largest(stated);
    const thousands = Math.round(Math.log10(ratio) / 3);
    if (!Number.isFinite(thousands) || thousands === 0) return [];
    if (Math.abs(ratio / 1000 ** thousands - 1) > TOLERANCE) return [];
    return [
      {
        severity: 'warning',
        code: 'columns-contradict',
        message: `"${stated.header}" is "${bare.header}" divided by ${1000 ** thousands}: one of them is not in the unit it seems to be in`,
        at: stated.header ?? stated.name,
      },
    ];
  });
}

function largest({ values }: Column): number {
  let found = 0;
  if (!(values instanceof Float64Array)) return found;
  for (const value of values) if (Math.abs(value) > found) found = Math.abs(value);
  return found;
}
