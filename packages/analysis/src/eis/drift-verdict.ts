import type { LinKk } from './lin-kk.ts';

/** What the residuals of a Kramers-Kronig test say about a spectrum. */
export interface DriftVerdict {
  /** True where residuals are structured: the cell drifted, was not linear, or the data are bad. */
  readonly isSuspect: boolean;
  /** Standard deviation of the noise relative to |Z|, estimated as the rms of the residuals of both parts. */
  readonly noise: number;
  /** Largest |residual| relative to |Z|. */
  readonly largest: number;
  /** Lag-1 autocorrelation of the residuals over frequency, mean of both parts: near 0 for noise. */
  readonly autocorrelation: number;
  readonly sentence: string;
}

/** Residuals below this share of |Z| are within what good impedance instruments promise: too small to accuse the cell. */
const NEGLIGIBLE = 1e-3;
/** Below this share of |Z| a structured residual speaks of little drift, not of a useless spectrum. */
const SLIGHT = 5e-3;
/** Residuals above this share of |Z| are not accepted however random they look. */
const EXCESSIVE = 1e-2;

/**
 * Judges a Lin-KK test. Suspect when residuals are larger than instruments are accurate (0.1 % of |Z|, rms) and follow
 * each other over frequency more than noise does (autocorrelation at lag 1 above 2.6/sqrt(2N)), or larger than 1 % rms.
 *
 * @param test - of a spectrum sorted by frequency
 */
export function judgeDrift(test: LinKk): DriftVerdict {
  const both = [test.residualRe, test.residualIm];
  const count = test.residualRe.length;
  let square = 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    square += test.residualRe[i]! ** 2 + test.residualIm[i]! ** 2;
    largest = Math.max(largest, Math.hypot(test.residualRe[i]!, test.residualIm[i]!));
  }
  const noise = Math.sqrt(square / Math.max(1, 2 * count - test.elements - 2));
  const autocorrelation = (lagOne(both[0]!) + lagOne(both[1]!)) / 2;
  const isStructured = autocorrelation > 2.6 / Math.sqrt(2 * count);
  const isSuspect = noise > EXCESSIVE || (noise > NEGLIGIBLE && isStructured);
  const size = `residuals ${percent(noise)} rms, at most ${percent(largest)} of |Z|, ${test.elements} RC elements`;
  const sentence = isSuspect
    ? `Lin-KK: the spectrum does not obey the Kramers-Kronig relations (${size}${isStructured ? ', not random' : ''}): drift, nonlinearity or an artefact; ${noise < SLIGHT ? 'slight, but larger than noise: intervals of fitted parameters do not hold it' : 'parameters fitted to it describe no single state'}.`
    : `Lin-KK: no sign of drift (${size}).`;
  return { isSuspect, noise, largest, autocorrelation, sentence };
}

function lagOne(residual: Float64Array): number {
  let product = 0;
  let square = 0;
  for (let i = 0; i < residual.length; i++) {
    square += residual[i]! ** 2;
    if (i > 0) product += residual[i]! * residual[i - 1]!;
  }
  return square > 0 ? product / square : 0;
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
