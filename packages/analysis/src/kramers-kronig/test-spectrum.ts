import type { Finding } from '@anodelab/data';
import type { Spectrum } from '../eis/circuit-problem.ts';
import { kramersKronig, type KramersKronig } from './kramers-kronig.ts';
import { judgeValidity, validityFindings, validitySentence, type Validity } from './validity.ts';

/** The verdict on one spectrum, with what it rests on. */
export interface TestedSpectrum {
  readonly test: KramersKronig;
  readonly validity: Validity;
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

/** The Kramers-Kronig test by its defaults; undefined with fewer than 8 points, which it cannot judge. */
export function testSpectrum(spectrum: Spectrum): TestedSpectrum | undefined {
  if (spectrum.frequency.length < FEWEST) return undefined;
  const test = kramersKronig(spectrum);
  const validity = judgeValidity(test.departure);
  const sentence = validitySentence(test.departure, validity);
  return { test, validity, sentence, findings: validityFindings(validity, sentence) };
}

const FEWEST = 8;
