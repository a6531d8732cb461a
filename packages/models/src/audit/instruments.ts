import { thermalVoltage } from '../constants.ts';
import { scherrerWidth } from '../diffraction/line-profile.ts';
import type { ParameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { type AuditRow, number } from './audit-row.ts';

const CELL_EDGE = 5.431; // angstrom, silicon
const WAVELENGTH = 1.54056; // angstrom, Cu K alpha 1
const SIZE = 150; // nm

/** A6, A12 and A16 to A19: what the instruments can tell. */
export function auditInstruments(values: ParameterValues, recipe: Recipe): readonly AuditRow[] {
  return [frequencies(), diffraction(), raman(), mapping(), fracture(values), impedance(values, recipe)];
}

function frequencies(): AuditRow {
  const resolved = (frequency: number) => 1e3 / (2 * Math.PI * frequency);
  return {
    id: 'A6',
    claim: 'electrochemical impedance spectroscopy (EIS) (0.01-105 Hz)',
    arithmetic: [
      number('shortest RC resolved up to 105 Hz', resolved(105), 'ms'),
      number('shortest RC resolved up to 1e5 Hz', resolved(1e5), 'ms'),
    ],
    verdict: 'A lost superscript: the range is 0.01 Hz to 10^5 Hz.',
  };
}

function diffraction(): AuditRow {
  const lines = [
    [[1, 1, 1], 28.4],
    [[2, 2, 0], 47.3],
    [[3, 1, 1], 56.1],
    [[4, 0, 0], 69.2],
  ] as const;
  const bragg = (indices: readonly number[]) =>
    Math.asin((WAVELENGTH / 2 / CELL_EDGE) * Math.hypot(...indices));
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  const scherrer = (theta: number) => degrees(scherrerWidth(SIZE * 1e-9, WAVELENGTH * 1e-10, 2 * theta));
  return {
    id: 'A12',
    claim:
      'sharp characteristic peaks at 28.4°, 47.3°, 56.1°, and 69.2° correspond to the (111), (220), (311), and (400) crystal planes',
    arithmetic: [
      ...lines.map(([indices]) =>
        number(`position of (${indices.join('')})`, 2 * degrees(bragg(indices)), 'deg'),
      ),
      ...lines.map(([indices, found]) =>
        number(`reported minus computed, (${indices.join('')})`, found - 2 * degrees(bragg(indices)), 'deg'),
      ),
      number('width of (111) for 150 nm crystals', scherrer(bragg([1, 1, 1])), 'deg'),
      number('width of (400) for 150 nm crystals', scherrer(bragg([4, 0, 0])), 'deg'),
    ],
    verdict:
      "Consistent with silicon; (400) lies 0.07 deg high. Lines of 150 nm crystals are as narrow as the instrument's, so a size from their width would mean nothing.",
  };
}

function raman(): AuditRow {
  return {
    id: 'A16',
    claim: 'we can utilize Raman spectroscopy to unambiguously confirm the presence of the PPy phase',
    arithmetic: [
      number('second-order silicon band, from', 930, '1/cm'),
      number('second-order silicon band, to', 990, '1/cm'),
      number('polypyrrole ring bands, first', 930, '1/cm'),
      number('polypyrrole ring bands, second', 970, '1/cm'),
      number('polypyrrole 1370 above the D band at 1350', 1370 - 1350, '1/cm'),
      number('polypyrrole 1580 below the G band at 1585', 1585 - 1580, '1/cm'),
    ],
    verdict:
      'Every strong polypyrrole band lies on one of silicon or carbon: a constrained fit with the silicon band may show it, the eye cannot.',
  };
}

/** Range of electrons in silicon, um, at an energy in keV (Kanaya and Okayama, J. Phys. D 1972, 5, 43). */
function electronRange(energy: number): number {
  return (0.0276 * 28.085 * energy ** 1.67) / (14 ** 0.889 * 2.329);
}

function mapping(): AuditRow {
  return {
    id: 'A17',
    claim: 'Elemental mapping demonstrated uniform distribution of Si, C, and O throughout the sample',
    arithmetic: [
      number('range of electrons in silicon at 10 kV', electronRange(10), 'um'),
      number('range of electrons in silicon at 15 kV', electronRange(15), 'um'),
      number('particle', 0.26, 'um'),
    ],
    verdict:
      'The beam excites a volume several particles wide: a map in the SEM is uniform whatever the particle looks like. Only STEM-EDS resolves a shell.',
  };
}

function fracture(values: ParameterValues): AuditRow {
  const spread = Math.log(values.diameterSpread);
  const critical = 150e-9; // m, Liu et al., ACS Nano 2012, 6, 1522
  const score = (Math.log(values.medianDiameter / critical) + 3 * spread ** 2) / spread;
  return {
    id: 'A18',
    claim: 'quasi-spherical with a diameter of approximately 150 nm',
    arithmetic: [
      number('critical diameter for fracture at the first lithiation', critical * 1e9, 'nm'),
      number('geometric standard deviation assumed', values.diameterSpread, '1'),
      number('mass above the critical diameter', 100 * normalShare(score), '%'),
    ],
    verdict: 'Most of the mass is above the critical size: bare silicon is expected to fracture.',
  };
}

/** Share of a standard normal below z (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalShare(z: number): number {
  if (z < 0) return 1 - normalShare(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

function impedance(values: ParameterValues, recipe: Recipe): AuditRow {
  const coated = prepareSample(values, recipe, { layers: 'mean' }).populations[0]!;
  const transfer = thermalVoltage / values.exchangeCurrentDensity; // Ohm m2 real, x = 1/2
  const film = values.seiInitialThickness / values.seiConductivity;
  const foil = thermalVoltage / values.counterExchangeCurrentDensity;
  const surface = (siliconFraction: number) => values.loading * siliconFraction * coated.specificArea; // real over geometric
  const total = (siliconFraction: number, shell: number) =>
    1e4 * (values.seriesResistance + foil + (transfer + film + shell) / surface(siliconFraction));
  return {
    id: 'A19',
    claim: 'lower resistance for nmSi@PCHS-5 both initially and after 100 cycles',
    arithmetic: [
      number('silicon surface of nmSi over PCHS-5 at equal loading', 1 / coated.siliconFraction, '1'),
      number('charge transfer of nmSi', (1e4 * transfer) / surface(1), 'Ohm cm2'),
      number('charge transfer of PCHS-5', (1e4 * transfer) / surface(coated.siliconFraction), 'Ohm cm2'),
      number('total of fresh nmSi with a bare film of 0.06 Ohm m2', total(1, 0.06), 'Ohm cm2'),
      number('total of fresh PCHS-5', total(coated.siliconFraction, coated.filmResistance), 'Ohm cm2'),
      number(
        'bare film that the reported order needs, at least',
        transfer * (1 / coated.siliconFraction - 1) +
          film * (1 / coated.siliconFraction - 1) +
          coated.filmResistance / coated.siliconFraction,
        'Ohm m2',
      ),
      number('bare film of the model, tuned to this claim', values.bareFilmResistance, 'Ohm m2'),
    ],
    verdict:
      'At equal loading nmSi has the larger surface, so charge transfer alone predicts the opposite order when fresh; the model needs an extra resistance of the bare surface, tuned.',
  };
}
