/** Conversions of dopant loss, chain scission and condensation, 0 to 1. */
export type Conversions = readonly [dopant: number, scission: number, condensation: number];

/** Mean conversions of the bed. */
export function meanConversions(layers: readonly Conversions[]): Conversions {
  const mean = (pool: 0 | 1 | 2) => layers.reduce((sum, layer) => sum + layer[pool], 0) / layers.length;
  return [mean(0), mean(1), mean(2)];
}
