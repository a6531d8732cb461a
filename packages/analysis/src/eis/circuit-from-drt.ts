import { type Distribution, showLogSmooth } from '../drt/distribution.ts';
import { type LogSmoothDrt, logSmoothDrt } from '../drt/log-smooth-drt.ts';
import { type RelaxationPeak, relaxationPeaks } from '../drt/relaxation-peaks.ts';
import type { Circuit } from './circuit.ts';
import { type EisWeight, fitWeights, type Spectrum } from './circuit-problem.ts';
import { parseCircuit } from './parse-circuit.ts';

/** A circuit that a distribution of relaxation times suggests, and the values to start its fit from. */
export interface ProposedCircuit {
  readonly circuit: Circuit;
  /** By name, SI. */
  readonly start: Readonly<Record<string, number>>;
  /** Peaks that became arcs. */
  readonly peaks: number;
}

/** A peak with at least this exponent is as sharp as an RC element. */
const SHARP = 0.97;
/** Peaks in fewer of the posterior draws become no arc. */
const CERTAIN = 0.5;

/** Wires that add less than this share of |Z| at the highest frequency are left out. */
const VISIBLE = 0.01;

/**
 * The circuit of a log-smooth distribution of relaxation times: an arc for every peak, in order of rising relaxation time,
 * its resistance the peak's, its exponent from the height over the resistance, alpha = (2/pi) atan(2 pi gamma/R), which is
 * exact for a ZARC by itself; a capacitor where the peak is as sharp as that of an RC element. Before and behind them what
 * stands in series: L, R0, C, W. In impedance.py's dialect.
 */
export function circuitFromDrt(drt: LogSmoothDrt, peaks: readonly RelaxationPeak[]): ProposedCircuit {
  const { resistance, inductance, elastance, diffusion } = drt.series;
  const parts: string[] = ['R0'];
  const start: Record<string, number> = { R0: Math.max(resistance, 1e-3 * drt.polarisation) };
  if (holdsWires(drt)) {
    parts.unshift('L1');
    start['L1'] = inductance;
  }
  const arcs = peaks.filter((peak) => peak.share >= CERTAIN && peak.resistance > 0);
  arcs.forEach(({ tau, gamma, resistance: r }, k) => {
    const index = k + 1;
    const exponent = Math.min(1, (2 / Math.PI) * Math.atan((2 * Math.PI * gamma) / r));
    start[`R${index}`] = r;
    if (exponent > SHARP) {
      parts.push(`p(R${index},C${index})`);
      start[`C${index}`] = tau / r;
    } else {
      parts.push(`p(R${index},CPE${index})`);
      start[`CPE${index}.Q`] = tau ** exponent / r;
      start[`CPE${index}.alpha`] = exponent;
    }
  });
  if (elastance > 0) {
    parts.push(`C${arcs.length + 1}`);
    start[`C${arcs.length + 1}`] = 1 / elastance;
  }
  if (diffusion > 0) {
    parts.push('W1');
    start['W1'] = diffusion / Math.SQRT2; // W/sqrt(s) is (W/sqrt 2)(1 - j)/sqrt(omega)
  }
  return { circuit: parseCircuit(parts.join('-')), start, peaks: arcs.length };
}

function holdsWires({ series, model, polarisation }: LogSmoothDrt): boolean {
  const reactance = 2 * Math.PI * model.frequency[0]! * series.inductance;
  return reactance > VISIBLE * Math.max(series.resistance, 1e-3 * polarisation);
}

/** The same from a spectrum alone. */
export function proposeCircuit(spectrum: Spectrum, weight: EisWeight): ProposedCircuit {
  const drt = logSmoothDrt(spectrum, fitWeights(spectrum, weight));
  return circuitFromDrt(drt, peaksInside(showLogSmooth(drt, 0.95), spectrum));
}

/** Peaks inside the measured range. */
export function peaksInside(shown: Distribution, { frequency }: Spectrum): readonly RelaxationPeak[] {
  return relaxationPeaks(shown, [1 / (2 * Math.PI * frequency[0]!), 1 / (2 * Math.PI * frequency.at(-1)!)]);
}
