import {
  fitCovariance,
  levenbergMarquardt,
  quantileT,
  type Search,
  solveLeastSquares,
} from '@anodelab/numerics';
import { type Circuit, mapParameters, parametersOf } from './circuit.ts';
import { type CircuitProblem, circuitProblem, WIDEST } from './circuit-problem.ts';
import { type CircuitFit, describeEnd, LARGEST_STEP } from './fit-circuit.ts';
import type { ProfileInterval } from './profile-intervals.ts';
import { isFree } from './tied-parameters.ts';

/** Fits of a series in which shared parameters have one value, and the intervals of those by name. */
export interface SharedFits {
  readonly fits: readonly CircuitFit[];
  readonly intervals: ReadonlyMap<string, ProfileInterval>;
}

const LEVEL = 0.95;

/**
 * Gives the parameters that the circuit calls shared one value in all spectra: the sum of all S is minimised over them,
 * each spectrum's own parameters following (variable projection; Kaufman, BIT 1975, 15, 49). Their intervals are
 * linearised. The fits as they are where nothing is shared.
 */
export function fitShared(fits: readonly CircuitFit[]): SharedFits {
  const [first] = fits;
  const shared = (first?.circuit.parameters ?? []).flatMap((p, k) =>
    p.link === 'shared' && isFree(p) ? [k] : [],
  );
  if (first === undefined || shared.length === 0 || fits.length < 2) return { fits, intervals: new Map() };

  const members = fits.map((fit) => member(fit, shared));
  const rows = members.reduce((sum, { all }) => sum + all.residuals, 0);
  const evaluate = (values: Float64Array, residuals: Float64Array, jacobian?: Float64Array): void => {
    let offset = 0;
    for (const one of members) {
      evaluateMember(one, shared, values, residuals, offset, jacobian, rows);
      offset += one.all.residuals;
    }
  };
  const problem = { parameters: shared.length, residuals: rows, evaluate };
  const { parameters } = first.circuit;
  const search = levenbergMarquardt(problem, {
    lower: Float64Array.from(shared, (k) => Math.max(-WIDEST, Math.log(parameters[k]!.lower))),
    upper: Float64Array.from(shared, (k) => Math.min(WIDEST, Math.log(parameters[k]!.upper))),
    largestStep: LARGEST_STEP,
    stepTolerance: 1e-7,
    gradientTolerance: 1e-7,
  });
  search.begin(Float64Array.from(shared, (k) => median(fits.map((fit) => Math.log(fit.values[k]!)))));
  search.advance(60);
  const best = search.parameters.slice();
  evaluate(best, new Float64Array(rows));
  const { standardErrors } = fitCovariance(problem, best);
  // own parameters take freedom too
  const own = members.reduce((sum, { inner }) => sum + inner.parameters, 0);
  const freedom = rows - own - shared.length;
  const scale = Math.sqrt((rows - shared.length) / freedom);
  const half = quantileT((1 + LEVEL) / 2, freedom);
  const intervals = new Map(
    shared.map((k, i) => {
      const reach = half * scale * standardErrors[i]!;
      return [
        parameters[k]!.name,
        { low: Math.exp(best[i]! - reach), high: Math.exp(best[i]! + reach), verdict: 'shared' },
      ];
    }),
  );
  return { fits: members.map((one, i) => held(one, fits[i]!, shared, best)), intervals };
}

/** One spectrum: the problem of its own parameters with the shared ones held, and the problem of all. */
interface Member {
  readonly inner: CircuitProblem;
  readonly search: Search;
  readonly all: CircuitProblem;
  readonly own: Float64Array;
}

function member(fit: CircuitFit, shared: readonly number[]): Member {
  const inner = circuitProblem(withHeld(fit.circuit, shared, fit.values), fit.spectrum, fit.weight);
  const search = levenbergMarquardt(inner, {
    lower: inner.lower,
    upper: inner.upper,
    largestStep: LARGEST_STEP,
    stepTolerance: 1e-8,
    gradientTolerance: 1e-8,
  });
  const own = Float64Array.from(inner.free, (k) => Math.log(fit.values[k]!));
  return { inner, search, all: circuitProblem(fit.circuit, fit.spectrum, fit.weight), own };
}

function evaluateMember(
  { inner, search, all, own }: Member,
  shared: readonly number[],
  values: Float64Array,
  residuals: Float64Array,
  offset: number,
  jacobian: Float64Array | undefined,
  stride: number,
): void {
  shared.forEach((k, i) => inner.hold(k, values[i]!));
  search.begin(own);
  search.advance(60);
  own.set(search.parameters);
  const rows = all.residuals;
  const logValues = inner.allLogValues(own);
  const here = new Float64Array(rows);
  const slopes = new Float64Array(rows * all.parameters);
  all.evaluate(
    Float64Array.from(all.free, (k) => logValues[k]!),
    here,
    slopes,
  );
  residuals.set(here, offset);
  if (jacobian === undefined) return;
  const column = (k: number): Float64Array => {
    const at = all.free.indexOf(k);
    return slopes.subarray(at * rows, (at + 1) * rows);
  };
  const design = new Float64Array(rows * inner.parameters);
  inner.free.forEach((k, i) => design.set(column(k), i * rows));
  shared.forEach((k, i) => {
    const target = column(k).slice();
    const { solution } = solveLeastSquares(design.slice(), inner.parameters, target.slice());
    for (let j = 0; j < inner.parameters; j++) {
      for (let row = 0; row < rows; row++) target[row]! -= solution[j]! * design[j * rows + row]!;
    }
    jacobian.set(target, i * stride + offset);
  });
}

/** The fit at the end, the shared parameters fixed in its circuit. */
function held(
  { inner, own }: Member,
  fit: CircuitFit,
  shared: readonly number[],
  best: Float64Array,
): CircuitFit {
  shared.forEach((k, i) => inner.hold(k, best[i]!));
  const values = inner.allLogValues(own).map(Math.exp);
  return describeEnd({ ...fit, circuit: withHeld(fit.circuit, shared, values) }, values);
}

function withHeld(circuit: Circuit, shared: readonly number[], values: Float64Array): Circuit {
  const byName = new Map(shared.map((k) => [circuit.parameters[k]!.name, values[k]!]));
  const root = mapParameters(circuit.root, (parameter) => {
    const value = byName.get(parameter.name);
    return value === undefined ? parameter : { ...parameter, value, fixed: true };
  });
  return { ...circuit, root, parameters: parametersOf(root) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
