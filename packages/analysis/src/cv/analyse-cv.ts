import type { AnalysisResult, Dataset, Finding } from '@anodelab/data';
import { commonGrid, type GriddedSweep } from './common-grid.ts';
import { type CvOptions, DEFAULT_POINTS, DEFAULT_TEMPERATURE } from './cv-options.ts';
import { cyclesFromSteps } from './current-steps.ts';
import { type CvNumbers, cvResults } from './cv-results.ts';
import {
  chargeTable,
  currentUnits,
  exponentTable,
  type FoundPeak,
  peakTable,
  shareTable,
  splitTable,
  sweepCharge,
  voltammogramTable,
} from './cv-tables.ts';
import { cyclesByRate, type RatedCycle } from './cycles-by-rate.ts';
import { diffusionOnlySentence, diffusionOnlyShares, scoresWithoutCapacitance } from './diffusion-only.ts';
import { capacitiveVerdict, lambda } from './diffusion-test.ts';
import { followPeak } from './followed-split.ts';
import { findPeaks, trackPeak } from './peaks.ts';
import { potentialUsed } from '../potential-used.ts';
import { powerLaw } from './power-law.ts';
import { rateLabel } from './rate-label.ts';
import { trasatti } from './second-opinions.ts';
import { boundShare, sharesOf } from './shares.ts';
import { splitCurrent, varianceInflation } from './split-current.ts';
import { sweepResults } from './sweep-results.ts';
import { hasVoltammogram } from './sweeps.ts';

/**
 * Voltammograms of one cell at one or several scan rates as numbers: cycles, peaks with their exponents, charges, and
 * from two rates on the split i = k1 v + k2 v^(1/2), free and constrained, with the share of k1 v and a verdict on what
 * that share may be called (docs/methods/cv.md).
 *
 * Tables: `voltammograms`, `peaks`, `charges`; with several rates also `split`, `shares`, `exponents`. Chronoamperometry on
 * a staircase of potentials among the datasets gives the shares once more.
 *
 * @throws {RangeError} when no dataset holds a potential, a current and a whole cycle
 */
export function analyseCv(datasets: readonly Dataset[], options: CvOptions = {}): AnalysisResult {
  const used = datasets.filter((dataset) => dataset.technique !== 'ca' && hasVoltammogram(dataset));
  const { cycles, findings } = cyclesByRate(used, options.cycle);
  if (cycles.length === 0) {
    const found = datasets.map((dataset) => `${dataset.technique} (${dataset.provenance.file ?? 'no file'})`);
    throw new RangeError(
      `CV needs potential and current over a falling and a rising sweep of one window, and a scan rate; found ${[...found, ...findings.map(({ message }) => message)].join(', ') || 'no dataset'}`,
    );
  }
  const mass = options.mass_kg ?? commonMass(used);
  const units = currentUnits(mass);
  const scanRate = Float64Array.from(cycles, (cycle) => cycle.scanRate);
  const resistance = options.resistance_Ohm ?? 0;
  const grid = {
    points: options.points ?? DEFAULT_POINTS,
    margin: options.margin_V ?? 0,
    resistance,
    divisor: units.divisor,
  };
  const sweeps = commonGrid(cycles, grid);
  const peaks = peaksOf(sweeps, scanRate, options.baseline ?? 'zero');
  const steps = cyclesFromSteps(
    datasets.filter(({ technique }) => technique === 'ca'),
    scanRate,
  );
  const numbers: CvNumbers = {
    scanRate,
    sweeps,
    units,
    peakLaws: peaks.laws,
    ...severalRates(sweeps, scanRate, options, {
      ...(resistance !== 0 && { uncorrected: commonGrid(cycles, { ...grid, resistance: 0 }) }),
      ...(peaks.followed.length === sweeps.length && { followed: peaks.followed }),
      ...(steps.length > 1 && { steps: { cycles: steps, sweeps: commonGrid(steps, grid) } }),
    }),
    options,
    inputs: [
      ...new Set(used.map(({ provenance }) => provenance.sha256 ?? provenance.file ?? provenance.reader)),
    ],
    mass,
  };
  const { split } = numbers;
  const model = used.find((dataset) => dataset.provenance.model !== undefined)?.provenance.model;
  return {
    analysis: 'cv',
    results: {
      ...sweepResults(sweeps, scanRate, peaks.found, units, numbers.inputs),
      ...cvResults(numbers),
    },
    tables: {
      voltammograms: voltammogramTable(cycles, units, resistance),
      peaks: peakTable(peaks.found, units),
      charges: chargeTable(sweeps, scanRate, units),
      ...(split && {
        split: splitTable(split.parts, units),
        shares: shareTable(split.shares, split.bound, split.others),
        exponents: exponentTable(sweeps, scanRate),
      }),
    },
    statements: [potentialUsed(used, ['ewe_V', 'voltage_V']), ...statements(numbers, cycles)],
    findings: [...findings, ...verdictFindings(numbers)],
    ...(model && { model }),
  };
}

