import type { AnalysisResult, Dataset, Finding, Interval, Result } from '@anodelab/data';
import { numbers } from '@anodelab/data';
import { analyseCv } from '../cv/analyse-cv.ts';
import { analyseEis } from '../eis/analyse-eis.ts';
import { FILLING, type Shape } from './constant-flux.ts';
import type { DiffusivityOptions } from './diffusivity-options.ts';
import { type Estimate, estimateTable, type Method, METHODS } from './estimates.ts';
import { impedanceEstimate, voltammetryEstimates } from './other-estimates.ts';
import { interruptionEstimate, pulseEstimates, ROOT_LIMIT } from './pulse-estimates.ts';
import { findPulses } from './pulses.ts';
import { median, recordsOf, stretches } from './records.ts';

/**
 * Diffusivities of one electrode by every method that its files allow, each with its validity number: exact fits and
 * square-root laws of current pulses between rests (GITT), relaxations, interruptions of a current (ICI), the finite
 * diffusion element of an impedance, Randles-Sevcik of voltammograms (docs/methods/diffusivity.md).
 *
 * Table: `estimates`, and `interruptions` where there are any. Without a size only D/size^2 is known, and said so.
 *
 * @throws {RangeError} when no dataset holds a pulse, a pause, an impedance or a voltammogram
 */
export function analyseDiffusivity(
  datasets: readonly Dataset[],
  options: DiffusivityOptions = {},
): AnalysisResult {
  const { shape = 'sphere', size_m: size } = options;
  const findings: Finding[] = [];
  const galvanostatic = datasets.filter(({ technique }) => !['eis', 'cv', 'lsv', 'ca'].includes(technique));
  const pulsed = pulsedEstimates(galvanostatic, shape);
  const estimates = [
    ...pulsed.estimates,
    ...spectrumEstimates(datasets, shape, options, findings),
    ...sweepEstimates(datasets, shape, options, findings),
  ].toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method));
  if (estimates.length === 0) {
    const found = datasets.map(
      ({ technique, provenance }) => `${technique} (${provenance.file ?? 'no file'})`,
    );
    const reasons = findings.map(({ message }) => message);
    throw new RangeError(
      `diffusivity needs current pulses between rests, pauses of a current, an impedance or voltammograms; found ${[...found, ...reasons].join(', ') || 'no dataset'}`,
    );
  }
  const inputs = [
    ...new Set(datasets.map(({ provenance }) => provenance.sha256 ?? provenance.file ?? provenance.reader)),
  ];
  const model = datasets.find(({ provenance }) => provenance.model !== undefined)?.provenance.model;
  return {
    analysis: 'diffusivity',
    results: methodResults(estimates, options, shape, inputs),
    tables: {
      estimates: estimateTable(estimates, size, options.sizeRange_m),
      ...(pulsed.resistances.length > 0 && { interruptions: resistanceTable(pulsed.resistances) }),
    },
    statements: statements(estimates, options, shape),
    findings: [...findings, ...validityFindings(estimates)],
    ...(model && { model }),
  };
}

interface PauseResistance {
  readonly number: number;
  readonly voltage: number;
  readonly resistance: number;
}

function pulsedEstimates(datasets: readonly Dataset[], shape: Shape) {
  const estimates: Estimate[] = [];
  const resistances: PauseResistance[] = [];
  let pulseNumber = 0;
  for (const dataset of datasets) {
    const records = recordsOf(dataset);
    if (records === undefined) continue;
    const { pulses, interruptions } = findPulses(stretches(records));
    for (const pulse of pulses) estimates.push(...pulseEstimates(pulse, shape, ++pulseNumber));
    for (const interruption of interruptions) {
      const number = resistances.length + 1;
      const found = interruptionEstimate(interruption, shape, number);
      if (found === undefined) continue;
      estimates.push(found.estimate);
      resistances.push({ number, voltage: found.estimate.voltage, resistance: found.resistance });
    }
  }
  return { estimates, resistances };
}

