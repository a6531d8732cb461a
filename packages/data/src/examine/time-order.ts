import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { duration, isInTime, recorded, recordedVoltage, rowPlace, stepGoesOn, times } from './recorded.ts';
import type { Scans } from './scans.ts';

/** A fall below this share of the time is the rounding of a float. */
const ROUNDING = 1e-6;

/**
 * Test time that falls, and rows that repeat the one before.
 *
 * A fall is a warning: integrals over time and every search by time go wrong. Rows that repeat time, voltage and current
 * are information (they add nothing to an integral but count in averages), and so are different records of one step with
 * one time. The last record of a step and the first of the next may share their time: that is how cyclers write it.
 */
export function timeOrder(dataset: Dataset, scans: Scans): Finding[] {
  const time = recorded(dataset, 'time_s');
  if (time === undefined || !isInTime(dataset)) return [];
  const voltage = recordedVoltage(dataset)?.values;
  const current = recorded(dataset, 'current_A');
  const goesOn = stepGoesOn(dataset);
  const falls = { count: 0, first: -1, largest: 0 };
  const equal = { count: 0, first: -1 };
  const shared = { count: 0, first: -1 };
  for (const row of scans.time(time).notLater) {
    const now = time[row]!;
    const before = time[row - 1]!;
    if (before - now > ROUNDING * Math.abs(before)) {
      if (falls.count++ === 0) falls.first = row;
      falls.largest = Math.max(falls.largest, before - now);
    } else if (now === before && (voltage !== undefined || current !== undefined)) {
      if (voltage?.[row] === voltage?.[row - 1] && current?.[row] === current?.[row - 1]) {
        if (equal.count++ === 0) equal.first = row;
      } else if (goesOn(row) && shared.count++ === 0) {
        shared.first = row;
      }
    }
  }
  const findings: Finding[] = [];
  if (falls.count > 0) {
    const from = duration(time[falls.first - 1]!);
    findings.push({
      severity: 'warning',
      code: 'time-goes-back',
      message: `the test time falls ${times(falls.count)}, first from ${from} to ${duration(time[falls.first]!)}, by ${duration(falls.largest)} at most: rows stay in the order of the file; sort or split them before integrating over time`,
      at: rowPlace(falls.first),
    });
  }
  if (equal.count > 0) {
    findings.push({
      severity: 'info',
      code: 'rows-repeat',
      message: `${equal.count} of ${time.length} rows repeat time, voltage and current of the row before: kept; they count twice in averages`,
      at: rowPlace(equal.first),
    });
  }
  if (shared.count > 0) {
    findings.push({
      severity: 'info',
      code: 'times-repeat',
      message: `${shared.count} of ${time.length} rows have the time of the row before with other values: slopes over time have no value there`,
      at: rowPlace(shared.first),
    });
  }
  return findings;
}
