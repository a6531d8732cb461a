import type { DaeSystem } from '@anodelab/numerics';
import type { CellDescription } from './cell-description.ts';
import type { Control } from './control.ts';
import type { LineMesh } from './line-mesh.ts';
import type { PopulationNodes } from './population-nodes.ts';

/** Places of the first state numbers of every cell system: charge passed, C/m2, and current density, A/m2. */
export const CHARGE = 0;
export const CURRENT = 1;

/** A half cell as equations; the levels differ in what they resolve. Currents > 0 lithiate, per geometric area. */
export interface CellSystem extends DaeSystem {
  readonly description: CellDescription;
  /** Of the electrolyte, with the place of its first concentration in the state; undefined where the level has none. */
  readonly mesh: LineMesh | undefined;
  readonly salt: number;
  /** Place of the potential of the electrolyte beside the foil. */
  readonly foilPotential: number;
  /** RT/F, V. */
  readonly thermal: number;
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
