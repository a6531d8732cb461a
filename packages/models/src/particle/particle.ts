import { solveTridiagonal } from '@anodelab/numerics';
import { faraday, gasConstant } from '../constants.ts';
import type { ExchangeCurrent } from '../potential/exchange.ts';
import type { OpenCircuitPotential } from '../potential/open-circuit.ts';
import {
  type DiffusionOperator,
  diffusionOperator,
  type ImplicitDiffusion,
  implicitDiffusion,
} from './diffusion.ts';
import { moveHysteresis } from './hysteresis.ts';
import { createMesh, type Geometry, type Mesh } from './mesh.ts';

/** One kind of particle in an electrode; every value may change between runs. SI, areas are real unless said. */
export interface ParticleDescription {
  readonly geometry: Geometry;
  /** Radius of a sphere or thickness of a film, m. */
  readonly size: number;
  /** Of lithium, m2/s. */
  readonly diffusivity: number;
  /** Lithium at x = 1 per volume of pristine host, mol/m3. */
  readonly maximumConcentration: number;
  /** Real surface over geometric electrode area. */
  readonly areaRatio: number;
  /** Shell and interphase together, Ohm m2. */
  readonly filmResistance: number;
  /** Of the double layer, F/m2. */
  readonly capacitance: number;
  /** Lithiation over which the branch of the potential changes. */
  readonly hysteresisRange: number;
  readonly potential: OpenCircuitPotential;
  readonly exchange: ExchangeCurrent;
  /** At the start, 0 to 1, uniform. */
  readonly lithiation: number;
  /** Branch at the start: -1 lithiation, +1 delithiation. */
  readonly hysteresis: number;
  readonly temperature: number;
  readonly cells: number;
  /** Width of the outermost cell, m. */
  readonly finest: number;
}

/** The surface stays inside (LIMIT, 1 - LIMIT), where the potential is defined. */
const LIMIT = 1e-10;
/**
 * Error of a potential from which one linear step ends a root search, V. The step leaves its square over RT/F or so,
 * 4e-11 V, and is not evaluated again.
 */
export const LINEAR_RANGE = 1e-6;

/**
 * A particle between two times. A stage of the time integration fixes alpha and gamma in x_s = alpha + gamma j; then
 * its outer potential falls monotonically with the faradaic current density j (> 0 lithiates), so that a potential
 * has one current (docs/methods/particle.md). Nothing is allocated after the first step of a length.
 */
export class Particle {
  readonly description: ParticleDescription;
  readonly mesh: Mesh;
  readonly operator: DiffusionOperator;
  /** Lithiation of the cells at the start of the step. */
  readonly x: Float64Array;
  /** Branch state and interfacial potential (V) at the start of the step. */
  hysteresis: number;
  interfacial: number;

  /** Faradaic current density of the stage, A/m2; also the guess for the next one. */
  current = 0;
  /** Faradaic plus double-layer current density and its slope with the film potential. */
  total = 0;
  totalSlope = 0;
  /** True when the wanted potential asks for more than an empty or a full surface can give. */
  clamped = false;

  private readonly profile: Float64Array;
  private readonly thermal: number;
  private readonly pair = new Float64Array(2);
  private stages: ImplicitDiffusion[] = [];
  private implicit: ImplicitDiffusion;
  private alpha = 0;
  private charge = 0;
  private interfacialBase = 0;
  private admittance = 0;
  private film: number;
  private surface: number;
  private surfaceSlope = 0;
  private filmSlope = 0;
  private inner = 0;
  private innerSlope = 0;
  private branch = 0;
  private branchSlope = 0;

  constructor(description: ParticleDescription) {
    const { geometry, size, cells, finest, diffusivity, maximumConcentration, temperature } = description;
    this.description = description;
    this.mesh = createMesh(geometry, size, cells, finest);
    this.operator = diffusionOperator(this.mesh, diffusivity, faraday * maximumConcentration);
    this.thermal = (gasConstant * temperature) / faraday;
    this.x = new Float64Array(cells).fill(description.lithiation);
    this.profile = this.x.slice();
    this.hysteresis = description.hysteresis;
    this.implicit = this.eliminated(1);
    this.interfacial = this.equilibrium(description.lithiation, description.hysteresis);
    this.inner = this.interfacial;
    this.film = this.interfacial;
    this.surface = description.lithiation;
    this.branch = this.hysteresis;
  }

