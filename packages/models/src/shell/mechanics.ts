import { faraday, lithiumPerSilicon, siliconDensity, siliconMolarMass } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Population } from '../sample.ts';

/** Stretch of a shell on a core that goes from lithiation `low` to `high` (equation 5.1), 1 when nothing moves. */
export function cyclicStretch(expansion: number, high: number, low: number): number {
  return Math.cbrt((1 + expansion * high) / (1 + expansion * low));
}

/** Stresses in an elastic sphere shell under inner pressure, Pa: Lame's solution (equation 5.3). */
export function lameStress(
  inner: number,
  outer: number,
  pressure: number,
  radius: number,
): { readonly hoop: number; readonly radial: number } {
  const scale = (pressure * inner ** 3) / (outer ** 3 - inner ** 3);
  const ratio = (outer / radius) ** 3;
  return { hoop: scale * (1 + ratio / 2), radial: scale * (1 - ratio) };
}

/** Partial molar volume of lithium in silicon, m3/mol (9.0e-6). */
export function lithiumVolume(values: ParameterValues): number {
  return (values.expansion * siliconMolarMass) / (lithiumPerSilicon * siliconDensity);
}

/**
 * Radius to which a film under stress bends its substrate, m: Stoney's formula, for a film much thinner than the substrate. An
 * electrode thicker than its foil needs Freund's correction instead.
 *
 * @param substrate - Young's modulus (Pa), Poisson ratio and thickness (m)
 */
export function stoneyRadius(
  substrate: { readonly modulus: number; readonly poissonRatio: number; readonly thickness: number },
  film: { readonly thickness: number; readonly stress: number },
): number {
  const { modulus, poissonRatio, thickness } = substrate;
  return (modulus * thickness ** 2) / (6 * film.stress * film.thickness * (1 - poissonRatio));
}

/** What lithiation up to `high` does to the shell, after a cycle between `low` and `high`. */
export interface ShellLoad {
  /** Hoop strain that a dense conformal shell must bear in a cycle. */
  readonly strain: number;
  /** Pressure of a fully plastic shell on its core, Pa (equation 5.4). */
  readonly pressure: number;
  /** Shift of the lithiation potential by that pressure, V. */
  readonly potentialShift: number;
  /** Energy release rate of a channel crack over the toughness; cracks run on their own above 1 (equation 5.7). */
  readonly crackDrive: number;
}

const POISSON_RATIO = 0.3;
/** Driving-force factor of a channel crack in a film (Hutchinson and Suo 1991). */
const CHANNEL_FACTOR = 2;

/** Load on the shell of a population; all zero without a shell. Equations of docs/methods/shell.md. */
export function shellLoad(
  values: ParameterValues,
  population: Population,
  high: number,
  low: number,
): ShellLoad {
  const { modulus, yieldStress, toughness, shellThickness, radius } = population;
  if (shellThickness === 0) return { strain: 0, pressure: 0, potentialShift: 0, crackDrive: 0 };
  const strain = cyclicStretch(values.expansion, high, low) - 1;
  const pressure = 2 * yieldStress * Math.log(1 + shellThickness / radius);
  const stress = Math.min((modulus * strain) / (1 - POISSON_RATIO), yieldStress);
  return {
    strain,
    pressure,
    potentialShift: (-pressure * lithiumVolume(values)) / faraday,
    crackDrive: (CHANNEL_FACTOR * stress ** 2 * shellThickness) / modulus / toughness,
  };
}
