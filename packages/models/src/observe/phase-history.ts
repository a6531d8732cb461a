import type { ParameterValues } from '../parameters.ts';
import type { CellRun } from '../porous-cell/cell-run.ts';
import type { PopulationNodes } from '../porous-cell/population-nodes.ts';
import type { PhaseMemory } from '../potential/silicon-phases.ts';
import type { StepSummary } from '../protocol/run-protocol.ts';
import type { ModelSwitches } from '../switches.ts';

/** Keeps what silicon remembers from half cycle to half cycle up to date, for the switches that are on. */
export class PhaseHistory {
  private readonly values: ParameterValues;
  private readonly switches: ModelSwitches;
  private readonly memories: readonly PhaseMemory[];

  constructor(values: ParameterValues, switches: ModelSwitches, memories: readonly PhaseMemory[]) {
    this.values = values;
    this.switches = switches;
    this.memories = memories;
  }

  /** Before a step that goes the way `sign`: what was lithiated is amorphous when lithium comes out, Li15Si4 is gone when it goes in. */
  beforeStep(sign: -1 | 0 | 1, run: CellRun): void {
    run.system.populations.forEach((population, p) => {
      const memory = this.memories[p]!;
      if (this.switches.firstLithiation && sign < 0) {
        memory.amorphous = Math.max(memory.amorphous, surfaceLithiation(population, run.state));
      }
      if (sign > 0) memory.silicide = 0;
    });
  }

  /** After a step: what stands below the threshold fuller than the limit has crystallised, all of it at x = 1. */
  afterStep({ voltage, sign }: StepSummary, run: CellRun): void {
    const { silicideThreshold, silicideLithiation } = this.values;
    if (!this.switches.lithiumSilicide || sign < 0 || voltage > silicideThreshold) return;
    run.system.populations.forEach((population, p) => {
      const x = meanLithiation(population, run.state);
      const share = Math.min(1, Math.max(0, (x - silicideLithiation) / (1 - silicideLithiation)));
      this.memories[p]!.silicide = Math.max(this.memories[p]!.silicide, share);
    });
  }
}

/** Mean of a population over its places in the electrode. */
export function meanLithiation({ nodes, offset, stride }: PopulationNodes, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < nodes; k++) sum += y[offset + k * stride]!;
  return sum / nodes;
}

/** Largest surface lithiation of a population. */
function surfaceLithiation(population: PopulationNodes, y: Float64Array): number {
  let most = 0;
  for (let k = 0; k < population.nodes; k++) most = Math.max(most, population.surfaceAt(y, k));
  return most;
}