  /** Volume mean of the lithiation at the start of the step. */
  mean(): number {
    let sum = 0;
    for (let i = 0; i < this.x.length; i++) sum += this.mesh.volumes[i]! * this.x[i]!;
    return sum / this.mesh.totalVolume;
  }

  /**
   * Begins an implicit stage of weight tau (s). `memory` is the share of the previous stage's change that the new
   * stage starts from (0 for a first stage), `charge` the faradaic charge already passed in the step, C/m2.
   */
  begin(tau: number, memory: number, charge: number): void {
    if (this.implicit.tau !== tau) this.implicit = this.eliminated(tau);
    const { profile, x } = this;
    for (let i = 0; i < x.length; i++) profile[i] = x[i]! + memory * (profile[i]! - x[i]!);
    if (memory === 0) profile.set(x);
    solveTridiagonal(this.implicit.factors, profile);
    this.alpha = profile[profile.length - 1]!;
    this.charge = charge;
    this.interfacialBase = this.interfacial + memory * (this.inner - this.interfacial);
    this.admittance = this.description.capacitance / tau;
    // foretells the film potential of the last current at the new surface, for the first guess
    this.film +=
      this.surfaceSlope * (this.alpha + this.implicit.surfaceResponse * this.current - this.surface);
  }

  /** Finds the current at a potential outside the film (V against Li); sets `current`, `total`, `totalSlope`. */
  solve(potential: number): void {
    const gamma = this.implicit.surfaceResponse;
    let low = (LIMIT - this.alpha) / gamma;
    let high = (1 - LIMIT - this.alpha) / gamma;
    let lowTried = false;
    let highTried = false;
    this.clamped = false;
    let j = Math.min(Math.max(this.current + this.guess(potential), low), high);
    for (let iteration = 0; iteration < 200; iteration++) {
      this.respond(j);
      const error = this.film - potential;
      if (Math.abs(error) <= LINEAR_RANGE) {
        this.current = j;
        this.shift(-error);
        return;
      }
      if ((error > 0 && j >= high) || (error < 0 && j <= low)) {
        this.clamped = error > 0 ? !highTried : !lowTried;
        break;
      }
      if (error > 0) {
        low = j;
        lowTried = true;
      } else {
        high = j;
        highTried = true;
      }
      let next = j - error / this.filmSlope;
      if (next >= high) next = highTried ? (low + high) / 2 : high;
      else if (next <= low) next = lowTried ? (low + high) / 2 : low;
      else if (iteration > 20) next = (low + high) / 2;
      if (next === j || high - low <= 4e-16 * Math.max(Math.abs(low), Math.abs(high))) break;
      j = next;
    }
    this.current = j;
    if (this.clamped) this.follow(potential);
  }

  /** An empty or full surface: the faradaic current stands, film and double layer follow the potential outside. */
  private follow(potential: number): void {
    const { filmResistance } = this.description;
    const share = 1 + filmResistance * this.admittance;
    const { current, admittance, interfacialBase } = this;
    this.inner = (potential + filmResistance * (current + admittance * interfacialBase)) / share;
    this.total = current - admittance * (this.inner - interfacialBase);
    this.film = potential;
    this.totalSlope = -admittance / share;
  }

  /** Follows a change of the potential outside the film (V, within LINEAR_RANGE) to first order. */
  shift(change: number): void {
    if (this.clamped) {
      this.follow(this.film + change);
      return;
    }
    const step = change / this.filmSlope;
    this.current += step;
    this.surface += step * this.implicit.surfaceResponse;
    this.film += change;
    this.inner += step * this.innerSlope;
    this.branch += step * this.branchSlope;
    this.total = this.current - this.admittance * (this.inner - this.interfacialBase);
  }

