import { asinh } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import type { PopulationDescription } from './cell-description.ts';
import { radialDiffusion, type RadialDiffusion } from './radial-diffusion.ts';

/** The surface is evaluated inside these bounds; beyond them the laws go on from their ends. */
const EDGE = 1e-9;
/** Smallest film, so that a double layer has a current of its own: 1e-9 V at 0.1 A/m2. Ohm m2. */
const THINNEST_FILM = 1e-8;

/**
 * One population of particles at the nodes of an electrode: its equations, and their elimination. Per node the state
 * holds the amplitudes of the radial modes (1 each for the mean, then the shape), the branch h where there is one, with
 * a double layer the interfacial potential E and the total current density j_t, and last the reaction's j (> 0 lithiates).
 *
 * After `eliminate`, the answer of a node to a change of its potential difference d = phi_s - phi_e and concentration c
 * is `reaction = reaction0 + reactionPotential d + reactionSalt c`, and the same for `total`.
 */
export class PopulationNodes {
  readonly description: PopulationDescription;
  readonly nodes: number;
  /** State numbers per node. */
  readonly stride: number;
  /** Diffusion in the particles. */
  readonly radial: RadialDiffusion;
  /** First state of the first node. */
  readonly offset: number;
  readonly modes: number;
  /** What ageing changes: real surface that works per geometric area, at the share of the electrode that node k stands for. */
  readonly area: Float64Array;
  /** And the resistance of shell and interphase, Ohm m2. Set by `setFilm`. */
  readonly film: Float64Array;
  /** Reaction's and total current density of the last `evaluate`, A per m2 real. Shape (nodes). */
  readonly reaction: Float64Array;
  readonly total: Float64Array;
  readonly reaction0: Float64Array;
  readonly reactionPotential: Float64Array;
  readonly reactionSalt: Float64Array;
  readonly total0: Float64Array;
  readonly totalPotential: Float64Array;
  readonly totalSalt: Float64Array;
  /** Mean lithiation per charge, (1/s)/(A/m2). */
  readonly meanRate: number;

  /** Rate at which the branch is forgotten per current density, (1/s)/(A/m2). */
  readonly branchRate: number;
  private readonly hasBranch: boolean;
  private readonly hasLayer: boolean;
  private readonly twoThermal: number;
  private readonly pair = new Float64Array(3);
  // per node, of the last linearisation
  private readonly surfaceSlope: Float64Array;
  private readonly branchSlope: Float64Array;
  private readonly branchGain: Float64Array;
  private readonly branchDecay: Float64Array;
  private readonly saltSlope: Float64Array;
  private readonly reactionImpedance: Float64Array;
  private readonly layerAdmittance: Float64Array;
  private readonly layerGain: Float64Array;

  constructor(
    description: PopulationDescription,
    nodes: number,
    offset: number,
    modes: number,
    thermal: number,
  ) {
    const { geometry, size, diffusivity, capacitance, filmResistance } = description;
    this.description = description;
    this.nodes = nodes;
    this.offset = offset;
    this.modes = modes;
    this.hasBranch = description.hysteresisRange !== undefined;
    this.hasLayer = capacitance > 0;
    this.stride = modes + (this.hasBranch ? 1 : 0) + (this.hasLayer ? 2 : 0) + 1;
    this.twoThermal = 2 * thermal;
    this.meanRate = meanRateOf(description);
    this.branchRate = this.meanRate / (description.hysteresisRange ?? 1);
    this.radial = radialDiffusion(geometry, size, diffusivity, this.meanRate, modes, nodes);
    const vector = () => new Float64Array(nodes);
    this.area = vector().fill(description.areaRatio);
    this.film = vector();
    for (let k = 0; k < nodes; k++) this.setFilm(k, filmResistance);
    this.reaction = vector();
    this.total = this.hasLayer ? vector() : this.reaction;
    this.reaction0 = vector();
    this.reactionPotential = vector();
    this.reactionSalt = vector();
    this.total0 = this.hasLayer ? vector() : this.reaction0;
    this.totalPotential = this.hasLayer ? vector() : this.reactionPotential;
    this.totalSalt = this.hasLayer ? vector() : this.reactionSalt;
    this.surfaceSlope = vector();
    this.branchSlope = vector();
    this.branchGain = vector();
    this.branchDecay = vector();
    this.saltSlope = vector();
    this.reactionImpedance = vector();
    this.layerAdmittance = vector();
    this.layerGain = vector();
  }

  /** Changes the film of node k, Ohm m2. */
  setFilm(k: number, resistance: number): void {
    this.film[k] = this.hasLayer ? Math.max(resistance, THINNEST_FILM) : resistance;
  }

  /** Index of the branch h of node k, or -1 without one; of its potential E, its total current, its reaction. */
  branchIndex(k: number): number {
    return this.hasBranch ? this.offset + k * this.stride + this.modes : -1;
  }
  layerIndex(k: number): number {
    return this.hasLayer ? this.offset + (k + 1) * this.stride - 3 : -1;
  }
  reactionIndex(k: number): number {
    return this.offset + (k + 1) * this.stride - 1;
  }

