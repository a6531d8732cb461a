import type { AnalysisResult, Dataset, Finding, Result } from '@anodelab/data';
import { circuitFromDrt, peaksInside, type ProposedCircuit } from '../eis/circuit-from-drt.ts';
import type { EisWeight } from '../eis/circuit-problem.ts';
import { type CircuitFit, fitCircuit } from '../eis/fit-circuit.ts';
import { type FoundSpectrum, readSpectra, selectSpectrum } from '../eis/read-spectra.ts';
import type { LambdaRule } from './choose-lambda.ts';
import { circuitTable, distributionTable, fitTable, peakTable } from './drt-tables.ts';
import { type Distribution, showLogSmooth, showTikhonov } from './distribution.ts';
import { type LogSmoothDrt, logSmoothDrt } from './log-smooth-drt.ts';
import type { PenaltyOrder } from './relaxation-basis.ts';
import type { RelaxationPeak } from './relaxation-peaks.ts';
import { tikhonovDrt, type TikhonovDrt } from './tikhonov-drt.ts';

export interface DrtOptions {
  /** `log-smooth` (default): the logarithm of the distribution is smooth, strength by evidence. `tikhonov`: ridge regression. */
  readonly method?: 'log-smooth' | 'tikhonov';
  /** Tikhonov: strength of the penalty or the rule that chooses it; default `gcv`. */
  readonly lambda?: number | LambdaRule;
  /** Tikhonov: derivative that is penalised; default 2. */
  readonly derivative?: PenaltyOrder;
  /** Tikhonov: lets the distribution fall below zero; default false. */
  readonly negative?: boolean;
  /** Default: whichever makes the residuals likelier. */
  readonly weight?: EisWeight;
  /** Level of the band; default 0.95. */
  readonly level?: number;
  /** Which spectrum of a file that holds several, by the maker's cycle number (or its place, from 1); default the first. */
  readonly cycle?: number;
}

/** What both methods give. */
interface Inversion {
  readonly distribution: Distribution;
  readonly series: Readonly<Record<'resistance' | 'inductance' | 'elastance', number>> & {
    diffusion?: number;
  };
  readonly polarisation: number;
  readonly method: string;
  readonly statements: readonly string[];
  readonly findings: readonly Finding[];
  /** The inversion that a circuit can be read from. */
  readonly logSmooth?: LogSmoothDrt;
}

/**
 * Distribution of relaxation times of one spectrum: gamma(ln tau) with a credible band, peaks with resistances and
 * intervals, and what stands in series: R0, L, and at low frequency C or diffusion (docs/methods/drt.md).
 *
 * Tables: `drt`, `drtPeaks`, `drtFit`; of a log-smooth distribution also `drtCircuit`, the circuit of its peaks with start
 * values and the fit from there.
 *
 * @throws {RangeError} when no dataset holds the asked spectrum
 */
export function analyseDrt(datasets: readonly Dataset[], options: DrtOptions = {}): AnalysisResult {
  const selected = selectSpectrum(datasets.flatMap(readSpectra), options.cycle);
  const { spectrum } = selected;
  const kind = options.weight ?? likelierWeight(spectrum);
  const weight = weights(spectrum, kind);
  const level = options.level ?? 0.95;
  const inversion =
    options.method === 'tikhonov' || options.negative === true || options.lambda !== undefined
      ? byTikhonov(tikhonovOf(spectrum, options, weight), level)
      : byLogSmooth(logSmoothDrt(spectrum, weight), level);
  const { distribution } = inversion;
  const peaks = peaksInside(distribution, spectrum);
  const proposed = inversion.logSmooth && circuitFromDrt(inversion.logSmooth, peaks);
  const fit = proposed && fitOf(proposed, spectrum, kind);
  const { model, sha256, file, reader } = spectrum.dataset.provenance;
  const inputs = [sha256 ?? file ?? reader];
  const method = `${inversion.method}, ${kind} weight`;
  return {
    analysis: 'drt',
    results: {
      ...seriesResults(inversion, method, inputs),
      ...Object.fromEntries(peaks.flatMap((peak, k) => peakResults(peak, k + 1, method, inputs))),
    },
    tables: {
      drt: distributionTable(distribution),
      drtPeaks: peakTable(peaks),
      drtFit: fitTable(spectrum, distribution),
      ...(fit && { drtCircuit: circuitTable(proposed, fit) }),
    },
    statements: [
      `${method}.`,
      ...inversion.statements,
      ...uncertainPeaks(peaks),
      ...(fit ? [circuitSentence(proposed, fit)] : []),
    ],
    findings: [...selected.findings, ...inversion.findings, ...loopFinding(spectrum, options)],
    ...(model && { model }),
  };
}

