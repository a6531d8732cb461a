import { rankCircuits, type RankedCircuit, withEvidence } from './choose-circuit.ts';
import { type Circuit, elementsOf } from './circuit.ts';
import type { EisWeight } from './circuit-problem.ts';
import { fitCircuit } from './fit-circuit.ts';
import { type FoundSpectrum, leaveOutInductive } from './read-spectra.ts';

/** Points with Im Z > 0 belong to no inductance when the fit without them has less than this share of the rmse. */
const UNLIKE_WIRES = 0.2;

/** A spectrum with what was left out of it. */
type Taken = ReturnType<typeof leaveOutInductive>;

/** Circuits for one spectrum. */
export interface Choice {
  readonly taken: Taken;
  readonly ranked: readonly RankedCircuit[];
}

/**
 * Circuits by evidence (`rankCircuits`) for the first of some spectra; where others stand beside it, led by the one of
 * their first circuits with the least sum of AICc over all of them.
 *
 * @param spectra - that stand for a series, at least one
 */
export function chooseForSpectra(spectra: readonly FoundSpectrum[], weight: EisWeight): Choice {
  const choices = spectra.map((spectrum) => chooseFor(spectrum, weight));
  const [first] = choices;
  const leaders = choices.flatMap(({ ranked }) => (ranked[0] === undefined ? [] : [ranked[0].fit.circuit]));
  const candidates = leaders.filter((a, k) => leaders.findIndex((b) => b.text === a.text) === k);
  if (candidates.length < 2) return first!;
  const haveWires = candidates.every(holdsInductance);
  const shown = spectra.map((spectrum) => (haveWires ? spectrum : leaveOutInductive(spectrum).spectrum));
  const sums = candidates.map((circuit) =>
    shown.reduce((sum, spectrum) => sum + withEvidence(fitCircuit(circuit, spectrum, { weight })).aicc, 0),
  );
  const best = candidates[sums.indexOf(Math.min(...sums))]!;
  if (best.text === first!.ranked[0]?.fit.circuit.text) return first!;
  return lead(best, spectra[0]!, first!, weight);
}

/** The choice with another circuit in front. */
function lead(circuit: Circuit, spectrum: FoundSpectrum, choice: Choice, weight: EisWeight): Choice {
  const taken = holdsInductance(circuit) ? { spectrum, findings: [] } : leaveOutInductive(spectrum);
  const ranked = withEvidence(fitCircuit(circuit, taken.spectrum, { weight }));
  const isSame = taken.spectrum.frequency.length === choice.taken.spectrum.frequency.length;
  const others = isSame ? choice.ranked.filter(({ fit }) => fit.circuit.text !== circuit.text) : [];
  return { taken, ranked: [ranked, ...others] };
}

/** With its inductive points, or without them where an inductance cannot describe them. */
function chooseFor(spectrum: FoundSpectrum, weight: EisWeight): Choice {
  const rank = (taken: Taken): Choice => ({ taken, ranked: rankCircuits(taken.spectrum, weight) });
  const withWires = rank({ spectrum, findings: [] });
  const cut = leaveOutInductive(spectrum);
  if (cut.spectrum === spectrum || cut.spectrum.frequency.length < 5) return withWires;
  const without = rank(cut);
  const [a, b] = [withWires.ranked[0]?.fit.rmse ?? Infinity, without.ranked[0]?.fit.rmse ?? Infinity];
  return b < UNLIKE_WIRES * a ? without : withWires;
}

export function holdsInductance({ root }: Circuit): boolean {
  return elementsOf(root).some(({ kind }) => /^La?$/.test(kind.symbol));
}
