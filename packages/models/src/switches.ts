import type { Stage } from './parameters.ts';

/**
 * Mechanisms that the model can include and by default does not: each rests on placeholders that no datum of the paper
 * fixes. A sample carries its switches through furnace, cell and life.
 */
export interface ModelSwitches {
  /** Heat of the coating's pyrolysis in the powder bed (equation 2.4, docs/methods/furnace.md). */
  readonly pyrolysisHeat: boolean;
  /** Fresh surface of bare particles that break in their first lithiation (5.6, docs/methods/shell.md). */
  readonly coreFracture: boolean;
  /** Potential of silicon under the pressure of its shell during lithiation (5.4, docs/methods/half-cell.md). */
  readonly stressPotential: boolean;
  /** What counts the life of a shell: plastic strain or the drive of a crack (5.8, docs/methods/ageing.md). */
  readonly lifeLaw: 'ductility' | 'paris';
  /** Crystalline silicon that lithium must first make amorphous (6.8, docs/methods/half-cell.md). */
  readonly firstLithiation: boolean;
  /** Crystalline Li15Si4 of full particles, with its plateau on delithiation (levels L1 to L3, docs/methods/half-cell.md). */
  readonly lithiumSilicide: boolean;
  /** Fluoroethylene carbonate that both electrodes use up (7.7, docs/methods/ageing.md). */
  readonly additive: boolean;
  /** Measured resistance of the ageing lithium electrode beyond that of the fresh one; empty without (7.8). */
  readonly counterResistance: readonly CounterResistance[];
}

/** One point of a known series: linear between cycles, constant beyond the ends. */
export interface CounterResistance {
  readonly cycle: number;
  /** Ohm m2 of electrode area. */
  readonly resistance: number;
}

/** Everything off: the model that the parameters were fitted with. */
export const defaultSwitches: ModelSwitches = {
  pyrolysisHeat: false,
  coreFracture: false,
  stressPotential: false,
  lifeLaw: 'ductility',
  firstLithiation: false,
  lithiumSilicide: false,
  additive: false,
  counterResistance: [],
};

/** The parts of the chain behind the life of a sample, beside those of its powder. */
export function lifeStages(switches: ModelSwitches, coated: boolean): readonly Stage[] {
  const stages: Stage[] = ['mechanics', 'cell', 'ageing'];
  if (switches.lifeLaw === 'paris' && coated) stages.push('crack growth');
  if (switches.firstLithiation) stages.push('first lithiation');
  if (switches.additive) stages.push('additive');
  return stages;
}
