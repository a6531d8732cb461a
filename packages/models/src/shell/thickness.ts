import { findRoot, gaussHermite } from '@anodelab/numerics';
import type { ParameterValues } from '../parameters.ts';

/** Number means of r, r^2 and r^3 of the silicon particles: m, m2, m3. */
export interface RadiusMoments {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Nodes of the quadrature over the lognormal size distribution. */
const SIZE_NODES = 9;

/** Moments of the lognormal (number) distribution with medianDiameter and diameterSpread. */
export function radiusMoments(values: ParameterValues): RadiusMoments {
  const { nodes, weights } = gaussHermite(SIZE_NODES);
  const spread = Math.log(values.diameterSpread);
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = 0; i < SIZE_NODES; i++) {
    const r = (values.medianDiameter / 2) * Math.exp(spread * nodes[i]!);
    first += weights[i]! * r;
    second += weights[i]! * r * r;
    third += weights[i]! * r ** 3;
  }
  return { first, second, third };
}

/**
 * Thickness of a coating that lies equally thick on every particle, m: the root of
 * <(r + d)^3 - r^3> = volumeRatio <r^3> (equation 1.7 of docs/methods/recipe.md), a cubic in the moments.
 *
 * @param volumeRatio - coating volume over silicon volume, not negative
 */
export function shellThickness({ first, second, third }: RadiusMoments, volumeRatio: number): number {
  const scale = Math.cbrt(third);
  const a = (3 * first) / scale;
  const b = (3 * second) / scale ** 2;
  const cubic = (d: number) => ((d + a) * d + b) * d - volumeRatio;
  return scale * findRoot(cubic, 0, Math.cbrt(volumeRatio)).root;
}
