import type { Column } from '@anodelab/data';

/** A column whose values are computed when they are first asked for: few users of a file look at every derived one. */
export function lazyColumn(name: string, unit: string | null, compute: () => Float64Array): Column {
  let values: Float64Array | undefined;
  return {
    name,
    unit,
    header: null,
    origin: 'derived',
    get values() {
      values ??= compute();
      return values;
    },
  };
}
