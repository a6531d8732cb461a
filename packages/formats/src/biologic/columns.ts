/** A column, or what will become one. */
interface Named {
  readonly name: string;
  readonly header: string | null;
}

/** Columns whose names and headers are unique: the second of a name or header gets ` (2)`, the third ` (3)`. */
export function distinct<T extends Named>(columns: readonly T[]): T[] {
  const names = new Map<string, number>();
  const headers = new Map<string, number>();
  return columns.map((column) => ({
    ...column,
    name: numbered(column.name, names),
    header: column.header === null ? null : numbered(column.header, headers),
  }));
}

function numbered(text: string, seen: Map<string, number>): string {
  const count = (seen.get(text) ?? 0) + 1;
  seen.set(text, count);
  return count === 1 ? text : `${text} (${count})`;
}

/** The working electrode's potential is the cell's voltage where nothing measures the counter electrode. */
export function nameVoltage<T extends Named>(columns: readonly T[], cellVoltage: boolean): T[] {
  const hasCell = columns.some((column) => column.name === 'voltage_V');
  const hasCounter = columns.some((column) => column.name === 'ece_V');
  if (!cellVoltage && (hasCell || hasCounter)) return [...columns];
  return columns.map((column) => (column.name === 'ewe_V' ? { ...column, name: 'voltage_V' } : column));
}
