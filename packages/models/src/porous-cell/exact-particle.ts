import { asinh, radialBasis } from '@anodelab/numerics';
import type { CellDescription, PopulationDescription } from './cell-description.ts';
import { thermalVoltage } from './electrolyte.ts';
import { meanRateOf, withinLaws } from './population-nodes.ts';
import { ModalDiffusion } from './radial-diffusion.ts';

/** A mode that has decayed this many times over is at its end. */
export const DECAYED = 40;
/** Amplitude at the surface that no voltage shows. */
const NOTHING = 1e-18;

/**
 * One particle of constant diffusivity at constant current: every mode and the branch have a closed form in time, so
 * that a single-particle cell needs no time steps. Aimed at one cell after another it allocates nothing.
 */
export class ExactParticle {
  /** What ageing changes: real surface per geometric area, film (Ohm m2 real), leads (Ohm m2 geometric). */
  area = 0;
  film = 0;
  seriesResistance = 0;
  /** Where the segment begins: amplitudes of the modes and branch. */
  readonly profile: Float64Array;
  branch = -1;
  /** A per geometric m2, > 0 lithiates. */
  current = 0;

  /** Its modes. */
  diffusion!: ModalDiffusion;
  /** The surface is `origin + rate t + sum of gap exp(-decay t)`. */
  origin = 0;
  rate = 0;
  /** Of the last `look`: surface lithiation, voltage (V) and its rate (V/s). */
  surface = 0;
  voltage = 0;
  voltageRate = 0;

  private description!: CellDescription;
  private population!: PopulationDescription;
  private readonly diffusions: Partial<Record<PopulationDescription['geometry'], ModalDiffusion>> = {};
  private branchRate = 0;
  private twoThermal = 0;
  private salt = 0;
  private density = 0;
  /** Potential drops that do not change during the segment, V. */
  private drop = 0;
  private readonly gap: Float64Array;
  private readonly left: Float64Array;
  private readonly factor: Float64Array;
  private readonly pair = new Float64Array(3);
  private readonly point = new Float64Array(1);
  /** Of the open-circuit potential, with lithiation and branch, where `read` ended. */
  private slope = 0;
  private branchSlope = 0;

  /** Whether a cell, at constant current, is of that kind. */
  static fits({ level, counter, populations }: CellDescription): boolean {
    const [population, ...others] = populations;
    return (
      level === 'SPM' &&
      others.length === 0 &&
      counter.capacitance === 0 &&
      population?.capacitance === 0 &&
      typeof population.diffusivity === 'number'
    );
  }

  /** @param modes - nodes along the radius */
  constructor(modes: number) {
    this.profile = new Float64Array(modes);
    this.gap = new Float64Array(modes);
    this.left = new Float64Array(modes);
    this.factor = new Float64Array(modes);
  }

  /** Takes a cell that fits, at rest as it is described. */
  aim(description: CellDescription): this {
    const population = description.populations[0]!;
    const { geometry, size, diffusivity, hysteresisRange } = population;
    const meanRate = meanRateOf(population);
    this.description = description;
    this.population = population;
    this.diffusion = this.diffusions[geometry] ??= new ModalDiffusion(
      radialBasis(geometry, this.profile.length),
    );
    this.diffusion.set(size, diffusivity as number, meanRate);
    this.salt = description.electrolyte.initialConcentration;
    this.twoThermal = 2 * thermalVoltage(description.temperature);
    this.area = population.areaRatio;
    this.film = population.filmResistance;
    this.seriesResistance = description.seriesResistance;
    this.profile.fill(0);
    this.profile[0] = population.lithiation;
    this.branch = hysteresisRange === undefined ? -1 : population.hysteresis;
    this.branchRate = hysteresisRange === undefined ? 0 : meanRate / hysteresisRange;
    return this;
  }

  /** Begins a segment from profile and branch at a current density, A per geometric m2. */
  begin(current: number): void {
    const { profile, gap, pair, description } = this;
    const { decay, drive, atSurface } = this.diffusion;
    const density = current / this.area;
    this.current = current;
    this.density = density;
    this.origin = profile[0]!;
    this.rate = drive[0]! * density;
    for (let m = 1; m < gap.length; m++) {
      const end = (drive[m]! * density) / decay[m]!;
      this.origin += atSurface[m]! * end;
      gap[m] = atSurface[m]! * (profile[m]! - end);
    }
    description.counter.exchange(description.electrolyte.initialConcentration, pair);
    this.drop =
      this.twoThermal * asinh(current / (2 * pair[0]!)) +
      current * this.seriesResistance +
      this.film * density;
  }

