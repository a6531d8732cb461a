import type { ParameterValues } from '../parameters.ts';
import type { CellRun } from '../porous-cell/cell-run.ts';
import type { PopulationNodes } from '../porous-cell/population-nodes.ts';
import { amorphousAfter, type PhaseMemory } from '../potential/silicon-phases.ts';
import type { StepSummary } from './run-protocol.ts';
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
    this.change(run, (memory, population) => {
      if (this.switches.firstLithiation && sign < 0) {
        memory.amorphous = amorphousAfter(memory, surfaceLithiation(population, run.state));
      }
      if (sign > 0) memory.silicide = 0;
    });
  }

  /** After a step: what stands below the threshold fuller than the limit has crystallised, all of it at x = 1. */
  afterStep({ voltage, sign }: Pick<StepSummary, 'voltage' | 'sign'>, run: CellRun): void {
    const { silicideThreshold, silicideLithiation } = this.values;
    if (!this.switches.lithiumSilicide || sign < 0 || voltage > silicideThreshold) return;
    this.change(run, (memory, population) => {
      const x = meanLithiation(population, run.state);
      const share = Math.min(1, Math.max(0, (x - silicideLithiation) / (1 - silicideLithiation)));
      memory.silicide = Math.max(memory.silicide, share);
    });
  }

  /** Changes memories; where that moves an open-circuit potential at once, the double layer goes with it. */
  private change(run: CellRun, update: (memory: PhaseMemory, population: PopulationNodes) => void): void {
    const { state } = run;
    let hasMoved = false;
    run.system.populations.forEach((population, p) => {
      const memory = this.memories[p]!;
      const { amorphous, silicide } = memory;
      const before = openCircuits(population, state);
      update(memory, population);
      if ((memory.amorphous === amorphous && memory.silicide === silicide) || population.layerIndex(0) < 0)
        return;
      hasMoved = true;
      openCircuits(population, state).forEach((after, k) => {
        state[population.layerIndex(k)]! += after - before[k]!;
      });
    });
    if (hasMoved) run.rebase();
  }
}

/** Of each node at its surface, V. */
function openCircuits(population: PopulationNodes, y: Float64Array): Float64Array {
  return Float64Array.from({ length: population.nodes }, (_, k) => {
    const branch = population.branchIndex(k);
    return population.openCircuit(population.surfaceAt(y, k), branch < 0 ? -1 : y[branch]!);
  });
}

/** Mean of a population over its places in the electrode. */
function meanLithiation({ nodes, offset, stride }: PopulationNodes, y: Float64Array): number {
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
