import { faraday } from '../constants.ts';
import type { CellDescription, RegionDescription } from '../porous-cell/cell-description.ts';
import * as electrolyte from '../porous-cell/electrolyte.ts';

/**
 * A layer of the cell that is thin enough to have one value of everything. Salt is followed as psi = D dc (mol/(m s), D
 * of the bulk) and potentials as zeta, that of the solid against a reference electrode of lithium beside it, so that
 * neither a gradient of salt nor one of its properties adds a term (docs/methods/impedance-model.md).
 */
export interface Layer {
  /** m. */
  readonly thickness: number;
  readonly porosity: number;
  /** Porosity to the Bruggeman exponent. */
  readonly tortuous: number;
  /** Of the electrolyte: S/m as it is in the pores, bulk diffusivity in m2/s. */
  readonly conductivity: number;
  readonly diffusivity: number;
  readonly transference: number;
  /** Diffusion potential per psi, V/(mol/(m s)). */
  readonly lever: number;
  /** What the mean current adds over the layer, per psi: to psi by the transference number, to the potential by the conductivity. */
  readonly drift: number;
  readonly bend: number;
}

/** A layer of a region in a state: concentration, mol/m3, and ionic current, A/m2. */
export function layerOf(
  { electrolyte: law }: CellDescription,
  thermal: number,
  region: RegionDescription,
  thickness: number,
  c: number,
  current: number,
): Layer {
  const p = new Float64Array(8);
  law.properties(c, p);
  const tortuous = region.porosity ** region.bruggeman;
  const conductivity = p[electrolyte.CONDUCTIVITY]! * tortuous;
  const diffusivity = p[electrolyte.DIFFUSIVITY]!;
  return {
    thickness,
    porosity: region.porosity,
    tortuous,
    conductivity,
    diffusivity,
    transference: p[electrolyte.TRANSFERENCE]!,
    lever: electrolyte.diffusionPotential(p, thermal) / (c * diffusivity),
    drift: (p[electrolyte.TRANSFERENCE_SLOPE]! * current * thickness) / (faraday * diffusivity * tortuous),
    bend:
      (p[electrolyte.CONDUCTIVITY_SLOPE]! * tortuous * current * thickness) /
      (conductivity * conductivity * diffusivity),
  };
}
