import { factorise, solveFactorised } from '@anodelab/numerics';
import { faraday } from '../constants.ts';
import type { CellDescription, CellMesh } from './cell-description.ts';
import { CHARGE, CURRENT, type CellSystem, voltageOf } from './cell-system.ts';
import { type Control, controlError, controlRate, controlSlopes, hold } from './control.ts';
import { thermalVoltage } from './electrolyte.ts';
import { EvenElectrolyte } from './even-electrolyte.ts';
import { Foil } from './foil.ts';
import type { LineMesh } from './line-mesh.ts';
import { PopulationNodes } from './population-nodes.ts';

/** State numbers after charge and current: potential of the foil's electrolyte, of the electrode against its own, drop between. */
const FOIL = 2;
const ELECTRODE = 3;
const DROP = 4;
const SALT = 5;

/**
 * Single-particle models: all particles of a population react alike. `SPM` has no electrolyte; `SPMe` follows the salt
 * under an even reaction and takes the electrode's mean potential drop from it.
 */
export class SpmSystem implements CellSystem {
  readonly description: CellDescription;
  readonly populations: readonly PopulationNodes[];
  readonly nodeShares = Float64Array.of(1);
  readonly size: number;
  readonly mass: Float64Array;
  readonly scale: Float64Array;
  readonly defectScale: Float64Array;
  readonly voltageTerms = Int32Array.of(FOIL, ELECTRODE, DROP, CURRENT);
  readonly voltageWeights: Float64Array;
  control: Control = hold('current', 0);
  readonly salt = SALT;
  readonly foilPotential = FOIL;
  readonly thermal: number;

  private readonly foil: Foil;
  private readonly electrolyte: EvenElectrolyte | undefined;
  private readonly nodes: number;
  private readonly difference = new Float64Array(1);
  private readonly electrodeSalt = new Float64Array(1);
  private readonly pair = new Float64Array(2);
  private readonly condensed: number;
  private readonly matrix: Float64Array;
  private readonly pivots: Int32Array;
  private readonly right: Float64Array;
  private shift = 1;

  constructor(description: CellDescription, mesh: CellMesh) {
    const { level, seriesResistance, temperature } = description;
    this.description = description;
    this.thermal = thermalVoltage(temperature);
    this.foil = new Foil(description.counter, this.thermal);
    if (level === 'SPMe') {
      const places = { salt: SALT, foil: FOIL, drop: DROP };
      this.electrolyte = new EvenElectrolyte(description, mesh, this.thermal, places);
    }
    this.nodes = this.electrolyte?.mesh.nodes ?? 0;
    this.voltageWeights = Float64Array.of(1, 1, 1, -seriesResistance);
    let offset = SALT + this.nodes;
    this.populations = description.populations.map((population) => {
      const made = new PopulationNodes(population, 1, offset, mesh.radial, this.thermal);
      offset += made.stride;
      return made;
    });
    this.size = offset;
    this.condensed = SALT + this.nodes - 1; // all but the charge
    this.matrix = new Float64Array(this.condensed * this.condensed);
    this.pivots = new Int32Array(this.condensed);
    this.right = new Float64Array(this.condensed);
    this.mass = new Float64Array(this.size);
    this.scale = new Float64Array(this.size).fill(Infinity);
    this.defectScale = new Float64Array(this.size).fill(Infinity);
    this.mass[CHARGE] = 1;
    this.mass[FOIL] = description.counter.capacitance;
    if (description.counter.capacitance > 0) this.scale[FOIL] = 0.5; // V
    this.scale[ELECTRODE] = 0.5;
    for (let n = 0; n < this.nodes; n++) {
      this.mass[SALT + n] = this.mesh!.electrolyteVolume[n]!;
      this.scale[SALT + n] = 10 * description.electrolyte.initialConcentration;
    }
    for (const population of this.populations) population.weigh(this.mass, this.scale, this.defectScale);
  }

  get mesh(): LineMesh | undefined {
    return this.electrolyte?.mesh;
  }

  fill(y: Float64Array): void {
    y.fill(0);
    y.fill(this.description.electrolyte.initialConcentration, SALT, SALT + this.nodes);
    for (const population of this.populations) population.fill(y);
    const [first] = this.populations;
    y[ELECTRODE] = first!.openCircuit(first!.description.lithiation, first!.description.hysteresis);
  }

  setSeriesResistance(resistance: number): void {
    this.voltageWeights[this.voltageTerms.indexOf(CURRENT)] = -resistance;
  }

