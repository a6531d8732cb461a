import type { Finding } from '@anodelab/data';
import type { KramersKronig } from './kramers-kronig.ts';

/** What the residuals of a Kramers-Kronig test say. */
export interface Validity {
  /** `slight`: residuals have a structure, of a size that instruments may make by themselves. */
  readonly grade: 'obeys' | 'slight' | 'violates';
  /** Relative to |Z|. */
  readonly noise: number;
  /** Lag-1 autocorrelation over frequency, mean of both parts: near 0 or below for noise. */
  readonly autocorrelation: number;
  /** Standard deviations by which there are fewer runs of one sign than noise has, both parts together; below zero where fewer. */
  readonly runs: number;
  /** Whether residuals follow each other over frequency. */
  readonly isStructured: boolean;
}

/** An estimate this many times the stated noise is not noise. */
const TOLERATED = 3;
/**
 * Without a statement, by the accuracy of instruments, whose errors are structured too: the best promise 0.1 % of |Z|, good
 * ones some 0.2 % in the middle of their range, all of them 1 %.
 */
const NEGLIGIBLE = 1e-3;
const SLIGHT = 2e-3;
const EXCESSIVE = 1e-2;
/** One-sided, 0.5 % of white residuals. */
const UNLIKELY = 2.6;

/**
 * Violated: an estimated noise above three times the stated one (above 1 % of |Z| where none is stated), or residuals that
 * are not white and larger than 0.2 %. Slight: not white, and larger than 1.5 times the stated noise (than 0.1 %).
 *
 * @param stated - standard deviation of the noise of each part relative to |Z|
 */
export function judgeValidity(test: KramersKronig, stated?: number): Validity {
  const { residualRe, residualIm } = test.fit;
  const { noise } = test;
  const count = residualRe.length;
  const autocorrelation = (lagOne(residualRe) + lagOne(residualIm)) / 2;
  const runs = runsScore(residualRe, residualIm);
  const isStructured = autocorrelation > UNLIKELY / Math.sqrt(2 * count) || runs < -UNLIKELY;
  const excessive = stated === undefined ? EXCESSIVE : TOLERATED * stated;
  const slight = stated === undefined ? SLIGHT : excessive;
  const negligible = stated === undefined ? NEGLIGIBLE : 1.5 * stated;
  const violates = noise > excessive || (isStructured && noise > slight);
  const grade = violates ? 'violates' : isStructured && noise > negligible ? 'slight' : 'obeys';
  return { grade, noise, autocorrelation, runs, isStructured };
}

/** The verdict in words. */
export function validitySentence(test: KramersKronig, validity: Validity, stated?: number): string {
  const limit = stated === undefined ? '' : `, stated ${percent(stated)}`;
  const size = `noise estimate ${percent(validity.noise)} of |Z|${limit}; ${test.fit.elements} RC elements, ${test.form}`;
  switch (validity.grade) {
    case 'obeys':
      return `The spectrum obeys the Kramers-Kronig relations (${size}).`;
    case 'slight':
      return `The spectrum departs slightly from the Kramers-Kronig relations: residuals are not white, but no larger than instruments make them (${size}); intervals of fitted parameters do not hold it.`;
    case 'violates': {
      const why = validity.isStructured ? 'residuals are not white' : 'residuals are too large for noise';
      return `The spectrum does not obey the Kramers-Kronig relations: ${why} (${size}); the cell drifted, was not linear, or the data are bad.`;
    }
  }
}

/** The verdict as a finding; none where the relations are obeyed. */
export function validityFindings({ grade }: Validity, sentence: string): Finding[] {
  if (grade === 'obeys') return [];
  return grade === 'slight'
    ? [{ severity: 'info', code: 'kramers-kronig-slight', message: sentence }]
    : [{ severity: 'warning', code: 'kramers-kronig-violated', message: sentence }];
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
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

/** Wald and Wolfowitz: runs above and below zero against their expectation, in standard deviations. */
function runsScore(...parts: readonly Float64Array[]): number {
  let excess = 0;
  let variance = 0;
  for (const part of parts) {
    const above = part.filter((r) => r > 0).length;
    const below = part.length - above;
    let runs = 1;
    for (let i = 1; i < part.length; i++) if (part[i]! > 0 !== part[i - 1]! > 0) runs++;
    const pairs = (2 * above * below) / part.length;
    excess += runs - pairs - 1;
    variance += part.length > 1 ? (pairs * (pairs - 1)) / (part.length - 1) : 0;
  }
  return variance > 0 ? excess / Math.sqrt(variance) : 0;
}
