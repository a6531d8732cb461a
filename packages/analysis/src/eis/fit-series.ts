import type { Circuit } from './circuit.ts';
import type { EisWeight, Spectrum } from './circuit-problem.ts';
import { type CircuitFit, fitCircuit } from './fit-circuit.ts';
import { fitShared } from './fit-shared.ts';
import { smoothSeries } from './fit-smooth.ts';
import { followArcs } from './follow-arcs.ts';
import { profileIntervals } from './profile-intervals.ts';
import type { SeriesFit } from './series-fit.ts';

/** Starts drawn for every spectrum after the first, beside the end of the one before. */
const DRAWN_STARTS = 16;

/**
 * Fits one circuit to spectra that follow each other. Each is fitted globally, with the end of the one before among its
 * starts, and its equal arcs take the names of those that they continue. Parameters that the circuit says are shared get
 * one value, smooth ones are drawn together (docs/methods/eis-fit.md).
 */
export function fitSeries(
  circuit: Circuit,
  spectra: readonly Spectrum[],
  weight: EisWeight,
): readonly SeriesFit[] {
  const fits: CircuitFit[] = [];
  for (const spectrum of spectra) {
    const before = fits.at(-1);
    const fit = fitCircuit(circuit, spectrum, {
      weight,
      ...(before && { seeds: [before.values.map(Math.log)], drawn: DRAWN_STARTS }),
    });
    fits.push(followArcs(fit, fits));
  }
  const shared = fitShared(fits);
  return smoothSeries(shared.fits, shared.intervals, (fit) => profileIntervals(fit));
}
