import { gasConstant, siliconMolarMass } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';

const OXYGEN_MOLAR_MASS = 31.998e-3; // kg/mol, O2
/** Silicon consumed per thickness of oxide grown, from the molar volumes (Deal and Grove 1965). */
const CONSUMED_PER_OXIDE = 0.44;
/** Temperature at which `thinOxideRate` holds, K. */
const THIN_RATE_TEMPERATURE = 1073;

/** Share of a silicon sphere that an oxide of that thickness has consumed, 0 to 1. Lengths in m. */
function consumedShare(thickness: number, radius: number): number {
  return 1 - Math.max(0, 1 - (CONSUMED_PER_OXIDE * thickness) / radius) ** 3;
}

/** Mass that a sphere of pure silicon has gained by an oxide of that thickness, over its mass (the gain of equation 7.10); at most 1.139. */
export function oxideGain(thickness: number, radius: number): number {
  return (consumedShare(thickness, radius) * OXYGEN_MOLAR_MASS) / siliconMolarMass;
}

/** Mass of that oxide over the mass of the sphere before it. */
export function oxideOverSilicon(thickness: number, radius: number): number {
  return consumedShare(thickness, radius) * (1 + OXYGEN_MOLAR_MASS / siliconMolarMass);
}

/**
 * Speed at which the oxide on silicon thickens, m/s: Deal and Grove's reaction and diffusion in series, and the term of
 * thin oxides on top.
 *
 * @param thickness - m
 * @param temperature - K
 * @param oxygen - partial pressure, atm
 */
export function oxideGrowth(
  values: ParameterValues,
  thickness: number,
  temperature: number,
  oxygen: number,
): number {
  const boltzmann = (energy: number) => Math.exp(-energy / (gasConstant * temperature));
  const linear = values.oxideLinearFactor * boltzmann(values.oxideLinearEnergy);
  const parabolic = values.oxideParabolicFactor * boltzmann(values.oxideParabolicEnergy);
  const thin =
    values.thinOxideRate *
    Math.exp((values.thinOxideEnergy / gasConstant) * (1 / THIN_RATE_TEMPERATURE - 1 / temperature)) *
    Math.exp(-thickness / values.thinOxideLength);
  const length = parabolic / linear; // A of Deal and Grove
  return (linear * oxygen) / (1 + (2 * thickness) / length) + (oxygen > 0 ? thin : 0);
}
