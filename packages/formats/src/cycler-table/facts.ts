import type { Json } from '@anodelab/data';

/** Meta without the facts that the file does not have. */
export function stated(facts: { readonly [key: string]: Json | undefined }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]): [string, Json][] =>
      value === undefined || value === null || value === '' ? [] : [[key, value]],
    ),
  );
}
