import { factorise, type RadialBasis, radialBasis, solveFactorised } from '@anodelab/numerics';
import type { DiffusivityLaw } from './cell-description.ts';

/**
 * Fick's law in a particle of unit population, d(profile)/dt = diffusion(profile) + drive j, with its elimination at
 * every node of an electrode. `at` is where the profile of node k begins in the state.
 */
export interface RadialDiffusion {
  /** Numbers of a profile. */
  readonly count: number;
  /** Error of each number that makes the same error at the surface. */
  readonly scale: Float64Array;
  /** Writes a uniform profile. */
  fill(y: Float64Array, at: number, lithiation: number): void;
  mean(y: Float64Array, at: number): number;
  surface(y: Float64Array, at: number): number;
  /** Writes d(profile)/dt at reaction j; returns the surface lithiation. */
  rates(y: Float64Array, at: number, j: number, out: Float64Array): number;
  /** Eliminates node k for the matrix shift - J; returns d(surface)/dj, 1/(A/m2). */
  eliminate(y: Float64Array, at: number, k: number, shift: number): number;
  /** Solves node k for its right-hand side without reaction, in place; returns the surface lithiation of the solution. */
  reduce(b: Float64Array, at: number, k: number): number;
  /** Adds the answer of node k to a reaction j to what `reduce` left. */
  expand(b: Float64Array, at: number, k: number, j: number): void;
}

/** Constant diffusivity: amplitudes of the modes, each of which decays by itself; the first is the mean. */
export class ModalDiffusion implements RadialDiffusion {
  readonly count: number;
  readonly scale: Float64Array;
  /** Decay rates, 1/s; values at the surface; rates per reaction, (1/s)/(A/m2). */
  readonly decay: Float64Array;
  readonly atSurface: Float64Array;
  readonly drive: Float64Array;
  private readonly basis: RadialBasis;
  private readonly response: Float64Array;
  private shift = NaN;
  private surfaceResponse = 0;

  constructor(basis: RadialBasis) {
    const { length } = basis.rates;
    this.basis = basis;
    this.count = length;
    this.decay = new Float64Array(length);
    this.atSurface = basis.modes.slice((length - 1) * length);
    this.drive = new Float64Array(length);
    this.response = new Float64Array(length);
    this.scale = this.atSurface.map((value) => 1 / value);
  }

  /** Takes the numbers of a particle; `meanRate` of the mean per reaction, (1/s)/(A/m2). */
  set(size: number, diffusivity: number, meanRate: number): this {
    const perRate = diffusivity / (size * size);
    for (let m = 0; m < this.count; m++) {
      this.decay[m] = this.basis.rates[m]! * perRate;
      this.drive[m] = this.atSurface[m]! * meanRate;
    }
    this.shift = NaN;
    return this;
  }

  fill(y: Float64Array, at: number, lithiation: number): void {
    y.fill(0, at, at + this.count);
    y[at] = lithiation;
  }

  mean(y: Float64Array, at: number): number {
    return y[at]!;
  }

  surface(y: Float64Array, at: number): number {
    const { atSurface } = this;
    let x = 0;
    for (let m = 0; m < atSurface.length; m++) x += atSurface[m]! * y[at + m]!;
    return x;
  }

  rates(y: Float64Array, at: number, j: number, out: Float64Array): number {
    const { decay, atSurface, drive } = this;
    let x = 0;
    for (let m = 0; m < decay.length; m++) {
      const q = y[at + m]!;
      x += atSurface[m]! * q;
      out[at + m] = drive[m]! * j - decay[m]! * q;
    }
    return x;
  }

  eliminate(_y: Float64Array, _at: number, _k: number, shift: number): number {
    if (shift === this.shift) return this.surfaceResponse;
    const { decay, atSurface, drive, response } = this;
    let gamma = 0;
    for (let m = 0; m < decay.length; m++) {
      response[m] = 1 / (shift + decay[m]!);
      gamma += atSurface[m]! * drive[m]! * response[m]!;
    }
    this.shift = shift;
    this.surfaceResponse = gamma;
    return gamma;
  }

  reduce(b: Float64Array, at: number): number {
    const { atSurface, response } = this;
    let alpha = 0;
    for (let m = 0; m < response.length; m++) {
      b[at + m]! *= response[m]!;
      alpha += atSurface[m]! * b[at + m]!;
    }
    return alpha;
  }

  expand(b: Float64Array, at: number, _k: number, j: number): void {
    const { drive, response } = this;
    for (let m = 0; m < response.length; m++) b[at + m]! += drive[m]! * response[m]! * j;
  }
}

