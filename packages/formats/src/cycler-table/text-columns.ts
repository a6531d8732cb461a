import type { Vocabulary } from './vocabulary.ts';
import { findQuantity, headerParts } from './vocabulary.ts';

/** Positions of the columns that stay text however their cells look: dates and words. */
export function textColumns(headers: readonly string[], known: Vocabulary): ReadonlySet<number> {
  return new Set(
    headers.flatMap((header, i) => (findQuantity(known, headerParts(header))?.unit === 'label' ? [i] : [])),
  );
}
