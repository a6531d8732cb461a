import type { Circuit, CircuitNode, CircuitParameter, ElementNode, FormulaElement } from './circuit.ts';
import { type FrequencyGrid, frequencyGrid } from './kernels.ts';
import { lineWorker } from './line-worker.ts';
import type { Worker } from './worker.ts';

/** A circuit ready to be evaluated at given frequencies, thousands of times without allocation. */
export interface CircuitModel {
  /** Impedance of the last evaluation, Ohm: real parts, then imaginary parts. Shape (2, frequencies). */
  readonly impedance: Float64Array;
  /**
   * Computes `impedance` and, when `jacobian` is given, its derivatives with respect to the logarithms of the parameters.
   *
   * @param logValues - natural logarithms of all parameters in the circuit's order, SI
   * @param jacobian - written, times `weights` where the circuit was compiled with them. Shape (parameters, 2, frequencies)
   */
  evaluate(logValues: Float64Array, jacobian?: Float64Array): void;
}

/**
 * Compiles a circuit. Derivatives are exact: impedances are summed upwards through the tree, then the sensitivity of the
 * total is carried downwards (1 through a series, (Z/Zi)^2 through a parallel connection, dZ/dZi through a line).
 *
 * @param frequency - Hz, positive
 * @param weights - of the derivatives at each frequency; all 1 when left out. Shape (frequencies)
 */
export function compileCircuit(
  circuit: Circuit,
  frequency: Float64Array,
  weights: Float64Array = new Float64Array(frequency.length).fill(1),
): CircuitModel {
  const grid = frequencyGrid(frequency);
  const root = makeWorker(circuit.root, circuit.parameters, grid);
  return {
    impedance: root.z,
    evaluate(logValues, jacobian) {
      root.forward(logValues);
      if (jacobian === undefined) return;
      root.weight.set(weights);
      root.weight.fill(0, grid.count);
      root.backward(jacobian);
    },
  };
}

function makeWorker(node: CircuitNode, all: readonly CircuitParameter[], grid: FrequencyGrid): Worker {
  if (node.type === 'element') {
    return 'assemble' in node.kind
      ? makeWorker(node.kind.assemble(node.parameters), all, grid)
      : elementWorker(node, node.kind, all, grid);
  }
  const make = (part: CircuitNode): Worker => makeWorker(part, all, grid);
  if (node.type === 'line') {
    return lineWorker(node, node.length === undefined ? undefined : all.indexOf(node.length), make, grid);
  }
  const parts = node.parts.map(make);
  return node.type === 'series' ? seriesWorker(parts, grid) : parallelWorker(parts, grid);
}

function seriesWorker(parts: readonly Worker[], { count }: FrequencyGrid): Worker {
  const z = new Float64Array(2 * count);
  const weight = new Float64Array(2 * count);
  return {
    z,
    weight,
    forward(logValues) {
      z.fill(0);
      for (const part of parts) {
        part.forward(logValues);
        for (let i = 0; i < 2 * count; i++) z[i]! += part.z[i]!;
      }
    },
    backward(jacobian) {
      for (const part of parts) {
        part.weight.set(weight);
        part.backward(jacobian);
      }
    },
  };
}

function parallelWorker(parts: readonly Worker[], { count }: FrequencyGrid): Worker {
  const z = new Float64Array(2 * count);
  const weight = new Float64Array(2 * count);
  return {
    z,
    weight,
    forward(logValues) {
      z.fill(0);
      for (const part of parts) {
        part.forward(logValues);
        addReciprocal(part.z, z, count);
      }
      for (let i = 0; i < count; i++) {
        const re = z[i]!;
        const im = z[count + i]!;
        const square = re * re + im * im;
        z[i] = re / square;
        z[count + i] = -im / square;
      }
    },
    backward(jacobian) {
      for (const part of parts) {
        for (let i = 0; i < count; i++) {
          const re = part.z[i]!;
          const im = part.z[count + i]!;
          const square = re * re + im * im;
          const ratioRe = (z[i]! * re + z[count + i]! * im) / square;
          const ratioIm = (z[count + i]! * re - z[i]! * im) / square;
          const squareRe = ratioRe * ratioRe - ratioIm * ratioIm;
          const squareIm = 2 * ratioRe * ratioIm;
          part.weight[i] = weight[i]! * squareRe - weight[count + i]! * squareIm;
          part.weight[count + i] = weight[i]! * squareIm + weight[count + i]! * squareRe;
        }
        part.backward(jacobian);
      }
    },
  };
}

/** Adds 1/z to a sum. */
function addReciprocal(z: Float64Array, sum: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const re = z[i]!;
    const im = z[count + i]!;
    const square = re * re + im * im;
    sum[i]! += re / square;
    sum[count + i]! -= im / square;
  }
}

function elementWorker(
  node: ElementNode,
  { kernel, parameters, map }: FormulaElement,
  all: readonly CircuitParameter[],
  grid: FrequencyGrid,
): Worker {
  const { count } = grid;
  const places = Int32Array.from(node.parameters, (parameter) => all.indexOf(parameter)); // in the Jacobian
  const values = new Float64Array(parameters.length);
  const args = new Float64Array(kernel.arguments);
  const slopes = new Float64Array(kernel.arguments * parameters.length);
  const out = new Float64Array((1 + kernel.arguments) * 2 * count);
  const weight = new Float64Array(2 * count);
  return {
    z: out.subarray(0, 2 * count),
    weight,
    forward(logValues) {
      for (let k = 0; k < values.length; k++) values[k] = Math.exp(logValues[places[k]!]!);
      map(values, args, slopes);
      kernel.evaluate(args, grid, out);
    },
    backward(jacobian) {
      for (let k = 0; k < values.length; k++) {
        const column = places[k]! * 2 * count;
        let isFirst = true; // of the terms of the chain rule
        for (let a = 0; a < kernel.arguments; a++) {
          const slope = slopes[a * values.length + k]!;
          if (slope === 0) continue;
          const write = isFirst ? setProduct : addProduct;
          write(weight, out, (1 + a) * 2 * count, slope, jacobian, column, count);
          isFirst = false;
        }
        if (isFirst) jacobian.fill(0, column, column + 2 * count);
      }
    },
  };
}

/** Writes slope * weight * d to a column of the Jacobian; all complex. */
function setProduct(
  weight: Float64Array,
  d: Float64Array,
  from: number,
  slope: number,
  jacobian: Float64Array,
  column: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const wRe = slope * weight[i]!;
    const wIm = slope * weight[count + i]!;
    const dRe = d[from + i]!;
    const dIm = d[from + count + i]!;
    jacobian[column + i] = wRe * dRe - wIm * dIm;
    jacobian[column + count + i] = wRe * dIm + wIm * dRe;
  }
}

/** Adds slope * weight * d to a column of the Jacobian; all complex. */
function addProduct(
  weight: Float64Array,
  d: Float64Array,
  from: number,
  slope: number,
  jacobian: Float64Array,
  column: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const wRe = weight[i]!;
    const wIm = weight[count + i]!;
    const dRe = slope * d[from + i]!;
    const dIm = slope * d[from + count + i]!;
    jacobian[column + i]! += wRe * dRe - wIm * dIm;
    jacobian[column + count + i]! += wRe * dIm + wIm * dRe;
  }
}
