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
}

/** `unit` minimises sum |Z - Zfit|^2, `modulus` sum |Z - Zfit|^2/|Z|^2, both over complex points. */
export type EisWeight = 'unit' | 'modulus';

/** The fit of a circuit to a spectrum as a least-squares problem in the logarithms of its free parameters. */
export interface CircuitProblem extends LeastSquaresProblem {
  /** Indices of the free parameters among those of the circuit. */
  readonly free: Int32Array;
  /** Bounds of the logarithms of the free parameters. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Logarithms of all parameters, the free ones replaced by these. */
  allLogValues(freeLogValues: Float64Array): Float64Array;
}

/** Parameters stay within 30 decades around 1 (SI): wide enough for any cell, narrow enough for finite arithmetic. */
const WIDEST = 30 * Math.LN10;

/**
 * Residuals are the real parts, then the imaginary parts, of (Zfit - Z) times the weight.
 *
 * @throws {RangeError} when the spectrum has no more numbers than the circuit has free parameters
 */
export function circuitProblem(circuit: Circuit, spectrum: Spectrum, weight: EisWeight): CircuitProblem {
  const { frequency, zRe, zIm } = spectrum;
  const count = frequency.length;
  const weights = frequency.map((_, i) => (weight === 'unit' ? 1 : 1 / Math.hypot(zRe[i]!, zIm[i]!)));
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
    allLogValues(freeLogValues) {
      const all = logValues.slice();
      insert(freeLogValues, all);
      return all;
    },
  };
}
