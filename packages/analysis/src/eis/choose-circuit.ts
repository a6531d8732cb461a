import { levenbergMarquardt } from '@anodelab/numerics';
import { type Circuit, elementsOf } from './circuit.ts';
import { circuitProblem, type EisWeight, fitWeights, keepPoints, type Spectrum } from './circuit-problem.ts';
import { compileCircuit } from './compile-circuit.ts';
import { type CircuitFit, fitCircuit, LARGEST_STEP, type Round } from './fit-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';
import { simplerCircuits } from './simpler-circuits.ts';

/** One candidate with its evidence. */
export interface RankedCircuit {
  readonly fit: CircuitFit;
  /** Akaike's criterion corrected for few points (Hurvich and Tsai, Biometrika 1989, 76, 297); smaller is better. */
  readonly aicc: number;
  /** Root mean square of the weighted error at points that were left out of the fit, one fifth at a time. */
  readonly crossValidation: number;
}

/** Where ions are stored or lost at low frequency: behind the last arc's resistance or behind all arcs. */
const TAILS: readonly ((arcs: number) => { inside: string; behind: string })[] = [
  () => ({ inside: '', behind: '' }),
  () => ({ inside: '-W1', behind: '' }),
  () => ({ inside: '-Wo1', behind: '' }),
  () => ({ inside: '-Ws1', behind: '' }),
  (arcs) => ({ inside: '', behind: `-CPE${arcs + 1}` }),
  () => ({ inside: '', behind: '-Wo1' }),
  () => ({ inside: '', behind: '-Ws1' }),
];
const MOST_ARCS = 4;
/** From this number of arcs on only the best tails of the circuit before are tried. */
const SELECTIVE_FROM = 3;
const BEST_TAILS = 3;
const DRAWN_STARTS = { first: 30, later: 12 };
const ROUNDS: readonly Round[] = [
  { keep: 30, steps: 4 },
  { keep: 10, steps: 8 },
  { keep: 4, steps: 25 },
  { keep: 1, steps: 120 },
];
/** How many circuits are simplified. */
const SIMPLIFIED = 8;
/**
 * A circuit that loses by no more still has support (Burnham and Anderson, Model Selection, 2002, section 2.6). It also
 * keeps a search over places for one more arc from taking noise for an arc.
 */
const SUPPORT = 10;
/** Cross-validated are so many of the best by AICc and as many of the simplest. */
const FINALISTS = 5;
/** Standard errors by which an error at left-out points must be larger to count. */
const SIGNIFICANT = 3;
/** Relative errors below this are rounding, not evidence. */
const ROUNDING = 1e-6;
const FOLDS = 5;

/**
 * Circuits of one to four arcs (a resistance beside a constant-phase element) with seven ways to end at low frequency,
 * with an inductance where Im Z > 0 at the highest frequency, each seeded by the one with an arc less; the best of them also with
 * capacitors and Warburg elements where the exponents allow.
 *
 * Evidence: AICc = n ln(S/n) + 2k + 2k(k+1)/(n-k-1), n = 2N numbers, k = free parameters + 1 for the noise, and the
 * error at points that were left out. First comes the circuit with the fewest parameters that loses by no more than 10 in
 * AICc and whose error at left-out points is not larger than the smallest by three standard errors of their difference; the
 * others follow by AICc.
 */
