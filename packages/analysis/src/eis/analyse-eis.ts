import { type AnalysisResult, type Dataset, type Finding, findColumn, type Result } from '@anodelab/data';
import { type RankedCircuit, rankCircuits } from './choose-circuit.ts';
import { elementsOf } from './circuit.ts';
import type { EisWeight } from './circuit-problem.ts';
import { judgeDrift } from './drift-verdict.ts';
import { fitTable, linKkTable, parameterTable, spectrumTable } from './eis-tables.ts';
import { type CircuitFit, fitCircuit } from './fit-circuit.ts';
import { linKk } from './lin-kk.ts';
import { parseCircuit } from './parse-circuit.ts';
import { type ProfileInterval, profileIntervals } from './profile-intervals.ts';
import { type FoundSpectrum, leaveOutInductive, readSpectra, selectSpectrum } from './read-spectra.ts';

export interface EisOptions {
  /** A circuit in either dialect; default: the best by AICc of four nested ones (one arc; one to three arcs with diffusion behind the last). */
  readonly circuit?: string;
  /** Default `modulus`. */
  readonly weight?: EisWeight;
  /** Area of the electrode for area-specific resistances, m2; default: the dataset's own `area_m2`, or none. */
  readonly area_m2?: number;
  /** Which spectrum of a file that holds several, by the maker's cycle number (or its place, from 1); default the first. */
  readonly cycle?: number;
}

/**
 * One spectrum as numbers: a Kramers-Kronig test with a verdict on drift, a circuit fitted without start values, and for
 * every parameter the interval that the data allow, open where they set no end (docs/methods/eis.md).
 *
 * Tables: `spectrum`, `fit`, `parameters`, `linkk`.
 *
 * @throws {RangeError} when no dataset holds the asked spectrum; {InputError} when the circuit cannot be read
 */
export function analyseEis(datasets: readonly Dataset[], options: EisOptions = {}): AnalysisResult {
  const { weight = 'modulus' } = options;
  const selected = selectSpectrum(datasets.flatMap(readSpectra), options.cycle);
  const given = options.circuit === undefined ? undefined : parseCircuit(options.circuit);
  const holdsInductance =
    given !== undefined && elementsOf(given.root).some(({ kind }) => /^La?$/.test(kind.symbol));
  const { spectrum, findings: leftOut } = holdsInductance
    ? { spectrum: selected.spectrum, findings: [] }
    : leaveOutInductive(selected.spectrum);
  if (spectrum.frequency.length < 5) throw new RangeError('EIS: fewer than 5 points with Im Z <= 0');

  const decades = Math.log10(spectrum.frequency[0]! / spectrum.frequency.at(-1)!);
  const test = linKk(spectrum, { c: DRIFT_C, fewest: Math.ceil(2 * decades), addCapacitance: true });
  const drift = judgeDrift(test);
  const ranked = given === undefined ? rankCircuits(spectrum, weight) : [];
  const fit = given === undefined ? ranked[0]?.fit : fitCircuit(given, spectrum, { weight });
  if (fit === undefined) throw new RangeError('EIS: too few points for any circuit');
  const intervals = profileIntervals(fit);
  const area = options.area_m2 ?? metaArea(spectrum.dataset);
  const { model } = spectrum.dataset.provenance;

  return {
    analysis: 'eis',
    results: eisResults(fit, intervals, spectrum, area),
    tables: {
      spectrum: spectrumTable(selected.spectrum, area),
      fit: fitTable(fit, area),
      parameters: parameterTable(fit, intervals),
      linkk: linKkTable(spectrum, test),
    },
    statements: [
      channelSentence(spectrum.dataset),
      circuitSentence(fit, ranked),
      drift.sentence,
      ...fit.circuit.parameters.flatMap((p, k) =>
        intervals[k]!.verdict.startsWith('not') ? [`${p.name} is ${intervals[k]!.verdict}.`] : [],
      ),
    ],
    findings: [
      ...selected.findings,
      ...leftOut,
      ...(drift.isSuspect ? [warning('kramers-kronig-violated', drift.sentence)] : []),
      ...(fit.status === 'stopped' ? [warning('fit-not-converged', `the fit stopped: ${fit.reason}`)] : []),
    ],
    ...(model && { model }),
  };
}

