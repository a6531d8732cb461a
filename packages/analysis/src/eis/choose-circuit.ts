import type { EisWeight, Spectrum } from './circuit-problem.ts';
import { type CircuitFit, fitCircuit } from './fit-circuit.ts';
import { parseCircuit } from './parse-circuit.ts';

/** Circuits tried when none is given, each holding the one before: an arc, diffusion behind it, arcs of films before it. */
const NESTED_CIRCUITS: readonly string[] = [
  'R0-p(R1,CPE1)',
  'R0-p(R1-Wo1,CPE1)',
  'R0-p(R1,CPE1)-p(R2-Wo1,CPE2)',
  'R0-p(R1,CPE1)-p(R2,CPE2)-p(R3-Wo1,CPE3)',
];

/** One candidate with its evidence. */
export interface RankedCircuit {
  readonly fit: CircuitFit;
  /** Akaike's criterion corrected for few points (Hurvich and Tsai, Biometrika 1989, 76, 297); smaller is better. */
  readonly aicc: number;
}

/**
 * The nested circuits fitted and ranked, best first: AICc = n ln(S/n) + 2k + 2k(k+1)/(n-k-1), n = 2N numbers,
 * k = free parameters + 1 for the noise. Circuits with too many parameters for the points are not tried.
 */
export function rankCircuits(spectrum: Spectrum, weight: EisWeight): readonly RankedCircuit[] {
  const n = 2 * spectrum.frequency.length;
  return NESTED_CIRCUITS.map(parseCircuit)
    .filter((circuit) => circuit.parameters.length + 3 < n)
    .map((circuit) => {
      const fit = fitCircuit(circuit, spectrum, { weight });
      const k = fit.freeParameters + 1;
      return { fit, aicc: n * Math.log(fit.sumOfSquares / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1) };
    })
    .sort((a, b) => a.aicc - b.aicc);
}
