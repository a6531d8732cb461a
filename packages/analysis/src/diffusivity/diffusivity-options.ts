import type { CvOptions } from '../cv/cv-options.ts';
import type { Shape } from './constant-flux.ts';

/** Settings of `analyseDiffusivity`. */
export interface DiffusivityOptions {
  /** Radius of the particles, or thickness of a film open on one side, m. Without it only D/size^2 is known. */
  readonly size_m?: number;
  /** Range that the size lies in, m; widens the intervals of D. */
  readonly sizeRange_m?: readonly [number, number];
  /** Where the size comes from; printed beside every D. */
  readonly sizeSource?: string;
  /** Default sphere. */
  readonly shape?: Shape;
  /** Circuit of an impedance among the datasets, in either dialect; its open or blocked diffusion element gives D. */
  readonly circuit?: string;
  /** Options of voltammograms among the datasets; area and concentration for Randles-Sevcik. */
  readonly cv?: Pick<CvOptions, 'concentration_mol_m3' | 'realArea_m2' | 'temperature_K'>;
}
