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
const TOLERANCE = 2e-4;
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
  const found = new CellResponse(lineariseCell(system, y, refinement * layers));
  const real = new Float64Array(frequencies.length);
  const imaginary = new Float64Array(frequencies.length);
  const z = new Float64Array(2);
  for (let f = 0; f < frequencies.length; f++) {
    found.at(frequencyOf(frequencies[f]!, options), z);
    real[f] = z[0]!;
    imaginary[f] = z[1]!;
  }
  return { real, imaginary };
}

/** As few layers as keep the error: it falls with their square, so that a third of what doubling changes is left. */
function layersFor(
  system: CellSystem,
  y: Float64Array,
  frequencies: Float64Array,
  options: CellImpedanceOptions,
): number {
  if (system.mesh === undefined) return 1;
  const lowest = frequencies.reduce((least, f) => Math.min(least, f), Infinity);
  const highest = frequencies.reduce((most, f) => Math.max(most, f), 0);
  const probes = Array.from({ length: PROBES }, (_, n) =>
    frequencyOf(lowest * (highest / lowest) ** (n / (PROBES - 1)), options),
  );
  const z = new Float64Array(2);
  const before = new Float64Array(2 * PROBES);
  for (let layers = 1; layers <= MOST_LAYERS; layers *= 2) {
    const response = new CellResponse(lineariseCell(system, y, layers));
    let change = layers === 1 ? Infinity : 0;
    probes.forEach((frequency, n) => {
      response.at(frequency, z);
      const far = Math.hypot(z[0]! - before[2 * n]!, z[1]! - before[2 * n + 1]!);
      change = Math.max(change, far / Math.hypot(z[0]!, z[1]!));
      before.set(z, 2 * n);
    });
    if ((4 / 3) * change < TOLERANCE) return layers / 2;
    if (change / 3 < TOLERANCE) return layers;
  }
  return MOST_LAYERS;
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
