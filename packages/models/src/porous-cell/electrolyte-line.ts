import { faraday } from '../constants.ts';
import type { CondensedMatrix } from './condensed-matrix.ts';
import * as salt from './electrolyte.ts';
import type { LineMesh } from './line-mesh.ts';

/** Transport of salt and charge in the electrolyte along the elements of a cell, and its linearisation. */
export class ElectrolyteLine {
  private readonly mesh: LineMesh;
  private readonly electrolyte: salt.Electrolyte;
  private readonly thermal: number;
  /** Places of the first concentration and the first potential in the state. */
  private readonly salt: number;
  private readonly ionic: number;
  private readonly properties = new Float64Array(8);

  constructor(
    mesh: LineMesh,
    electrolyte: salt.Electrolyte,
    thermal: number,
    places: readonly [number, number],
  ) {
    this.mesh = mesh;
    this.electrolyte = electrolyte;
    this.thermal = thermal;
    [this.salt, this.ionic] = places;
  }

  /** Adds what flows to each node: salt, mol/(m2 s), and ionic current, A/m2, at their places in `out`. */
  evaluate(y: Float64Array, out: Float64Array): void {
    const { mesh, electrolyte, thermal, properties } = this;
    for (const { first, degree, length, derivative, weights, tortuous } of mesh.elements) {
      const count = degree + 1;
      const toReal = 2 / length;
      const saltAt = this.salt + first;
      const ionicAt = this.ionic + first;
      for (let g = 0, row = 0; g < count; g++, row += count) {
        let saltSlope = 0;
        let ionicSlope = 0;
        for (let j = 0; j < count; j++) {
          const d = derivative[row + j]!;
          saltSlope += d * y[saltAt + j]!;
          ionicSlope += d * y[ionicAt + j]!;
        }
        saltSlope *= toReal;
        ionicSlope *= toReal;
        const c = y[saltAt + g]!;
        electrolyte.properties(c, properties);
        const transference = properties[salt.TRANSFERENCE]!;
        const lever = 2 * thermal * (1 - transference) * properties[salt.FACTOR]!;
        const scale = weights[g]! * tortuous;
        const current = scale * properties[salt.CONDUCTIVITY]! * ((lever * saltSlope) / c - ionicSlope);
        const flux =
          transference * current * (1 / faraday) - scale * properties[salt.DIFFUSIVITY]! * saltSlope;
        for (let j = 0; j < count; j++) {
          const d = derivative[row + j]!;
          out[saltAt + j]! += d * flux;
          out[ionicAt + j]! += d * current;
        }
      }
    }
  }

  /** Takes the slopes of `evaluate` from a matrix; false where salt is used up. */
  linearise(y: Float64Array, { entries, size, places }: CondensedMatrix): boolean {
    const { mesh, electrolyte, thermal, properties } = this;
    for (const { first, degree, length, derivative, weights, tortuous, isElectrode } of mesh.elements) {
      const count = degree + 1;
      const toReal = 2 / length;
      const saltAt = this.salt + first;
      const ionicAt = this.ionic + first;
      const place = places[first]!;
      const stride = isElectrode ? 3 : 2;
      for (let g = 0, row = 0; g < count; g++, row += count) {
        let saltSlope = 0;
        let ionicSlope = 0;
        for (let j = 0; j < count; j++) {
          const d = derivative[row + j]!;
          saltSlope += d * y[saltAt + j]!;
          ionicSlope += d * y[ionicAt + j]!;
        }
        saltSlope *= toReal;
        ionicSlope *= toReal;
        const c = y[saltAt + g]!;
        if (!(c > 0)) return false;
        electrolyte.properties(c, properties);
        const kappa = properties[salt.CONDUCTIVITY]! * tortuous;
        const diffusivity = properties[salt.DIFFUSIVITY]! * tortuous;
        const transference = properties[salt.TRANSFERENCE]!;
        const factor = properties[salt.FACTOR]!;
        const transferenceSlope = properties[salt.TRANSFERENCE_SLOPE]!;
        const lever = 2 * thermal * (1 - transference) * factor;
        const leverSlope =
          2 * thermal * ((1 - transference) * properties[salt.FACTOR_SLOPE]! - factor * transferenceSlope);
        const force = (lever * saltSlope) / c - ionicSlope;
        // current and flux change with the gradients of salt and potential and with c at the point
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
            ((transferenceSlope * kappa * force) / faraday -
              properties[salt.DIFFUSIVITY_SLOPE]! * tortuous * saltSlope);
        const own = place + stride * g + 1;
        for (let i = 0; i < count; i++) {
          const d = derivative[row + i]!;
          const ionicRow = (place + stride * i) * size;
          const saltRow = ionicRow + size;
          for (let j = 0, column = place; j < count; j++, column += stride) {
            const e = d * derivative[row + j]!;
            entries[ionicRow + column]! -= e * currentOfPotential;
            entries[ionicRow + column + 1]! -= e * currentOfSlope;
            entries[saltRow + column]! -= e * fluxOfPotential;
            entries[saltRow + column + 1]! -= e * fluxOfSlope;
          }
          entries[ionicRow + own]! -= d * currentOfSalt;
          entries[saltRow + own]! -= d * fluxOfSalt;
        }
      }
    }
    return true;
  }
}