/** The same voltammograms seen in other ways. */
interface OtherViews {
  /** Without the correction for ohmic drop. */
  readonly uncorrected?: readonly GriddedSweep[];
  /** At common distances from the followed peaks. */
  readonly followed?: readonly GriddedSweep[];
  /** Rebuilt from chronoamperometry. */
  readonly steps?: { readonly cycles: readonly RatedCycle[]; readonly sweeps: readonly GriddedSweep[] };
}

/** What only several rates give. */
function severalRates(
  sweeps: readonly GriddedSweep[],
  scanRate: Float64Array,
  options: CvOptions,
  views: OtherViews,
): Pick<CvNumbers, 'split' | 'trasatti'> {
  if (scanRate.length < 2) return { split: undefined, trasatti: undefined };
  const splitOf = (view: readonly GriddedSweep[], rates: Float64Array) =>
    view.map((sweep) => ({ sweep, split: splitCurrent(sweep.current, rates, options.weighting) }));
  const freeShares = (view: readonly GriddedSweep[], rates = scanRate) =>
    Float64Array.from(sharesOf(splitOf(view, rates), rates), ({ free }) => free);
  const { diffusionOnly: simulated } = options;
  const diffusionOnly = simulated && diffusionOnlyShares(simulated, scanRate);
  const { uncorrected, followed, steps } = views;
  const parts = splitOf(sweeps, scanRate);
  const middle = scanRate[scanRate.length >> 1]!;
  const { length_m: length = NaN, diffusivity_m2_s: diffusivity = NaN } = options;
  const charge = scanRate.map(
    (v, rate) => sweeps.reduce((sum, sweep) => sum + sweepCharge(sweep, rate, v), 0) / sweeps.length,
  );
  return {
    split: {
      parts,
      shares: sharesOf(parts, scanRate),
      others: {
        ...(uncorrected && { shareUncorrected: freeShares(uncorrected) }),
        ...(followed && { shareFollowed: freeShares(followed) }),
        ...(steps && { shareSteps: atRates(steps, scanRate, freeShares) }),
        ...(diffusionOnly && { shareDiffusionOnly: diffusionOnly.free }),
        ...(diffusionOnly && { shareDiffusionOnlyConstrained: diffusionOnly.constrained }),
      },
      diffusionOnly,
      bound: boundShare(parts),
      inflation: varianceInflation(scanRate),
      verdict: capacitiveVerdict(
        lambda(length, diffusivity, middle, options.temperature_K ?? DEFAULT_TEMPERATURE),
        options.diffusionSource,
      ),
    },
    trasatti: trasatti(charge, scanRate),
  };
}

/** Shares of the rates that the steps of chronoamperometry could be averaged for; NaN for the others. */
function atRates(
  { cycles, sweeps }: NonNullable<OtherViews['steps']>,
  scanRate: Float64Array,
  freeShares: (view: readonly GriddedSweep[], rates: Float64Array) => Float64Array,
): Float64Array {
  const rates = Float64Array.from(cycles, (cycle) => cycle.scanRate);
  const shares = freeShares(sweeps, rates);
  return scanRate.map((rate) => shares[rates.indexOf(rate)] ?? NaN);
}

