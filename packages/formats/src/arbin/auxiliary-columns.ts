import type { Column } from '@anodelab/data';
import type { Row } from './open-database.ts';

/**
 * The auxiliary channels of a test as columns beside its records, joined by Data_Point; NaN where a record has none.
 * The table numbers its kinds of channel and states no unit, so neither do the columns.
 *
 * @param records - Data_Point of each record, ascending
 */
export function auxiliaryColumns(rows: readonly Row[], records: Float64Array): Column[] {
  const position = new Map(Array.from(records, (record, i) => [record, i]));
  const columns = new Map<string, Column & { values: Float64Array }>();
  for (const row of rows) {
    const at = position.get(Number(row['Data_Point']));
    if (at === undefined || typeof row['X'] !== 'number') continue;
    const kind = String(row['Data_Type']);
    const index = String(row['Auxiliary_Index']);
    const name = `aux${kind}Channel${index}`;
    const header = `Auxiliary_Table X, Data_Type ${kind}, Auxiliary_Index ${index}`;
    const made = columns.get(name) ?? {
      name,
      unit: null,
      header,
      origin: 'measured' as const,
      values: new Float64Array(records.length).fill(NaN),
    };
    made.values[at] = row['X'];
    columns.set(name, made);
  }
  return [...columns.values()];
}
