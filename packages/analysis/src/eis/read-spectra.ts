import { type Dataset, type Finding, numbers } from '@anodelab/data';
import { keepPoints, QUALITY_INDICATORS, type QualityIndicator, type Spectrum } from './circuit-problem.ts';

/** A spectrum found in a dataset, sorted by falling frequency. */
export interface FoundSpectrum extends Spectrum {
  readonly dataset: Dataset;
  /** The maker's cycle number, or the spectrum's place in its dataset counted from 1 where that does not tell them apart. */
  readonly cycle: number;
}

/** Every spectrum of a dataset: records with a positive frequency and an impedance, cut where the cycle changes or the sweep starts again. */
export function readSpectra(dataset: Dataset): readonly FoundSpectrum[] {
  const frequency = numbers(dataset, 'freq_Hz') ?? numbers(dataset, 'freq');
  const zRe = numbers(dataset, 'zRe_Ohm') ?? numbers(dataset, 'zRe');
  const zIm = numbers(dataset, 'zIm_Ohm') ?? numbers(dataset, 'zIm');
  if (frequency === undefined || zRe === undefined || zIm === undefined) return [];
  const cycle = numbers(dataset, 'cycle');
  const own = dataset.meta['spectrum'];
  // Rows that repeat frequencies of the sweep that follows are no spectrum of their own.
  const mainSweep = numbers(dataset, 'mainSweep');
  const rows = [...frequency.keys()].filter(
    (i) =>
      mainSweep?.[i] !== 0 &&
      frequency[i]! > 0 &&
      Number.isFinite(zRe[i]!) &&
      Number.isFinite(zIm[i]!) &&
      Math.hypot(zRe[i]!, zIm[i]!) > 0,
  );
  const runs: number[][] = [];
  let direction = 0;
  for (const [k, row] of rows.entries()) {
    const before = rows[k - 1];
    const change = before === undefined ? 0 : Math.sign(frequency[row]! - frequency[before]!);
    const restarts = change !== 0 && direction !== 0 && change !== direction;
    if (before === undefined || restarts || cycle?.[row] !== cycle?.[before]) {
      runs.push([]);
      direction = 0;
    } else if (change !== 0) direction = change;
    runs.at(-1)!.push(row);
  }
  const quality = qualityShares(dataset);
  const whole = runs.filter((run) => run.length > 4);
  const areTold = new Set(whole.map((run) => cycle?.[run[0]!])).size === whole.length;
  return whole.map((run, k) => {
    const sorted = run.sort((a, b) => frequency[b]! - frequency[a]!);
    const pick = (values: Float64Array): Float64Array => Float64Array.from(sorted, (row) => values[row]!);
    return {
      dataset,
      cycle: typeof own === 'number' ? own : areTold ? (cycle?.[sorted[0]!] ?? k + 1) : k + 1,
      frequency: pick(frequency),
      zRe: pick(zRe),
      zIm: pick(zIm),
      ...(quality && {
        quality: Object.fromEntries(quality.map(([indicator, values]) => [indicator, pick(values)])),
      }),
    };
  });
}

/**
 * THD, NSD and NSR of EC-Lab: those of potential and current added as independent errors of their quotient Z, as shares.
 * A record without one has 0.
 */
function qualityShares(dataset: Dataset): (readonly [QualityIndicator, Float64Array])[] | undefined {
  const share = (name: string): Float64Array | undefined => {
    const column = dataset.columns.find((candidate) => candidate.name.toLowerCase() === name);
    if (!(column?.values instanceof Float64Array)) return undefined;
    const factor = column.unit === '%' ? 0.01 : 1;
    return column.values.map((value) => (Number.isFinite(value) ? Math.abs(value) * factor : 0));
  };
  const found = QUALITY_INDICATORS.flatMap((indicator) => {
    const potential = share(`${indicator}ewe`);
    const current = share(`${indicator}i`);
    if (potential === undefined || current === undefined || !potential.some((value) => value > 0)) return [];
    return [[indicator, potential.map((value, i) => Math.hypot(value, current[i]!))] as const];
  });
  return found.length === 0 ? undefined : found;
}

/**
 * The spectrum to analyse among all that were found: that of `cycle`, or else the preferred one.
 *
 * @param preferred - of a series; by default its first spectrum
 * @throws {RangeError} when there is none
 */
export function selectSpectrum(
  spectra: readonly FoundSpectrum[],
  cycle: number | undefined,
  preferred: FoundSpectrum | undefined = spectra[0],
): { spectrum: FoundSpectrum; findings: Finding[] } {
  const cycles = spectra.map((found) => found.cycle);
  const spectrum = cycle === undefined ? preferred : spectra.find((found) => found.cycle === cycle);
  if (spectrum === undefined) {
    throw new RangeError(
      spectra.length === 0
        ? 'EIS needs freq_Hz, zRe_Ohm and zIm_Ohm with at least 5 points; found none'
        : `EIS: no spectrum of cycle ${cycle}; found ${cycles.join(', ')}`,
    );
  }
  const findings: Finding[] = [];
  if (
    numbers(spectrum.dataset, 'freq_Hz') === undefined ||
    numbers(spectrum.dataset, 'zRe_Ohm') === undefined
  ) {
    findings.push({
      severity: 'warning',
      code: 'units-assumed',
      message: 'the data state no units: frequency is taken as Hz, impedance as Ohm',
    });
  }
  if (spectra.length > 1) {
    const first =
      cycle === undefined && spectrum !== spectra[0]
        ? `, the first that obeys the Kramers-Kronig relations (number ${spectra.indexOf(spectrum) + 1})`
        : '';
    findings.push({
      severity: 'info',
      code: 'several-spectra',
      message: `${spectra.length} spectra (cycles ${cycles.join(', ')}); cycle ${spectrum.cycle}${first} is analysed${cycle === undefined ? ', all are in the table series' : ''}`,
    });
  }
  return { spectrum, findings };
}

/**
 * The spectrum without the inductive points at its high-frequency end (Im Z > 0: wires and cell holder), which circuits
 * without an inductance cannot describe.
 */
export function leaveOutInductive(spectrum: FoundSpectrum): { spectrum: FoundSpectrum; findings: Finding[] } {
  const first = spectrum.zIm.findIndex((im) => im <= 0);
  if (first === 0) return { spectrum, findings: [] };
  const from = first < 0 ? spectrum.zIm.length : first;
  return {
    spectrum: keepPoints(spectrum, (i) => i >= from),
    findings: [
      {
        severity: 'warning',
        code: 'inductive-points-left-out',
        message: `${from} points from ${spectrum.frequency[0]} Hz down have Im Z > 0 and were left out: the circuit has no inductance`,
        at: 'zIm_Ohm',
      },
    ],
  };
}