  /** Takes a faradaic current as given; returns the potential outside the film, V, or NaN beyond empty or full. */
  impose(current: number): number {
    const surface = this.alpha + this.implicit.surfaceResponse * current;
    if (!(surface > LIMIT && surface < 1 - LIMIT)) return NaN;
    this.current = current;
    this.respond(current);
    return this.film;
  }

  /** Closes a stage: the profile and the interfacial potential at its current. */
  finish(): void {
    const { response } = this.implicit;
    for (let i = 0; i < this.profile.length; i++) this.profile[i]! += response[i]! * this.current;
  }

  /** Makes the last stage the start of the next step. */
  commit(): void {
    this.x.set(this.profile);
    this.hysteresis = this.branch;
    this.interfacial = this.inner;
  }

  /** True where the stage's surface without current lies inside (0, 1), which an implicit Euler stage guarantees. */
  isRegular(): boolean {
    return this.alpha > LIMIT && this.alpha < 1 - LIMIT;
  }

  /** Current change that the last slope foretells for a new potential. */
  private guess(potential: number): number {
    const change = (potential - this.film) / this.filmSlope;
    return Math.abs(potential - this.film) < 0.02 && Number.isFinite(change) ? change : 0;
  }

  /** Potentials, total current and slopes at a faradaic current density. */
  private respond(j: number): void {
    const { implicit, pair, thermal, description } = this;
    const gamma = implicit.surfaceResponse;
    const surface = Math.min(Math.max(this.alpha + gamma * j, LIMIT), 1 - LIMIT);
    const { meanRate } = this.operator;
    moveHysteresis(
      this.hysteresis,
      meanRate * (this.charge + implicit.tau * j),
      description.hysteresisRange,
      pair,
    );
    const branch = pair[0]!;
    const branchSlope = pair[1]! * meanRate * implicit.tau;
    description.potential.lithiation(surface, pair);
    const lithiation = pair[0]!;
    const lithiationSlope = pair[1]!;
    description.potential.delithiation(surface, pair);
    const delithiation = pair[0]!;
    const delithiationSlope = pair[1]!;
    description.exchange(surface, pair);
    const exchange = pair[0]!;
    const root = Math.sqrt(j * j + 4 * exchange * exchange);
    const share = Math.log((Math.abs(j) + root) / (2 * exchange)); // asinh(|j| / 2 i0)
    const overpotential = 2 * thermal * (j < 0 ? -share : share);

    const inner = ((1 + branch) * delithiation + (1 - branch) * lithiation) / 2 - overpotential;
    const surfaceSlope = ((1 + branch) * delithiationSlope + (1 - branch) * lithiationSlope) / 2;
    const innerSlope =
      surfaceSlope * gamma +
      ((delithiation - lithiation) * branchSlope) / 2 -
      (2 * thermal * (1 - (j * gamma * pair[1]!) / exchange)) / root;
    const total = j - this.admittance * (inner - this.interfacialBase);
    const totalSlope = 1 - this.admittance * innerSlope;
    this.surface = surface;
    this.surfaceSlope = surfaceSlope;
    this.branch = branch;
    this.branchSlope = branchSlope;
    this.inner = inner;
    this.innerSlope = innerSlope;
    this.total = total;
    this.film = inner - description.filmResistance * total;
    this.filmSlope = innerSlope - description.filmResistance * totalSlope;
    this.totalSlope = totalSlope / this.filmSlope;
  }

  private equilibrium(x: number, h: number): number {
    this.description.potential.delithiation(x, this.pair);
    const delithiation = this.pair[0]!;
    this.description.potential.lithiation(x, this.pair);
    return ((1 + h) * delithiation + (1 - h) * this.pair[0]!) / 2;
  }

  /** The eliminated matrix of a stage weight; the two last used weights are kept. */
  private eliminated(tau: number): ImplicitDiffusion {
    const known = this.stages.find((stage) => stage.tau === tau);
    if (known !== undefined) return known;
    const made = implicitDiffusion(this.operator, tau);
    this.stages = [made, ...this.stages.slice(0, 1)];
    return made;
  }
}