/** Diffusivity that depends on the lithiation: values at the radial nodes, one small matrix for every electrode node. */
class NodalDiffusion implements RadialDiffusion {
  readonly count: number;
  readonly scale: Float64Array;
  private readonly basis: RadialBasis;
  private readonly law: DiffusivityLaw;
  private readonly conductance: Float64Array;
  private readonly drive: number;
  private readonly matrices: readonly Float64Array[];
  private readonly pivots: readonly Int32Array[];
  private readonly responses: readonly Float64Array[];
  private readonly pair = new Float64Array(2);
  private readonly right: Float64Array;

  constructor(basis: RadialBasis, size: number, law: DiffusivityLaw, meanRate: number, nodes: number) {
    const count = basis.weights.length;
    this.count = count;
    this.basis = basis;
    this.law = law;
    this.scale = new Float64Array(count).fill(1);
    this.conductance = basis.weights.map((w, q) => (4 * w * basis.radii[q]! ** 2) / (size * size));
    this.drive = meanRate / basis.weights[count - 1]!;
    this.matrices = Array.from({ length: nodes }, () => new Float64Array(count * count));
    this.pivots = Array.from({ length: nodes }, () => new Int32Array(count));
    this.responses = Array.from({ length: nodes }, () => new Float64Array(count));
    this.right = new Float64Array(count);
  }

  fill(y: Float64Array, at: number, lithiation: number): void {
    y.fill(lithiation, at, at + this.count);
  }

  mean(y: Float64Array, at: number): number {
    const { weights } = this.basis;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * y[at + i]!;
    return sum;
  }

  surface(y: Float64Array, at: number): number {
    return y[at + this.count - 1]!;
  }

  rates(y: Float64Array, at: number, j: number, out: Float64Array): number {
    const { count, conductance, pair } = this;
    const { derivative, weights } = this.basis;
    out.fill(0, at, at + count);
    for (let q = 0; q < count; q++) {
      const row = q * count;
      let gradient = 0;
      for (let i = 0; i < count; i++) gradient += derivative[row + i]! * y[at + i]!;
      this.law(y[at + q]!, pair);
      const flux = conductance[q]! * pair[0]! * gradient;
      for (let i = 0; i < count; i++) out[at + i]! -= derivative[row + i]! * flux;
    }
    for (let i = 0; i < count; i++) out[at + i]! /= weights[i]!;
    out[at + count - 1]! += this.drive * j;
    return y[at + count - 1]!;
  }

  eliminate(y: Float64Array, at: number, k: number, shift: number): number {
    const { count, conductance, pair } = this;
    const { derivative, weights } = this.basis;
    const matrix = this.matrices[k]!;
    const response = this.responses[k]!;
    matrix.fill(0);
    for (let q = 0; q < count; q++) {
      const row = q * count;
      let gradient = 0;
      for (let i = 0; i < count; i++) gradient += derivative[row + i]! * y[at + i]!;
      this.law(y[at + q]!, pair);
      const ofGradient = conductance[q]! * pair[0]!;
      const ofValue = conductance[q]! * pair[1]! * gradient;
      for (let i = 0; i < count; i++) {
        const d = derivative[row + i]! / weights[i]!;
        for (let j = 0; j < count; j++) matrix[i * count + j]! += d * ofGradient * derivative[row + j]!;
        matrix[i * count + q]! += d * ofValue;
      }
    }
    for (let i = 0; i < count; i++) matrix[i * count + i]! += shift;
    factorise(matrix, count, this.pivots[k]!);
    response.fill(0);
    response[count - 1] = this.drive;
    solveFactorised(matrix, count, this.pivots[k]!, response);
    return response[count - 1]!;
  }

  reduce(b: Float64Array, at: number, k: number): number {
    const { right, count } = this;
    for (let i = 0; i < count; i++) right[i] = b[at + i]!;
    solveFactorised(this.matrices[k]!, count, this.pivots[k]!, right);
    for (let i = 0; i < count; i++) b[at + i] = right[i]!;
    return right[count - 1]!;
  }

  expand(b: Float64Array, at: number, k: number, j: number): void {
    const response = this.responses[k]!;
    for (let i = 0; i < this.count; i++) b[at + i]! += response[i]! * j;
  }
}

/** The diffusion of a population at so many electrode nodes. */
export function radialDiffusion(
  geometry: 'sphere' | 'plane',
  size: number,
  diffusivity: number | DiffusivityLaw,
  meanRate: number,
  count: number,
  nodes: number,
): RadialDiffusion {
  const basis = radialBasis(geometry, count);
  return typeof diffusivity === 'number'
    ? new ModalDiffusion(basis).set(size, diffusivity, meanRate)
    : new NodalDiffusion(basis, size, diffusivity, meanRate, nodes);
}
