import type { Column } from '@anodelab/data';

/** A column of simulated numbers. */
export function modelledColumn(name: string, unit: string, values: Float64Array): Column {
  return { name, unit, header: null, origin: 'modelled', values };
}
