import type { AnalysisResult } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import type { ProposedCircuit } from '../eis/circuit-from-drt.ts';
import type { CircuitFit } from '../eis/fit-circuit.ts';
import type { FoundSpectrum } from '../eis/read-spectra.ts';
import type { Distribution } from './distribution.ts';
import type { RelaxationPeak } from './relaxation-peaks.ts';

type Table = AnalysisResult['tables'][string];

/** The distribution with its band. */
export function distributionTable({ tau, gamma, band }: Distribution): Table {
  return {
    columns: [
      derived('tau_s', 's', tau),
      derived(
        'freq_Hz',
        'Hz',
        tau.map((t) => 1 / (2 * Math.PI * t)),
      ),
      derived('gamma_Ohm', 'Ohm', gamma),
      derived('low_Ohm', 'Ohm', band.low),
      derived('high_Ohm', 'Ohm', band.high),
    ],
  };
}

/** One row for each peak; NaN where an end of an interval is not known. */
export function peakTable(peaks: readonly RelaxationPeak[]): Table {
  const column = (name: string, unit: string, of: (peak: RelaxationPeak) => number | undefined) =>
    derived(
      name,
      unit,
      Float64Array.from(peaks, (peak) => of(peak) ?? NaN),
    );
  return {
    columns: [
      column('tau_s', 's', (p) => p.tau),
      column('tauLow_s', 's', (p) => p.tauInterval?.[0]),
      column('tauHigh_s', 's', (p) => p.tauInterval?.[1]),
      column('resistance_Ohm', 'Ohm', (p) => p.resistance),
      column('resistanceLow_Ohm', 'Ohm', (p) => p.resistanceInterval[0]),
      column('resistanceHigh_Ohm', 'Ohm', (p) => p.resistanceInterval[1]),
      column('gamma_Ohm', 'Ohm', (p) => p.gamma),
      column('share', '1', (p) => p.share),
    ],
  };
}

/** Parameters of the proposed circuit: start values from the peaks, and fitted. */
export function circuitTable(
  { circuit: { parameters }, start }: ProposedCircuit,
  { values }: CircuitFit,
): Table {
  return {
    columns: [
      derived(
        'name',
        null,
        parameters.map(({ name }) => name),
      ),
      derived(
        'start',
        null,
        Float64Array.from(parameters, ({ name }) => start[name]!),
      ),
      derived('value', null, values),
      derived(
        'unit',
        null,
        parameters.map(({ kind }) => kind.unit),
      ),
    ],
  };
}

/** The spectrum of the distribution, and what the measured one differs from it by, relative to |Z|. */
export function fitTable({ frequency, zRe, zIm }: FoundSpectrum, fit: Distribution): Table {
  const relative = (part: Float64Array, found: Float64Array): Float64Array =>
    part.map((z, i) => (z - found[i]!) / Math.hypot(zRe[i]!, zIm[i]!));
  return {
    columns: [
      derived('freq_Hz', 'Hz', frequency),
      derived('zRe_Ohm', 'Ohm', fit.zRe),
      derived('zIm_Ohm', 'Ohm', fit.zIm),
      derived('resRe', '1', relative(zRe, fit.zRe)),
      derived('resIm', '1', relative(zIm, fit.zIm)),
    ],
  };
}
