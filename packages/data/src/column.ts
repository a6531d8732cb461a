/**
 * Where the numbers of a column come from: `measured` by the instrument, computed by its maker's software (`vendor`),
 * computed by us from other columns (`derived`), filled in between records (`interpolated`), or simulated (`modelled`).
 */
export type Origin = 'measured' | 'vendor' | 'derived' | 'interpolated' | 'modelled';

/** Numbers are always `Float64Array`, NaN where there is no number; labels are strings. */
export type ColumnValues = Float64Array | readonly string[];

/** One named series of a dataset or of a result table. */
export interface Column {
  /** Canonical name (docs/formats/vocabulary.md), such as `voltage_V`; unique within its table. */
  readonly name: string;
  /** Unit of the values, SI-coherent (`A`, `C`, `Ohm`, `C/kg`) or `%`; null where the source does not say or for labels. */
  readonly unit: string | null;
  /** The maker's own header, decoded but unchanged; null for a column that the file does not have. */
  readonly header: string | null;
  readonly origin: Origin;
  readonly values: ColumnValues;
  /** One label, where that does not need all of them to be made; see `labelReader`. Not enumerable: copies do without. */
  readonly labelAt?: (row: number) => string;
}

/** A rectangle of columns of one length. */
export interface Table {
  readonly columns: readonly Column[];
}

/** Number of rows; 0 for a table without columns. */
export function rowCount(table: Table): number {
  return table.columns[0]?.values.length ?? 0;
}

/** The column of that canonical name, or undefined. */
export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The values of a numeric column, or undefined where there is no such column or it holds labels. */
export function numbers(table: Table, name: string): Float64Array | undefined {
  const values = findColumn(table, name)?.values;
  return values instanceof Float64Array ? values : undefined;
}

/** The values of a label column, or undefined where there is no such column or it holds numbers. */
export function labels(table: Table, name: string): readonly string[] | undefined {
  const values = findColumn(table, name)?.values;
  return values === undefined || values instanceof Float64Array ? undefined : values;
}

/**
 * Reads single labels of a column without making those of all rows where the column can; undefined where there is no
 * such column or it holds numbers.
 */
export function labelReader(table: Table, name: string): ((row: number) => string) | undefined {
  const column = findColumn(table, name);
  if (column?.labelAt !== undefined) return column.labelAt;
  const texts = labels(table, name);
  return texts && ((row) => texts[row] ?? '');
}
