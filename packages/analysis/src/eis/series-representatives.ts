import { testSpectrum } from '../kramers-kronig/test-spectrum.ts';
import type { FoundSpectrum } from './read-spectra.ts';

/**
 * Up to three spectra that stand for a series: the first, the middle and the last that obey the Kramers-Kronig relations or
 * depart from them slightly. The first of all where none does.
 *
 * @param spectra - at least one
 */
export function seriesRepresentatives(spectra: readonly FoundSpectrum[]): readonly FoundSpectrum[] {
  if (spectra.length === 1) return spectra;
  const known = new Map<FoundSpectrum, boolean>();
  const isSound = (spectrum: FoundSpectrum): boolean => {
    const sound = known.get(spectrum) ?? testSpectrum(spectrum)?.validity.grade !== 'violates';
    known.set(spectrum, sound);
    return sound;
  };
  const first = spectra.find(isSound);
  if (first === undefined) return spectra.slice(0, 1);
  const middle = spectra.slice(Math.floor(spectra.length / 2)).find(isSound);
  const last = spectra.findLast(isSound);
  return [...new Set([first, middle ?? first, last ?? first])];
}
