import type { DaeSystem } from '@anodelab/numerics';
import type { CellDescription } from './cell-description.ts';
import type { Control } from './control.ts';
import type { PopulationNodes } from './population-nodes.ts';

/** Places of the first state numbers of every cell system: charge passed, C/m2, and current density, A/m2. */
export const CHARGE = 0;
export const CURRENT = 1;

/** One population at one place in the linearised cell: where its current enters. */
export interface ReactionSite {
  readonly population: PopulationNodes;
  /** Of the population. */
  readonly node: number;
  /** Of the electrolyte there, mol/m3. */
  readonly concentration: number;
  /** Real surface per geometric area. */
  readonly area: number;
  /** Row of the charge balance that the total current leaves, and column of the potential against the electrolyte. */
  readonly potential: number;
  /** Rows of the salt that the reaction takes and columns of the concentration that it sees, each with its share. */
  readonly salts: Int32Array;
  readonly saltWeights: Float64Array;
}

/**
 * The cell near a state, (i omega M - J) z = e, with the populations left out of J: a real matrix, a mass for each row
 * and the sites at which reactions enter. The control's row holds the current.
 */
export interface SmallSignal {
  readonly size: number;
  /** Unknowns that are tied to each other and to the first of the others only: the foil and the salt of the separator. */
  readonly separate: Int32Array;
  /** -J, row-major. */
  readonly matrix: Float64Array;
  /** Of the first rows; zero for the others. */
  readonly mass: Float64Array;
  /** Row of the control and column of the current. */
  readonly current: number;
  /** The voltage is the sum of these times z. */
  readonly voltage: Float64Array;
  readonly sites: readonly ReactionSite[];
}

/** A half cell as equations; the levels differ in what they resolve. Currents > 0 lithiate, per geometric area. */
export interface CellSystem extends DaeSystem {
  readonly description: CellDescription;
  readonly populations: readonly PopulationNodes[];
  /** Share of the electrode that each node of the populations stands for; sum 1. */
  readonly nodeShares: Float64Array;
  control: Control;
  /** Writes the state of the cell at rest; potentials and currents are a guess that `settle` makes consistent. */
  fill(y: Float64Array): void;
  /** The cell's voltage is the sum of `voltageWeights[n] * y[n]` over these state numbers. */
  readonly voltageTerms: Int32Array;
  readonly voltageWeights: Float64Array;
  /** Changes the resistance of leads and contacts, Ohm m2 geometric. */
  setSeriesResistance(resistance: number): void;
  /** Lithium in electrolyte, particles and double layers, mol per m2: grows by the charge passed over F, to rounding. */
  lithium(y: Float64Array): number;
  /** The cell linearised at a state; undefined where the salt is used up. Leaves the control at the present current. */
  smallSignal(y: Float64Array): SmallSignal | undefined;
  /** Smallest electrolyte concentration in the cell, mol/m3; the initial one where the level has no electrolyte. */
  leastSalt(y: Float64Array): number;
}

/** Voltage of the cell in a state, V. */
export function voltageOf(system: CellSystem, y: Float64Array): number {
  const { voltageTerms, voltageWeights } = system;
  let sum = 0;
  for (let n = 0; n < voltageTerms.length; n++) sum += voltageWeights[n]! * y[voltageTerms[n]!]!;
  return sum;
}
