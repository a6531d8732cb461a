import type { OpenCircuitPotential } from '../potential/open-circuit.ts';
import type { Electrolyte } from './electrolyte.ts';

/**
 * Writes i0 in A per m2 of real surface and its slopes with the surface lithiation x and the electrolyte concentration
 * c (mol/m3) into `out[0]`, `out[1]`, `out[2]`. Positive for any x and c > 0. Allocates nothing.
 */
export type ReactionLaw = (x: number, c: number, out: Float64Array) => void;

/** Writes D in m2/s and dD/dx into `out[0]`, `out[1]`. */
export type DiffusivityLaw = (x: number, out: Float64Array) => void;

/** Particles of one kind, spread evenly through the electrode. Real surface unless said; SI. */
export interface PopulationDescription {
  readonly geometry: 'sphere' | 'plane';
  /** Radius of a sphere, thickness of a film, m. */
  readonly size: number;
  /** Of lithium in the host: one value, m2/s, or a law. */
  readonly diffusivity: number | DiffusivityLaw;
  /** Of lithium at x = 1 per volume of pristine host, mol/m3. */
  readonly maximumConcentration: number;
  /** Real surface that works, per geometric electrode area; the connected share is in it. */
  readonly areaRatio: number;
  /** Of shell and interphase, ionic and electronic, Ohm m2. */
  readonly filmResistance: number;
  /** Of the double layer, F/m2; 0 without one. */
  readonly capacitance: number;
  readonly potential: OpenCircuitPotential;
  /** Lithiation over which the branch changes; undefined where both branches are one curve. */
  readonly hysteresisRange?: number | undefined;
  readonly reaction: ReactionLaw;
  /** At the start: lithiation, uniform, and branch (-1 lithiation, +1 delithiation). */
  readonly lithiation: number;
  readonly hysteresis: number;
}

/** A lithium foil. */
export interface CounterDescription {
  /** Exchange current at electrolyte concentration c, A per geometric m2, and its slope: `out[0]`, `out[1]`. */
  readonly exchange: (c: number, out: Float64Array) => void;
  /** Of its double layer, F per geometric m2; 0 without one. */
  readonly capacitance: number;
}

/** One porous region between two planes. */
export interface RegionDescription {
  /** m. */
  readonly thickness: number;
  /** Of the electrolyte, volume share. */
  readonly porosity: number;
  /** Exponent of the porosity in the transport properties. */
  readonly bruggeman: number;
}

/** A half cell: lithium foil at x = 0, separator, working electrode, collector. Every value may change between runs. */
export interface CellDescription {
  /**
   * `SPM`: one particle of each population stands for all, no electrolyte. `SPMe`: the same with salt diffusion and
   * potential drop of an even reaction. `DFN`: Doyle, Fuller and Newman's porous electrode.
   */
  readonly level: 'SPM' | 'SPMe' | 'DFN';
  readonly separator: RegionDescription;
  readonly electrode: RegionDescription & {
    /** Electronic, of the porous electrode as it is, S/m. */
    readonly conductivity: number;
  };
  readonly electrolyte: Electrolyte;
  readonly counter: CounterDescription;
  readonly populations: readonly PopulationDescription[];
  /** Of leads and contacts, Ohm m2 geometric. */
  readonly seriesResistance: number;
  /** K. */
  readonly temperature: number;
}

/** Polynomial degrees: of each element across separator and electrode, and nodes along the radius. */
export interface CellMesh {
  /** Lengths of the elements as shares of their region; default equal. */
  readonly separatorShares?: readonly number[];
  readonly electrodeShares?: readonly number[];
  readonly separator: readonly number[];
  readonly electrode: readonly number[];
  readonly radial: number;
}

/** Holds 0.1 mV on ordinary cells up to a few C (docs/methods/porous-cell.md). */
export const defaultMesh: CellMesh = { separator: [3], electrode: [5], radial: 7 };
