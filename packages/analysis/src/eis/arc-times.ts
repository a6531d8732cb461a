import { fitCovariance } from '@anodelab/numerics';
import { timeConstant } from './canonical-order.ts';
import { type CircuitNode, parametersOf, partsOf } from './circuit.ts';
import { circuitProblem } from './circuit-problem.ts';
import type { CircuitFit } from './fit-circuit.ts';

/** Time constant of an arc, named after its resistance. */
export interface ArcTime {
  /** `R1.tau`. */
  readonly name: string;
  /** (R C) or (R Q)^(1/n), s. */
  readonly value: number;
  /** value x or / exp(1.96 standard errors of its logarithm), linearised. */
  readonly low: number;
  readonly high: number;
}

const QUANTILE = 1.96;
const STEP = 1e-6;
/** Units of what stands beside the resistance of an arc. */
const STORAGE = ['F', 'S.s^n', 'Ohm.s^-0.5'];

/** Time constants of the arcs of a fit that have none among their parameters: a resistance beside C, CPE, Q or W. */
export function arcTimes(fit: CircuitFit): readonly ArcTime[] {
  const { circuit, values } = fit;
  const arcs = parallelParts(circuit.root).filter((node) => {
    const units = parametersOf(node).map(({ kind }) => kind.unit);
    return units.includes('Ohm') && STORAGE.some((unit) => units.includes(unit));
  });
  if (arcs.length === 0) return [];
  const problem = circuitProblem(circuit, fit.spectrum, fit.weight);
  const point = Float64Array.from(problem.free, (k) => Math.log(values[k]!));
  const { covariance } = fitCovariance(problem, point);
  const count = problem.parameters;
  return arcs.map((node) => {
    const own = parametersOf(node);
    const from = circuit.parameters.findIndex(({ name }) => name === own[0]!.name);
    const logTime = (free: Float64Array): number => {
      const all = problem.allLogValues(free).map(Math.exp);
      return Math.log(timeConstant(node, all.slice(from, from + own.length)));
    };
    const slopes = point.map((_, k) => {
      const at = (shift: number): number =>
        logTime(point.map((value, j) => (j === k ? value + shift : value)));
      return (at(STEP) - at(-STEP)) / (2 * STEP);
    });
    let variance = 0;
    slopes.forEach((a, i) =>
      slopes.forEach((b, j) => {
        if (a !== 0 && b !== 0) variance += a * b * covariance[i * count + j]!;
      }),
    );
    const value = Math.exp(logTime(point));
    const factor = Math.exp(QUANTILE * Math.sqrt(Math.max(0, variance)));
    const resistance = own.find(({ kind }) => kind.unit === 'Ohm')!.name;
    return { name: `${resistance}.tau`, value, low: value / factor, high: value * factor };
  });
}

function parallelParts(node: CircuitNode): CircuitNode[] {
  if (node.type === 'element') return [];
  const inside = partsOf(node).flatMap(parallelParts);
  return node.type === 'parallel' ? [node, ...inside] : inside;
}
