import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, isGalvanostatic, recorded, recordedVoltage, stepGoesOn } from './recorded.ts';

/** V. Less movement than this decides nothing; of one direction alone, where the second test is missing, more is asked. */
const LEAST_MOVE = 0.1;
const LEAST_MOVE_ALONE = 0.3;
/** Share of the movement against the current that contradicts it. */
const AGAINST = -0.5;
const AGAINST_ALONE = -0.8;
/** Share of the voltage's span that makes a swing. */
const SWING = 0.6;

/**
 * A current whose sign contradicts the voltage: the voltage of a cell rises while it is charged, and it is charged at a
 * higher voltage than it is discharged at, or it would give more energy than it took. Only where both laws are broken
 * (or, with one direction alone, the first one clearly) is there a warning: a symmetric cell whose overpotential falls
 * breaks the first, partial cycles may break the second. And a current of one sign under which the voltage swings both
 * ways, which was written without sign.
 *
 * The first record of a step is left out for its ohmic drop; holds do not move and have no say.
 */
export function currentSign(dataset: Dataset): Finding[] {
  const voltage = recordedVoltage(dataset)?.values;
  const current = recorded(dataset, 'current_A');
  if (!isGalvanostatic(dataset) || voltage === undefined || current === undefined) return [];
  const goesOn = stepGoesOn(dataset);
  let [charge, charging, discharge, discharging] = [0, 0, 0, 0];
  let signBefore = 0;
  let along = 0;
  let moved = 0;
  let start = 0;
  for (let row = 0; row <= current.length; row++) {
    const now = row < current.length ? current[row]! : 0;
    const sign = now > 0 ? 1 : now < 0 ? -1 : 0;
    if (sign > 0) {
      charge += voltage[row]!;
      charging++;
    } else if (sign < 0) {
      discharge += voltage[row]!;
      discharging++;
    }
    const before = signBefore;
    signBefore = sign;
    if (row < current.length && sign === before && goesOn(row)) continue;
    if (before !== 0 && row - start > 2) {
      const move = voltage[row - 1]! - voltage[start + 1]!;
      if (Number.isFinite(move)) {
        along += before * move;
        moved += Math.abs(move);
      }
    }
    start = row;
  }
  const isBoth = charging > 0 && discharging > 0;
  const meanCharge = charge / charging;
  const meanDischarge = discharge / discharging;
  const isAgainst = isBoth
    ? moved > LEAST_MOVE && along < AGAINST * moved && meanCharge < meanDischarge
    : moved > LEAST_MOVE_ALONE && along < AGAINST_ALONE * moved;
  if (isAgainst) {
    const second = isBoth
      ? `, and is ${digits(meanCharge)} V on average under positive current, ${digits(meanDischarge)} V under negative`
      : '';
    const message = `the voltage falls while the current is positive, or rises while it is negative, in ${digits(50 * (1 - along / moved))} % of its movement${second}: the file may count discharge as positive; turn the sign before using charge and discharge`;
    return [{ severity: 'warning', code: 'current-sign-contradicted', message, at: 'current_A' }];
  }
  return isBoth ? [] : unsigned(voltage, current);
}

/** Largest rise and fall without a turn back, inside runs of one current. */
function unsigned(voltage: Float64Array, current: Float64Array): Finding[] {
  let [least, most] = [Infinity, -Infinity];
  let [low, high] = [Infinity, -Infinity];
  let [rise, fall] = [0, 0];
  for (let row = 0; row < voltage.length; row++) {
    const value = voltage[row]!;
    if (current[row] === 0 || Number.isNaN(current[row])) {
      [low, high] = [Infinity, -Infinity];
      continue;
    }
    if (value < least) least = value;
    if (value > most) most = value;
    low = Math.min(low, value);
    high = Math.max(high, value);
    rise = Math.max(rise, value - low);
    fall = Math.max(fall, high - value);
  }
  const span = most - least;
  if (!(span > LEAST_MOVE_ALONE) || rise < SWING * span || fall < SWING * span) return [];
  const message = `the current has one sign in all rows, but under it the voltage rises by ${digits(rise)} V and falls by ${digits(fall)} V: charge and discharge were written without sign; give the discharge current its minus`;
  return [{ severity: 'warning', code: 'current-unsigned', message, at: 'current_A' }];
}