  /** Charge on the double layer of node k, C per m2 real, > 0 where the total current brought more than the reaction took. */
  layerCharge(y: Float64Array, k: number): number {
    return this.hasLayer ? -this.description.capacitance * y[this.layerIndex(k)]! : 0;
  }

  /** Surface lithiation at node k. */
  surfaceAt(y: Float64Array, k: number): number {
    return this.radial.surface(y, this.offset + k * this.stride);
  }

  /** Mean lithiation at node k. */
  meanAt(y: Float64Array, k: number): number {
    return this.radial.mean(y, this.offset + k * this.stride);
  }

  /** Writes the state of a uniform population at rest. */
  fill(y: Float64Array): void {
    const { lithiation, hysteresis } = this.description;
    for (let k = 0; k < this.nodes; k++) {
      const at = this.offset + k * this.stride;
      y.fill(0, at, at + this.stride);
      this.radial.fill(y, at, lithiation);
      if (this.hasBranch) y[at + this.modes] = hysteresis;
      if (this.hasLayer) y[this.layerIndex(k)] = this.openCircuit(lithiation, hysteresis);
    }
  }

  /** Open-circuit potential on a branch, V. */
  openCircuit(x: number, h: number): number {
    return this.potential(withinLaws(x), h);
  }

  /** Fills mass, error scale and defect scale of the state numbers. */
  weigh(mass: Float64Array, scale: Float64Array, defectScale: Float64Array): void {
    for (let k = 0; k < this.nodes; k++) {
      const at = this.offset + k * this.stride;
      mass.fill(1, at, at + this.modes + (this.hasBranch ? 1 : 0));
      for (let m = 0; m < this.modes; m++) scale[at + m] = 0.1 * this.radial.scale[m]!;
      if (this.hasBranch) scale[at + this.modes] = 10;
      if (this.hasLayer) {
        mass[at + this.stride - 3] = this.description.capacitance;
        scale[at + this.stride - 3] = 0.5;
        mass[at + this.stride - 2] = 0;
        scale[at + this.stride - 2] = Infinity;
      }
      mass[at + this.stride - 1] = 0;
      scale[at + this.stride - 1] = Infinity;
      defectScale[at + this.stride - 1] = 1; // V
    }
  }

  /** Writes f of the population's rows; `difference` is phi_s - phi_e, `salt` the concentration at the nodes. */
  evaluate(y: Float64Array, difference: Float64Array, salt: Float64Array, out: Float64Array): void {
    const { modes, radial, pair, stride, nodes, film, reaction, total, hasBranch, hasLayer, twoThermal } =
      this;
    const { potential, reaction: exchange } = this.description;
    const { lithiation, delithiation } = potential;
    let at = this.offset;
    for (let k = 0; k < nodes; k++, at += stride) {
      const last = at + stride - 1;
      const j = y[last]!;
      const inside = withinLaws(radial.rates(y, at, j, out));
      lithiation(inside, pair);
      let open = pair[0]!;
      if (hasBranch) {
        const h = y[at + modes]!;
        out[at + modes] = -this.branchRate * (j > 0 ? (1 + h) * j : (1 - h) * j);
        if (h > -1) {
          delithiation(inside, pair);
          open = ((1 - h) * open + (1 + h) * pair[0]!) / 2;
        }
      }
      exchange(inside, salt[k]!, pair);
      const eta = twoThermal * asinh(j / (2 * pair[0]!));
      reaction[k] = j;
      if (hasLayer) {
        const inner = y[last - 2]!;
        const totalHere = y[last - 1]!;
        total[k] = totalHere;
        out[last - 2] = j - totalHere;
        out[last - 1] = difference[k]! - inner + film[k]! * totalHere;
        out[last] = inner - open + eta;
      } else out[last] = difference[k]! - open + eta + film[k]! * j;
    }
  }

