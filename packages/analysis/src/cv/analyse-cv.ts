import type { AnalysisResult, Dataset, Finding } from '@anodelab/data';
import { commonGrid, type GriddedSweep } from './common-grid.ts';
import { type CvOptions, DEFAULT_POINTS, DEFAULT_TEMPERATURE } from './cv-options.ts';
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
import { capacitiveVerdict, lambda } from './diffusion-test.ts';
import { findPeaks, trackPeak } from './peaks.ts';
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
 * Tables: `voltammograms`, `peaks`, `charges`; with several rates also `split`, `shares`, `exponents`.
 *
 * @throws {RangeError} when no dataset holds a potential, a current and a whole cycle
 */
export function analyseCv(datasets: readonly Dataset[], options: CvOptions = {}): AnalysisResult {
  const used = datasets.filter(hasVoltammogram);
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
  const sweeps = commonGrid(cycles, {
    points: options.points ?? DEFAULT_POINTS,
    margin: options.margin_V ?? 0,
    resistance: options.resistance_Ohm ?? 0,
    divisor: units.divisor,
  });
  const peaks = peaksOf(sweeps, scanRate, options.baseline ?? 'zero');
  const numbers: CvNumbers = {
    scanRate,
    sweeps,
    units,
    peakLaws: peaks.laws,
    ...severalRates(sweeps, scanRate, options),
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
      voltammograms: voltammogramTable(cycles, units),
      peaks: peakTable(peaks.found, units),
      charges: chargeTable(sweeps, scanRate, units),
      ...(split && {
        split: splitTable(split.parts, units),
        shares: shareTable(split.shares, split.bound),
        exponents: exponentTable(sweeps, scanRate),
      }),
    },
    statements: statements(numbers, cycles),
    findings: [...findings, ...verdictFindings(numbers)],
    ...(model && { model }),
  };
}

/** What only several rates give. */
function severalRates(
  sweeps: readonly GriddedSweep[],
  scanRate: Float64Array,
  options: CvOptions,
): Pick<CvNumbers, 'split' | 'trasatti'> {
  if (scanRate.length < 2) return { split: undefined, trasatti: undefined };
  const parts = sweeps.map((sweep) => ({
    sweep,
    split: splitCurrent(sweep.current, scanRate, options.weighting),
  }));
  const middle = scanRate[scanRate.length >> 1]!;
  const { length_m: length = NaN, diffusivity_m2_s: diffusivity = NaN } = options;
  const charge = scanRate.map(
    (v, rate) => sweeps.reduce((sum, sweep) => sum + sweepCharge(sweep, rate, v), 0) / sweeps.length,
  );
  return {
    split: {
      parts,
      shares: sharesOf(parts, scanRate),
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

function peaksOf(sweeps: readonly GriddedSweep[], scanRate: Float64Array, baseline: 'zero' | 'linear') {
  const found: FoundPeak[] = [];
  const laws: CvNumbers['peakLaws'][number][] = [];
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
    }
  }
  return { found, laws };
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
    lines.push(`Potentials are corrected for ${options.resistance_Ohm} Ohm in series, E - iR.`);
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
  return lines;
}

function verdictFindings({ split }: CvNumbers): readonly Finding[] {
  if (split === undefined || split.verdict.mayBeCapacitive) return [];
  const known = !Number.isNaN(split.verdict.lambda);
  return [
    {
      severity: 'warning',
      code: known ? 'false-capacitance' : 'diffusion-length-unknown',
      message: split.verdict.sentence,
      at: 'shares',
    },
  ];
}

/** The mass that all datasets agree on, kg. */
function commonMass(datasets: readonly Dataset[]): number | undefined {
  const masses = new Set(datasets.map((dataset) => dataset.meta['activeMass_kg']));
  const [mass] = masses;
  return masses.size === 1 && typeof mass === 'number' && mass > 0 ? mass : undefined;
}
