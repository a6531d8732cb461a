import type { Dataset } from '../dataset.ts';
import { findColumn } from '../column.ts';
import type { Finding } from '../finding.ts';
import { type ChargeCounter, recordedCharge } from './charge-counter.ts';
import { digits, isGalvanostatic, recorded, rowPlace, stepGoesOn, times } from './recorded.ts';
import type { Scans } from './scans.ts';

/** Counters that run through the test. */
const THROUGH_TEST = ['qTestChg_C', 'qTestDis_C'] as const;
/** A fall below this share of the counter's largest value is rounding. */
const ROUNDING = 1e-4;
/** Largest current of the file times this may pass: meters have an error, means lie below peaks. */
const MARGIN = 1.5;
/** s. Times may be rounded to seconds at both ends of an interval. */
const SLACK = 2;

/**
 * Charge counters that fall or jump.
 *
 * Through the test a counter only rises unless the schedule sets it back: at a change of step or cycle that is
 * information, inside a step a warning. More charge between two records of a step than the largest current of the file
 * could carry is a warning: the counter jumped, or records are missing.
 * The smallest step of the counter is its resolution. Neither depends on how often was recorded.
 */
export function counterCourse(dataset: Dataset, scans: Scans): Finding[] {
  return isGalvanostatic(dataset) || dataset.technique === 'mixed'
    ? [...falls(dataset), ...jumps(dataset, scans)]
    : [];
}

function falls(dataset: Dataset): Finding[] {
  const goesOn = stepGoesOn(dataset);
  const inside: string[] = [];
  const between: string[] = [];
  for (const name of THROUGH_TEST) {
    const counter = recorded(dataset, name);
    if (counter === undefined) continue;
    const found = { between: [] as number[], inside: [] as number[] };
    for (const row of fallsOf(counter)) found[goesOn(row) ? 'inside' : 'between'].push(row);
    const describe = (rows: readonly number[], texts: string[]) => {
      const [row] = rows;
      if (row === undefined) return;
      const fall = `from ${digits(counter[row - 1]!)} C to ${digits(counter[row]!)} C`;
      texts.push(
        `${findColumn(dataset, name)?.header ?? name} falls ${times(rows.length)}, first ${fall} (${rowPlace(row)})`,
      );
    };
    describe(found.inside, inside);
    describe(found.between, between);
  }
  const findings: Finding[] = [];
  if (inside.length > 0) {
    const message = `a counter is set back inside a step: ${inside.join('; ')}: it was reset or a run was appended; count charge within each piece`;
    findings.push({ severity: 'warning', code: 'counter-falls', message, at: THROUGH_TEST[0] });
  }
  if (between.length > 0) {
    const message = `the schedule sets the capacity counters back: ${between.join('; ')}`;
    findings.push({ severity: 'info', code: 'counter-resets', message, at: THROUGH_TEST[0] });
  }
  return findings;
}

function jumps(dataset: Dataset, scans: Scans): Finding[] {
  const time = recorded(dataset, 'time_s');
  const current = recorded(dataset, 'current_A');
  const counter = recordedCharge(dataset);
  if (time === undefined || current === undefined || counter === undefined) return [];
  const extremes = scans.column(current);
  const most = Math.max(extremes.most, -extremes.least);
  if (!(most > 0)) return [];
  const goesOn = stepGoesOn(dataset);
  const steep = steepRises(counter, time, MARGIN * most);
  if (steep.length === 0) return [];
  const resolution = smallestStep(counter, time.length);
  const found = steep.filter((row) => {
    const carried = MARGIN * most * (Math.max(0, time[row]! - time[row - 1]!) + SLACK);
    return counter.passed(row) > carried + 2 * resolution && goesOn(row);
  });
  const [first] = found;
  const count = found.length;
  // Where it happens all along, a unit is wrong, which the balance of charge says.
  if (first === undefined || count > time.length / 10) return [];
  const possible = digits(most * (time[first]! - time[first - 1]!));
  const message = `${counter.names.join(' or ')} jumps ${times(count)} inside a step, first by ${digits(counter.passed(first))} C where the largest current carries ${possible} C: capacities across it are wrong; take them from the current`;
  return [{ severity: 'warning', code: 'counter-jumps', message, at: rowPlace(first) }];
}

/** Rows in which a counter is lower than before, by more than rounding. */
function fallsOf(counter: Float64Array): number[] {
  const rows: number[] = [];
  let largest = 0;
  let before = NaN;
  for (let row = 0; row < counter.length; row++) {
    const now = counter[row]!;
    if (!(now >= before)) {
      if (before > largest) largest = before;
      if (before - now > ROUNDING * largest) rows.push(row);
    }
    before = now;
  }
  return rows;
}

/** Rows in which more charge passed than that current carries, A. */
function steepRises({ passed }: ChargeCounter, time: Float64Array, current: number): number[] {
  const rows: number[] = [];
  const least = SLACK * current;
  for (let row = 1; row < time.length; row++) {
    const charge = passed(row);
    if (charge > least && charge > current * (Math.max(0, time[row]! - time[row - 1]!) + SLACK))
      rows.push(row);
  }
  return rows;
}

/** C: the resolution of a counter. */
function smallestStep({ passed }: ChargeCounter, rows: number): number {
  let least = Infinity;
  for (let row = 1; row < rows; row++) {
    const step = passed(row);
    if (step > 0 && step < least) least = step;
  }
  return least;
}