/** Undefined where the circuit of many peaks has more parameters than the spectrum has numbers. */
function fitOf(
  { circuit, start }: ProposedCircuit,
  spectrum: FoundSpectrum,
  weight: EisWeight,
): CircuitFit | undefined {
  const isDetermined = circuit.parameters.length < 2 * spectrum.frequency.length;
  return isDetermined ? fitCircuit(circuit, spectrum, { start, weight }) : undefined;
}

function circuitSentence({ circuit, peaks }: ProposedCircuit, fit: CircuitFit): string {
  const unit = fit.weight === 'unit' ? ' Ohm' : '';
  return `A circuit of these peaks (${peaks}): ${circuit.text}, fitted from their resistances and times, rmse ${fit.rmse.toPrecision(3)}${unit} (${fit.status}); with circuit=drt the EIS analysis starts from it, without a circuit it ranks others too.`;
}

function weights({ zRe, zIm }: FoundSpectrum, kind: EisWeight): Float64Array {
  return zRe.map((re, i) => (kind === 'unit' ? 1 : 1 / Math.hypot(re, zIm[i]!)));
}

/** The weight under which the residuals of a quick inversion have the larger likelihood. */
function likelierWeight(spectrum: FoundSpectrum): EisWeight {
  const surprise = (kind: EisWeight): number => {
    const weight = weights(spectrum, kind);
    const { sigma, problem } = tikhonovDrt(spectrum, { weight, inductance: true, capacitance: true });
    return problem.rows * Math.log(sigma) - 2 * weight.reduce((sum, w) => sum + Math.log(w), 0);
  };
  return surprise('unit') <= surprise('modulus') ? 'unit' : 'modulus';
}

function tikhonovOf(spectrum: FoundSpectrum, options: DrtOptions, weight: Float64Array): TikhonovDrt {
  const { lambda, derivative, negative } = options;
  const last = spectrum.zIm.length - 1;
  return tikhonovDrt(spectrum, {
    ...(lambda !== undefined && { lambda }),
    ...(derivative !== undefined && { order: derivative }),
    ...(negative !== undefined && { allowsNegative: negative }),
    inductance: true,
    capacitance: -spectrum.zIm[last]! > -spectrum.zIm[Math.max(0, last - 4)]!,
    weight,
  });
}

function byTikhonov(drt: TikhonovDrt, level: number): Inversion {
  const { lambda, allowsNegative, status } = drt;
  const sign = allowsNegative ? 'negative values allowed' : 'gamma >= 0';
  const distribution = showTikhonov(drt, level);
  const cut =
    distribution.band.of === 'posterior'
      ? 'posterior cut at zero, 2000 samples'
      : 'Gaussian posterior of what is above zero, the rest held there: spikes between zeros';
  const band = allowsNegative ? 'Gaussian posterior' : cut;
  return {
    distribution,
    series: drt.series,
    polarisation: drt.polarisation,
    method: `drt/tikhonov: Gaussian bumps, ${sign}, lambda ${lambda.toPrecision(3)}`,
    statements: [`Band: ${100 * level} % of the ${band}.`],
    findings:
      status === 'stopped'
        ? [
            {
              severity: 'warning',
              code: 'drt-not-solved',
              message: 'the signs of the distribution kept changing',
            },
          ]
        : [],
  };
}

