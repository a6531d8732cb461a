import type { AnalysisResult, Dataset, Finding, Result } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import { type FoundSpectrum, readSpectra, selectSpectrum } from '../eis/read-spectra.ts';
import { type CountScores, chooseCount, countWays } from './element-count.ts';
import { kramersKronig, type KramersKronig, type KramersKronigOptions } from './kramers-kronig.ts';
import { findValidPart, type ValidPart } from './find-valid-part.ts';
import { judgeValidity, validityFindings, validitySentence } from './validity.ts';
import { findDeparture } from './departure.ts';
import { residualTable } from './residual-table.ts';
import { type ZHit, zHit, zHitSentence } from './z-hit.ts';

export interface KramersKronigAnalysisOptions extends KramersKronigOptions {
  /** Standard deviation of the noise of each part relative to |Z|, where it is known. */
  readonly noise?: number;
  /** Which spectrum of a file that holds several, by the maker's cycle number (or its place, from 1); default the first. */
  readonly cycle?: number;
}

/**
 * Kramers-Kronig test of one spectrum with a verdict on drift, an estimate of the noise, and where to cut
 * (docs/methods/kramers-kronig.md).
 *
 * Tables: `linkk` (residuals), `elementCounts`, `zhit` (modulus from the phase).
 *
 * @throws {RangeError} when no dataset holds the asked spectrum, or it has fewer than 8 points
 */
export function analyseKramersKronig(
  datasets: readonly Dataset[],
  options: KramersKronigAnalysisOptions = {},
): AnalysisResult {
  const { spectrum, findings } = selectSpectrum(datasets.flatMap(readSpectra), options.cycle);
  const test = kramersKronig(spectrum, options);
  const validity = judgeValidity(test.departure, options.noise);
  const violates = validity.grade === 'violates';
  const part = violates ? findValidPart(spectrum, test.extension, options.noise) : undefined;
  const sentence = validitySentence(test.departure, validity, options.noise);
  const plain = test.extension === 0 ? test.departure : findDeparture(spectrum, 0);
  const rebuilt = zHit(spectrum, plain);
  const verdict = violates ? `${sentence} ${cutSentence(spectrum, part)}` : sentence;
  const { model, sha256, file, reader } = spectrum.dataset.provenance;
  const inputs = [sha256 ?? file ?? reader];
  return {
    analysis: 'kramers-kronig',
    results: { ...results(spectrum, test, part, inputs), ...(rebuilt && zHitResult(rebuilt, inputs)) },
    tables: {
      linkk: residualTable(spectrum, test),
      elementCounts: countTable(test.scores),
      ...(rebuilt && { zhit: zHitTable(spectrum, rebuilt) }),
    },
    statements: [verdict, zHitSentence(rebuilt, spectrum.frequency.at(-1)!), waysSentence(test)],
    findings: [
      ...findings,
      ...validityFindings(validity, verdict),
      ...(rebuilt?.drifts === true ? [driftFinding(rebuilt, spectrum)] : []),
    ],
    ...(model && { model }),
  };
}

/** Where a spectrum that does not obey the relations should be cut. */
function cutSentence({ frequency }: FoundSpectrum, part: ValidPart | undefined): string {
  if (part === undefined) return 'No part of 40 % of the points obeys them.';
  const kept = `${part.to - part.from} of ${frequency.length} points`;
  return part.from === 0
    ? `Cut below ${frequency[part.to - 1]!.toPrecision(4)} Hz: from there up (${kept}) it does.`
    : `Cut above ${frequency[part.from]!.toPrecision(4)} Hz: from there down (${kept}) it does.`;
}

function waysSentence({ scores, limits }: KramersKronig): string {
  const each = countWays.map((way) => `${way} ${chooseCount(scores, way).elements}`).join(', ');
  return `RC elements by each way: ${each}; sought between ${limits[0]} and ${limits[1]}.`;
}

function results(
  { frequency }: FoundSpectrum,
  test: KramersKronig,
  part: ValidPart | undefined,
  inputs: readonly string[],
): Record<string, Result> {
  const { departure } = test;
  const method = `kramers-kronig/linear: ${test.variant} part fitted, ${test.form}, range of time constants times 10^${test.extension.toPrecision(3)}`;
  const result = (value: number, unit: string, definition: string): Result => ({
    value,
    unit,
    definition,
    method,
    inputs,
  });
  return {
    noise: result(
      test.noise,
      '1',
      'standard deviation of the residuals of each part relative to |Z|, sqrt(chi^2/(2N))',
    ),
    scatter: result(
      departure.scatter,
      '1',
      'standard deviation of the noise of each part relative to |Z|, whether or not the parts agree',
    ),
    contradiction: result(
      departure.size,
      '1',
      'root mean square by which the two parts contradict each other, relative to |Z|, less the share of noise',
    ),
    probability: result(
      departure.probability,
      '1',
      'probability that noise alone contradicts itself as much (F test)',
    ),
    elements: result(test.fit.elements, '1', 'RC elements of the measurement model'),
    ...(part !== undefined && {
      validLowest: result(
        frequency[part.to - 1]!,
        'Hz',
        'lowest frequency of the part that obeys the relations',
      ),
      validHighest: result(
        frequency[part.from]!,
        'Hz',
        'highest frequency of the part that obeys the relations',
      ),
    }),
  };
}

/** A drift of the modulus that few conclusions hang on. */
const SMALL_DRIFT = 1e-2;

function driftFinding(rebuilt: ZHit, { frequency }: FoundSpectrum): Finding {
  return {
    severity: Math.abs(rebuilt.lowest) > SMALL_DRIFT ? 'warning' : 'info',
    code: 'z-hit-drift',
    message: zHitSentence(rebuilt, frequency.at(-1)!),
    at: 'zRe_Ohm',
  };
}

function zHitResult({ lowest }: ZHit, inputs: readonly string[]): Record<string, Result> {
  return {
    zhitLowest: {
      value: lowest,
      unit: '1',
      definition:
        'mean of ln(measured modulus/modulus from the phase) over the decade at the lowest frequencies',
      method: 'kramers-kronig/z-hit: cubics over half a decade, own error found on an RC ladder',
      inputs,
    },
  };
}

function zHitTable(
  { frequency, zRe, zIm }: FoundSpectrum,
  { modulus, residual }: ZHit,
): AnalysisResult['tables'][string] {
  return {
    columns: [
      derived('freq_Hz', 'Hz', frequency),
      derived(
        'modulus_Ohm',
        'Ohm',
        zRe.map((re, i) => Math.hypot(re, zIm[i]!)),
      ),
      derived('fromPhase_Ohm', 'Ohm', modulus),
      derived('residual', '1', residual),
    ],
  };
}

function countTable(scores: readonly CountScores[]): AnalysisResult['tables'][string] {
  const column = (name: string, unit: string | null, of: (each: CountScores) => number) =>
    derived(name, unit, Float64Array.from(scores, of));
  return {
    columns: [
      column('elements', '1', (s) => s.elements),
      column('chiSquared', '1', (s) => s.chiSquared),
      column('mu', '1', (s) => s.mu),
      column('normOfVariables', null, (s) => s.variables),
      column('normOfCurvatures', '1/Ohm', (s) => s.curvature),
      column('signChanges', '1', (s) => s.signs),
      column('meanDistance', '1', (s) => s.distance),
      column('logSumTauOverR', null, (s) => s.apex),
    ],
  };
}
