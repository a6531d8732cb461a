import { parseUnit } from '@anodelab/units';
import { BDF_TERMS, type BdfTerm, bdfTerm } from './bdf-terms.ts';
import { baseName } from './canonical-name.ts';
import type { Column } from './column.ts';
import { headerMeaning } from './header-meaning.ts';

/** How a column is written into a table of text: its header, and written value = (SI value - `offset`) / `factor`. */
export interface ColumnHeader {
  readonly header: string;
  readonly factor: number;
  readonly offset: number;
}

/**
 * Headers of the Battery Data Format for columns that it knows (the file's own term where the column came from one),
 * plain headers for all others; no two are equal.
 */
export function bdfHeaders(columns: readonly Column[]): ColumnHeader[] {
  const used = new Set<string>();
  return columns.map((column) => {
    const term = termOf(column);
    const label = term === undefined ? undefined : labelOf(term);
    if (term === undefined || label === undefined || used.has(label)) return plainHeader(column, used);
    used.add(label);
    const unit = term.unit === null ? undefined : parseUnit(term.unit);
    return { header: label, factor: unit?.factor ?? 1, offset: unit?.offset ?? 0 };
  });
}

/** Headers that our readers read back as the same name and unit; values stay in SI. */
export function plainHeaders(columns: readonly Column[]): ColumnHeader[] {
  const used = new Set<string>();
  return columns.map((column) => plainHeader(column, used));
}

function plainHeader(column: Column, used: Set<string>): ColumnHeader {
  const { name, unit } = column;
  const candidates =
    unit === null ? [name] : [name, `${baseName(name, unit)} / ${unit}`, `${name} / ${unit}`];
  const readsBack = (header: string) => {
    const meaning = headerMeaning(header);
    return meaning.names[0] === name && meaning.unit === unit && meaning.factor === 1 && meaning.offset === 0;
  };
  const base = candidates.find(readsBack) ?? candidates.at(-1) ?? name;
  let header = base;
  for (let n = 2; used.has(header); n++) header = `${base} ${n}`;
  used.add(header);
  return { header, factor: 1, offset: 0 };
}

function labelOf(term: BdfTerm): string {
  return term.unit === null ? term.label : `${term.label} / ${term.unit}`;
}

/** The term to write, whose unit must agree with the column's. */
function termOf(column: Column): BdfTerm | undefined {
  const own = column.header === null ? undefined : bdfTerm(column.header)?.term;
  const plain = (unit: string | null) => unit === null || unit === '1';
  const fits = (term: BdfTerm) => {
    const meaning = headerMeaning(labelOf(term));
    const sameUnit = meaning.unit === column.unit || (plain(meaning.unit) && plain(column.unit));
    return meaning.names.includes(column.name) && sameUnit;
  };
  if (own !== undefined && fits(own)) return own;
  return BDF_TERMS.find((term) => headerMeaning(labelOf(term)).names[0] === column.name && fits(term));
}