function peaksOf(sweeps: readonly GriddedSweep[], scanRate: Float64Array, baseline: 'zero' | 'linear') {
  const found: FoundPeak[] = [];
  const laws: CvNumbers['peakLaws'][number][] = [];
  const followed: GriddedSweep[] = [];
  for (const sweep of sweeps) {
    const byRate = sweep.current.map((current) => findPeaks(sweep, current, baseline));
    const tracked = trackPeak(byRate);
    byRate.forEach((peaks, rate) => {
      for (const peak of peaks) {
        const { direction } = sweep;
        found.push({ ...peak, direction, scanRate: scanRate[rate]!, tracked: peak === tracked[rate] });
      }
    });
    if (tracked.length === scanRate.length && scanRate.length > 1) {
      const current = Float64Array.from(tracked, (peak) => peak.current);
      laws.push({ direction: sweep.direction, current, ...powerLaw(current, scanRate) });
      const moved = followPeak(sweep, tracked);
      if (moved !== undefined) followed.push(moved);
    }
  }
  return { found, laws, followed };
}

function statements(
  { split, options, scanRate, mass }: CvNumbers,
  cycles: readonly RatedCycle[],
): readonly string[] {
  const used = cycles.map(
    ({ scanRate: v, number, available }) => `${number} of ${available} at ${rateLabel(v)}`,
  );
  const lines = [
    'Positive current is anodic: it delithiates a working anode.',
    `Cycles used: ${used.join(', ')}.`,
    mass === undefined ? 'Currents are per cell.' : `Currents are divided by ${mass} kg.`,
  ];
  if (options.resistance_Ohm !== undefined) {
    lines.push(resistanceSentence(options, cycles));
  }
  if (split === undefined) {
    lines.push(
      `One scan rate (${rateLabel(scanRate[0]!)}) cannot be split into k1 v and k2 v^1/2: at least two are needed, and no exponent b is known.`,
    );
    return lines;
  }
  const weighting = options.weighting === 'relative' ? 'in i over the measured i' : 'in i, unweighted';
  lines.push(
    `i = k1 v + k2 v^1/2 by least squares ${weighting}, at fixed potentials, each sweep apart, ${options.margin_V ?? 0} V left out at the vertices; the share is integral |k1 v| dE over integral |i| dE of both sweeps.`,
    `The two terms are nearly parallel over these rates: variance inflation ${split.inflation.toPrecision(3)}, errors of k1 and k2 are ${Math.sqrt(split.inflation).toPrecision(2)} times those of independent terms.`,
    `In the constrained fit a bound of 0 <= k1 v/i <= 1 binds at ${Math.round(100 * split.bound)} % of the potentials.`,
    split.verdict.sentence,
  );
  if (split.diffusionOnly) {
    const measured = split.shares.map(({ free }) => free);
    lines.push(diffusionOnlySentence(split.diffusionOnly, measured, scanRate));
  }
  return lines;
}

/** The resistance, its source, and how far it moves the potential. */
function resistanceSentence(
  { resistance_Ohm: resistance = 0, resistanceSource }: CvOptions,
  cycles: readonly RatedCycle[],
): string {
  let largest = 0;
  for (const { cathodic, anodic } of cycles) {
    for (const { current } of [cathodic, anodic]) {
      for (const value of current) largest = Math.max(largest, Math.abs(value));
    }
  }
  const source = resistanceSource === undefined ? 'source not given' : resistanceSource;
  return `Potentials are corrected for ${Number(resistance.toPrecision(4))} Ohm in series, E - iR (${source}): by at most ${(1e3 * resistance * largest).toPrecision(3)} mV. Shares without the correction stand beside.`;
}

function verdictFindings({ split, scanRate }: CvNumbers): readonly Finding[] {
  if (split === undefined) return [];
  const { verdict, diffusionOnly, shares } = split;
  const findings: Finding[] = [];
  if (!verdict.mayBeCapacitive) {
    const known = !Number.isNaN(verdict.lambda);
    const code = known ? 'false-capacitance' : 'diffusion-length-unknown';
    findings.push({ severity: 'warning', code, message: verdict.sentence, at: 'shares' });
  }
  if (diffusionOnly !== undefined && scoresWithoutCapacitance(diffusionOnly)) {
    const measured = shares.map(({ free }) => free);
    findings.push({
      severity: 'warning',
      code: 'false-capacitance-modelled',
      message: diffusionOnlySentence(diffusionOnly, measured, scanRate),
      at: 'shares',
    });
  }
  return findings;
}

/** The mass that all datasets agree on, kg. */
function commonMass(datasets: readonly Dataset[]): number | undefined {
  const masses = new Set(datasets.map((dataset) => dataset.meta['activeMass_kg']));
  const [mass] = masses;
  return masses.size === 1 && typeof mass === 'number' && mass > 0 ? mass : undefined;
}
