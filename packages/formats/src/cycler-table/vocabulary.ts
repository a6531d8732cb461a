import { slug, type Origin } from '@anodelab/data';

/** What a maker means by a header. */
export interface Quantity {
  /** Name without its unit: `voltage`. */
  readonly base: string;
  /**
   * SI unit that a stated unit must agree with; `1` for counts. `label` for words, `clock` for dates, null where any unit
   * will do.
   */
  readonly unit: string | null;
  readonly origin: Origin;
  /** Unit that the word itself states: `Ah` of `Amp-hr`. */
  readonly stated?: string | undefined;
}

/** Headers of a maker: words without case, blanks and signs. */
export type Vocabulary = ReadonlyMap<string, Quantity>;

/**
 * A row of a vocabulary: base, unit, origin, words between blanks, and the unit that the words state. A word that ends
 * in `#` stands for a family with numbers, of which the first has the plain base: `temperature|temperatureT#` names the
 * others. A word that ends in `()` stands for the header with a unit (`Step (Sec)` is a time, `Step` a number), one that ends in
 * `(A/kg)` for the header with a unit of that kind.
 */
export type VocabularyRow = readonly [
  base: string,
  unit: string | null,
  origin: Origin,
  words: string,
  stated?: string,
];

export function vocabulary(rows: readonly VocabularyRow[]): Vocabulary {
  return new Map(
    rows.flatMap(([base, unit, origin, words, stated]) =>
      words.split(' ').map((word): [string, Quantity] => [word, { base, unit, origin, stated }]),
    ),
  );
}

/** A header taken apart: `Aux_Voltage(V)_2` is the word `Aux_Voltage_2` in `V`. */
export interface HeaderParts {
  readonly word: string;
  readonly unitText: string | undefined;
}

const BRACKET = /^(.*?)\s*[([]\s*([^()[\]]*)\s*[)\]]\s*((?:_\s*)?\d*)\s*$/;

export function headerParts(header: string): HeaderParts {
  const match = BRACKET.exec(header.trim());
  if (match === null || match[1] === '') return { word: header.trim(), unitText: undefined };
  return { word: `${match[1] ?? ''}${match[3] ?? ''}`, unitText: (match[2] ?? '').trim() };
}

/** The quantity of a header in the vocabulary, with the number of its family in its base. */
export function findQuantity(known: Vocabulary, { word, unitText }: HeaderParts): Quantity | undefined {
  const plain = slug(word);
  const exact = (unitText === undefined ? undefined : known.get(`${plain}()`)) ?? known.get(plain);
  if (exact !== undefined) return exact;
  const family = /^(.*?)0*(\d+)$/.exec(plain);
  const found = known.get(`${family?.[1] ?? ''}#`);
  if (family === null || found === undefined) return undefined;
  const [first = '', further = first.includes('#') ? first : `${first}#`] = found.base.split('|');
  const number = family[2] ?? '';
  return { ...found, base: (number === '1' ? first : further).replace('#', number) };
}
