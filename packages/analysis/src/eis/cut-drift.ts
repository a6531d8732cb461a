import type { Finding } from '@anodelab/data';
import { findValidPart } from '../kramers-kronig/find-valid-part.ts';
import { testSpectrum } from '../kramers-kronig/test-spectrum.ts';
import { keepPoints } from './circuit-problem.ts';
import type { FoundSpectrum } from './read-spectra.ts';

/**
 * A spectrum without the points at one end that keep it from obeying the Kramers-Kronig relations, and a finding that says
 * how many and from which frequency; the whole spectrum where it obeys, or where no part of 40 % of the points does.
 */
export function cutDrift(spectrum: FoundSpectrum): { spectrum: FoundSpectrum; findings: Finding[] } {
  if (testSpectrum(spectrum)?.validity.grade !== 'violates') return { spectrum, findings: [] };
  const { frequency } = spectrum;
  const part = findValidPart(spectrum);
  if (part === undefined) {
    const message =
      'no part of 40 % of the points obeys the Kramers-Kronig relations: nothing was cut, all points are fitted';
    return { spectrum, findings: [{ severity: 'warning', code: 'drift-not-cut', message }] };
  }
  const { from, to } = part;
  const left = frequency.length - (to - from);
  const where =
    from === 0 ? `from ${hertz(frequency[to]!)} Hz down` : `from ${hertz(frequency[from - 1]!)} Hz up`;
  return {
    spectrum: keepPoints(spectrum, (i) => i >= from && i < to),
    findings: [
      {
        severity: 'warning',
        code: 'drift-cut',
        message: `${left} of ${frequency.length} points, ${where}, were cut: the rest obeys the Kramers-Kronig relations`,
        at: 'freq_Hz',
      },
    ],
  };
}

function hertz(frequency: number): string {
  return String(Number(frequency.toPrecision(4)));
}
