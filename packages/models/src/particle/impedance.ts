import { solveShiftedTridiagonalLast } from '@anodelab/numerics';
import { faraday, gasConstant } from '../constants.ts';
import { diffusionElement } from '../impedance/diffusion-element.ts';
import { diffusionOperator } from './diffusion.ts';
import type { ParticleCellDescription } from './particle-cell.ts';
import { createMesh } from './mesh.ts';
import type { ParticleDescription } from './particle.ts';

/** What an impedance needs besides the half cell. Constant-phase elements in F s^(exponent - 1) per m2. */
export interface ImpedanceOptions {
  /** Lithiation at which the cell is linearised. */
  readonly lithiation: number;
  /** Branch state h whose slope dU/dx counts: -1 lithiation, +1 delithiation. */
  readonly hysteresis: number;
  /** Of shell and interphase, per real area. */
  readonly filmCapacitance: number;
  /** Of the constant-phase elements of film and double layer; 1 makes them capacitors. */
  readonly exponent: number;
  /** Double layer of the foil, F per geometric m2. */
  readonly counterCapacitance: number;
  /** The exact diffusion element, or the linearised finite volumes that the particle steps in time. */
  readonly diffusion: 'closed form' | 'finite volumes';
}

/** Ohm per geometric m2. Shape (frequencies). */
export interface Impedance {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Small-signal impedance of a half cell, equation 7.9 of docs/methods/impedance-model.md: film, charge transfer and
 * diffusion in each population, the populations' admittances in parallel, then foil and series resistance.
 *
 * @param frequencies - Hz, positive
 */
export function impedance(
  cell: ParticleCellDescription,
  options: ImpedanceOptions,
  frequencies: Float64Array,
): Impedance {
  const real = new Float64Array(frequencies.length);
  const imaginary = new Float64Array(frequencies.length);
  const branches = cell.particles.map((particle) => particleBranch(particle, options));
  const foil = (gasConstant * cell.temperature) / (faraday * cell.counterExchange);
  const z = new Float64Array(2);
  for (let k = 0; k < frequencies.length; k++) {
    const omega = 2 * Math.PI * frequencies[k]!;
    let admittanceRe = 0;
    let admittanceIm = 0;
    for (const branch of branches) {
      branch(omega, z);
      const weight = branch.areaRatio / (z[0]! * z[0]! + z[1]! * z[1]!);
      admittanceRe += weight * z[0]!;
      admittanceIm -= weight * z[1]!;
    }
    const square = admittanceRe * admittanceRe + admittanceIm * admittanceIm;
    z[0] = foil;
    z[1] = 0;
    parallelCapacitor(z, omega, options.counterCapacitance, 1);
    real[k] = cell.seriesResistance + z[0]! + admittanceRe / square;
    imaginary[k] = z[1]! - admittanceIm / square;
  }
  return { real, imaginary };
}

/** Impedance per real area of one population, written into `z`. */
interface Branch {
  (omega: number, z: Float64Array): void;
  areaRatio: number;
}

function particleBranch(particle: ParticleDescription, options: ImpedanceOptions): Branch {
  const pair = new Float64Array(2);
  particle.exchange(options.lithiation, pair);
  const chargeTransfer = (gasConstant * particle.temperature) / (faraday * pair[0]!);
  const slope = branchSlope(particle, options.lithiation, options.hysteresis);
  const surface = options.diffusion === 'closed form' ? exactSurface(particle) : meshedSurface(particle);
  const branch = (omega: number, z: Float64Array) => {
    surface(omega, z);
    z[0] = chargeTransfer - slope * z[0]!;
    z[1] = -slope * z[1]!;
    parallelCapacitor(z, omega, particle.capacitance, options.exponent);
    const faradaicRe = z[0]!;
    const faradaicIm = z[1]!;
    z[0] = particle.filmResistance;
    z[1] = 0;
    parallelCapacitor(z, omega, options.filmCapacitance, options.exponent);
    z[0]! += faradaicRe;
    z[1]! += faradaicIm;
  };
  return Object.assign(branch, { areaRatio: particle.areaRatio });
}

/** Slope dU/dx in V of the potential that a branch state mixes. */
export function branchSlope(particle: ParticleDescription, lithiation: number, hysteresis: number): number {
  const pair = new Float64Array(2);
  particle.potential.lithiation(lithiation, pair);
  const falling = pair[1]!;
  particle.potential.delithiation(lithiation, pair);
  return ((1 - hysteresis) * falling + (1 + hysteresis) * pair[1]!) / 2;
}

/** z becomes 1 / (1/z + C (i omega)^alpha). */
function parallelCapacitor(z: Float64Array, omega: number, capacitance: number, exponent: number): void {
  const size = capacitance * omega ** exponent;
  const re = size * Math.cos((exponent * Math.PI) / 2);
  const im = size * Math.sin((exponent * Math.PI) / 2);
  const a = z[0]!;
  const b = z[1]!;
  const downRe = 1 + a * re - b * im;
  const downIm = a * im + b * re;
  const square = downRe * downRe + downIm * downIm;
  z[0] = (a * downRe + b * downIm) / square;
  z[1] = (b * downRe - a * downIm) / square;
}

/** Surface lithiation per current density, 1/(A/m2), from the solution of Fick's law. */
function exactSurface(particle: ParticleDescription): (omega: number, z: Float64Array) => void {
  const { size, diffusivity, maximumConcentration, geometry } = particle;
  const scale = size / (faraday * maximumConcentration * diffusivity);
  return (omega, z) => {
    diffusionElement(geometry, size * Math.sqrt(omega / (2 * diffusivity)), z);
    z[0]! *= scale;
    z[1]! *= scale;
  };
}

/** The same from the linearised finite volumes. */
function meshedSurface(particle: ParticleDescription): (omega: number, z: Float64Array) => void {
  const mesh = createMesh(particle.geometry, particle.size, particle.cells, particle.finest);
  const operator = diffusionOperator(mesh, particle.diffusivity, faraday * particle.maximumConcentration);
  const lower = operator.lower.map((value) => -value);
  const diagonal = operator.diagonal.map((value) => -value);
  const upper = operator.upper.map((value) => -value);
  const input = new Float64Array(diagonal.length);
  input[input.length - 1] = operator.surfaceRate;
  return (omega, z) => {
    solveShiftedTridiagonalLast(lower, diagonal, upper, omega, input, z);
    z[0]! += operator.surfaceStep;
  };
}
