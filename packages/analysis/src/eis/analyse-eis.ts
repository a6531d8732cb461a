import { type AnalysisResult, type Dataset, type Finding, findColumn, type Result } from '@anodelab/data';
import { residualTable } from '../kramers-kronig/residual-table.ts';
import { testSpectrum } from '../kramers-kronig/test-spectrum.ts';
import type { RankedCircuit } from './choose-circuit.ts';
import { type ProposedCircuit, proposeCircuit } from './circuit-from-drt.ts';
import { chooseForSpectra, holdsInductance } from './choose-for-spectra.ts';
import type { EisWeight } from './circuit-problem.ts';
import { cutDrift } from './cut-drift.ts';
import { fitTable, parameterTable, seriesTable, spectrumTable, stackedTable } from './eis-tables.ts';
import { type CircuitFit, fitCircuit } from './fit-circuit.ts';
import { fitSeries } from './fit-series.ts';
import type { SeriesFit } from './series-fit.ts';
import { parseCircuit } from './parse-circuit.ts';
import { type ProfileInterval, profileIntervals } from './profile-intervals.ts';
import { type FoundSpectrum, leaveOutInductive, readSpectra, selectSpectrum } from './read-spectra.ts';
import { seriesRepresentatives } from './series-representatives.ts';

export interface EisOptions {
  /** A circuit in either dialect, or `drt`: an arc for every peak of the distribution of relaxation times; default: chosen among arcs, Warburg elements and inductance by evidence (`rankCircuits`). */
  readonly circuit?: string;
  /** Default `modulus`. */
  readonly weight?: EisWeight;
  /** Area of the electrode for area-specific resistances, m2; default: the dataset's own `area_m2`, or none. */
  readonly area_m2?: number;
  /** Which spectrum of a file that holds several, by the maker's cycle number (or its place, from 1); default the first. */
  readonly cycle?: number;
  /** `drift`: points at one end that keep a spectrum from obeying the Kramers-Kronig relations are cut before the fit; default none. */
  readonly cut?: 'drift';
}

/**
 * One spectrum as numbers: a Kramers-Kronig test with a verdict on drift, a circuit fitted without start values, and for
 * every parameter the interval that the data allow, open where they set no end (docs/methods/eis.md).
 *
 * Tables: `spectrum`, `fit`, `parameters`, `linkk`; of several spectra also `series` (the same circuit fitted to all),
 * `spectra` and `fits`.
 *
 * @throws {RangeError} when no dataset holds the asked spectrum; {InputError} when the circuit cannot be read
 */
