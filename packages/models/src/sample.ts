import type { ModelSwitches } from './switches.ts';

/**
 * Particles that saw the same temperature: one layer of the powder bed, or the whole bed in the mean option.
 * Everything per area refers to the real surface of the silicon.
 */
export interface Population {
  /** Share of the sample's composite mass; the shares sum to 1. */
  readonly weight: number;
  /** Surface-mean radius r32, m. */
  readonly radius: number;
  /** Silicon surface per silicon mass, m2/kg. */
  readonly specificArea: number;
  /** Silicon mass per composite mass. */
  readonly siliconFraction: number;
  /** Carbon-phase mass per composite mass. */
  readonly carbonFraction: number;
  /** Shell thickness, m; 0 without a shell. */
  readonly shellThickness: number;
  /** Share of carbon in the volume of the shell solid. */
  readonly carbonVolumeFraction: number;
  /** Electronic conductivity of the shell, S/m; 0 without a shell. */
  readonly conductivity: number;
  /** Ionic conductivity of the shell, S/m; 0 without a shell. */
  readonly ionicConductivity: number;
  /** Resistance of shell (or of the bare surface), Ohm m2 real. */
  readonly filmResistance: number;
  /** Fatigue ductility of the shell; 0 without a shell. */
  readonly fatigueDuctility: number;
  /** Young's modulus of the shell, Pa; 0 without a shell. */
  readonly modulus: number;
  /** Yield stress of the shell, Pa; 0 without a shell. */
  readonly yieldStress: number;
  /** Toughness of the shell, J/m2; 0 without a shell. */
  readonly toughness: number;
  /** Nitrogen mass per shell mass. */
  readonly nitrogenFraction: number;
  /** Shell mass left over its mass before the flash. */
  readonly pyrolysisYield: number;
  /** Conversions of dopant loss, chain scission and condensation, 0 to 1. */
  readonly conversions: readonly [number, number, number];
}

/** A powder ready for an electrode. */
export interface ModelSample {
  readonly name: string;
  readonly coated: boolean;
  readonly populations: readonly Population[];
  /** Silicon mass per composite mass, over all populations. */
  readonly siliconFraction: number;
  /** Time in the furnace, s; 0 for a powder that was not heated. */
  readonly furnaceTime: number;
  /** Mechanisms beyond the default model that it was made with and lives with. */
  readonly switches: ModelSwitches;
}

/** What ageing has done to one population so far. */
export interface AgeState {
  /** Electrically connected share of the particles, 0 to 1. */
  readonly connected: number;
  /** Thickness of the solid-electrolyte interphase, m. */
  readonly seiThickness: number;
  /** Miner damage of the shell, 0 when new. */
  readonly damage: number;
  /** Lithiation at the end of the last delithiation, 0 to 1. */
  readonly lithiation: number;
  /** Lithiation up to which the silicon has become amorphous; 1 unless it began as a crystal. */
  readonly amorphous: number;
  /** Charge lost to the electrolyte's additive, C/kg composite; counted while that mechanism is on. */
  readonly additiveCharge: number;
}
