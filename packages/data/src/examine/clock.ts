import { labelReader } from '../column.ts';
import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, duration, isInTime, recorded, rowPlace } from './recorded.ts';

const SECONDS_PER_DAY = 86_400;
/** s. Clocks are written to the second and a step may begin a few seconds late. */
const LEAST_JUMP = 60;
/** Places at which clock and test time are compared before the ones between are searched. */
const PROBES = 128;
/** Relative difference of clock and test time that a slow clock has. */
const DRIFT = 0.01;
/** Years in which cyclers with files have run; a clock that was never set stands at 1899, 1904 or 1970. */
const FIRST_YEAR = 1985;
const LAST_YEAR = 2100;
/** s. */
const HOUR = 3600;

/** Units of time and the ratio of clock to test time that mixing them up makes. */
const UNITS: readonly (readonly [ratio: number, meaning: string])[] = [
  [3600, 'hours were read as seconds'],
  [60, 'minutes were read as seconds'],
  [SECONDS_PER_DAY, 'days were read as seconds'],
  [1e-3, 'milliseconds were read as seconds'],
  [1 / 60, 'seconds were read as minutes'],
  [1 / 3600, 'seconds were read as hours'],
];

/**
 * The clock of the records against the test time. Where they differ by a factor of units all along the test time is in
 * another unit (a warning). Where the clock runs ahead by a minute and more between two records the test was paused,
 * where by an hour or back it was set (information: test time leaves pauses out, which is what integrals want). And a
 * start that no calendar of a cycler has (information).
 *
 * Compared at 129 rows and searched between those that disagree: a clock as text is not read in every row.
 */
export function clock(dataset: Dataset): Finding[] {
  return [...(isInTime(dataset) ? clockAgainstTime(dataset) : []), ...start(dataset)];
}

function start({ meta }: Dataset): Finding[] {
  const year = typeof meta['startLocal'] === 'string' ? Number.parseInt(meta['startLocal'], 10) : NaN;
  if (Number.isNaN(year) || (year >= FIRST_YEAR && year <= LAST_YEAR)) return [];
  const message = `the test starts in the year ${year}: the clock of the instrument was not set; do not order tests by it`;
  return [{ severity: 'info', code: 'start-implausible', message, at: 'startLocal' }];
}

function clockAgainstTime(dataset: Dataset): Finding[] {
  const time = recorded(dataset, 'time_s');
  const now = clockOf(dataset);
  const last = (time?.length ?? 0) - 1;
  if (time === undefined || now === undefined || last < 2) return [];
  const passed = (from: number, to: number) => now(to) - now(from);
  const half = last >> 1;
  const ratio = passed(0, last) / (time[last]! - time[0]!);
  const ofHalf = passed(0, half) / (time[half]! - time[0]!);
  const unit = UNITS.find(
    ([each]) => Math.abs(ratio / each - 1) < 0.02 && Math.abs(ofHalf / each - 1) < 0.05,
  );
  if (unit !== undefined && passed(0, last) > LEAST_JUMP) {
    const message = `the clock advances by ${duration(passed(0, last))} where the test time does by ${duration(time[last]! - time[0]!)} (ratio ${digits(ratio)}): ${unit[1]}; give the column its unit and read again`;
    return [{ severity: 'warning', code: 'time-unit-contradicted', message, at: 'time_s' }];
  }
  const ahead = (from: number, to: number) => passed(from, to) - (time[to]! - time[from]!);
  const isJump = (from: number, to: number) =>
    Math.abs(ahead(from, to)) > LEAST_JUMP + DRIFT * Math.abs(time[to]! - time[from]!);
  const jumps: number[] = [];
  const search = (from: number, to: number): void => {
    if (!isJump(from, to)) return;
    if (to - from === 1) {
      jumps.push(to);
      return;
    }
    const middle = (from + to) >> 1;
    search(from, middle);
    search(middle, to);
  };
  for (let probe = 0; probe < PROBES; probe++) {
    const [from, to] = [probe, probe + 1].map((each) => Math.round((each * last) / PROBES));
    if (from !== undefined && to !== undefined && to > from) search(from, to);
  }
  if (jumps.length === 0) return [];
  const size = (row: number) => ahead(row - 1, row);
  const largest = jumps.reduce((best, row) => (Math.abs(size(row)) > Math.abs(size(best)) ? row : best));
  const by = size(largest);
  const isHour = Math.abs(Math.abs(by) - HOUR) < LEAST_JUMP;
  const what = isHour
    ? 'an hour: summer time began or ended, or the test was paused'
    : by > 0
      ? `${duration(by)}: the test was paused`
      : `${duration(by)}: the clock was set back`;
  const many = jumps.length === 1 ? 'once' : `${jumps.length} times`;
  const message = `clock and test time part ${many}, at most by ${what}; test time leaves it out, order by the clock with care`;
  return [{ severity: 'info', code: 'clock-jumps', message, at: rowPlace(largest) }];
}

/** Seconds of the clock in a row; NaN where it cannot be read. */
function clockOf(dataset: Dataset): ((row: number) => number) | undefined {
  const unix = recorded(dataset, 'unix_s');
  if (unix !== undefined) return (row) => unix[row]!;
  const days = recorded(dataset, 'dateTime_d');
  if (days !== undefined) return (row) => days[row]! * SECONDS_PER_DAY;
  const textAt = labelReader(dataset, 'localTime');
  // Dates that could be read two ways are kept as the file writes them, and `Date.parse` would guess.
  if (textAt === undefined || !/^\d{4}-\d\d-\d\dT/.test(textAt(0))) return undefined;
  return (row) => Date.parse(`${textAt(row)}Z`) / 1000;
}