export function analyseEis(datasets: readonly Dataset[], options: EisOptions = {}): AnalysisResult {
  const { weight = 'modulus' } = options;
  const found = datasets.flatMap(readSpectra);
  const isSeries = options.cycle === undefined && found.length > 1;
  const asked = isSeries ? found : [selectSpectrum(found, options.cycle).spectrum];
  const parts = asked.map((spectrum) => (options.cut ? cutDrift(spectrum) : { spectrum, findings: [] }));
  const members = parts.map((part) => part.spectrum);
  const standing = seriesRepresentatives(members);
  const place = members.indexOf(standing[0]!);
  const selected = selectSpectrum(found, options.cycle, asked[place]);
  const whole = { spectrum: standing[0]!, findings: [] };
  const proposed = options.circuit === 'drt' ? proposeCircuit(whole.spectrum, weight) : undefined;
  const given =
    proposed?.circuit ?? (options.circuit === undefined ? undefined : parseCircuit(options.circuit));
  const choice = given === undefined ? chooseForSpectra(standing, weight) : undefined;
  const { spectrum, findings: leftOut } =
    choice?.taken ?? (holdsInductance(given!) ? whole : leaveOutInductive(whole.spectrum));
  if (spectrum.frequency.length < 5)
    throw new RangeError('EIS: fewer than 5 points that the circuit could describe');

  const tested = testSpectrum(spectrum);
  const ranked = choice?.ranked ?? [];
  const seeds = proposed ? [startOf(proposed)] : [];
  const fit = given === undefined ? ranked[0]?.fit : fitCircuit(given, spectrum, { weight, seeds });
  if (fit === undefined) throw new RangeError('EIS: too few points for any circuit');
  const series = isSeries
    ? fitSeries(
        fit.circuit,
        members.map((each) => (holdsInductance(fit.circuit) ? each : leaveOutInductive(each).spectrum)),
        weight,
      )
    : [];
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
      ...(tested && { linkk: residualTable(spectrum, tested.test) }),
      ...(series.length > 0 && {
        series: seriesTable(asked, series),
        spectra: stackedTable(asked.map((member) => spectrumTable(member, area))),
        fits: stackedTable(series.map((member) => fitTable(member.fit, area))),
      }),
    },
    statements: [
      channelSentence(spectrum.dataset),
      circuitSentence(fit, ranked, standing.length),
      ...(proposed
        ? [
            `The circuit has an arc for each of the ${proposed.peaks} peaks of the distribution of relaxation times; the fit began from them.`,
          ]
        : []),
      tested?.sentence ?? 'Fewer than 8 points: no Kramers-Kronig test.',
      ...(series.length > 0 ? [seriesSentence(series)] : []),
      ...fit.circuit.parameters.flatMap((p, k) =>
        intervals[k]!.verdict.startsWith('not') ? [`${p.name} is ${intervals[k]!.verdict}.`] : [],
      ),
    ],
    findings: [
      ...selected.findings,
      ...parts.flatMap((part, k) => part.findings.map((finding) => named(finding, asked, k))),
      ...leftOut,
      ...(tested?.findings ?? []),
      ...(fit.status === 'stopped' ? [warning('fit-not-converged', `the fit stopped: ${fit.reason}`)] : []),
    ],
    ...(model && { model }),
  };
}

function startOf({ circuit, start }: ProposedCircuit): Float64Array {
  return Float64Array.from(circuit.parameters, ({ name }) => Math.log(start[name]!));
}

function warning(code: string, message: string): Finding {
  return { severity: 'warning', code, message };
}

/** A finding about one spectrum of several says about which. */
function named(finding: Finding, members: readonly FoundSpectrum[], k: number): Finding {
  return members.length === 1
    ? finding
    : { ...finding, message: `spectrum ${k + 1} of ${members.length}: ${finding.message}` };
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

function circuitSentence(fit: CircuitFit, ranked: readonly RankedCircuit[], spectra: number): string {
  const how = `${fit.weight} weight, ${fit.spectrum.frequency.length} points, rmse ${fit.rmse.toPrecision(3)}`;
  const over =
    spectra > 1
      ? ` over ${spectra} spectra that obey the Kramers-Kronig relations, first, middle and last`
      : '';
  if (ranked.length < 2) return `Circuit ${fit.circuit.text} (${how}).`;
  const others = ranked.slice(1, 4).map(({ fit: { circuit }, aicc, crossValidation }) => {
    const difference = aicc - ranked[0]!.aicc;
    return `${circuit.text} ${difference < 0 ? 'would gain' : 'loses'} ${Math.abs(difference).toPrecision(2)} (${percent(crossValidation)})`;
  });
  return `Circuit ${fit.circuit.text} (${how}), ${over === '' ? 'the simplest with support' : `best supported${over}`} by AICc and at points left out (error there ${percent(ranked[0]!.crossValidation)}): ${others.join(', ')}.`;
}

function seriesSentence(series: readonly SeriesFit[]): string {
  const linked = series[0]!.fit.circuit.parameters.filter(({ link }) => link !== undefined);
  const words = linked.map(({ name, link }) => `${name} ${link === 'shared' ? 'shared' : 'smooth'}`);
  const worst = Math.max(...series.map(({ fit }) => fit.rmse));
  return `Series: the circuit fitted to each of ${series.length} spectra, equal arcs named after those that they continue${words.length === 0 ? '' : ` (${words.join(', ')})`}; largest rmse ${worst.toPrecision(3)}.`;
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
