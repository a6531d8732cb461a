import type { Spectrum } from '../eis/circuit-problem.ts';
import { distributionAt } from './relaxation-basis.ts';
import { logSmoothFit, type LogSmoothFit, type LogSmoothStart } from './log-smooth-fit.ts';
import { type EndTerms, type LogSmoothModel, logSmoothModel, logSmoothPrior } from './log-smooth-model.ts';
import { tikhonovDrt } from './tikhonov-drt.ts';

/** A positive distribution that is smooth in its logarithm, with its posterior. */
export interface LogSmoothDrt {
  readonly model: LogSmoothModel;
  readonly fit: LogSmoothFit;
  /** Ohm, at the nodes of the model. */
  readonly gamma: Float64Array;
  /** R0, Ohm; L, H; 1/C, 1/F; W of W/sqrt(s), Ohm s^(-1/2). */
  readonly series: {
    readonly resistance: number;
    readonly inductance: number;
    readonly elastance: number;
    readonly diffusion: number;
  };
  /** Area under gamma, Ohm. */
  readonly polarisation: number;
  /** Gain in ln evidence over the same distribution without low-frequency terms; 0 where there are none. */
  readonly gain: number;
}

/** log10 of the first stiffness tried and the distance of the next. */
const FIRST = 1.5;
const STRIDE = 1;
const STIFFEST = 4;
const SOFTEST = -5;
/** Finer nodes are worth their time below this log10 stiffness: peaks are then as narrow as the coarse steps. */
const SHARP = -1;
const COARSE = 12;
const FINE = 24;
/** ln evidence that a further term must gain: ten to one. */
const WORTH = Math.log(10);

/**
 * Distribution of relaxation times whose logarithm is smooth: gamma = e^h > 0, the second derivative of h over ln tau white
 * noise of one strength, that strength and the noise chosen by the evidence (Laplace's approximation), no number to set.
 * Flanks of relaxation processes are straight lines in ln gamma, so peaks come out high and narrow without ripples between
 * them. Wires (L), a blocking end (C) and diffusion without end (W) are fitted in the same inversion, the latter two only
 * where the spectrum does not close and the evidence asks for them. See docs/methods/drt.md.
 *
 * @param spectrum - sorted by falling frequency
 * @param weight - 1/standard deviation of each point up to a common factor
 * @throws {RangeError} with fewer than 5 points
 */
export function logSmoothDrt(
  spectrum: Spectrum,
  weight: Float64Array = new Float64Array(spectrum.frequency.length).fill(1),
): LogSmoothDrt {
  const wires = { inductance: true, capacitance: false, diffusion: false };
  const plain = withoutNegative(spectrum, weight, wires);
  const ends = closes(spectrum) ? [] : [{ capacitance: true }, { diffusion: true }];
  const tried = ends.map((end) => withoutNegative(spectrum, weight, { ...plain.model.terms, ...end }));
  let best = plain;
  for (const one of tried) if (worth(one) > worth(best)) best = one;
  if (tried.length > 1 && tried.every((one) => worth(one) > worth(plain))) {
    const both = { ...best.model.terms, capacitance: true, diffusion: true };
    const two = withoutNegative(spectrum, weight, both);
    if (worth(two) > worth(best)) best = two;
  }
  if (Math.log10(best.fit.stiffness) < SHARP) best = search(spectrum, weight, best.model.terms, FINE, best);
  return describe(best, plain.fit.evidence);
}

/** ln evidence less what further terms must gain. */
function worth({ model, fit }: Found): number {
  return fit.evidence - WORTH * (Number(model.terms.capacitance) + Number(model.terms.diffusion));
}

/** True where -Im Z falls towards the lowest frequency: the last arc comes down. */
function closes({ zIm }: Spectrum): boolean {
  const last = zIm.length - 1;
  const span = Math.min(4, last);
  return -zIm[last]! < -zIm[last - span]!;
}

interface Found {
  readonly model: LogSmoothModel;
  readonly fit: LogSmoothFit;
}

/** A term that comes out below zero is noise and left out. */
function withoutNegative(spectrum: Spectrum, weight: Float64Array, terms: EndTerms): Found {
  const found = search(spectrum, weight, terms, COARSE);
  const names = ['inductance', 'capacitance', 'diffusion'] as const;
  const held = names.filter((name) => terms[name]);
  const negative = held.filter((_, k) => found.fit.unknowns[1 + k]! < 0);
  if (negative.length === 0) return found;
  const kept = { ...terms, ...Object.fromEntries(negative.map((name) => [name, false])) };
  return withoutNegative(spectrum, weight, kept);
}

