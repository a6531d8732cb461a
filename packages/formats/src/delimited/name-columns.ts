import { type Column, type Finding, headerMeaning } from '@anodelab/data';
import { type Cells, columnOf } from '../lazy-column.ts';
import { contradictions } from './contradictions.ts';

/**
 * Columns in SI by what their headers say: terms of the Battery Data Format, canonical names, or a quantity and a unit.
 * Numbers are converted in place. Names are unique; a quantity without a stated unit is kept as written, with a
 * finding where its name shows that it has one.
 */
export function nameColumns(
  headers: readonly string[],
  values: readonly Cells[],
): { columns: Column[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const used = new Set<string>();
  const meanings = headers.map((header) => headerMeaning(header));
  // Terms of the format take their names first, wherever they stand among other columns.
  const order = meanings.map((_, i) => i).sort((a, b) => rank(meanings[a]?.term) - rank(meanings[b]?.term));
  const names = new Map<number, string>();
  for (const i of order) {
    const wanted = meanings[i]?.names ?? [`column${i + 1}`];
    names.set(i, freeName(wanted, used));
  }
  const columns = headers.map((header, i): Column => {
    const cells = values[i] ?? new Float64Array();
    const { unit, factor, offset } = meanings[i] ?? { unit: null, factor: 1, offset: 0 };
    const name = names.get(i) ?? `column${i + 1}`;
    if (!(cells instanceof Float64Array))
      return columnOf({ name, unit: null, header, origin: 'measured' }, cells);
    convert(cells, factor, offset);
    if (unit === null && NEEDS_UNIT.has(name)) {
      findings.push({
        severity: 'warning',
        code: 'unit-missing',
        message: `the column "${header}" states no unit: its numbers are kept as written and not used as ${name}`,
        at: header,
      });
    }
    return { name, unit, header, origin: 'measured', values: cells };
  });
  return { columns, findings: [...findings, ...contradictions(columns)] };
}

/** Quantities that mean nothing without a unit. */
const NEEDS_UNIT = new Set(['time', 'voltage', 'ewe', 'current', 'capacity', 'freq', 'zRe', 'zIm']);

function rank(term: unknown): number {
  return term === undefined ? 1 : 0;
}

function freeName(wanted: readonly string[], used: Set<string>): string {
  const last = wanted.at(-1) ?? 'column';
  let name = wanted.find((candidate) => !used.has(candidate));
  for (let n = 2; name === undefined; n++) {
    if (!used.has(`${last}_${n}`)) name = `${last}_${n}`;
  }
  used.add(name);
  return name;
}

function convert(values: Float64Array, factor: number, offset: number): void {
  if (factor === 1 && offset === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? NaN) * factor + offset;
}
