import { type Column, canonicalName, type Origin } from '@anodelab/data';
import { parseUnit, siUnit, type Unit, UnitError } from '@anodelab/units';

/** What a reader knows of a column before its numbers are in SI. */
export interface WrittenColumn {
  /** Canonical name without unit: `current`. */
  readonly base: string;
  /** Unit as the file writes it; null where it states none. */
  readonly unit: string | null;
  readonly header: string | null;
  readonly origin?: Origin;
  /** -1 where the file writes the quantity negated. */
  readonly sign?: 1 | -1;
}

/** The column in SI; its numbers are converted in place. A unit that cannot be read stays null and changes no number. */
export function siColumn(column: WrittenColumn, values: Float64Array): Column {
  const { base, header, origin = 'measured', sign = 1 } = column;
  const unit = readUnit(column.unit);
  const factor = sign * (unit?.factor ?? 1);
  const offset = unit?.offset ?? 0;
  if (factor !== 1 || offset !== 0) {
    // Adding 0 turns the -0 of a negated zero into 0.
    for (let row = 0; row < values.length; row++) values[row] = (values[row] ?? 0) * factor + offset;
  }
  const si = unit === undefined ? null : siUnit(unit);
  return { name: canonicalName(base, si), unit: si, header, origin, values };
}

/** A unit as instruments write it, or undefined: `deg C` is a temperature, `V vs. Ref.` and `mV rms` are volts. */
function readUnit(text: string | null): Unit | undefined {
  if (text === null) return undefined;
  const plain = text
    .trim()
    .replace(/^deg\.? ?C$|^°C$/, 'degC')
    .replace(/ (vs\..*|rms)$/, '');
  try {
    return parseUnit(plain);
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}

/** A number that a file states, in SI beside the number as written; the unit is null where none can be read. */
export interface StatedNumber {
  readonly value: number;
  readonly unit: string | null;
  readonly written: number;
}

export function statedNumber(written: number, unitText: string | null): StatedNumber {
  const unit = readUnit(unitText);
  if (unit === undefined) return { value: written, unit: null, written };
  // Fifteen digits take the noise of the conversion away: 50 mV/s is 0.05 V/s.
  const value = Number((written * unit.factor + unit.offset).toPrecision(15));
  return { value, unit: siUnit(unit), written };
}

/** Columns with names that are unique: the second of a name gets `_2`. */
export function uniqueNames(columns: readonly Column[]): Column[] {
  const used = new Set<string>();
  return columns.map((column) => {
    let name = column.name;
    for (let n = 2; used.has(name); n++) name = `${column.name}_${n}`;
    used.add(name);
    return { ...column, name };
  });
}
