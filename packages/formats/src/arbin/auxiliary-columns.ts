import { canonicalName, type Column } from '@anodelab/data';
import { parseUnit, siUnit, type Unit, UnitError } from '@anodelab/units';
import type { Row } from './open-database.ts';

/**
 * The auxiliary channels of a test as columns beside its records, joined by Data_Point; NaN where a record has none.
 * Units are those that `Aux_Global_Data_Table` states for the channel's kind and index; without one the column has none.
 *
 * @param rows - of `Auxiliary_Table`
 * @param channels - of `Aux_Global_Data_Table`
 * @param records - Data_Point of each record, ascending
 */
export function auxiliaryColumns(
  rows: readonly Row[],
  channels: readonly Row[],
  records: Float64Array,
): Column[] {
  const position = new Map(Array.from(records, (record, i) => [record, i]));
  const columns = new Map<string, Column & { values: Float64Array }>();
  for (const row of rows) {
    const at = position.get(Number(row['Data_Point']));
    if (at === undefined || typeof row['X'] !== 'number') continue;
    const kind = String(row['Data_Type']);
    const index = Number(row['Auxiliary_Index']);
    const key = `${kind}/${index}`;
    let made = columns.get(key);
    if (made === undefined) {
      const values = new Float64Array(records.length).fill(NaN);
      made = { ...describe(kind, index, unitOf(channels, kind, index)), values };
      columns.set(key, made);
    }
    made.values[at] = row['X'];
  }
  return [...columns].map(([key, column]) => {
    const [kind = '', index = ''] = key.split('/');
    const { factor = 1, offset = 0 } = unitOf(channels, kind, Number(index)) ?? {};
    return { ...column, values: column.values.map((value) => value * factor + offset) };
  });
}

function describe(kind: string, index: number, unit: Unit | undefined): Omit<Column, 'values'> {
  const header = `Auxiliary_Table X, Data_Type ${kind}, Auxiliary_Index ${index}`;
  const origin = 'measured';
  if (unit === undefined) return { name: `aux${kind}Channel${index}`, unit: null, header, origin };
  const si = siUnit(unit);
  const temperature = index === 0 ? 'temperature' : `temperatureT${index + 1}`;
  const base = si === 'K' ? temperature : si === 'V' ? `auxVoltage${index + 1}` : `aux${kind}Channel${index}`;
  return { name: canonicalName(base, si), unit: si, header, origin };
}

/** The unit that the database states for a channel; its `C` is a degree. */
function unitOf(channels: readonly Row[], kind: string, index: number): Unit | undefined {
  const own = channels.find(
    (row) => String(row['Data_Type']) === kind && Number(row['Auxiliary_Index']) === index,
  );
  const text = String(own?.['Unit'] ?? '').trim();
  if (text === '') return undefined;
  try {
    return parseUnit(text === 'C' || text === '℃' ? 'degC' : text);
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
}
