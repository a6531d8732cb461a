import { factorTridiagonal, solveTridiagonal, type TridiagonalFactors } from '@anodelab/numerics';
import type { Mesh } from './mesh.ts';

/** Fick's law in the cells of a mesh, dx/dt = L x + surface j, with L tridiagonal. Rows from the middle outward. */
export interface DiffusionOperator {
  /** 1/s. */
  readonly lower: Float64Array;
  readonly diagonal: Float64Array;
  readonly upper: Float64Array;
  /** Rate of the outermost cell per current density into the host, (1/s)/(A/m2). */
  readonly surfaceRate: number;
  /** Surface value minus outermost cell per current density, 1/(A/m2): half a cell at the gradient of the surface. */
  readonly surfaceStep: number;
  /** Rate of the mean per current density, (1/s)/(A/m2). */
  readonly meanRate: number;
}

/**
 * Second-order finite volumes for lithiation x with constant diffusivity (docs/methods/particle.md).
 *
 * @param chargeDensity - charge of a full host, F c_max in C/m3
 */
export function diffusionOperator(mesh: Mesh, diffusivity: number, chargeDensity: number): DiffusionOperator {
  const cells = mesh.volumes.length;
  const lower = new Float64Array(cells);
  const diagonal = new Float64Array(cells);
  const upper = new Float64Array(cells);
  for (let i = 1; i < cells; i++) {
    const conductance = (diffusivity * mesh.areas[i]!) / (mesh.centres[i]! - mesh.centres[i - 1]!);
    lower[i] = conductance / mesh.volumes[i]!;
    upper[i - 1] = conductance / mesh.volumes[i - 1]!;
  }
  for (let i = 0; i < cells; i++) diagonal[i] = -(lower[i]! + upper[i]!);
  const surfaceArea = mesh.areas[cells]!;
  return {
    lower,
    diagonal,
    upper,
    surfaceRate: surfaceArea / (chargeDensity * mesh.volumes[cells - 1]!),
    surfaceStep: (mesh.size - mesh.centres[cells - 1]!) / (diffusivity * chargeDensity),
    meanRate: surfaceArea / (chargeDensity * mesh.totalVolume),
  };
}

/** The implicit equation (I - tau L) X = base + tau surface j, eliminated once for a step length. */
export interface ImplicitDiffusion {
  readonly tau: number;
  readonly factors: TridiagonalFactors;
  /** dX/dj, 1/(A/m2): the answer to unit current. */
  readonly response: Float64Array;
  /** d(surface value)/dj: gamma in x_s = alpha + gamma j. */
  readonly surfaceResponse: number;
}

/** Eliminates the matrix of an implicit stage of weight tau, s. */
export function implicitDiffusion(operator: DiffusionOperator, tau: number): ImplicitDiffusion {
  const factors = factorTridiagonal(
    operator.lower.map((value) => -tau * value),
    operator.diagonal.map((value) => 1 - tau * value),
    operator.upper.map((value) => -tau * value),
  );
  const response = new Float64Array(operator.diagonal.length);
  response[response.length - 1] = tau * operator.surfaceRate;
  solveTridiagonal(factors, response);
  return { tau, factors, response, surfaceResponse: response.at(-1)! + operator.surfaceStep };
}