/** Stricter than Schoenleber's 0.85: enough RC elements that what is left of a valid spectrum is noise. */
const DRIFT_C = 0.5;

function warning(code: string, message: string): Finding {
  return { severity: 'warning', code, message };
}

function metaArea({ meta }: Dataset): number | undefined {
  return typeof meta.area_m2 === 'number' && meta.area_m2 > 0 ? meta.area_m2 : undefined;
}

function eisResults(
  fit: CircuitFit,
  intervals: readonly ProfileInterval[],
  { dataset, frequency, zRe }: FoundSpectrum,
  area: number | undefined,
): Record<string, Result> {
  const { provenance } = dataset;
  const inputs = [provenance.sha256 ?? provenance.file ?? provenance.reader];
  const method = `eis/fit: multi-start Levenberg-Marquardt, ${fit.weight} weight, ${fit.circuit.text}`;
  const results: Record<string, Result> = {};
  fit.circuit.parameters.forEach((parameter, k) => {
    const { low, high, verdict } = intervals[k]!;
    const result = (scale: number, unit: string): Result => ({
      value: fit.values[k]! * scale,
      unit,
      ...(verdict !== 'fixed' && {
        interval: {
          low: low === null ? null : low * scale,
          high: high === null ? null : high * scale,
          level: 0.95,
          kind: 'profile likelihood',
        },
      }),
      definition: `${parameter.name} of ${fit.circuit.text}`,
      method,
      inputs,
      ...(verdict !== '' && { verdict }),
    });
    results[parameter.name] = result(1, parameter.kind.unit);
    if (area !== undefined && parameter.kind.unit === 'Ohm') {
      results[`${parameter.name}.area`] = { ...result(area, 'Ohm.m2'), basis: 'area' };
    }
  });
  const lowest = frequency.length - 1;
  results.realLowest = {
    value: zRe[lowest]!,
    unit: 'Ohm',
    definition: `Re Z at the lowest frequency, ${frequency[lowest]} Hz`,
    method: 'eis/spectrum: as measured',
    inputs,
  };
  results.rmse = {
    value: fit.rmse,
    unit: fit.weight === 'unit' ? 'Ohm' : '1',
    definition: `sqrt(S/N) over ${frequency.length} complex points, ${fit.weight} weight`,
    method,
    inputs,
  };
  return results;
}

function channelSentence(dataset: Dataset): string {
  const header = findColumn(dataset, 'zRe_Ohm')?.header;
  const source = header ? `the column ${header}` : 'zRe_Ohm and zIm_Ohm';
  const hasCounter = findColumn(dataset, 'ece_V') !== undefined;
  const electrode = hasCounter
    ? 'the working electrode against the reference (the counter electrode was recorded apart)'
    : 'the electrode pair that the instrument sensed; with two electrodes both contribute';
  return `Impedance from ${source}: ${electrode}.`;
}

function circuitSentence(fit: CircuitFit, ranked: readonly RankedCircuit[]): string {
  const how = `${fit.weight} weight, ${fit.spectrum.frequency.length} points, rmse ${fit.rmse.toPrecision(3)}`;
  if (ranked.length < 2) return `Circuit ${fit.circuit.text} (${how}).`;
  const others = ranked
    .slice(1)
    .map((r) => `${r.fit.circuit.text} by ${(r.aicc - ranked[0]!.aicc).toPrecision(3)}`);
  return `Circuit ${fit.circuit.text} (${how}), chosen by AICc before ${others.join(' and ')}.`;
}
