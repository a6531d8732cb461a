import { factorise, solveFactorised } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import type { CellDescription, CellMesh } from './cell-description.ts';
import { CHARGE, CURRENT, type CellSystem, voltageOf } from './cell-system.ts';
import { type Control, controlError, controlRate, controlSlopes, hold } from './control.ts';
import * as salt from './electrolyte.ts';
import { Foil } from './foil.ts';
import { type LineMesh, lineMesh } from './line-mesh.ts';
import { PopulationNodes } from './population-nodes.ts';

const SALT = 2;

/**
 * The half cell of Doyle, Fuller and Newman on spectral elements (docs/methods/porous-cell.md). The state holds the
 * charge passed (C/m2), the current density i (A/m2, > 0 lithiates), concentration and potential of the electrolyte at
 * every node, the potential of the solid at the electrode's nodes, then the populations. The foil is at potential 0.
 *
 * Particles are eliminated node by node; what is left is one small dense matrix.
 */
export class DfnSystem implements CellSystem {
  readonly description: CellDescription;
  readonly mesh: LineMesh;
  readonly populations: readonly PopulationNodes[];
  readonly nodeShares: Float64Array;
  readonly size: number;
  readonly mass: Float64Array;
  readonly scale: Float64Array;
  readonly defectScale: Float64Array;
  readonly voltageTerms: Int32Array;
  readonly voltageWeights: Float64Array;
  control: Control = hold('current', 0);

  readonly thermal: number;
  readonly salt = SALT;
  readonly foilPotential: number;
  /** First electrolyte and solid potential in the state. */
  readonly ionic: number;
  readonly solid: number;
  private readonly particles: number;
  private readonly nodes: number;
  private readonly electrodeNodes: number;
  private readonly difference: Float64Array;
  private readonly electrodeSalt: Float64Array;
  private readonly reaction: Float64Array;
  private readonly total: Float64Array;
  private readonly properties = new Float64Array(8);
  private readonly pair = new Float64Array(2);
  private readonly foil: Foil;
  private shift = 1;
  // the condensed system: salt, ionic, solid, current
  private readonly condensed: number;
  private readonly matrix: Float64Array;
  private readonly pivots: Int32Array;
  private readonly right: Float64Array;

  constructor(description: CellDescription, mesh: CellMesh) {
    this.description = description;
    this.mesh = lineMesh(description.separator, description.electrode, mesh);
    this.nodeShares = this.mesh.electrodeShare;
    this.thermal = salt.thermalVoltage(description.temperature);
    this.foil = new Foil(description.counter, this.thermal);
    this.nodes = this.mesh.nodes;
    this.electrodeNodes = this.nodes - this.mesh.electrodeStart;
    this.ionic = SALT + this.nodes;
    this.foilPotential = this.ionic;
    this.solid = this.ionic + this.nodes;
    this.particles = this.solid + this.electrodeNodes;
    let offset = this.particles;
    this.populations = description.populations.map((population) => {
      const made = new PopulationNodes(population, this.electrodeNodes, offset, mesh.radial, this.thermal);
      offset += made.stride * made.nodes;
      return made;
    });
    this.size = offset;
    this.difference = new Float64Array(this.electrodeNodes);
    this.electrodeSalt = new Float64Array(this.electrodeNodes);
    this.reaction = new Float64Array(this.electrodeNodes);
    this.total = new Float64Array(this.electrodeNodes);
    this.voltageTerms = Int32Array.of(this.particles - 1, CURRENT);
    this.voltageWeights = Float64Array.of(1, -description.seriesResistance);
    this.condensed = this.particles - 1;
    this.matrix = new Float64Array(this.condensed * this.condensed);
    this.pivots = new Int32Array(this.condensed);
    this.right = new Float64Array(this.condensed);
    this.mass = new Float64Array(this.size);
    this.scale = new Float64Array(this.size).fill(Infinity);
    this.defectScale = new Float64Array(this.size).fill(Infinity);
    this.weigh();
  }

