import type { ParameterValues } from '../parameters.ts';

/**
 * Mass share of the particles above the diameter at which crystalline silicon breaks in its first lithiation: the share of a
 * lognormal size distribution, weighted by volume (equation 5.6 of docs/methods/shell.md).
 */
export function fracturedShare({
  medianDiameter,
  diameterSpread,
  fractureDiameter,
}: ParameterValues): number {
  const spread = Math.log(diameterSpread);
  const distance = Math.log(medianDiameter / fractureDiameter) + 3 * spread ** 2;
  if (spread === 0) return distance > 0 ? 1 : 0;
  return normalShare(distance / spread);
}

/** Surface after the first lithiation over surface before it: broken particles add `freshAreaFactor` of theirs. */
export function fracturedAreaRatio(values: ParameterValues): number {
  return 1 + values.freshAreaFactor * fracturedShare(values);
}

/** Share of a normal distribution below z, to 1.5e-7 (Abramowitz and Stegun 1964, formula 7.1.26). */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (series * Math.exp(-x * x)) / 2;
  return z > 0 ? 1 - tail : tail;
}
