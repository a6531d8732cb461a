import { faraday } from '../constants.ts';
import type { CellDescription, CellMesh } from './cell-description.ts';
import { CURRENT } from './cell-system.ts';
import * as salt from './electrolyte.ts';
import type { Foil } from './foil.ts';
import { type LineMesh, lineMesh } from './line-mesh.ts';

/** Places in the state: first concentration, potential beside the foil, potential drop. */
interface Places {
  readonly salt: number;
  readonly foil: number;
  readonly drop: number;
}

/**
 * Salt and potential of the electrolyte where the reaction is even through the electrode (Marquis et al., J. Electrochem.
 * Soc. 166 (2019) A3693, with concentration-dependent properties kept in the integrals).
 */
export class EvenElectrolyte {
  readonly mesh: LineMesh;
  /** Of each node; 0 in the separator, sum 1. */
  readonly electrodeShare: Float64Array;
  private readonly description: CellDescription;
  private readonly places: Places;
  private readonly thermal: number;
  /** Mean share of the electrode behind a position: 1 in the separator, falling to 0 at the collector. Per node. */
  private readonly behind: Float64Array;
  private readonly properties = new Float64Array(8);

  constructor(description: CellDescription, mesh: CellMesh, thermal: number, places: Places) {
    const { separator, electrode } = description;
    this.description = description;
    this.places = places;
    this.thermal = thermal;
    this.mesh = lineMesh(separator, electrode, mesh);
    const total = separator.thickness + electrode.thickness;
    this.behind = this.mesh.positions.map((x) => Math.min(1, (total - x) / electrode.thickness));
    this.electrodeShare = new Float64Array(this.mesh.nodes);
    this.electrodeShare.set(this.mesh.electrodeShare, this.mesh.electrodeStart);
  }

  /** Mean over the electrode of what stands from a place on, one number a node. */
  electrodeMean(values: Float64Array, from: number): number {
    let mean = 0;
    for (let n = 0; n < this.mesh.nodes; n++) mean += this.electrodeShare[n]! * values[from + n]!;
    return mean;
  }

  /**
   * Adds the salt's rows at current i, of which the foil dissolves `faradaic`; returns the mean potential drop of
   * electrolyte and solid, V.
   */
  evaluate(y: Float64Array, i: number, faradaic: number, out: Float64Array): number {
    const { mesh, description, properties, thermal, behind, electrodeShare } = this;
    const { salt: saltAt } = this.places;
    let drop = (-i * description.electrode.thickness) / (3 * description.electrode.conductivity);
    for (const element of mesh.elements) {
      const { first, degree, derivative, weights, tortuous, length } = element;
      const count = degree + 1;
      for (let g = 0; g < count; g++) {
        const node = first + g;
        let slope = 0;
        for (let j = 0; j < count; j++) slope += derivative[g * count + j]! * y[saltAt + first + j]!;
        slope *= 2 / length;
        const c = y[saltAt + node]!;
        description.electrolyte.properties(c, properties);
        const current = i * behind[node]!;
        const transference = properties[salt.TRANSFERENCE]!;
        const flux = (transference * current) / faraday - properties[salt.DIFFUSIVITY]! * tortuous * slope;
        const w = weights[g]!;
        for (let j = 0; j < count; j++) out[saltAt + first + j]! += w * derivative[g * count + j]! * flux;
        const lever = 2 * thermal * (1 - transference) * properties[salt.FACTOR]!;
        const gradient = (lever * slope) / c - current / (properties[salt.CONDUCTIVITY]! * tortuous);
        drop += w * (length / 2) * behind[node]! * gradient;
      }
    }
    for (let n = 0; n < mesh.nodes; n++) out[saltAt + n]! -= (electrodeShare[n]! * i) / faraday;
    out[saltAt]! += faradaic / faraday;
    return drop;
  }

  /**
   * Adds its part of shift M - J to a matrix whose row and column of each state number `at` knows; false where the salt is
   * used up.
   */
  linearise(
    y: Float64Array,
    i: number,
    shift: number,
    foil: Foil,
    matrix: Float64Array,
    at: (row: number, column: number) => number,
  ): boolean {
    const { mesh, description, properties, thermal } = this;
    const { salt: saltAt, foil: foilAt, drop: dropAt } = this.places;
    const { thickness, conductivity } = description.electrode;
    matrix[at(dropAt, CURRENT)] = thickness / (3 * conductivity);
    for (let n = 0; n < mesh.nodes; n++) {
      matrix[at(saltAt + n, saltAt + n)] = shift * mesh.electrolyteVolume[n]!;
      matrix[at(saltAt + n, CURRENT)] = this.electrodeShare[n]! / faraday;
    }
    for (const element of mesh.elements) {
      const { first, degree, derivative, weights, tortuous, length } = element;
      const count = degree + 1;
      const toReal = 2 / length;
      for (let g = 0; g < count; g++) {
        const node = first + g;
        let slope = 0;
        for (let j = 0; j < count; j++) slope += derivative[g * count + j]! * y[saltAt + first + j]!;
        slope *= toReal;
        const c = y[saltAt + node]!;
        if (!(c > 0)) return false;
        description.electrolyte.properties(c, properties);
        const behind = this.behind[node]!;
        const w = weights[g]!;
        const transference = properties[salt.TRANSFERENCE]!;
        const transferenceSlope = properties[salt.TRANSFERENCE_SLOPE]!;
        const fluxOfSlope = -properties[salt.DIFFUSIVITY]! * tortuous * toReal * w;
        const fluxOfSalt =
          w *
          ((transferenceSlope * i * behind) / faraday -
            properties[salt.DIFFUSIVITY_SLOPE]! * tortuous * slope);
        const fluxOfCurrent = (w * transference * behind) / faraday;
        const factor = properties[salt.FACTOR]!;
        const lever = 2 * thermal * (1 - transference) * factor;
        const leverSlope =
          2 * thermal * ((1 - transference) * properties[salt.FACTOR_SLOPE]! - factor * transferenceSlope);
        const kappa = properties[salt.CONDUCTIVITY]! * tortuous;
        const weight = w * (length / 2) * behind;
        for (let j = 0; j < count; j++) {
          const d = derivative[g * count + j]!;
          for (let l = 0; l < count; l++) {
            matrix[at(saltAt + first + j, saltAt + first + l)]! -=
              d * derivative[g * count + l]! * fluxOfSlope;
          }
          matrix[at(saltAt + first + j, saltAt + node)]! -= d * fluxOfSalt;
          matrix[at(saltAt + first + j, CURRENT)]! -= d * fluxOfCurrent;
          matrix[at(dropAt, saltAt + first + j)]! -= weight * (lever / c) * d * toReal;
        }
        matrix[at(dropAt, saltAt + node)]! -=
          weight *
          ((slope * (leverSlope - lever / c)) / c +
            (i * behind * properties[salt.CONDUCTIVITY_SLOPE]! * tortuous) / (kappa * kappa));
        matrix[at(dropAt, CURRENT)]! += (weight * behind) / kappa;
      }
    }
    matrix[at(saltAt, foilAt)]! -= foil.faradaicPotential / faraday;
    matrix[at(saltAt, saltAt)]! -= foil.faradaicSalt / faraday;
    matrix[at(saltAt, CURRENT)]! -= foil.faradaicCurrent / faraday;
    return true;
  }
}
