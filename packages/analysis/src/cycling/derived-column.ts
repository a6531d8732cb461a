import type { Column, ColumnValues } from '@anodelab/data';

/** A column that an analysis computed: it has no header of a file. */
export function derived(name: string, unit: string | null, values: ColumnValues): Column {
  return { name, unit, header: null, origin: 'derived', values };
}
