import type { CellDescription } from './cell-description.ts';
import { CHARGE, CURRENT } from './cell-system.ts';
import type { PopulationNodes } from './population-nodes.ts';
import { thermalVoltage } from './electrolyte.ts';
import { ModalDiffusion } from './radial-diffusion.ts';

/** A mode that has decayed this many times over is at its end. */
const DECAYED = 40;

/**
 * One particle of constant diffusivity at constant current: every mode and the branch have a closed form in time, so
 * that a single-particle cell needs no time steps. Allocates nothing after construction.
 */
export class ExactParticle {
  private readonly population: PopulationNodes;
  private readonly diffusion: ModalDiffusion;
  private readonly description: CellDescription;
  private readonly twoThermal: number;
  private readonly start: Float64Array;
  private readonly pair = new Float64Array(3);
  private current = 0;
  private density = 0;
  private branch = -1;
  private charge = 0;
  /** Potential drops that do not change during the segment, V. */
  private drop = 0;

  /** Or undefined where the cell is none of that kind. */
  static of(
    description: CellDescription,
    populations: readonly PopulationNodes[],
  ): ExactParticle | undefined {
    const [population, ...others] = populations;
    const diffusion = population?.radial;
    const fits = description.level === 'SPM' && others.length === 0 && description.counter.capacitance === 0;
    if (!fits || population === undefined || population.description.capacitance > 0) return undefined;
    return diffusion instanceof ModalDiffusion
      ? new ExactParticle(description, population, diffusion)
      : undefined;
  }

  private constructor(description: CellDescription, population: PopulationNodes, diffusion: ModalDiffusion) {
    this.diffusion = diffusion;
    this.description = description;
    this.population = population;
    this.twoThermal = 2 * thermalVoltage(description.temperature);
    this.start = new Float64Array(population.stride);
  }

  /** Begins a segment at a current density (A per geometric m2) from the profile in y, with a series resistance (Ohm m2). */
  begin(y: Float64Array, current: number, seriesResistance: number): void {
    const { population, description, start, pair } = this;
    const { offset, stride } = population;
    for (let n = 0; n < stride; n++) start[n] = y[offset + n]!;
    const branchAt = population.branchIndex(0);
    this.branch = branchAt < 0 ? -1 : y[branchAt]!;
    this.charge = y[CHARGE]!;
    this.current = current;
    this.density = current / population.area[0]!;
    description.counter.exchange(description.electrolyte.initialConcentration, pair);
    this.drop =
      this.twoThermal * Math.asinh(current / (2 * pair[0]!)) +
      current * seriesResistance +
      population.film[0]! * this.density;
  }

  /** Time until the mean of the particle is empty or full, s; Infinity at rest. */
  longest(): number {
    const rate = this.population.meanRate * this.density;
    if (rate === 0) return Infinity;
    return ((rate > 0 ? 1 - this.start[0]! : this.start[0]!) / Math.abs(rate)) * (1 - 1e-9);
  }

  /** Voltage t s after the start of the segment, V. */
  voltageAt(t: number): number {
    const { population, density, start, description } = this;
    const { decay, drive, atSurface } = this.diffusion;
    let x = start[0]! + drive[0]! * density * t;
    for (let m = 1; m < decay.length; m++) {
      const far = decay[m]! * t;
      const end = (drive[m]! * density) / decay[m]!;
      x += atSurface[m]! * (far > DECAYED ? end : end + (start[m]! - end) * Math.exp(-far));
    }
    const open = population.openCircuit(x, this.branchAt(t));
    population.description.reaction(
      population.inside(x),
      description.electrolyte.initialConcentration,
      this.pair,
    );
    return open - this.twoThermal * Math.asinh(density / (2 * this.pair[0]!)) - this.drop;
  }

  /** Writes the state t s after the start of the segment into y, which the segment began from. */
  write(t: number, y: Float64Array): void {
    const { population, density, start } = this;
    const { decay, drive } = this.diffusion;
    const { offset } = population;
    y[offset] = start[0]! + drive[0]! * density * t;
    for (let m = 1; m < decay.length; m++) {
      const end = (drive[m]! * density) / decay[m]!;
      y[offset + m] = end + (start[m]! - end) * Math.exp(-decay[m]! * t);
    }
    const branchAt = population.branchIndex(0);
    if (branchAt >= 0) y[branchAt] = this.branchAt(t);
    y[population.reactionIndex(0)] = density;
    y[CURRENT] = this.current;
    y[CHARGE] = this.charge + this.current * t;
  }

  private branchAt(t: number): number {
    const { branch, density, population } = this;
    if (density === 0 || population.branchIndex(0) < 0) return branch;
    const left = Math.exp(-population.branchRate * Math.abs(density) * t);
    return density > 0 ? (branch + 1) * left - 1 : 1 - (1 - branch) * left;
  }
}
