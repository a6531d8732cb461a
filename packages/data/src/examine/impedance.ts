import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, recorded, rowPlace } from './recorded.ts';

/** Points from which a spectrum has a shape. */
const FEWEST = 8;
/** Difference of Re, Im and modulus, phase over the modulus; exports print four digits of the phase. */
const APART = 0.01;
/** Share of the points of the lower half of the decades with Im > 0 from which the sign was turned. */
const TURNED = 0.8;
/** Im > 0 at the lowest frequency by this share of the modulus is more than noise. */
const INDUCTIVE = 0.02;
/** Re below zero by this share of the modulus is more than noise. */
const NEGATIVE = 0.01;

/**
 * Spectra: parts that disagree with modulus and phase (a warning: the phase is in another unit or of the other sign), an
 * imaginary part that is positive nearly everywhere in the lower decades and grows to low frequencies (a warning: -Im was read as Im; the
 * inductance of wires grows to high ones), a negative resistance (a warning: the cell was not stable or wires were
 * swapped), frequencies that are not positive (a warning), and points that repeat their frequency in one sweep or an
 * inductive end at low frequencies (information). Time plays no part.
 */
export function impedance(dataset: Dataset): Finding[] {
  const frequency = recorded(dataset, 'freq_Hz');
  if (dataset.technique !== 'eis' || frequency === undefined) return [];
  const re = recorded(dataset, 'zRe_Ohm');
  const im = recorded(dataset, 'zIm_Ohm');
  return [
    ...frequencies(dataset, frequency),
    ...(re === undefined || im === undefined
      ? []
      : [...partsAgree(dataset, re, im), ...imaginarySign(frequency, re, im), ...negativeReal(re, im)]),
  ];
}

function frequencies(dataset: Dataset, frequency: Float64Array): Finding[] {
  const wrong = frequency.findIndex((value) => value <= 0);
  if (wrong >= 0) {
    const message = `the frequency is ${digits(frequency[wrong]!)} Hz: not a point of a spectrum; leave it out`;
    return [{ severity: 'warning', code: 'frequency-not-positive', message, at: rowPlace(wrong) }];
  }
  if (dataset.findings.some(({ code }) => code === 'frequencies-repeat')) return [];
  const sweep = ['spectrum', 'cycle'].flatMap((name) => {
    const column = dataset.columns.find((each) => each.name === name)?.values;
    return column instanceof Float64Array ? [column] : [];
  });
  let repeats = 0;
  let first = -1;
  for (let row = 1; row < frequency.length; row++) {
    if (frequency[row] !== frequency[row - 1] || sweep.some((each) => each[row] !== each[row - 1])) continue;
    if (repeats++ === 0) first = row;
  }
  if (repeats === 0) return [];
  const message = `${repeats} of ${frequency.length} points have the frequency of the point before (${digits(frequency[first]!)} Hz): all are kept; fits weigh that frequency more`;
  return [{ severity: 'info', code: 'frequencies-repeat', message, at: rowPlace(first) }];
}

function partsAgree(dataset: Dataset, re: Float64Array, im: Float64Array): Finding[] {
  const modulus = recorded(dataset, 'zAbs_Ohm');
  const phase = recorded(dataset, 'zPhase_rad');
  if (modulus === undefined || phase === undefined) return [];
  let apart = 0;
  let turned = 0;
  let first = -1;
  for (let row = 0; row < re.length; row++) {
    const [size, angle] = [modulus[row]!, phase[row]!];
    const alongRe = re[row]! - size * Math.cos(angle);
    const alongIm = im[row]! - size * Math.sin(angle);
    if (!(Math.hypot(alongRe, alongIm) > APART * Math.abs(size))) continue;
    if (apart++ === 0) first = row;
    if (Math.hypot(alongRe, im[row]! + size * Math.sin(angle)) <= APART * Math.abs(size)) turned++;
  }
  if (apart === 0) return [];
  if (modulus.every((size) => size === 0)) {
    const message =
      'the modulus is 0 in every point though Re and Im are not: the column was not filled; use Re and Im';
    return [{ severity: 'info', code: 'modulus-zero', message, at: 'zAbs_Ohm' }];
  }
  const why = turned === apart ? 'the phase has the other sign' : 'modulus or phase is in another unit';
  const message = `Re and Im disagree with modulus and phase in ${apart} of ${re.length} points: ${why}; Re and Im are used, check which is right`;
  return [{ severity: 'warning', code: 'impedance-parts-disagree', message, at: rowPlace(first) }];
}

function imaginarySign(frequency: Float64Array, re: Float64Array, im: Float64Array): Finding[] {
  if (frequency.length < FEWEST) return [];
  let [lowest, highest] = [0, 0];
  for (let row = 0; row < frequency.length; row++) {
    if (frequency[row]! < frequency[lowest]!) lowest = row;
    if (frequency[row]! > frequency[highest]!) highest = row;
  }
  const middle = Math.sqrt(frequency[lowest]! * frequency[highest]!);
  let [low, positive] = [0, 0];
  for (let row = 0; row < frequency.length; row++) {
    if (!(frequency[row]! < middle)) continue;
    low++;
    if (im[row]! > 0) positive++;
  }
  const isPositive = positive >= TURNED * low;
  if (isPositive && im[lowest]! > im[highest]!) {
    const message = `Im is positive in ${positive} of ${low} points below ${digits(middle)} Hz and larger at ${digits(frequency[lowest]!)} Hz than at ${digits(frequency[highest]!)} Hz: -Im was probably read as Im; turn its sign`;
    return [{ severity: 'warning', code: 'imaginary-sign-contradicted', message, at: 'zIm_Ohm' }];
  }
  const size = Math.hypot(re[lowest]!, im[lowest]!);
  if (!(im[lowest]! > INDUCTIVE * size) || isPositive) return [];
  const message = `Im is ${digits(im[lowest]!)} Ohm at the lowest frequency, ${digits(frequency[lowest]!)} Hz: a loop of adsorption, or the cell drifted; see what Kramers and Kronig say before fitting`;
  return [{ severity: 'info', code: 'inductive-low-frequency', message, at: rowPlace(lowest) }];
}

function negativeReal(re: Float64Array, im: Float64Array): Finding[] {
  let count = 0;
  let first = -1;
  for (let row = 0; row < re.length; row++) {
    if (!(re[row]! < -NEGATIVE * Math.hypot(re[row]!, im[row]!))) continue;
    if (count++ === 0) first = row;
  }
  if (count === 0) return [];
  const message = `Re is negative in ${count} of ${re.length} points, first ${digits(re[first]!)} Ohm: the cell was not stable or its wires were swapped; leave these points out`;
  return [{ severity: 'warning', code: 'resistance-negative', message, at: rowPlace(first) }];
}
