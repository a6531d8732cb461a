import {
  createRandom,
  type FitCovariance,
  fitCovariance,
  levenbergMarquardt,
  type Search,
} from '@anodelab/numerics';
import { orderEqualArcs } from './canonical-order.ts';
import type { Circuit } from './circuit.ts';
import { type CircuitProblem, circuitProblem, type EisWeight, type Spectrum } from './circuit-problem.ts';
import { startMaker } from './guess-starts.ts';
import { tiedParameters } from './tied-parameters.ts';

export interface CircuitFitOptions {
  /** Default `modulus`. */
  readonly weight?: EisWeight;
  /** Values of parameters by name, SI; with it the fit runs from there alone, without it from many starts of its own. */
  readonly start?: Readonly<Record<string, number>>;
}

/** A fitted circuit. Check `status`. */
export interface CircuitFit {
  readonly status: 'converged' | 'stopped';
  readonly reason: string;
  readonly circuit: Circuit;
  readonly weight: EisWeight;
  readonly spectrum: Spectrum;
  /** Of all parameters in the circuit's order, SI; equal arcs ordered by time constant. */
  readonly values: Float64Array;
  /** Linearised standard errors of `values`; 0 for fixed parameters, Infinity where the data say nothing. */
  readonly standardErrors: Float64Array;
  /** S, the weighted sum over complex points. */
  readonly sumOfSquares: number;
  /** sqrt(S / N), N complex points. */
  readonly rmse: number;
  /** Number of free parameters. */
  readonly freeParameters: number;
  /** How many starts were tried. */
  readonly starts: number;
}

/** Rounds of a search from many starts: how many go on, and for how many steps each. */
const ROUNDS = [
  { keep: 50, steps: 5 },
  { keep: 24, steps: 8 },
  { keep: 8, steps: 30 },
  { keep: 3, steps: 500 },
];
/** In one step no parameter changes by more than this factor's logarithm: a flat direction may not run away from the others. */
export const LARGEST_STEP = Math.log(3);
const SEED = 20070808; // any; fixed, so that the same data give the same bits

/**
 * Fits a circuit by Levenberg-Marquardt in the logarithms of its parameters. Without `start` it needs no start values:
 * 50 starts are drawn from the spectrum's own ranges and race in rounds, the best 3 different ones to the end.
 * Never throws for non-convergence. See docs/methods/eis.md.
 *
 * @throws {RangeError} when the spectrum has too few points, or `start` lacks a free parameter
 */
export function fitCircuit(
  circuit: Circuit,
  spectrum: Spectrum,
  options: CircuitFitOptions = {},
): CircuitFit {
  const { weight = 'modulus', start } = options;
  const problem = circuitProblem(circuit, spectrum, weight);
  const search = levenbergMarquardt(problem, {
    lower: problem.lower,
    upper: problem.upper,
    largestStep: LARGEST_STEP,
    stepTolerance: 1e-8,
    gradientTolerance: 1e-8,
  });
  const tried = start === undefined ? searchFromMany(search, problem, circuit, spectrum) : 1;
  if (start !== undefined) {
    search.begin(freeOf(problem, namedStart(circuit, start)));
    search.advance(500);
  }
  return describeFit(search, problem, circuit, spectrum, weight, tried);
}

function namedStart(circuit: Circuit, start: Readonly<Record<string, number>>): Float64Array {
  return Float64Array.from(circuit.parameters, (p) => {
    const value = start[p.name] ?? p.value ?? (p.expression && 1);
    if (!(value !== undefined && value > 0))
      throw new RangeError(`start: expected a positive ${p.name}, found ${value}`);
    return Math.log(value);
  });
}

function freeOf(problem: CircuitProblem, all: Float64Array): Float64Array {
  return Float64Array.from(problem.free, (k) => all[k]!);
}

/** Leaves the search at the best end found; returns the number of starts. */
function searchFromMany(
  search: Search,
  problem: CircuitProblem,
  circuit: Circuit,
  spectrum: Spectrum,
): number {
  const random = createRandom(SEED);
  const make = startMaker(circuit, spectrum);
  let candidates: Candidate[] = Array.from({ length: ROUNDS[0]!.keep }, (_, k) => {
    const start = make(random);
    if (k === 0)
      circuit.parameters.forEach((p, i) => p.value !== undefined && (start[i] = Math.log(p.value)));
    return { parameters: freeOf(problem, start), sum: 0 };
  });
  for (const { keep, steps } of ROUNDS) {
    candidates = candidates.slice(0, keep);
    for (const candidate of candidates) {
      search.begin(candidate.parameters);
      search.advance(steps);
      candidate.parameters.set(search.parameters);
      const sum = search.sumOfSquares();
      candidate.sum = Number.isFinite(sum) ? sum : Infinity;
    }
    candidates = distinctEnds(candidates);
  }
  search.begin(candidates[0]!.parameters);
  search.advance(500);
  return ROUNDS[0]!.keep;
}

interface Candidate {
  readonly parameters: Float64Array;
  sum: number;
}

/** Best first; of candidates on their way to one end (sums equal to 0.1 %) only the best, so that rarer ends stay in the race. */
function distinctEnds(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates.toSorted((a, b) => a.sum - b.sum)) {
    if (kept.length === 0 || candidate.sum > kept.at(-1)!.sum * 1.001) kept.push(candidate);
  }
  return kept;
}

function describeFit(
  search: Search,
  problem: CircuitProblem,
  circuit: Circuit,
  spectrum: Spectrum,
  weight: EisWeight,
  starts: number,
): CircuitFit {
  const values = orderEqualArcs(circuit, problem.allLogValues(search.parameters).map(Math.exp));
  const ordered = freeOf(problem, values.map(Math.log));
  const relative = relativeErrors(circuit, problem, fitCovariance(problem, ordered), values);
  const state = search.state();
  return {
    status: state === 'converged' ? 'converged' : 'stopped',
    reason: state === 'running' ? 'the steps were not enough' : search.reason(),
    circuit,
    weight,
    spectrum,
    values,
    standardErrors: values.map((value, k) => value * relative[k]!),
    sumOfSquares: search.sumOfSquares(),
    rmse: Math.sqrt(search.sumOfSquares() / spectrum.frequency.length),
    freeParameters: problem.parameters,
    starts,
  };
}

/** Standard errors of the logarithms of all parameters; 0 for fixed ones, of tied ones by the slopes of their expressions. */
function relativeErrors(
  circuit: Circuit,
  { free, parameters: count }: CircuitProblem,
  { covariance, standardErrors }: FitCovariance,
  values: Float64Array,
): Float64Array {
  const errors = new Float64Array(values.length);
  free.forEach((k, i) => (errors[k] = standardErrors[i]!));
  const ties = tiedParameters(circuit);
  const logValues = values.map(Math.log);
  for (const tied of ties.indices) {
    const slopes = new Float64Array(values.length);
    slopes[tied] = 1;
    ties.carry(logValues, slopes, 1);
    let variance = 0;
    free.forEach((a, i) => {
      free.forEach((b, j) => {
        const product = slopes[a]! * slopes[b]!;
        if (product !== 0) variance += product * covariance[i * count + j]!;
      });
    });
    errors[tied] = Math.sqrt(variance);
  }
  return errors;
}