  private weigh(): void {
    const { mass, scale, description, nodes } = this;
    mass[CHARGE] = 1;
    for (let n = 0; n < nodes; n++) {
      mass[SALT + n] = this.mesh.electrolyteVolume[n]!;
      scale[SALT + n] = 10 * description.electrolyte.initialConcentration;
    }
    mass[this.ionic] = description.counter.capacitance;
    scale[this.particles - 1] = 0.5; // potential of the collector, V
    for (const population of this.populations) population.weigh(mass, scale, this.defectScale);
  }

  /** Writes the state of the cell at rest; the algebraic part is consistent for zero current. */
  fill(y: Float64Array): void {
    y.fill(0);
    y.fill(this.description.electrolyte.initialConcentration, SALT, SALT + this.nodes);
    for (const population of this.populations) population.fill(y);
    const [first] = this.populations;
    const { lithiation, hysteresis } = first!.description;
    y.fill(first!.openCircuit(lithiation, hysteresis), this.solid, this.particles);
  }

  setSeriesResistance(resistance: number): void {
    this.voltageWeights[this.voltageTerms.indexOf(CURRENT)] = -resistance;
  }

  lithium(y: Float64Array): number {
    let sum = 0;
    for (let n = 0; n < this.nodes; n++) sum += this.mesh.electrolyteVolume[n]! * y[SALT + n]!;
    for (const population of this.populations) {
      for (let k = 0; k < this.electrodeNodes; k++) {
        sum +=
          (population.area[k]! * this.mesh.electrodeShare[k]! * population.meanAt(y, k)) /
          (population.meanRate * faraday);
      }
    }
    return sum - (this.foil.capacitance * y[this.ionic]!) / faraday;
  }

  leastSalt(y: Float64Array): number {
    let least = Infinity;
    for (let n = 0; n < this.nodes; n++) least = Math.min(least, y[SALT + n]!);
    return least;
  }

