import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { recordedCharge } from './charge-counter.ts';
import { digits, isGalvanostatic, recorded, recordedVoltage, stepGoesOn } from './recorded.ts';
import { type Scans, sampledRows } from './scans.ts';

/** Relative change of the current between records that still makes the trapezoid good to 0.1 %. */
const STEADY = 0.02;
/** Cyclers state 0.02 to 0.1 % of the range for the current, 1 % where the range is used badly. */
const TOLERANCE = 0.05;
/** An interval this much longer than the one before may be a pause. */
const PAUSE = 10;
/** Intervals looked at, evenly over the file: a sum of more does not get better. */
const MOST_INTERVALS = 50_000;
/** Intervals from which the sum means anything. */
const FEWEST = 10;

/** Ratios of counted to integrated charge that one wrong unit makes, and what it would be. */
const FACTORS: readonly (readonly [factor: number, meaning: string])[] = [
  [3600, 'as if hours were read as seconds, or mA h as mA s'],
  [1 / 3600, 'as if seconds were read as hours, or A s as A h'],
  [1000, 'as if one were in thousandths: current in A read as mA, or capacity in mA h read as A h'],
  [
    1e-3,
    'as if one were in thousandths: current in mA read as A, time in ms read as s, or capacity in A h read as mA h',
  ],
  [60, 'as if minutes were read as seconds'],
  [1 / 60, 'as if seconds were read as minutes'],
  [3.6, 'as if mA h were read as C, or the reverse'],
  [1 / 3.6, 'as if C were read as mA h, or the reverse'],
];

/**
 * The charge counter against the integral of the current over time, and the energy counter against voltage times charge.
 * Only intervals inside a step with a steady current are added up, so that sparse records of a falling current, pulses
 * between records and pauses raise no alarm. More than 5 % is a warning: a unit or a range is wrong. A current that is written
 * so coarsely that its rounding explains the difference is information.
 */
export function chargeBalance(dataset: Dataset, scans: Scans): Finding[] {
  const time = recorded(dataset, 'time_s');
  const current = recorded(dataset, 'current_A');
  const counter = recordedCharge(dataset);
  if (!isGalvanostatic(dataset) || time === undefined || current === undefined || counter === undefined)
    return [];
  const voltage = recordedVoltage(dataset)?.values;
  const goesOn = stepGoesOn(dataset);
  const energyPassed = voltage === undefined ? undefined : counter.energyPassed;
  const sum = { counted: 0, integral: 0, energy: 0, work: 0, intervals: 0, duration: 0 };
  const rows = sampledRows(2, time.length, MOST_INTERVALS);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const now = current[row]!;
    if (now === 0) continue;
    const interval = time[row]! - time[row - 1]!;
    const isSteady = Math.abs(now - current[row - 1]!) <= STEADY * Math.abs(now);
    if (!isSteady || !(interval > 0) || !goesOn(row)) continue;
    if (interval > PAUSE * (time[row - 1]! - time[row - 2]!)) continue;
    const passed = counter.passed(row);
    if (!(passed >= 0)) continue;
    sum.counted += passed;
    sum.integral += (Math.abs(now + current[row - 1]!) / 2) * interval;
    sum.duration += interval;
    sum.intervals++;
    if (energyPassed === undefined || voltage === undefined) continue;
    const energy = energyPassed(row);
    const work = (Math.abs(voltage[row]! + voltage[row - 1]!) / 2) * passed;
    if (!Number.isFinite(energy) || !Number.isFinite(work)) continue;
    sum.energy += Math.abs(energy);
    sum.work += work;
  }
  if (sum.intervals < FEWEST) return [];
  const names = counter.names.join(' and ');
  const findings: Finding[] = [];
  const isDifferent = isApart(sum.counted, sum.integral);
  const step = isDifferent ? coarseness(current, scans) : 0;
  const rounding = (0.5 * step * sum.duration) / sum.integral;
  if (isDifferent && !isApart(sum.counted, sum.integral, rounding)) {
    findings.push({
      severity: 'info',
      code: 'current-coarse',
      message: `the current is written in steps of ${digits(step)} A, up to ${digits(100 * rounding)} % of it: its integral, ${digits(sum.integral)} C, is as uncertain; take charge from ${names}, ${digits(sum.counted)} C`,
      at: 'current_A',
    });
  } else if (isDifferent) {
    const ratio = sum.counted / sum.integral;
    const meaning = FACTORS.find(([factor]) => Math.abs(ratio / factor - 1) < TOLERANCE)?.[1];
    const why = meaning ?? 'a unit, the range of the current or the counter is wrong';
    findings.push({
      severity: 'warning',
      code: 'charge-contradicts-current',
      message: `${names} count ${digits(sum.counted)} C where the current over time gives ${digits(sum.integral)} C (ratio ${digits(ratio)}): ${why}; check the units before using either`,
      at: 'current_A',
    });
  }
  if (energyPassed !== undefined && isApart(sum.energy, sum.work)) {
    findings.push({
      severity: 'warning',
      code: 'energy-contradicts-charge',
      message: `the energy counter adds up to ${digits(sum.energy)} J where voltage times counted charge gives ${digits(sum.work)} J (ratio ${digits(sum.energy / sum.work)}): check the units of energy and voltage`,
      at: 'voltage_V',
    });
  }
  return findings;
}

function isApart(one: number, other: number, rounding = 0): boolean {
  return Math.abs(one - other) > (TOLERANCE + rounding) * Math.max(one, other);
}

/** Coarsest power of ten that all currents are whole multiples of, A; 0 where it is below a thousandth of the largest. */
function coarseness(current: Float64Array, scans: Scans): number {
  const { least: lowest, most } = scans.column(current);
  const largest = Math.max(most, -lowest);
  let exponent = Math.ceil(Math.log10(largest));
  const least = Math.floor(exponent - 3);
  for (const value of current) {
    while (!isMultiple(value, exponent)) if (--exponent < least) return 0;
  }
  return 10 ** exponent;
}

function isMultiple(value: number, exponent: number): boolean {
  const count = value / 10 ** exponent;
  return !(Math.abs(count - Math.round(count)) > 1e-6);
}