  /** Linearises at y and eliminates all but potential difference and salt, for the matrix shift M - J. */
  eliminate(y: Float64Array, salt: Float64Array, shift: number): void {
    const { modes, radial, pair, stride } = this;
    const { lithiation, delithiation } = this.description.potential;
    for (let k = 0; k < this.nodes; k++) {
      const at = this.offset + k * stride;
      const film = this.film[k]!;
      const j = y[at + stride - 1]!;
      const x = radial.surface(y, at);
      const gamma = radial.eliminate(y, at, k, shift);
      const inside = withinLaws(x);
      lithiation(inside, pair);
      let slope = pair[1]!;
      const open = pair[0]!;
      let gain = 0;
      let branchSlope = 0;
      if (this.hasBranch) {
        const h = y[at + modes]!;
        delithiation(inside, pair);
        branchSlope = (open - pair[0]!) / 2; // -dU/dh
        slope = ((1 - h) * slope + (1 + h) * pair[1]!) / 2;
        const decayOfBranch = shift + this.branchRate * Math.abs(j);
        gain = (this.branchRate * (j > 0 ? 1 + h : 1 - h)) / decayOfBranch;
        this.branchDecay[k] = 1 / decayOfBranch;
      }
      this.description.reaction(inside, salt[k]!, pair);
      const exchange = pair[0]!;
      const root = this.twoThermal / Math.sqrt(j * j + 4 * exchange * exchange);
      const lever = (root * j) / exchange;
      const surfaceSlope = x === inside ? -slope - lever * pair[1]! : 0;
      this.surfaceSlope[k] = surfaceSlope;
      this.branchSlope[k] = branchSlope;
      this.branchGain[k] = gain;
      this.saltSlope[k] = -lever * pair[2]!;
      const faradaic = root + surfaceSlope * gamma - branchSlope * gain;
      if (this.hasLayer) {
        const impedance = faradaic;
        const admittance = shift * this.description.capacitance + 1 / impedance + 1 / film;
        this.reactionImpedance[k] = impedance;
        this.layerAdmittance[k] = admittance;
        // E = (e0 + d/film - saltSlope c / impedance)/admittance; j = (rho - E - saltSlope c)/impedance
        const perPotential = 1 / (film * admittance);
        const perSalt = -this.saltSlope[k]! / (impedance * admittance);
        this.layerGain[k] = perPotential;
        this.reactionPotential[k] = -perPotential / impedance;
        this.reactionSalt[k] = (-perSalt - this.saltSlope[k]!) / impedance;
        this.totalPotential[k] = -(shift * this.description.capacitance + 1 / impedance) * perPotential;
        this.totalSalt[k] = perSalt / film;
      } else {
        const impedance = faradaic + film;
        this.reactionImpedance[k] = impedance;
        this.reactionPotential[k] = -1 / impedance;
        this.reactionSalt[k] = -this.saltSlope[k]! / impedance;
      }
    }
  }

  /** Takes the right-hand side of the population's rows; sets `reaction0` and `total0`. */
  reduce(b: Float64Array): void {
    const { modes, radial, stride } = this;
    for (let k = 0; k < this.nodes; k++) {
      const at = this.offset + k * stride;
      const film = this.film[k]!;
      let rest = -this.surfaceSlope[k]! * radial.reduce(b, at, k);
      if (this.hasBranch) rest -= this.branchSlope[k]! * b[at + modes]! * this.branchDecay[k]!;
      rest -= b[at + stride - 1]!;
      const impedance = this.reactionImpedance[k]!;
      if (this.hasLayer) {
        const gap = b[at + stride - 2]!;
        const inner = (b[at + stride - 3]! + rest / impedance + gap / film) / this.layerAdmittance[k]!;
        this.reaction0[k] = (rest - inner) / impedance;
        this.total0[k] = (inner - gap) / film;
      } else this.reaction0[k] = rest / impedance;
    }
  }

  /** Writes the solution of the population's rows over their right-hand side, for solved potentials and salt. */
  expand(b: Float64Array, difference: Float64Array, salt: Float64Array): void {
    const { modes, radial, stride } = this;
    for (let k = 0; k < this.nodes; k++) {
      const at = this.offset + k * stride;
      const d = difference[k]!;
      const c = salt[k]!;
      const j = this.reaction0[k]! + this.reactionPotential[k]! * d + this.reactionSalt[k]! * c;
      radial.expand(b, at, k, j);
      if (this.hasBranch) {
        b[at + modes] = b[at + modes]! * this.branchDecay[k]! - this.branchGain[k]! * j;
      }
      if (this.hasLayer) {
        const total = this.total0[k]! + this.totalPotential[k]! * d + this.totalSalt[k]! * c;
        b[at + stride - 3] = this.film[k]! * total + b[at + stride - 2]! + d;
        b[at + stride - 2] = total;
      }
      b[at + stride - 1] = j;
    }
  }

  private potential(x: number, h: number): number {
    const { pair } = this;
    const { lithiation, delithiation } = this.description.potential;
    if (h <= -1) {
      lithiation(x, pair);
      return pair[0]!;
    }
    lithiation(x, pair);
    const low = pair[0]!;
    delithiation(x, pair);
    return ((1 - h) * low + (1 + h) * pair[0]!) / 2;
  }
}

/** Rate of the mean lithiation per reaction's current density, (1/s)/(A/m2). */
export function meanRateOf({ geometry, size, maximumConcentration }: PopulationDescription): number {
  return (geometry === 'sphere' ? 3 : 1) / (size * faraday * maximumConcentration);
}

/** A surface lithiation within the bounds of the laws. */
export function withinLaws(x: number): number {
  return x < EDGE ? EDGE : x > 1 - EDGE ? 1 - EDGE : x;
}