function byLogSmooth(drt: LogSmoothDrt, level: number): Inversion {
  const { fit, model, gain } = drt;
  const tail = [
    ...(model.terms.capacitance ? ['a series capacitance'] : []),
    ...(model.terms.diffusion ? ['diffusion without end, W/sqrt(s)'] : []),
  ];
  const closing =
    tail.length === 0
      ? []
      : [
          `The spectrum does not close at low frequency: ${tail.join(' and ')} was fitted beside the distribution (ln evidence + ${gain.toPrecision(3)}).`,
        ];
  return {
    distribution: showLogSmooth(drt, level),
    series: drt.series,
    polarisation: drt.polarisation,
    logSmooth: drt,
    method: `drt/log-smooth: smooth ln gamma, stiffness ${fit.stiffness.toPrecision(2)} by evidence`,
    statements: [
      ...closing,
      `The data determine ${fit.freedom.toPrecision(2)} numbers; band: ${100 * level} % of the posterior of ln gamma.`,
    ],
    findings:
      fit.status === 'stopped'
        ? [
            {
              severity: 'warning',
              code: 'drt-not-converged',
              message: 'the distribution still moved when its search stopped',
            },
          ]
        : [],
  };
}

function seriesResults(
  { series, polarisation, distribution }: Inversion,
  method: string,
  inputs: readonly string[],
): Record<string, Result> {
  const [low, high] = distribution.areaInterval(0, Infinity, polarisation);
  const result = (value: number, unit: string, definition: string): Result => ({
    value,
    unit,
    definition,
    method,
    inputs,
  });
  return {
    R0: result(series.resistance, 'Ohm', 'resistance in series with the distribution'),
    Rpol: {
      ...result(polarisation, 'Ohm', 'area under the distribution, its whole range of tau'),
      interval: { low, high, level: 0.95, kind: 'credible' },
    },
    ...(series.inductance !== 0 && { L: result(series.inductance, 'H', 'inductance in series') }),
    ...(series.elastance !== 0 && { C: result(1 / series.elastance, 'F', 'capacitance in series') }),
    ...(series.diffusion && { W: result(series.diffusion, 'Ohm.s^-0.5', 'W of W/sqrt(s), in series') }),
  };
}

function peakResults(
  { tau, resistance, tauInterval, resistanceInterval, share }: RelaxationPeak,
  number: number,
  method: string,
  inputs: readonly string[],
): [string, Result][] {
  const interval = (ends: readonly [number, number] | null): Pick<Result, 'interval'> =>
    ends === null ? {} : { interval: { low: ends[0], high: ends[1], level: 0.95, kind: 'credible' } };
  const verdict = share < CERTAIN ? { verdict: `in ${Math.round(100 * share)} % of the draws` } : {};
  return [
    [
      `peak${number}.tau`,
      {
        value: tau,
        unit: 's',
        ...interval(tauInterval),
        definition: `relaxation time of peak ${number}, counted from short times`,
        method,
        inputs,
        ...verdict,
      },
    ],
    [
      `peak${number}.R`,
      {
        value: resistance,
        unit: 'Ohm',
        ...interval(resistanceInterval),
        definition: `area of peak ${number} between the minima beside it, within the measured range`,
        method,
        inputs,
        ...verdict,
      },
    ],
  ];
}

/** A peak in fewer of the posterior draws is not certain. */
const CERTAIN = 0.95;

function uncertainPeaks(peaks: readonly RelaxationPeak[]): string[] {
  return peaks.flatMap(({ tau, share }) =>
    share < CERTAIN
      ? [
          `The peak at ${tau.toPrecision(3)} s is not certain: ${Math.round(100 * share)} % of the posterior draws have it.`,
        ]
      : [],
  );
}

/** Im Z > 0 at the lowest frequencies is a loop that no positive distribution holds. */
function loopFinding({ zIm }: FoundSpectrum, { negative }: DrtOptions): Finding[] {
  const last = zIm.length - 1;
  const isLoop = [last, last - 1, last - 2].every((i) => zIm[i]! > 0);
  return isLoop && negative !== true
    ? [
        {
          severity: 'warning',
          code: 'inductive-loop',
          message:
            'Im Z > 0 at the lowest frequencies: an inductive loop needs negative=true, a positive distribution leaves it out',
          at: 'zIm_Ohm',
        },
      ]
    : [];
}
