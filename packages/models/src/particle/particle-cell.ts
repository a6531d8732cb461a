import { faraday, gasConstant } from '../constants.ts';
import { LINEAR_RANGE, Particle, type ParticleDescription } from './particle.ts';

/** Populations of particles in parallel at one potential, against a lithium foil. */
export interface ParticleCellDescription {
  readonly particles: readonly ParticleDescription[];
  /** Exchange current of the foil, A per geometric m2; Infinity for a foil without loss. */
  readonly counterExchange: number;
  /** Electrolyte, leads and contacts, Ohm m2 geometric. */
  readonly seriesResistance: number;
  readonly temperature: number;
}

/** V against Li; a cell that needs more to carry its current has no lithium, or no room, left. */
const BEYOND = 10;

/** The electrode of a half cell between two times; currents per geometric area, > 0 lithiates. */
export class ParticleCell {
  readonly description: ParticleCellDescription;
  readonly particles: readonly Particle[];
  /** Of the last stage solved: current density (A/m2 geometric) and potential of the cell (V). */
  current = 0;
  potential: number;
  private readonly thermal: number;
  private electrode: number;
  private slope = 0;
  /** Electrode over cell in the last change of potential: the guess for the next one. */
  private gain = 1;

  constructor(description: ParticleCellDescription) {
    this.description = description;
    this.particles = description.particles.map((particle) => new Particle(particle));
    this.thermal = (gasConstant * description.temperature) / faraday;
    this.electrode = this.particles[0]!.interfacial;
    this.potential = this.electrode;
  }

  /** Charge that the particles hold as lithium and on their double layers, C per geometric m2. */
  charge(): number {
    let sum = 0;
    for (const particle of this.particles) {
      const { areaRatio, capacitance } = particle.description;
      sum += areaRatio * (particle.mean() / particle.operator.meanRate - capacitance * particle.interfacial);
    }
    return sum;
  }

  /** Begins a stage in every particle; see Particle.begin. `faradaic` is the weight of the previous stage's current, s. */
  begin(tau: number, memory: number, faradaic: number): void {
    for (const particle of this.particles) particle.begin(tau, memory, faradaic * particle.current);
  }

  /**
   * Finds the current of the stage at a cell potential (V): one root of a rising function,
   * electrode - counter(current(electrode)) = potential. Returns false where a particle is empty or full.
   */
  solvePotential(potential: number): boolean {
    let low = -Infinity;
    let high = Infinity;
    const before = this.electrode;
    const moved = potential - this.potential;
    let electrode = before + moved * this.gain;
    for (let iteration = 0; iteration < 100; iteration++) {
      this.respond(electrode);
      const error = electrode - this.counterDrop(this.current) - potential;
      const change = -error / (1 - this.counterSlope(this.current) * this.slope);
      if (Math.abs(error) <= LINEAR_RANGE) {
        this.shift(change);
        break;
      }
      if (error > 0) high = electrode;
      else low = electrode;
      let next = electrode + change;
      if (!(next > low && next < high)) next = bisect(low, high, electrode, error);
      if (next === electrode) break;
      electrode = next;
    }
    this.potential = potential;
    if (moved !== 0) this.gain = (this.electrode - before) / moved;
    return !this.particles.some((particle) => particle.clamped);
  }

  /**
   * Finds the potential of the stage at a current density (A per geometric m2). Without a double layer one population
   * needs no root. Returns false where the particles cannot carry the current.
   */
  solveCurrent(current: number): boolean {
    const [only] = this.particles;
    if (this.particles.length === 1 && only!.description.capacitance === 0) {
      this.electrode = only!.impose(current / only!.description.areaRatio);
      this.current = current;
    } else if (!this.findElectrode(current)) return false;
    this.potential = this.electrode - this.counterDrop(current);
    return Number.isFinite(this.potential);
  }

  finish(): void {
    for (const particle of this.particles) particle.finish();
  }

  commit(): void {
    for (const particle of this.particles) particle.commit();
  }

  private findElectrode(current: number): boolean {
    let low = -Infinity;
    let high = Infinity;
    let electrode = this.electrode;
    const scale = Math.abs(current) + 1e-6;
    for (let iteration = 0; iteration < 300; iteration++) {
      this.respond(electrode);
      const error = this.current - current; // falls with the potential
      if (Math.abs(error) <= 1e-12 * scale) return true;
      if (error > 0) low = electrode;
      else high = electrode;
      let next = electrode - error / this.slope;
      if (!(next > low && next < high) || Math.abs(next - electrode) > 0.2) {
        next = bisect(low, high, electrode, -error);
      }
      if (next === electrode) return true;
      if (!(Math.abs(next) < BEYOND)) return false;
      electrode = next;
    }
    return false;
  }

  /** Currents of all particles at the common potential, and the slope of their sum. */
  private respond(electrode: number): void {
    this.electrode = electrode;
    this.current = 0;
    this.slope = 0;
    for (const particle of this.particles) {
      particle.solve(electrode);
      this.current += particle.description.areaRatio * particle.total;
      this.slope += particle.description.areaRatio * particle.totalSlope;
    }
  }

  private shift(change: number): void {
    this.electrode += change;
    this.current += change * this.slope;
    for (const particle of this.particles) particle.shift(change);
  }

  /** What foil, electrolyte and leads take, V; positive in lithiation. */
  private counterDrop(current: number): number {
    const { counterExchange, seriesResistance } = this.description;
    return 2 * this.thermal * Math.asinh(current / (2 * counterExchange)) + current * seriesResistance;
  }

  private counterSlope(current: number): number {
    const { counterExchange, seriesResistance } = this.description;
    return (2 * this.thermal) / Math.hypot(current, 2 * counterExchange) + seriesResistance;
  }
}

/** The middle of a bracket, or a step of 0.1 V against the sign of the error while one side is still open. */
function bisect(low: number, high: number, at: number, error: number): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
  return at - Math.sign(error) * 0.1;
}