export function rankCircuits(spectrum: Spectrum, weight: EisWeight): readonly RankedCircuit[] {
  const highest = spectrum.frequency.indexOf(Math.max(...spectrum.frequency));
  const wires = spectrum.zIm[highest]! > 0 ? 'L1-' : '';
  const found: Scored[] = [];
  let tails = TAILS;
  const last = new Map<(typeof TAILS)[number], CircuitFit>();
  for (let arcs = 1; arcs <= MOST_ARCS; arcs++) {
    const level = tails.flatMap((tail) => {
      const circuit = arcsWithTail(wires, arcs, tail);
      if (circuit.parameters.length + 3 >= 2 * spectrum.frequency.length) return [];
      const before = last.get(tail);
      const seeds = before === undefined ? [] : withOneMoreArc(before, circuit, spectrum);
      const drawn = arcs === 1 ? DRAWN_STARTS.first : DRAWN_STARTS.later;
      const scored = score(
        fitCircuit(circuit, spectrum, {
          weight,
          seeds,
          drawn,
          rounds: ROUNDS,
          tries: arcs < SELECTIVE_FROM ? 5 : 1,
        }),
      );
      last.set(tail, scored.fit);
      return [{ ...scored, tail }];
    });
    const best = Math.min(...found.map(({ aicc }) => aicc));
    found.push(...level);
    if (Math.min(...level.map(({ aicc }) => aicc)) > best - SUPPORT) break;
    if (arcs + 1 >= SELECTIVE_FROM) {
      tails = level
        .toSorted(byAicc)
        .slice(0, BEST_TAILS)
        .map(({ tail }) => tail);
    }
  }
  const simplified = found.toSorted(byAicc).slice(0, SIMPLIFIED).flatMap(simplify);
  const sorted = withoutRepeats([...simplified, ...found].toSorted(byAicc));
  const supported = sorted.filter(({ aicc }) => aicc <= sorted[0]!.aicc + SUPPORT);
  const simplest = supported.toSorted(byParameters).slice(0, FINALISTS);
  const finalists = supported
    .filter((scored, place) => place < FINALISTS || simplest.includes(scored))
    .map((scored) => ({ ...scored, errors: leftOutErrors(scored.fit) }));
  const chosen = simplestAsGood(finalists);
  return [chosen, ...finalists.filter((finalist) => finalist !== chosen)].flatMap((finalist) =>
    finalist === undefined
      ? []
      : [{ fit: finalist.fit, aicc: finalist.aicc, crossValidation: Math.sqrt(mean(finalist.errors)) }],
  );
}

/** A fit beside what speaks for it. */
export function withEvidence(fit: CircuitFit): RankedCircuit {
  return { fit, aicc: score(fit).aicc, crossValidation: Math.sqrt(mean(leftOutErrors(fit))) };
}

interface Finalist extends Scored {
  /** Squared weighted error of every point when it was left out. */
  readonly errors: Float64Array;
}

