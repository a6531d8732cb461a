import type { LeastSquaresProblem } from '@anodelab/numerics';
import type { Circuit } from './circuit.ts';
import { compileCircuit } from './compile-circuit.ts';
import { isFree, tiedParameters } from './tied-parameters.ts';

/** One measured spectrum. Points in any order. */
export interface Spectrum {
  /** Hz, positive. Shape (points). */
  readonly frequency: Float64Array;
  /** Ohm, physical sign. Shape (points). */
  readonly zRe: Float64Array;
  readonly zIm: Float64Array;
  /** What the instrument says of potential and current together, as shares of |Z|; only what it wrote. Shape (points). */
  readonly quality?: Partial<Readonly<Record<QualityIndicator, Float64Array>>>;
}

/** Total harmonic distortion, non-stationary distortion, noise to signal ratio. */
export const QUALITY_INDICATORS = ['thd', 'nsd', 'nsr'] as const;
export type QualityIndicator = (typeof QUALITY_INDICATORS)[number];

/**
 * `unit` minimises sum |Z - Zfit|^2, `modulus` sum |Z - Zfit|^2/|Z|^2, a quality indicator q
 * sum |Z - Zfit|^2/(|Z|^2 (q^2 + 0.001^2)), all over complex points.
 */
export type EisWeight = 'unit' | 'modulus' | QualityIndicator;

/** The points of a spectrum that are kept. */
export function keepPoints<T extends Spectrum>(spectrum: T, keep: (i: number) => boolean): T {
  const filter = (values: Float64Array): Float64Array => values.filter((_, i) => keep(i));
  const { frequency, zRe, zIm, quality } = spectrum;
  const kept = QUALITY_INDICATORS.flatMap((indicator) => {
    const values = quality?.[indicator];
    return values === undefined ? [] : [[indicator, filter(values)] as const];
  });
  return {
    ...spectrum,
    frequency: filter(frequency),
    zRe: filter(zRe),
    zIm: filter(zIm),
    ...(quality && { quality: Object.fromEntries(kept) }),
  };
}

/** No impedance is known better than this share: what keeps a point of no stated noise from ruling a fit. */
const ACCURACY = 1e-3;

/**
 * What residuals are multiplied by, 1/Ohm or 1. Shape (points).
 *
 * @throws {RangeError} when the spectrum lacks the quality indicator
 */
export function fitWeights({ frequency, zRe, zIm, quality }: Spectrum, weight: EisWeight): Float64Array {
  if (weight === 'unit') return new Float64Array(frequency.length).fill(1);
  const modulus = zRe.map((re, i) => Math.hypot(re, zIm[i]!));
  if (weight === 'modulus') return modulus.map((size) => 1 / size);
  const noise = quality?.[weight];
  if (noise === undefined) {
    const name = weight.toUpperCase();
    throw new RangeError(
      `weight ${weight}: expected ${name} of potential and current in the file, found none`,
    );
  }
  return modulus.map((size, i) => 1 / (size * Math.hypot(noise[i]!, ACCURACY)));
}

/** The fit of a circuit to a spectrum as a least-squares problem in the logarithms of its free parameters. */
export interface CircuitProblem extends LeastSquaresProblem {
  /** Indices of the free parameters among those of the circuit. */
  readonly free: Int32Array;
  /** Bounds of the logarithms of the free parameters. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Sets the logarithm of a fixed parameter. */
  hold(index: number, logValue: number): void;
  /** Logarithms of all parameters, the free ones replaced by these. */
  allLogValues(freeLogValues: Float64Array): Float64Array;
}

/** Parameters stay within 30 decades around 1 (SI): wide enough for any cell, narrow enough for finite arithmetic. */
export const WIDEST = 30 * Math.LN10;

/**
 * Residuals are the real parts, then the imaginary parts, of (Zfit - Z) times the weight.
 *
 * @throws {RangeError} when the spectrum has no more numbers than the circuit has free parameters
 */
export function circuitProblem(circuit: Circuit, spectrum: Spectrum, weight: EisWeight): CircuitProblem {
  const { frequency, zRe, zIm } = spectrum;
  const count = frequency.length;
  const weights = fitWeights(spectrum, weight);
  const model = compileCircuit(circuit, frequency, weights);
  const free = Int32Array.from(circuit.parameters.keys()).filter((k) => isFree(circuit.parameters[k]!));
  const ties = tiedParameters(circuit);
  if (2 * count <= free.length) {
    throw new RangeError(`${count} points cannot determine the ${free.length} parameters of ${circuit.text}`);
  }
  const logValues = Float64Array.from(circuit.parameters, (p) => Math.log(p.value ?? 1));
  const isAllFree = free.length === circuit.parameters.length;
  const full = new Float64Array(isAllFree ? 0 : 2 * count * circuit.parameters.length);

  function insert(freeLogValues: Float64Array, into: Float64Array): void {
    for (let k = 0; k < free.length; k++) into[free[k]!] = freeLogValues[k]!;
    ties.insert(into);
  }

  function evaluate(freeLogValues: Float64Array, residuals: Float64Array, jacobian?: Float64Array): void {
    insert(freeLogValues, logValues);
    model.evaluate(logValues, jacobian && (isAllFree ? jacobian : full));
    for (let i = 0; i < count; i++) {
      residuals[i] = weights[i]! * (model.impedance[i]! - zRe[i]!);
      residuals[count + i] = weights[i]! * (model.impedance[count + i]! - zIm[i]!);
    }
    if (isAllFree || jacobian === undefined) return;
    ties.carry(logValues, full, 2 * count);
    free.forEach((from, to) =>
      jacobian.set(full.subarray(from * 2 * count, (from + 1) * 2 * count), to * 2 * count),
    );
  }

  return {
    parameters: free.length,
    residuals: 2 * count,
    evaluate,
    free,
    lower: Float64Array.from(free, (k) => Math.max(-WIDEST, Math.log(circuit.parameters[k]!.lower))),
    upper: Float64Array.from(free, (k) => Math.min(WIDEST, Math.log(circuit.parameters[k]!.upper))),
    hold(index, logValue) {
      logValues[index] = logValue;
    },
    allLogValues(freeLogValues) {
      const all = logValues.slice();
      insert(freeLogValues, all);
      return all;
    },
  };
}