function spectrumEstimates(
  datasets: readonly Dataset[],
  shape: Shape,
  { circuit }: DiffusivityOptions,
  findings: Finding[],
): readonly Estimate[] {
  const spectra = datasets.filter(({ technique }) => technique === 'eis');
  return spectra.flatMap((dataset, i): Estimate[] => {
    try {
      const result = analyseEis([dataset], circuit === undefined ? {} : { circuit });
      const frequency =
        numbers(result.tables['spectrum'] ?? { columns: [] }, 'freq_Hz') ?? Float64Array.of(NaN);
      const lowest = frequency.reduce((low, value) => Math.min(low, value), Infinity);
      const estimate = impedanceEstimate(result, shape, lowest);
      if (estimate !== undefined) return [{ ...estimate, number: i + 1 }];
      findings.push(
        left(dataset, 'the circuit has no finite diffusion element (Wo, Ws), so no D follows from it'),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      findings.push(left(dataset, error.message));
    }
    return [];
  });
}

function sweepEstimates(
  datasets: readonly Dataset[],
  shape: Shape,
  { cv, size_m: size }: DiffusivityOptions,
  findings: Finding[],
): readonly Estimate[] {
  const sweeps = datasets.filter(({ technique }) => technique === 'cv' || technique === 'lsv');
  const [first] = sweeps;
  if (first === undefined) return [];
  if (size === undefined || cv?.concentration_mol_m3 === undefined || cv.realArea_m2 === undefined) {
    findings.push(left(first, 'Randles-Sevcik needs the size, the concentration and the real area'));
    return [];
  }
  try {
    const result = analyseCv(sweeps, { ...cv, length_m: size / FILLING[shape] });
    const found = voltammetryEstimates(result, size);
    if (found.length === 0) findings.push(left(first, 'no peak can be followed through the scan rates'));
    return found;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.push(left(first, error.message));
    return [];
  }
}

function left({ provenance }: Dataset, why: string): Finding {
  return { severity: 'info', code: 'no-diffusivity', message: why, at: provenance.file ?? '' };
}

/** Median of each method over its valid estimates, else over all, with the smallest and the largest. */
function methodResults(
  estimates: readonly Estimate[],
  { size_m: size, sizeRange_m: range, sizeSource }: DiffusivityOptions,
  shape: Shape,
  inputs: readonly string[],
): Record<string, Result> {
  const results: Record<string, Result> = {};
  for (const method of METHODS) {
    const own = estimates.filter((estimate) => estimate.method === method);
    if (own.length === 0) continue;
    const valid = own.filter(({ isValid }) => isValid);
    const used = valid.length > 0 ? valid : own;
    const [least, most] = range ?? [size ?? 1, size ?? 1];
    const scale = (length: number) => (size === undefined ? 1 : length * length);
    const basis = sizeSource === undefined ? 'size of unknown source' : `size: ${sizeSource}`;
    results[resultName(method)] = {
      value: median(Float64Array.from(used, ({ rate }) => rate).filter(Number.isFinite)) * scale(size ?? 1),
      unit: size === undefined ? '1/s' : 'm2/s',
      interval: spread(used, scale(least), scale(most)),
      definition: `${size === undefined ? 'D/size^2' : `D of a ${shape} of ${short(size)} m (${basis})`}: median of ${used.length} ${valid.length > 0 ? 'valid ' : ''}of ${own.length} estimates`,
      method: `diffusivity/${method}`,
      inputs,
      ...(valid.length < own.length && { verdict: verdictOf(own, valid.length) }),
    };
  }
  return results;
}

function verdictOf(own: readonly Estimate[], valid: number): string {
  const worst = own.find(({ isValid }) => !isValid)!.verdict;
  return valid > 0 ? `${own.length - valid} of ${own.length} left out, the first because: ${worst}` : worst;
}

/** The interval of a single estimate; of several the range of their values. */
function spread(used: readonly Estimate[], least: number, most: number): Interval {
  const [only] = used;
  if (used.length === 1 && only !== undefined) {
    return {
      low: only.low === null ? null : only.low * least,
      high: only.high === null ? null : only.high * most,
      level: 0.95,
      kind: only.method === 'EIS' ? 'profile likelihood' : 'standard error',
    };
  }
  const rates = used.map(({ rate }) => rate).filter(Number.isFinite);
  return {
    low: rates.length > 0 ? Math.min(...rates) * least : null,
    high: rates.length > 0 ? Math.max(...rates) * most : null,
    level: 1,
    kind: `smallest and largest of ${rates.length}`,
  };
}

/** `D_gittExact`, `D_ici`. */
function resultName(method: Method): string {
  const [first = '', ...rest] = method.toLowerCase().split(/[ -]/);
  return `D_${first}${rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}`;
}

function statements(
  estimates: readonly Estimate[],
  { size_m: size, sizeRange_m: range, sizeSource }: DiffusivityOptions,
  shape: Shape,
): readonly string[] {
  const source = sizeSource === undefined ? 'its source is not given' : sizeSource;
  const spanned = range === undefined ? '' : `, ${short(range[0])} to ${short(range[1])} m`;
  const lines = [
    size === undefined
      ? `No particle size is given: the data tell D/size^2 (1/s) alone, for a ${shape}.`
      : `D for a ${shape} of size ${short(size)} m${spanned} (${source}); every D goes with its square.`,
    `Volume over area is size/${FILLING[shape]}. dE/dc is taken from the change of the rested potential over each pulse.`,
  ];
  for (const method of METHODS) {
    const own = estimates.filter((estimate) => estimate.method === method);
    if (own.length === 0) continue;
    const valid = own.filter(({ isValid }) => isValid).length;
    const numbersOf = own.map(({ validity }) => validity).filter(Number.isFinite);
    const shown =
      numbersOf.length === 0
        ? ''
        : `, ${method === 'CV' ? 'D/size^2' : 'D t/size^2'} ${Math.min(...numbersOf).toPrecision(2)} to ${Math.max(...numbersOf).toPrecision(2)}`;
    lines.push(`${method}: ${valid} of ${own.length} valid${shown}.`);
  }
  return lines;
}

/** A size to six digits. */
function short(size: number): number {
  return Number(size.toPrecision(6));
}

function validityFindings(estimates: readonly Estimate[]): readonly Finding[] {
  const outside = estimates.filter(
    ({ method, isValid }) => !isValid && (method === 'GITT square-root law' || method === 'ICI'),
  );
  if (outside.length === 0) return [];
  const largest = Math.max(...outside.map(({ validity }) => validity));
  return [
    {
      severity: 'warning',
      code: 'square-root-law-not-valid',
      message: `${outside.length} estimates by the square-root law reach D t/size^2 up to ${largest.toPrecision(2)}, above ${ROOT_LIMIT}: they are wrong by 17 % and more for spheres and are not used where valid ones exist`,
      at: 'estimates',
    },
  ];
}

function resistanceTable(resistances: readonly PauseResistance[]) {
  const column = (name: string, unit: string, pick: (one: PauseResistance) => number) => ({
    name,
    unit,
    header: null,
    origin: 'derived' as const,
    values: Float64Array.from(resistances, pick),
  });
  return {
    columns: [
      column('number', '1', ({ number }) => number),
      column('voltage_V', 'V', ({ voltage }) => voltage),
      column('resistance_Ohm', 'Ohm', ({ resistance }) => resistance),
    ],
  };
}
