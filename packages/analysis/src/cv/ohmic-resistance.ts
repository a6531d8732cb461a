import { type AnalysisResult, numbers, type Result } from '@anodelab/data';

/** The resistance that an impedance result puts in series with everything, Ohm, and what it is. */
export interface OhmicResistance {
  readonly resistance_Ohm: number;
  readonly resistanceSource: string;
}

/**
 * The series resistance of an impedance result, for the correction E - iR: the resistor that its circuit begins with,
 * else the real part at the highest frequency.
 *
 * @throws {RangeError} when the result holds neither
 */
export function ohmicResistance(spectrum: AnalysisResult): OhmicResistance {
  for (const [name, result] of Object.entries(spectrum.results)) {
    if (result.unit !== 'Ohm' || !result.definition.startsWith(`${name} of ${name}`)) continue;
    return {
      resistance_Ohm: result.value,
      resistanceSource: `${result.definition}${range(result)}, by impedance`,
    };
  }
  const table = spectrum.tables['spectrum'] ?? { columns: [] };
  const frequency = numbers(table, 'freq_Hz');
  const real = numbers(table, 'zRe_Ohm');
  if (frequency === undefined || real === undefined || frequency.length === 0) {
    throw new RangeError('resistance: expected an impedance result with a spectrum, found none');
  }
  const row = frequency.reduce((best, value, i) => (value > frequency[best]! ? i : best), 0);
  return {
    resistance_Ohm: real[row]!,
    resistanceSource: `Re Z at ${frequency[row]} Hz, by impedance`,
  };
}

function range({ interval }: Result): string {
  if (interval === undefined) return '';
  const [low, high] = [interval.low, interval.high].map((end) => end?.toPrecision(3) ?? 'open');
  return ` [${low}, ${high}]`;
}
