import {
  createRandom,
  type FitCovariance,
  fitCovariance,
  levenbergMarquardt,
  type Search,
} from '@anodelab/numerics';
import { orderEqualArcs } from './canonical-order.ts';
import { type Circuit, parametersOf } from './circuit.ts';
import { type CircuitProblem, circuitProblem, type EisWeight, type Spectrum } from './circuit-problem.ts';
import { startMaker } from './guess-starts.ts';
import { tiedParameters } from './tied-parameters.ts';

export interface CircuitFitOptions {
  /** Default `modulus`. */
  readonly weight?: EisWeight;
  /** Values of parameters by name, SI; with it the fit runs from there alone, without it from many starts of its own. */
  readonly start?: Readonly<Record<string, number>>;
  /** More starts to race, each the logarithms of all parameters in the circuit's order. */
  readonly seeds?: readonly Float64Array[];
  /** How many starts are drawn from the spectrum's ranges; default 50. */
  readonly drawn?: number;
  /** The race of the starts; by default long enough for the hardest circuits. */
  readonly rounds?: readonly Round[];
  /** How often each part of the circuit is drawn anew without a better end before the search is over; default 2. */
  readonly tries?: number;
}

/** How many go on, and for how many steps each. */
export interface Round {
  readonly keep: number;
  readonly steps: number;
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

/** Rounds of a search from many starts. */
const ROUNDS: readonly Round[] = [
  { keep: 50, steps: 5 },
  { keep: 24, steps: 6 },
  { keep: 10, steps: 10 },
  { keep: 4, steps: 20 },
  { keep: 2, steps: 500 },
];
/** In one step no parameter changes by more than this factor's logarithm: a flat direction may not run away from the others. */
export const LARGEST_STEP = Math.log(3);
const SEED = 20070808; // any; fixed, so that the same data give the same bits

/**
 * Fits a circuit by Levenberg-Marquardt in the logarithms of its parameters. Without `start` it needs no start values:
 * 50 starts are drawn from the spectrum's own ranges and race in rounds, the best 2 different ones to the end; then parts of
 * the best exchange their parameters or are drawn anew, as long as that helps.
 * Never throws for non-convergence. See docs/methods/eis.md.
 *
 * @throws {RangeError} when the spectrum has too few points, or `start` lacks a free parameter
 */
export function fitCircuit(
  circuit: Circuit,
  spectrum: Spectrum,
  options: CircuitFitOptions = {},
): CircuitFit {
  const {
    weight = 'modulus',
    start,
    seeds = [],
    drawn = ROUNDS[0]!.keep,
    rounds = ROUNDS,
    tries = TRIES,
  } = options;
  const problem = circuitProblem(circuit, spectrum, weight);
  const search = levenbergMarquardt(problem, {
    lower: problem.lower,
    upper: problem.upper,
    largestStep: LARGEST_STEP,
    stepTolerance: 1e-8,
    gradientTolerance: 1e-8,
  });
  const tried =
    start === undefined
      ? searchFromMany(search, problem, circuit, spectrum, { seeds, drawn, rounds, tries })
      : 1;
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
  { seeds, drawn, rounds, tries }: Required<Omit<CircuitFitOptions, 'weight' | 'start'>>,
): number {
  const random = createRandom(SEED);
  const make = startMaker(circuit, spectrum);
  const made: Candidate[] = Array.from({ length: drawn }, (_, k) => {
    const start = make(random);
    if (k === 0)
      circuit.parameters.forEach((p, i) => p.value !== undefined && (start[i] = Math.log(p.value)));
    return { parameters: freeOf(problem, start), sum: 0 };
  });
  const starts = [...seeds.map((seed) => ({ parameters: freeOf(problem, seed), sum: 0 })), ...made];
  let candidates: Candidate[] = starts;
  for (const { keep, steps } of rounds) {
    candidates = candidates.slice(0, Math.max(keep, candidates === starts ? starts.length : 0));
    for (const candidate of candidates) {
      search.begin(candidate.parameters);
      search.advance(steps);
      candidate.parameters.set(search.parameters);
      const sum = search.sumOfSquares();
      candidate.sum = Number.isFinite(sum) ? sum : Infinity;
    }
    candidates = distinctEnds(candidates);
  }
  const best = candidates[0]!;
  const redrawn = redrawParts(search, problem, circuit, best, () => make(random), tries);
  search.begin(best.parameters);
  search.advance(rounds.at(-1)!.steps);
  return starts.length + redrawn;
}

const TRIES = 2;
const TRY_STEPS = 20;

/**
 * Two parts of the series exchange what they have in common; then one part after the other is drawn anew while the others
 * stay: an arc that sits where none is wanted finds its place though all others are at theirs. Leaves the best end in `best`; returns the number of tries.
 */
function redrawParts(
  search: Search,
  problem: CircuitProblem,
  circuit: Circuit,
  best: Candidate,
  draw: () => Float64Array,
  triesPerPart: number,
): number {
  const parts = freeParts(problem, circuit);
  if (parts.length < 2 || triesPerPart === 0) return 0;
  const swaps = exchangeable(problem, circuit, parts);
  let tries = 0;
  for (let idle = 0; idle < swaps.length + triesPerPart * parts.length; idle++) {
    const start = best.parameters.slice();
    const swap = swaps[idle];
    if (swap === undefined) {
      const drawn = freeOf(problem, draw());
      for (const k of parts[(idle - swaps.length) % parts.length]!) start[k] = drawn[k]!;
    } else {
      for (const [a, b] of swap) [start[a], start[b]] = [start[b]!, start[a]!];
    }
    search.begin(start);
    search.advance(TRY_STEPS);
    tries++;
    if (!(search.sumOfSquares() < 0.999 * best.sum)) continue;
    search.advance(10 * TRY_STEPS);
    best.parameters.set(search.parameters);
    best.sum = search.sumOfSquares();
    idle = -1;
  }
  return tries;
}

/** For every pair of parts that are not all alike the pairs of parameters of one kind in them. */
function exchangeable(
  { free }: CircuitProblem,
  { parameters }: Circuit,
  parts: readonly (readonly number[])[],
): (readonly (readonly [number, number])[])[] {
  const kind = (k: number): string => {
    const { name, unit } = parameters[free[k]!]!.kind;
    return `${name} ${unit}`;
  };
  return parts.flatMap((part, i) =>
    parts.slice(i + 1).flatMap((other) => {
      if (part.map(kind).join() === other.map(kind).join()) return [];
      const left = [...other];
      const pairs = part.flatMap((k) => {
        const at = left.findIndex((candidate) => kind(candidate) === kind(k));
        return at < 0 ? [] : [[k, left.splice(at, 1)[0]!] as const];
      });
      return pairs.length < 2 ? [] : [pairs];
    }),
  );
}

/** Places among the free parameters of every part of the outermost series connection. */
function freeParts({ free }: CircuitProblem, { root, parameters }: Circuit): number[][] {
  if (root.type !== 'series') return [];
  return root.parts
    .map((part) => {
      const names = new Set(parametersOf(part).map(({ name }) => name));
      return [...free.keys()].filter((k) => names.has(parameters[free[k]!]!.name));
    })
    .filter((places) => places.length > 0);
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
  const state = search.state();
  const fit = {
    status: state === 'converged' ? ('converged' as const) : ('stopped' as const),
    reason: state === 'running' ? 'the steps were not enough' : search.reason(),
    circuit,
    weight,
    spectrum,
    starts,
  };
  return describeEnd(fit, orderEqualArcs(circuit, problem.allLogValues(search.parameters).map(Math.exp)));
}

/** A fit that ended at these values of all parameters, with errors and sums there. */
export function describeEnd(
  fit: Pick<CircuitFit, 'status' | 'reason' | 'circuit' | 'weight' | 'spectrum' | 'starts'>,
  values: Float64Array,
): CircuitFit {
  const { circuit, spectrum, weight } = fit;
  const problem = circuitProblem(circuit, spectrum, weight);
  const point = freeOf(problem, values.map(Math.log));
  const residuals = new Float64Array(problem.residuals);
  problem.evaluate(point, residuals);
  const sumOfSquares = residuals.reduce((sum, r) => sum + r * r, 0);
  const relative = relativeErrors(circuit, problem, fitCovariance(problem, point), values);
  return {
    ...fit,
    values,
    standardErrors: values.map((value, k) => value * relative[k]!),
    sumOfSquares,
    rmse: Math.sqrt(sumOfSquares / spectrum.frequency.length),
    freeParameters: problem.parameters,
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