function simplestAsGood(finalists: readonly Finalist[]): Finalist | undefined {
  const best = finalists.toSorted((a, b) => mean(a.errors) - mean(b.errors))[0];
  return finalists
    .filter(({ errors }) => {
      const differences = errors.map((error, i) => error - best!.errors[i]!);
      const worse = mean(differences);
      const variance = mean(differences.map((difference) => (difference - worse) ** 2));
      return worse <= SIGNIFICANT * Math.sqrt(variance / errors.length);
    })
    .toSorted(byParameters)[0];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface Scored {
  readonly fit: CircuitFit;
  readonly aicc: number;
}

function byAicc(a: Scored, b: Scored): number {
  return a.aicc - b.aicc;
}

/** A fit with its evidence. */
function score(fit: CircuitFit): Scored {
  const { spectrum, weight, freeParameters } = fit;
  const n = 2 * spectrum.frequency.length;
  const weights = fitWeights(spectrum, weight);
  let size = 0;
  for (let i = 0; i < weights.length; i++) size += size2(spectrum, weights, i) / n;
  const variance = Math.max(fit.sumOfSquares / n, ROUNDING * ROUNDING * size);
  const k = freeParameters + 1;
  return { fit, aicc: n * Math.log(variance) + 2 * k + (2 * k * (k + 1)) / Math.max(1, n - k - 1) };
}

function byParameters(a: Scored, b: Scored): number {
  return a.fit.freeParameters - b.fit.freeParameters || byAicc(a, b);
}

function arcsWithTail(wires: string, arcs: number, tail: (typeof TAILS)[number]): Circuit {
  const { inside, behind } = tail(arcs);
  const text = Array.from(
    { length: arcs },
    (_, k) => `-p(R${k + 1}${k + 1 === arcs ? inside : ''},CPE${k + 1})`,
  );
  return parseCircuit(`${wires}R0${text.join('')}${behind}`);
}

/** Starts from a fit with an arc less: a small new arc, first in the row, at five places of the range of frequency. */
function withOneMoreArc(before: CircuitFit, circuit: Circuit, { frequency, zRe }: Spectrum): Float64Array[] {
  const values = new Map(before.circuit.parameters.map(({ name }, k) => [name, before.values[k]!]));
  const low = Math.log(2 * Math.PI * Math.min(...frequency));
  const high = Math.log(2 * Math.PI * Math.max(...frequency));
  const resistance = 0.1 * (Math.max(...zRe) - Math.min(...zRe));
  const exponent = 0.85;
  return [0.1, 0.3, 0.5, 0.7, 0.9].map((place) => {
    const omega = Math.exp(low + place * (high - low));
    const fresh: Record<string, number> = {
      R1: resistance,
      'CPE1.Q': 1 / (resistance * omega ** exponent),
      'CPE1.alpha': exponent,
    };
    return Float64Array.from(circuit.parameters, ({ name }) =>
      Math.log(fresh[name] ?? values.get(shifted(name)) ?? values.get(name) ?? 1),
    );
  });
}

/** `R3` to `R2`, `CPE3.Q` to `CPE2.Q`: the name before an arc came in front. */
function shifted(name: string): string {
  return name.replace(
    /^(R|CPE)([1-9]\d*)/,
    (_, symbol: string, index: string) => `${symbol}${Number(index) - 1}`,
  );
}

/** The circuit with ever fewer free exponents, the best at each step, as long as it has support beside the first. */
function simplify(scored: Scored): Scored[] {
  const { spectrum, weight } = scored.fit;
  const chain = [scored];
  for (;;) {
    const simpler = simplerCircuits(chain.at(-1)!.fit).map(({ circuit, start }) =>
      score(
        fitCircuit(circuit, spectrum, {
          weight,
          seeds: [start],
          drawn: 0,
          tries: 0,
          rounds: [{ keep: 1, steps: 60 }],
        }),
      ),
    );
    const best = simpler.toSorted(byAicc)[0];
    if (best === undefined || best.aicc > scored.aicc + SUPPORT) return chain;
    chain.push(best);
  }
}

/** Of circuits with the same elements and impedance (an arc's order in the text is no difference) the first. */
function withoutRepeats(sorted: readonly Scored[]): Scored[] {
  const seen = new Set<string>();
  return sorted.filter(({ fit }) => {
    const elements = elementsOf(fit.circuit.root).map(({ kind }) => kind.symbol);
    const key = `${elements.toSorted().join('')} ${fit.sumOfSquares.toPrecision(4)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function leftOutErrors(fit: CircuitFit): Float64Array {
  const { circuit, spectrum, weight } = fit;
  const count = spectrum.frequency.length;
  const weights = fitWeights(spectrum, weight);
  const model = compileCircuit(circuit, spectrum.frequency);
  const errors = new Float64Array(count);
  for (let fold = 0; fold < FOLDS; fold++) {
    const problem = circuitProblem(
      circuit,
      keepPoints(spectrum, (i) => i % FOLDS !== fold),
      weight,
    );
    const search = levenbergMarquardt(problem, {
      lower: problem.lower,
      upper: problem.upper,
      largestStep: LARGEST_STEP,
      stepTolerance: 1e-6,
      gradientTolerance: 1e-6,
    });
    search.begin(Float64Array.from(problem.free, (k) => Math.log(fit.values[k]!)));
    search.advance(20);
    model.evaluate(problem.allLogValues(search.parameters));
    for (let i = fold; i < count; i += FOLDS) {
      const re = model.impedance[i]! - spectrum.zRe[i]!;
      const im = model.impedance[count + i]! - spectrum.zIm[i]!;
      errors[i] = Math.max(
        weights[i]! ** 2 * (re * re + im * im),
        ROUNDING ** 2 * size2(spectrum, weights, i),
      );
    }
  }
  return errors;
}

/** |w Z|^2 of one point. */
function size2({ zRe, zIm }: Spectrum, weights: Float64Array, i: number): number {
  return weights[i]! ** 2 * (zRe[i]! ** 2 + zIm[i]! ** 2);
}
