import { siliconDensity } from '../constants.ts';

/** Share of space that equal spheres fill when poured at random (Scott and Kilgour, J. Phys. D 1969, 2, 863). */
const RANDOM_PACKING = 0.64;

/**
 * How many coated particles make a cluster of this diameter: N = p D^3/(d^3 (1 + (1 - w)/w rho_Si/rho_shell)), equation
 * 1.9 of docs/methods/recipe.md.
 *
 * @param coreDiameter - of the silicon, in the unit of `clusterDiameter`
 * @param siliconFraction - silicon mass per composite mass, above 0
 * @param shellDensity - kg/m3
 * @param packing - share of the cluster's sphere that particles fill
 */
export function clusterCount(
  clusterDiameter: number,
  coreDiameter: number,
  siliconFraction: number,
  shellDensity: number,
  packing = RANDOM_PACKING,
): number {
  const shellOverCore = ((1 - siliconFraction) / siliconFraction) * (siliconDensity / shellDensity);
  return (packing * (clusterDiameter / coreDiameter) ** 3) / (1 + shellOverCore);
}