  evaluate(t: number, y: Float64Array, out: Float64Array): void {
    const { electrodeNodes, ionic, solid, properties, description, mesh } = this;
    const i = y[CURRENT]!;
    const { electrodeStart } = mesh;
    out.fill(0, 0, this.particles);
    this.gather(y);
    this.reaction.fill(0);
    this.total.fill(0);
    for (const population of this.populations) {
      population.evaluate(y, this.difference, this.electrodeSalt, out);
      for (let k = 0; k < electrodeNodes; k++) {
        this.reaction[k]! += population.area[k]! * population.reaction[k]!;
        this.total[k]! += population.area[k]! * population.total[k]!;
      }
    }
    const { conductivity } = description.electrode;
    for (const element of mesh.elements) {
      const { first, degree, derivative, weights, tortuous, isElectrode } = element;
      const count = degree + 1;
      const toReal = 2 / element.length;
      for (let g = 0; g < count; g++) {
        let saltSlope = 0;
        let ionicSlope = 0;
        const row = g * count;
        for (let j = 0; j < count; j++) {
          const d = derivative[row + j]!;
          saltSlope += d * y[SALT + first + j]!;
          ionicSlope += d * y[ionic + first + j]!;
        }
        saltSlope *= toReal;
        ionicSlope *= toReal;
        const c = y[SALT + first + g]!;
        description.electrolyte.properties(c, properties);
        const transference = properties[salt.TRANSFERENCE]!;
        const lever = 2 * this.thermal * (1 - transference) * properties[salt.FACTOR]!;
        const current = properties[salt.CONDUCTIVITY]! * tortuous * ((lever * saltSlope) / c - ionicSlope);
        const flux =
          (transference * current) / faraday - properties[salt.DIFFUSIVITY]! * tortuous * saltSlope;
        const w = weights[g]!;
        for (let j = 0; j < count; j++) {
          const d = w * derivative[row + j]!;
          out[SALT + first + j]! += d * flux;
          out[ionic + first + j]! += d * current;
        }
      }
      if (!isElectrode) continue;
      const solidFirst = solid + first - electrodeStart;
      const { stiffness } = element;
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let j = 0; j < count; j++) sum += stiffness[i * count + j]! * y[solidFirst + j]!;
        out[solidFirst + i]! -= conductivity * toReal * sum;
      }
    }
    for (let k = 0; k < electrodeNodes; k++) {
      const share = mesh.electrodeShare[k]!;
      out[SALT + electrodeStart + k]! -= (share * this.reaction[k]!) / faraday;
      out[ionic + electrodeStart + k]! -= share * this.total[k]!;
      out[solid + k]! += share * this.total[k]!;
    }
    out[CHARGE] = i;
    out[this.particles - 1]! -= i;
    // the foil takes the place of the first node's charge balance, which the others imply
    this.foil.evaluate(y[ionic]!, y[SALT]!, i);
    out[ionic] = this.foil.row;
    out[SALT]! += this.foil.faradaic / faraday;
    out[CURRENT] = controlError(this.control, t, i, voltageOf(this, y));
  }

  timeSlope(t: number, y: Float64Array, out: Float64Array): boolean {
    const slope = controlRate(this.control, t, y[CURRENT]!);
    if (slope === 0) return false;
    out.fill(0);
    out[CURRENT] = slope;
    return true;
  }

  factor(t: number, y: Float64Array, shift: number): boolean {
    if (!this.linearise(t, y, shift)) return false;
    const { matrix, condensed, nodes, electrodeNodes, mesh } = this;
    const { electrodeStart } = mesh;
    const ionic = nodes;
    const solid = 2 * nodes;
    for (const population of this.populations) {
      population.eliminate(y, this.electrodeSalt, shift);
      for (let k = 0; k < electrodeNodes; k++) {
        const weight = population.area[k]! * mesh.electrodeShare[k]!;
        const node = electrodeStart + k;
        const perFaraday = weight / faraday;
        const saltRow = node * condensed;
        matrix[saltRow + node]! += perFaraday * population.reactionSalt[k]!;
        matrix[saltRow + ionic + node]! -= perFaraday * population.reactionPotential[k]!;
        matrix[saltRow + solid + k]! += perFaraday * population.reactionPotential[k]!;
        const salty = weight * population.totalSalt[k]!;
        const potential = weight * population.totalPotential[k]!;
        const ionicRow = (ionic + node) * condensed;
        matrix[ionicRow + node]! += salty;
        matrix[ionicRow + ionic + node]! -= potential;
        matrix[ionicRow + solid + k]! += potential;
        const solidRow = (solid + k) * condensed;
        matrix[solidRow + node]! -= salty;
        matrix[solidRow + ionic + node]! += potential;
        matrix[solidRow + solid + k]! -= potential;
      }
    }
    this.balance();
    return factorise(matrix, condensed, this.pivots);
  }

  /** Writes shift * M - J of salt, potentials and current, without the populations; false where salt is used up. */
  private linearise(t: number, y: Float64Array, shift: number): boolean {
    const { matrix, condensed, nodes, properties, description, mesh, thermal } = this;
    const { electrodeStart } = mesh;
    const ionic = nodes;
    const solid = 2 * nodes;
    const at = condensed - 1; // the current
    matrix.fill(0);
    this.gather(y);
    const { conductivity } = description.electrode;
    for (let n = 0; n < nodes; n++) matrix[n * condensed + n] = shift * this.mass[SALT + n]!;
    for (const element of mesh.elements) {
      const { first, degree, derivative, weights, tortuous, isElectrode } = element;
      const count = degree + 1;
      const toReal = 2 / element.length;
      for (let g = 0; g < count; g++) {
        const row = g * count;
        let saltSlope = 0;
        let ionicSlope = 0;
        for (let j = 0; j < count; j++) {
          const d = derivative[row + j]!;
          saltSlope += d * y[SALT + first + j]!;
          ionicSlope += d * y[this.ionic + first + j]!;
        }
        saltSlope *= toReal;
        ionicSlope *= toReal;
        const c = y[SALT + first + g]!;
        if (!(c > 0)) return false;
        description.electrolyte.properties(c, properties);
        const kappa = properties[salt.CONDUCTIVITY]! * tortuous;
        const diffusivity = properties[salt.DIFFUSIVITY]! * tortuous;
        const transference = properties[salt.TRANSFERENCE]!;
        const factor = properties[salt.FACTOR]!;
        const lever = 2 * thermal * (1 - transference) * factor;
        const leverSlope =
          2 *
          thermal *
          ((1 - transference) * properties[salt.FACTOR_SLOPE]! -
            factor * properties[salt.TRANSFERENCE_SLOPE]!);
        const force = (lever * saltSlope) / c - ionicSlope;
        const current = kappa * force;
        // i_e changes with the gradients of salt and potential and with c at the point
        const w = weights[g]!;
        const currentOfSlope = ((w * kappa * lever) / c) * toReal;
        const currentOfPotential = -w * kappa * toReal;
        const currentOfSalt =
          w *
          (properties[salt.CONDUCTIVITY_SLOPE]! * tortuous * force +
            (kappa * saltSlope * (leverSlope - lever / c)) / c);
        const per = transference / faraday;
        const fluxOfSlope = per * currentOfSlope - w * diffusivity * toReal;
        const fluxOfPotential = per * currentOfPotential;
        const fluxOfSalt =
          per * currentOfSalt +
          w *
            ((properties[salt.TRANSFERENCE_SLOPE]! * current) / faraday -
              properties[salt.DIFFUSIVITY_SLOPE]! * tortuous * saltSlope);
        for (let i = 0; i < count; i++) {
          const d = derivative[row + i]!;
          const saltRow = (first + i) * condensed + first;
          const ionicRow = saltRow + ionic * condensed;
          for (let j = 0; j < count; j++) {
            const e = d * derivative[row + j]!;
            matrix[saltRow + j]! -= e * fluxOfSlope;
            matrix[saltRow + ionic + j]! -= e * fluxOfPotential;
            matrix[ionicRow + j]! -= e * currentOfSlope;
            matrix[ionicRow + ionic + j]! -= e * currentOfPotential;
          }
          matrix[saltRow + g]! -= d * fluxOfSalt;
          matrix[ionicRow + g]! -= d * currentOfSalt;
        }
      }
      if (!isElectrode) continue;
      const solidFirst = solid + first - electrodeStart;
      const { stiffness } = element;
      const scaled = conductivity * toReal;
      for (let i = 0; i < count; i++) {
        const solidRow = (solidFirst + i) * condensed + solidFirst;
        for (let j = 0; j < count; j++) matrix[solidRow + j]! += scaled * stiffness[i * count + j]!;
      }
    }
    matrix[(at - 1) * condensed + at]! += 1; // the current enters the solid at the collector
    this.factorFoil(y, shift, ionic * condensed, at);
    this.factorControl(t, y, at);
    return true;
  }

  solve(b: Float64Array): void {
    const { right, condensed, nodes, electrodeNodes, mesh } = this;
    const { electrodeStart } = mesh;
    const solid = 2 * nodes;
    for (let n = 0; n < nodes; n++) right[n] = b[SALT + n]! * faraday;
    for (let n = nodes; n < condensed - 1; n++) right[n] = b[SALT + n]!;
    right[condensed - 1] = b[CURRENT]!;
    for (const population of this.populations) {
      population.reduce(b);
      for (let k = 0; k < electrodeNodes; k++) {
        const weight = population.area[k]! * mesh.electrodeShare[k]!;
        right[electrodeStart + k]! -= weight * population.reaction0[k]!;
        right[nodes + electrodeStart + k]! -= weight * population.total0[k]!;
        right[solid + k]! += weight * population.total0[k]!;
      }
    }
    solveFactorised(this.matrix, condensed, this.pivots, right);
    const { initialConcentration } = this.description.electrolyte;
    for (let n = 0; n < nodes; n++) right[n]! *= initialConcentration;
    for (let k = 0; k < electrodeNodes; k++) {
      this.difference[k] = right[solid + k]! - right[nodes + electrodeStart + k]!;
      this.electrodeSalt[k] = right[electrodeStart + k]!;
    }
    for (const population of this.populations) population.expand(b, this.difference, this.electrodeSalt);
    this.refineSalt(b);
    for (let n = 0; n < condensed - 1; n++) b[SALT + n] = right[n]!;
    b[CURRENT] = right[condensed - 1]!;
    b[CHARGE] = (b[CHARGE]! + b[CURRENT]!) / this.shift;
  }

  /**
   * Puts right what rounding of the elimination left of the balance of all salt, evenly: fluxes between nodes are large
   * and cancel in that sum, so that the eliminated rows know it worse than their own numbers do.
   */
  private refineSalt(b: Float64Array): void {
    const { right, nodes, electrodeNodes, mesh, foil, shift } = this;
    let left = 0;
    let volume = 0;
    for (let n = 0; n < nodes; n++) {
      left += b[SALT + n]! - shift * this.mass[SALT + n]! * right[n]!;
      volume += this.mass[SALT + n]!;
    }
    const current = right[this.condensed - 1]!;
    left +=
      (foil.faradaicPotential * right[nodes]! +
        foil.faradaicSalt * right[0]! +
        foil.faradaicCurrent * current) /
      faraday;
    for (const population of this.populations) {
      for (let k = 0; k < electrodeNodes; k++) {
        const reaction = b[population.reactionIndex(k)]!;
        left -= (population.area[k]! * mesh.electrodeShare[k]! * reaction) / faraday;
      }
    }
    const even = left / (shift * volume);
    for (let n = 0; n < nodes; n++) right[n]! += even;
  }

  /** Salt rows as currents and salt columns per fresh concentration, so that pivots are chosen among equals. */
  private balance(): void {
    const { matrix, condensed, nodes } = this;
    const { initialConcentration } = this.description.electrolyte;
    for (let n = 0; n < nodes * condensed; n++) matrix[n]! *= faraday;
    for (let row = 0; row < condensed; row++) {
      for (let n = 0; n < nodes; n++) matrix[row * condensed + n]! *= initialConcentration;
    }
  }

  /** The row of the first node's ionic potential is the foil's, and the foil gives its salt. */
  private factorFoil(y: Float64Array, shift: number, row: number, at: number): void {
    const { matrix, condensed, nodes, foil } = this;
    this.shift = shift;
    foil.linearise(y[this.ionic]!, y[SALT]!, y[CURRENT]!);
    matrix.fill(0, row, row + condensed);
    matrix[row + nodes] = shift * foil.capacitance - foil.rowPotential;
    matrix[row] = -foil.rowSalt;
    matrix[row + at] = -foil.rowCurrent;
    matrix[nodes]! -= foil.faradaicPotential / faraday;
    matrix[0]! -= foil.faradaicSalt / faraday;
    matrix[at]! -= foil.faradaicCurrent / faraday;
  }

  private factorControl(t: number, y: Float64Array, at: number): void {
    const { matrix, condensed, pair } = this;
    const row = at * condensed;
    controlSlopes(this.control, t, y[CURRENT]!, voltageOf(this, y), pair);
    matrix[row + at - 1] = -pair[1]! * this.voltageWeights[0]!;
    matrix[row + at] = -pair[0]! - pair[1]! * this.voltageWeights[1]!;
  }

  /** Potential difference and salt at the electrode's nodes. */
  private gather(y: Float64Array): void {
    const { electrodeNodes, mesh } = this;
    for (let k = 0; k < electrodeNodes; k++) {
      const node = mesh.electrodeStart + k;
      this.difference[k] = y[this.solid + k]! - y[this.ionic + node]!;
      this.electrodeSalt[k] = y[SALT + node]!;
    }
  }
}
