import type { AnalysisResult } from '@anodelab/data';

/** Settings of `analyseCv`; every one has a default that suits voltammograms of one cell at several scan rates. */
export interface CvOptions {
  /** Which cycle of each scan rate, from 1. Default: the second where there is one, else the last complete one. */
  readonly cycle?: number;
  /** Mass that currents are divided by, kg. Default: `meta.activeMass_kg`, else currents stay per cell. */
  readonly mass_kg?: number;
  /** Residual of the fit: in i (`none`, default) or in i divided by the measured i (`relative`). */
  readonly weighting?: 'none' | 'relative';
  /** Potential left out beside each vertex, V. Default 0. */
  readonly margin_V?: number;
  /** Potentials of the common grid per sweep. Default 500. */
  readonly points?: number;
  /** Series resistance taken off the potential, E - iR, Ohm. Default 0. */
  readonly resistance_Ohm?: number;
  /** Where the resistance comes from; printed beside it. */
  readonly resistanceSource?: string;
  /**
   * Analysis of voltammograms of this very electrode, simulated without double layer at the same rates, window and cycle:
   * its shares are false, and stand beside those found. Default none.
   */
  readonly diffusionOnly?: AnalysisResult;
  /** What a peak is measured from: zero current (default) or the line between its two feet. */
  readonly baseline?: 'zero' | 'linear';
  /** Diffusion length, m: volume over area (radius/3 of a sphere, thickness of a one-sided film). Default unknown. */
  readonly length_m?: number;
  /** Diffusivity in the host, m2/s. Default unknown. */
  readonly diffusivity_m2_s?: number;
  /** Where length and diffusivity come from, with their grade; printed beside Lambda. */
  readonly diffusionSource?: string;
  /** Concentration change of the host between empty and full, mol/m3; with `realArea_m2` for Randles-Sevcik. */
  readonly concentration_mol_m3?: number;
  /** Real surface that the current passes, m2. */
  readonly realArea_m2?: number;
  /** K. Default 298.15. */
  readonly temperature_K?: number;
}

/** Faraday constant, C/mol, CODATA 2018. */
export const FARADAY = 96485.33212;
/** Gas constant, J/(mol K), CODATA 2018. */
export const GAS = 8.314462618;
/** K, see `CvOptions.temperature_K`. */
export const DEFAULT_TEMPERATURE = 298.15;
/** See `CvOptions.points`. */
export const DEFAULT_POINTS = 500;
