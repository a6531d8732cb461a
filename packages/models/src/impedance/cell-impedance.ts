import type { CellSystem } from '../porous-cell/cell-system.ts';
import { CellResponse } from './cell-response.ts';
import { lineariseCell } from './linear-cell.ts';
import type { Frequency } from './surface-response.ts';

/** What an impedance has beyond the time-dependent model; the defaults are that model. */
export interface CellImpedanceOptions {
  /** Of shell and interphase, F s^(exponent - 1) per m2 real; default 0. */
  readonly filmCapacitance?: number;
  /** Of the constant-phase elements that stand for film and double layer; default 1, capacitors. */
  readonly exponent?: number;
  /** Multiplies the number of layers across the cell, to see how far it has converged; default 1. */
  readonly refinement?: number;
}

/** Ohm per geometric m2; a capacitive imaginary part is negative. Shape (frequencies). */
export interface CellImpedance {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Estimated error of |Z| at which layers are thin enough. */
const TOLERANCE = 1e-4;
const MOST_LAYERS = 64;
/** Frequencies at which that is looked at, evenly over the decades that are asked for. */
const PROBES = 4;

/**
 * Impedance of the whole linearised cell at a state, at rest or under current (docs/methods/impedance-model.md). Particles
 * and layers of the cell are solved in closed form: where the state is even a layer is exact, where it is not there are
 * as many as it takes.
 *
 * @param frequencies - Hz, positive
 * @throws {RangeError} where the electrolyte is used up, so that there is nothing to linearise
 */
export function cellImpedance(
  system: CellSystem,
  y: Float64Array,
  frequencies: Float64Array,
  options: CellImpedanceOptions = {},
): CellImpedance {
  const { refinement = 1 } = options;
  const layers = layersFor(system, y, frequencies, options);
  const coarse = new CellResponse(lineariseCell(system, y, refinement * layers.coarse));
  const fine = layers.isEven
    ? undefined
    : new CellResponse(lineariseCell(system, y, 2 * refinement * layers.coarse));
  const real = new Float64Array(frequencies.length);
  const imaginary = new Float64Array(frequencies.length);
  const z = new Float64Array(2);
  for (let f = 0; f < frequencies.length; f++) {
    const frequency = frequencyOf(frequencies[f]!, options);
    coarse.at(frequency, z);
    const [re, im] = [z[0]!, z[1]!];
    fine?.at(frequency, z);
    // the error falls with the square of the thickness
    real[f] = z[0]! + (z[0]! - re) / 3;
    imaginary[f] = z[1]! + (z[1]! - im) / 3;
  }
  return { real, imaginary };
}

/**
 * As few layers as keep the error. That of a number and its double together falls with the fourth power of the thickness:
 * a sixteenth of what the next doubling changes is left after it.
 */
function layersFor(
  system: CellSystem,
  y: Float64Array,
  frequencies: Float64Array,
  options: CellImpedanceOptions,
): { readonly coarse: number; readonly isEven: boolean } {
  if (system.mesh === undefined) return { coarse: 1, isEven: true };
  const lowest = frequencies.reduce((least, f) => Math.min(least, f), Infinity);
  const highest = frequencies.reduce((most, f) => Math.max(most, f), 0);
  const probes = Array.from({ length: PROBES }, (_, n) =>
    frequencyOf(lowest * (highest / lowest) ** (n / (PROBES - 1)), options),
  );
  const at = (layers: number) => {
    const response = new CellResponse(lineariseCell(system, y, layers));
    const z = new Float64Array(2);
    return probes.flatMap((frequency) => {
      response.at(frequency, z);
      return [z[0]!, z[1]!];
    });
  };
  let coarse = at(1);
  let fine = at(2);
  if ((4 / 3) * largestChange(coarse, fine) < TOLERANCE) return { coarse: 1, isEven: true };
  let together = fine.map((value, n) => value + (value - coarse[n]!) / 3);
  for (let layers = 2; layers < MOST_LAYERS; layers *= 2) {
    coarse = fine;
    fine = at(2 * layers);
    const next = fine.map((value, n) => value + (value - coarse[n]!) / 3);
    const change = largestChange(together, next);
    if ((16 / 15) * change < TOLERANCE) return { coarse: layers / 2, isEven: false };
    if (change / 15 < TOLERANCE) return { coarse: layers, isEven: false };
    together = next;
  }
  return { coarse: MOST_LAYERS / 2, isEven: false };
}

/** Of complex numbers, over their size. */
function largestChange(from: readonly number[], to: readonly number[]): number {
  let most = 0;
  for (let n = 0; n < to.length; n += 2) {
    const far = Math.hypot(to[n]! - from[n]!, to[n + 1]! - from[n + 1]!);
    most = Math.max(most, far / Math.hypot(to[n]!, to[n + 1]!));
  }
  return most;
}

function frequencyOf(
  frequency: number,
  { exponent = 1, filmCapacitance = 0 }: CellImpedanceOptions,
): Frequency {
  const omega = 2 * Math.PI * frequency;
  const power = omega ** exponent;
  const angle = (exponent * Math.PI) / 2;
  return {
    omega,
    phaseRe: exponent === 1 ? 0 : power * Math.cos(angle),
    phaseIm: exponent === 1 ? power : power * Math.sin(angle),
    filmCapacitance,
  };
}
