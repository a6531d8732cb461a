import { vectorBlock } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import type { CellDescription, CellMesh } from './cell-description.ts';
import { CHARGE, CURRENT, type CellSystem, voltageOf } from './cell-system.ts';
import { CondensedMatrix } from './condensed-matrix.ts';
import { type Control, controlError, controlRate, controlSlopes, hold } from './control.ts';
import { thermalVoltage } from './electrolyte.ts';
import { ElectrolyteLine } from './electrolyte-line.ts';
import { Foil } from './foil.ts';
import { type LineMesh, lineMesh } from './line-mesh.ts';
import { PopulationNodes } from './population-nodes.ts';

const SALT = 2;

/**
 * The half cell of Doyle, Fuller and Newman on spectral elements (docs/methods/porous-cell.md). The state holds the
 * charge passed (C/m2), the current density i (A/m2, > 0 lithiates), concentration and potential of the electrolyte at
 * every node, the potential of the solid at the electrode's nodes, then the populations. The foil is at potential 0.
 *
 * Particles are eliminated node by node; what is left is one small matrix.
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
  private readonly pair = new Float64Array(2);
  private readonly foil: Foil;
  private shift = 1;
  private readonly electrolyte: ElectrolyteLine;
  private readonly matrix: CondensedMatrix;
  private readonly right: Float64Array;

  constructor(description: CellDescription, mesh: CellMesh) {
    this.description = description;
    this.mesh = lineMesh(description.separator, description.electrode, mesh);
    this.nodeShares = this.mesh.electrodeShare;
    this.thermal = thermalVoltage(description.temperature);
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
    this.voltageTerms = Int32Array.of(this.particles - 1, CURRENT);
    this.voltageWeights = Float64Array.of(1, -description.seriesResistance);
    this.electrolyte = new ElectrolyteLine(this.mesh, description.electrolyte, this.thermal, [
      SALT,
      this.ionic,
    ]);
    this.matrix = new CondensedMatrix(this.mesh);
    this.right = new Float64Array(this.matrix.size);
    const vector = vectorBlock(3, this.size);
    this.mass = vector();
    this.scale = vector().fill(Infinity);
    this.defectScale = vector().fill(Infinity);
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
    if (description.counter.capacitance > 0) scale[this.ionic] = 0.5; // V, as that of the collector
    scale[this.particles - 1] = 0.5;
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
    const { electrodeNodes, ionic, solid, mesh } = this;
    const i = y[CURRENT]!;
    const { electrodeStart } = mesh;
    for (let n = 0; n < this.particles; n++) out[n] = 0;
    this.gather(y);
    for (const population of this.populations) {
      population.evaluate(y, this.difference, this.electrodeSalt, out);
      const { area, reaction, total } = population;
      for (let k = 0; k < electrodeNodes; k++) {
        const weight = area[k]! * mesh.electrodeShare[k]!;
        const current = weight * total[k]!;
        out[SALT + electrodeStart + k]! -= (weight / faraday) * reaction[k]!;
        out[ionic + electrodeStart + k]! -= current;
        out[solid + k]! += current;
      }
    }
    this.electrolyte.evaluate(y, out);
    this.conduct(y, out);
    out[CHARGE] = i;
    out[this.particles - 1]! -= i;
    // the foil takes the place of the first node's charge balance, which the others imply
    this.foil.evaluate(y[ionic]!, y[SALT]!, i);
    out[ionic] = this.foil.row;
    out[SALT]! += this.foil.faradaic / faraday;
    out[CURRENT] = controlError(this.control, t, i, voltageOf(this, y));
  }

  /** Adds the electronic current that flows to each node, A/m2. */
  private conduct(y: Float64Array, out: Float64Array): void {
    const { mesh, solid, description } = this;
    for (const { first, degree, length, stiffness, isElectrode } of mesh.elements) {
      if (!isElectrode) continue;
      const count = degree + 1;
      const at = solid + first - mesh.electrodeStart;
      const scale = (description.electrode.conductivity * 2) / length;
      for (let i = 0, row = 0; i < count; i++, row += count) {
        let sum = 0;
        for (let j = 0; j < count; j++) sum += stiffness[row + j]! * y[at + j]!;
        out[at + i]! -= scale * sum;
      }
    }
  }

  timeSlope(t: number, y: Float64Array, out: Float64Array): boolean {
    const slope = controlRate(this.control, t, y[CURRENT]!);
    if (slope === 0) return false;
    out.fill(0);
    out[CURRENT] = slope;
    return true;
  }

  factor(t: number, y: Float64Array, shift: number): boolean {
    const { matrix, mass, nodes, electrodeNodes, mesh, pair } = this;
    const { entries, size, places } = matrix;
    const { electrodeStart } = mesh;
    this.shift = shift;
    matrix.clear();
    this.gather(y);
    if (!this.electrolyte.linearise(y, matrix)) return false;
    for (let n = 0; n < nodes; n++) entries[(places[n]! + 1) * (size + 1)]! += shift * mass[SALT + n]!;
    this.lineariseSolid();
    for (const population of this.populations) {
      population.eliminate(y, this.electrodeSalt, shift);
      for (let k = 0; k < electrodeNodes; k++) {
        const weight = population.area[k]! * mesh.electrodeShare[k]!;
        const place = places[electrodeStart + k]!;
        const totalSalt = weight * population.totalSalt[k]!;
        const totalPotential = weight * population.totalPotential[k]!;
        const reactionSalt = (weight / faraday) * population.reactionSalt[k]!;
        const reactionPotential = (weight / faraday) * population.reactionPotential[k]!;
        const ionicRow = place * size + place;
        entries[ionicRow]! -= totalPotential;
        entries[ionicRow + 1]! += totalSalt;
        entries[ionicRow + 2]! += totalPotential;
        const saltRow = ionicRow + size;
        entries[saltRow]! -= reactionPotential;
        entries[saltRow + 1]! += reactionSalt;
        entries[saltRow + 2]! += reactionPotential;
        const solidRow = saltRow + size;
        entries[solidRow]! += totalPotential;
        entries[solidRow + 1]! -= totalSalt;
        entries[solidRow + 2]! -= totalPotential;
      }
    }
    this.lineariseFoil(y);
    matrix.current[size - 1]! += 1; // the current enters the solid at the collector
    controlSlopes(this.control, t, y[CURRENT]!, voltageOf(this, y), pair);
    matrix.controlPotential = -pair[1]! * this.voltageWeights[0]!;
    matrix.controlCurrent = -pair[0]! - pair[1]! * this.voltageWeights[1]!;
    return matrix.factor();
  }

  private lineariseSolid(): void {
    const { matrix, mesh, description } = this;
    const { entries, size, places } = matrix;
    for (const { first, degree, length, stiffness, isElectrode } of mesh.elements) {
      if (!isElectrode) continue;
      const count = degree + 1;
      const place = places[first]! + 2;
      const scale = (description.electrode.conductivity * 2) / length;
      for (let i = 0, from = 0; i < count; i++, from += count) {
        const row = (place + 3 * i) * size + place;
        for (let j = 0; j < count; j++) entries[row + 3 * j]! += scale * stiffness[from + j]!;
      }
    }
  }

  /** The row of the first node's ionic potential is the foil's, and the foil gives its salt. */
  private lineariseFoil(y: Float64Array): void {
    const { matrix, foil, shift } = this;
    const { entries, size, current } = matrix;
    foil.linearise(y[this.ionic]!, y[SALT]!, y[CURRENT]!);
    entries.fill(0, 0, size);
    entries[0] = shift * foil.capacitance - foil.rowPotential;
    entries[1] = -foil.rowSalt;
    current[0] = -foil.rowCurrent;
    entries[size]! -= foil.faradaicPotential / faraday;
    entries[size + 1]! -= foil.faradaicSalt / faraday;
    current[1]! -= foil.faradaicCurrent / faraday;
  }

  solve(b: Float64Array): void {
    const { right, matrix, nodes, electrodeNodes, mesh, ionic, solid, difference, electrodeSalt } = this;
    const { electrodeStart } = mesh;
    const { places } = matrix;
    for (let n = 0; n < nodes; n++) {
      const place = places[n]!;
      right[place] = b[ionic + n]!;
      right[place + 1] = b[SALT + n]!;
    }
    for (let k = 0; k < electrodeNodes; k++) right[places[electrodeStart + k]! + 2] = b[solid + k]!;
    for (const population of this.populations) {
      population.reduce(b);
      for (let k = 0; k < electrodeNodes; k++) {
        const weight = population.area[k]! * mesh.electrodeShare[k]!;
        const place = places[electrodeStart + k]!;
        const total = weight * population.total0[k]!;
        right[place]! -= total;
        right[place + 1]! -= (weight / faraday) * population.reaction0[k]!;
        right[place + 2]! += total;
      }
    }
    const current = matrix.solve(right, b[CURRENT]!);
    for (let k = 0; k < electrodeNodes; k++) {
      const place = places[electrodeStart + k]!;
      difference[k] = right[place + 2]! - right[place]!;
      electrodeSalt[k] = right[place + 1]!;
      b[solid + k] = right[place + 2]!;
    }
    for (const population of this.populations) population.expand(b, difference, electrodeSalt);
    const even = this.saltLeft(b, current);
    for (let n = 0; n < nodes; n++) {
      const place = places[n]!;
      b[ionic + n] = right[place]!;
      b[SALT + n] = right[place + 1]! + even;
    }
    b[CURRENT] = current;
    b[CHARGE] = (b[CHARGE]! + current) / this.shift;
  }

  /**
   * What rounding of the elimination left of the balance of all salt, as a concentration that puts it right everywhere:
   * fluxes between nodes are large and cancel in that sum, so that the eliminated rows know it worse than their own numbers.
   */
  private saltLeft(b: Float64Array, current: number): number {
    const { right, matrix, mass, nodes, electrodeNodes, mesh, foil, shift } = this;
    const { places } = matrix;
    let left = 0;
    let volume = 0;
    for (let n = 0; n < nodes; n++) {
      left += b[SALT + n]! - shift * mass[SALT + n]! * right[places[n]! + 1]!;
      volume += mass[SALT + n]!;
    }
    left +=
      (foil.faradaicPotential * right[0]! + foil.faradaicSalt * right[1]! + foil.faradaicCurrent * current) /
      faraday;
    for (const population of this.populations) {
      for (let k = 0; k < electrodeNodes; k++) {
        const reaction = b[population.reactionIndex(k)]!;
        left -= (population.area[k]! * mesh.electrodeShare[k]! * reaction) / faraday;
      }
    }
    return left / (shift * volume);
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
