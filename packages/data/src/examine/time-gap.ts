import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { recordedCharge } from './charge-counter.ts';
import { duration, isInTime, recorded, rowPlace, stepGoesOn } from './recorded.ts';
import { LONGER, type Scans } from './scans.ts';

/** Intervals on either side that a gap must exceed. */
const NEIGHBOURS = 3;
/** Relative change of the current that counts as none. */
const STEADY = 0.05;
/** Share of intervals from which long ones are how the recorder was set: bursts. */
const BURSTS = 0.02;

/**
 * Intervals without records inside a step: ten times longer than the three before and the three behind, while the current
 * stays as it is. A warning under current: either records are missing or the test was paused; the charge counter tells
 * which. Information at rest.
 *
 * Silent where the interval changes with the step, the current or gradually (records by voltage difference); where long
 * intervals are more than 1 in 50 the recorder was set to bursts; records that share a time have no interval.
 */
export function timeGap(dataset: Dataset, scans: Scans): Finding[] {
  const time = recorded(dataset, 'time_s');
  if (time === undefined || !isInTime(dataset)) return [];
  const isSweep = dataset.technique === 'cv' || dataset.technique === 'lsv';
  const current = isSweep ? undefined : recorded(dataset, 'current_A');
  const goesOn = stepGoesOn(dataset);
  const isSteady = (row: number) =>
    goesOn(row) &&
    (current === undefined ||
      Math.abs(current[row]! - current[row - 1]!) <= STEADY * Math.abs(current[row]!));
  const isGap = (row: number) => {
    const least = (time[row]! - time[row - 1]!) / LONGER;
    for (let other = row - NEIGHBOURS; other <= row + NEIGHBOURS; other++) {
      const interval = time[other]! - time[other - 1]!;
      if (!isSteady(other) || (other !== row && !(interval > 0 && interval <= least))) return false;
    }
    return true;
  };
  const gaps = scans
    .time(time)
    .late.filter((row) => row > NEIGHBOURS && row + NEIGHBOURS < time.length && isGap(row));
  if (gaps.length === 0 || gaps.length > Math.max(1, BURSTS * time.length)) return [];
  const length = (row: number) => time[row]! - time[row - 1]!;
  const longest = gaps.reduce((best, row) => (length(row) > length(best) ? row : best));
  const usual = duration(time[longest - 1]! - time[longest - 2]!);
  const many = gaps.length === 1 ? '' : `; ${gaps.length} such gaps`;
  const flowing = gaps.some((row) => current?.[row] !== undefined && current[row] !== 0);
  return [
    {
      severity: flowing || isSweep ? 'warning' : 'info',
      code: 'time-gap',
      message: `no record for ${duration(length(longest))} where there is one every ${usual}${many}${cause(dataset, time, longest)}`,
      at: rowPlace(longest),
    },
  ];
}

/** What the charge counter says of the gap before a row. */
function cause(dataset: Dataset, time: Float64Array, row: number): string {
  const current = recorded(dataset, 'current_A')?.[row];
  const counter = recordedCharge(dataset);
  if (current === undefined || current === 0 || counter === undefined) return '';
  const share = counter.passed(row) / Math.abs(current * (time[row]! - time[row - 1]!));
  if (share > 0.5 && share < 1.5) return ': the counter went on, records are missing; take charge from it';
  if (share < 0.1)
    return ': the counter stood still, the test was paused; do not integrate the current across';
  return '';
}
