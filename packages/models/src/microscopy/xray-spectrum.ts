import { type Element, elementFacts } from './elements.ts';

/** Energy to make an electron-hole pair in silicon, eV, and Fano factor. */
const PAIR_ENERGY = 3.65;
const FANO = 0.12;
/** Standard deviation of the electronics, eV: with it manganese K-alpha has 130 eV. */
const ELECTRONICS = 21.5;
/** Energy below which the window and dead layer take the background, eV. */
const LOW_CUT = 150;

/** Full width at half maximum of a line that a silicon drift detector sees, eV: 130 at 5895 eV. */
export function lineWidth(energy: number): number {
  return 2.3548 * Math.sqrt(ELECTRONICS ** 2 + FANO * PAIR_ENERGY * energy);
}

/**
 * Expected counts of each channel: the K lines, each as wide as the detector makes it, and a bremsstrahlung background of Kramers' form
 * (E0 - E)/E with `share` of the lines' counts.
 *
 * @param energies - middle of each channel, eV, evenly spaced
 */
export function expectedSpectrum(
  energies: Float64Array,
  counts: Readonly<Partial<Record<Element, number>>>,
  beamEnergy: number,
  share: number,
): Float64Array {
  const step = energies[1]! - energies[0]!;
  const spectrum = new Float64Array(energies.length);
  let total = 0;
  for (const [element, count] of Object.entries(counts) as [Element, number][]) {
    total += count;
    for (const line of elementFacts[element].lines) {
      const deviation = lineWidth(line.energy) / 2.3548;
      const peak = (count * line.share * step) / (deviation * Math.sqrt(2 * Math.PI));
      for (let k = 0; k < energies.length; k++)
        spectrum[k]! += peak * Math.exp(-0.5 * ((energies[k]! - line.energy) / deviation) ** 2);
    }
  }
  const background = energies.map((energy) =>
    energy > 0 && energy < beamEnergy
      ? ((beamEnergy - energy) / energy) * (1 - Math.exp(-((energy / LOW_CUT) ** 2)))
      : 0,
  );
  const area = background.reduce((sum, value) => sum + value, 0);
  for (let k = 0; k < energies.length; k++) spectrum[k]! += (share * total * background[k]!) / area;
  return spectrum;
}