  /** Voltage t s after the start of the segment, V. */
  voltageAt(t: number): number {
    this.look(t);
    return this.voltage;
  }

  /** Voltages at `count` equal steps from the start of the segment to t, both among them. */
  readings(t: number, count: number, out: Float64Array, at: number): void {
    const step = count > 1 ? t / (count - 1) : 0;
    this.surfaces(step, count, out, at);
    this.read(out, at, count, this.branch, Math.exp(-this.branchRate * Math.abs(this.density) * step));
  }

  /** Surface lithiations at `count` times from the start of the segment. */
  private surfaces(step: number, count: number, out: Float64Array, at: number): void {
    const { gap, left, factor, origin } = this;
    const { decay } = this.diffusion;
    for (let m = 1; m < gap.length; m++) {
      left[m] = gap[m]!;
      factor[m] = Math.exp(-decay[m]! * step);
    }
    const rise = this.rate * step;
    let modes = gap.length;
    for (let k = 0; k < count; k++) {
      let x = origin + rise * k;
      for (let m = 1; m < modes; m++) {
        x += left[m]!;
        left[m]! *= factor[m]!;
      }
      while (modes > 1 && Math.abs(left[modes - 1]!) < NOTHING) modes--;
      out[at + k] = x;
    }
  }

  /** Writes the amplitudes of the modes t s after the start of the segment. */
  profileAt(t: number, out: Float64Array, at: number): void {
    const { profile, density } = this;
    const { decay, drive } = this.diffusion;
    out[at] = profile[0]! + this.rate * t;
    for (let m = 1; m < profile.length; m++) {
      const end = (drive[m]! * density) / decay[m]!;
      out[at + m] = end + (profile[m]! - end) * Math.exp(-decay[m]! * t);
    }
  }

  branchAt(t: number): number {
    const { branch, density } = this;
    if (density === 0 || this.branchRate === 0) return branch;
    const kept = Math.exp(-this.branchRate * Math.abs(density) * t);
    return density > 0 ? (branch + 1) * kept - 1 : 1 - (1 - branch) * kept;
  }

  /** Begins anew t s after the start of the segment. */
  moveTo(t: number): void {
    this.branch = this.branchAt(t);
    this.profileAt(t, this.profile, 0);
  }

  /** Reads surface, voltage and its rate t s after the start of the segment. */
  look(t: number): void {
    const { gap, pair, point, density, rate } = this;
    const { decay } = this.diffusion;
    let x = this.origin + rate * t;
    let xRate = rate;
    for (let m = 1; m < gap.length; m++) {
      const far = decay[m]! * t;
      if (far > DECAYED) break; // and so are the faster ones
      const left = gap[m]! * Math.exp(-far);
      x += left;
      xRate -= decay[m]! * left;
    }
    const h = this.branchAt(t);
    point[0] = x;
    this.read(point, 0, 1, h, 1);
    this.surface = x;
    this.voltage = point[0]!;
    const exchange = pair[0]!;
    const root = Math.sqrt(density * density + 4 * exchange * exchange);
    const slope =
      x === withinLaws(x) ? this.slope + (this.twoThermal * density * pair[1]!) / (exchange * root) : 0;
    const hRate = -this.branchRate * density * (density > 0 ? 1 + h : 1 - h);
    this.voltageRate = slope * xRate + this.branchSlope * hRate;
  }

  /**
   * Turns surface lithiations into voltages, in place. The branch begins at h and keeps a share of its distance from its
   * end from one to the next. Leaves exchange current and slopes of the last.
   */
  private read(values: Float64Array, at: number, count: number, h: number, kept: number): void {
    const { pair, density, twoThermal, salt, drop } = this;
    const { potential, reaction } = this.population;
    const turned = density > 0 ? -1 : 1;
    let toGo = h - turned;
    let slope = 0;
    let branchSlope = 0;
    for (let k = at; k < at + count; k++) {
      const x = withinLaws(values[k]!);
      const branch = turned + toGo;
      if (branch < 1) potential.lithiation(x, pair);
      else potential.delithiation(x, pair);
      let open = pair[0]!;
      slope = pair[1]!;
      if (branch > -1 && branch < 1) {
        potential.delithiation(x, pair);
        branchSlope = (pair[0]! - open) / 2;
        open = ((1 - branch) * open + (1 + branch) * pair[0]!) / 2;
        slope = ((1 - branch) * slope + (1 + branch) * pair[1]!) / 2;
      }
      reaction(x, salt, pair);
      values[k] = open - twoThermal * asinh(density / (2 * pair[0]!)) - drop;
      toGo *= kept;
    }
    this.slope = slope;
    this.branchSlope = branchSlope;
  }
}