/** The stiffness with the most evidence: downwards from a stiff one, each fit starting the next, upwards, then half steps. */
function search(
  spectrum: Spectrum,
  weight: Float64Array,
  terms: EndTerms,
  perDecade: number,
  near?: Found,
): Found {
  const model = logSmoothModel(spectrum, weight, terms, perDecade);
  const { start: ridge, level } = startFrom(spectrum, weight, model);
  const start = near === undefined ? ridge : betweenNodes(near, model);
  const fitAt = (log: number, from: LogSmoothStart): LogSmoothFit =>
    logSmoothFit(model, logSmoothPrior(model, 10 ** log, level), from);
  const first = near === undefined ? FIRST : Math.log10(near.fit.stiffness);
  const opening = fitAt(first, start);
  const tried = new Map([[first, opening]]);
  let best = first;
  const visit = (log: number, from: number): LogSmoothFit => {
    const fit = tried.get(log) ?? fitAt(log, tried.get(from)!);
    tried.set(log, fit);
    if (fit.evidence > tried.get(best)!.evidence) best = log;
    return fit;
  };
  for (const stride of [-STRIDE, STRIDE]) {
    for (let log = first + stride; log >= SOFTEST && log <= STIFFEST; log += stride) {
      if (visit(log, log - stride).evidence < tried.get(best)!.evidence) break;
    }
  }
  for (const half of [-STRIDE / 2, STRIDE / 2]) visit(best + half, best);
  return { model, fit: tried.get(best)! };
}

/** Ridge regression gives the start, a thousandth of its peak where it has nothing. */
function startFrom(
  spectrum: Spectrum,
  weight: Float64Array,
  model: LogSmoothModel,
): { start: LogSmoothStart; level: number } {
  const { inductance, capacitance } = model.terms;
  const ridge = tikhonovDrt(spectrum, { inductance, capacitance, weight });
  const { freeCount, basis } = ridge.problem;
  const gamma = distributionAt(basis, ridge.solution.subarray(freeCount), model.tau);
  const floor = Math.max(1e-3 * Math.max(...gamma), Number.MIN_VALUE * 1e20);
  const unknowns = new Float64Array(model.columns);
  unknowns.set(ridge.solution.subarray(0, freeCount));
  gamma.forEach((value, k) => (unknowns[model.seriesCount + k] = Math.log(Math.max(value, floor))));
  const span = model.step * (model.tau.length - 1);
  return {
    start: { unknowns, variance: ridge.sigma ** 2 },
    level: Math.log(Math.max(ridge.polarisation / span, floor)),
  };
}

/** A fit on coarser nodes as a start: straight lines in ln gamma. */
function betweenNodes({ model: coarse, fit }: Found, model: LogSmoothModel): LogSmoothStart {
  const { seriesCount, tau } = coarse;
  const last = tau.length - 1;
  const unknowns = new Float64Array(model.columns);
  unknowns.set(fit.unknowns.subarray(0, seriesCount));
  model.tau.forEach((t, k) => {
    const place = Math.min(last, Math.max(0, Math.log(t / tau[0]!) / coarse.step));
    const from = Math.min(last - 1, Math.floor(place));
    const [a, b] = [fit.unknowns[seriesCount + from]!, fit.unknowns[seriesCount + from + 1]!];
    unknowns[seriesCount + k] = a + (place - from) * (b - a);
  });
  return { unknowns, variance: fit.variance };
}

function describe({ model, fit }: Found, plainEvidence: number): LogSmoothDrt {
  const { seriesCount, terms, middle } = model;
  const gamma = fit.unknowns.subarray(seriesCount).map(Math.exp);
  let next = 1;
  const take = (has: boolean, scale: number): number => (has ? fit.unknowns[next++]! * scale : 0);
  const hasEnd = terms.capacitance || terms.diffusion;
  return {
    model,
    fit,
    gamma,
    series: {
      resistance: fit.unknowns[0]!,
      inductance: take(terms.inductance, 1 / middle),
      elastance: take(terms.capacitance, middle),
      diffusion: take(terms.diffusion, Math.sqrt(2 * middle)),
    },
    polarisation: gamma.reduce((sum, value) => sum + value, 0) * model.step,
    gain: hasEnd ? fit.evidence - plainEvidence : 0,
  };
}