  lithium(y: Float64Array): number {
    let sum = 0;
    for (let n = 0; n < this.nodes; n++) sum += this.mesh!.electrolyteVolume[n]! * y[SALT + n]!;
    for (const population of this.populations) {
      const charge = population.meanAt(y, 0) / population.meanRate + population.layerCharge(y, 0);
      sum += (population.area[0]! * charge) / faraday;
    }
    // what the foil's double layer holds back the electrolyte lacks, where that is followed
    return this.nodes > 0 ? sum - (this.foil.capacitance * y[FOIL]!) / faraday : sum;
  }

  leastSalt(y: Float64Array): number {
    let least = this.description.electrolyte.initialConcentration;
    for (let n = 0; n < this.nodes; n++) least = Math.min(least, y[SALT + n]!);
    return least;
  }

  evaluate(t: number, y: Float64Array, out: Float64Array): void {
    const i = y[CURRENT]!;
    out.fill(0, 0, SALT + this.nodes);
    this.gather(y);
    let total = 0;
    for (const population of this.populations) {
      population.evaluate(y, this.difference, this.electrodeSalt, out);
      total += population.area[0]! * population.total[0]!;
    }
    out[CHARGE] = i;
    out[ELECTRODE] = total - i;
    this.foil.evaluate(y[FOIL]!, this.foilSalt(y), i);
    out[FOIL] = this.foil.row;
    const drop = this.electrolyte?.evaluate(y, i, this.foil.faradaic, out) ?? 0;
    out[DROP] = drop - y[DROP]!;
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
    const { matrix, condensed } = this;
    const row = (ELECTRODE - 1) * condensed - 1;
    for (const population of this.populations) {
      population.eliminate(y, this.electrodeSalt, shift);
      const areaRatio = population.area[0]!;
      matrix[row + ELECTRODE]! -= areaRatio * population.totalPotential[0]!;
      for (let n = 0; n < this.nodes; n++) {
        matrix[row + SALT + n]! -=
          areaRatio * population.totalSalt[0]! * this.electrolyte!.electrodeShare[n]!;
      }
    }
    return factorise(matrix, condensed, this.pivots);
  }

  /** Writes shift * M - J without the populations; false where salt is used up. */
  private linearise(t: number, y: Float64Array, shift: number): boolean {
    const { matrix, condensed, pair, foil } = this;
    this.shift = shift;
    matrix.fill(0);
    this.gather(y);
    const i = y[CURRENT]!;
    const at = (row: number, column: number) => (row - 1) * condensed + column - 1;
    foil.linearise(y[FOIL]!, this.foilSalt(y), i);
    matrix[at(FOIL, FOIL)] = shift * foil.capacitance - foil.rowPotential;
    matrix[at(FOIL, CURRENT)] = -foil.rowCurrent;
    if (this.nodes > 0) matrix[at(FOIL, SALT)] = -foil.rowSalt;
    matrix[at(ELECTRODE, CURRENT)] = 1;
    matrix[at(DROP, DROP)] = 1;
    if (this.electrolyte?.linearise(y, i, shift, foil, matrix, at) === false) return false;
    controlSlopes(this.control, t, i, voltageOf(this, y), pair);
    for (let n = 0; n < this.voltageTerms.length; n++) {
      matrix[at(CURRENT, this.voltageTerms[n]!)] = -pair[1]! * this.voltageWeights[n]!;
    }
    matrix[at(CURRENT, CURRENT)]! -= pair[0]!;
    return true;
  }

  solve(b: Float64Array): void {
    const { right, condensed } = this;
    for (let n = 0; n < condensed; n++) right[n] = b[n + 1]!;
    for (const population of this.populations) {
      population.reduce(b);
      right[ELECTRODE - 1]! += population.area[0]! * population.total0[0]!;
    }
    solveFactorised(this.matrix, condensed, this.pivots, right);
    this.difference[0] = right[ELECTRODE - 1]!;
    this.electrodeSalt[0] = this.electrolyte?.electrodeMean(right, SALT - 1) ?? 0;
    for (const population of this.populations) population.expand(b, this.difference, this.electrodeSalt);
    for (let n = 0; n < condensed; n++) b[n + 1] = right[n]!;
    b[CHARGE] = (b[CHARGE]! + b[CURRENT]!) / this.shift;
  }

  private foilSalt(y: Float64Array): number {
    return this.nodes > 0 ? y[SALT]! : this.description.electrolyte.initialConcentration;
  }

  private gather(y: Float64Array): void {
    this.difference[0] = y[ELECTRODE]!;
    this.electrodeSalt[0] =
      this.electrolyte?.electrodeMean(y, SALT) ?? this.description.electrolyte.initialConcentration;
  }
}
