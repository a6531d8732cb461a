import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { digits, isInTime, recorded, rowPlace, times } from './recorded.ts';

/** Reversals of the current from which a cycle number should have changed. */
const REVERSALS = 6;

/** What is counted, and what goes wrong when the count falls. */
const COUNTS: readonly (readonly [name: string, label: string, remedy: string])[] = [
  ['record', 'record number', 'rows are out of order or two runs were joined; sort or split them'],
  [
    'cycle',
    'cycle number',
    'rows of different cycles share a number; use our own cycle rule or split the file',
  ],
  ['stepCount', 'step count', 'steps of different runs share a number; split the file'],
];

/**
 * Numbers of records, cycles and steps that fall (a warning), cycle numbers that are not whole (a warning: another column
 * was taken for them), record numbers that are left out, and a cycle number that stays while the current reverses six times
 * and more (information). Steps of the program may go back: programs loop. Numbers at rest of an export that keeps every
 * n-th record rise by n and are left alone.
 */
export function numbering(dataset: Dataset): Finding[] {
  if (!isInTime(dataset)) return [];
  const counts = new Map<string, Course>();
  for (const [name] of COUNTS) {
    const count = recorded(dataset, name);
    if (count !== undefined) counts.set(name, courseOf(count));
  }
  const falls = COUNTS.flatMap(([name, label, remedy]): Finding[] => {
    const course = counts.get(name);
    const [row] = course?.falls ?? [];
    if (course === undefined || row === undefined) return [];
    const fall = `from ${course.count[row - 1]} to ${course.count[row]}`;
    const message = `the ${label} falls ${times(course.falls.length)}, first ${fall}: ${remedy}`;
    const code = `${name === 'stepCount' ? 'step-count' : name}-goes-back`;
    return [{ severity: 'warning', code, message, at: rowPlace(row) }];
  });
  const [record, cycle] = [counts.get('record'), counts.get('cycle')];
  return [
    ...falls,
    ...(record === undefined ? [] : leftOut(record)),
    ...(cycle === undefined ? [] : cycleNumbers(dataset, cycle)),
  ];
}

/** Where a count does something else than stay or go on as usual. */
interface Course {
  readonly count: Float64Array;
  /** Rows lower than the one before. */
  readonly falls: readonly number[];
  /** Rows higher than the one before by more than 1 and more than the second is above the first. */
  readonly leaps: readonly number[];
  /** First row without a whole number; -1 without one. */
  readonly broken: number;
  readonly isConstant: boolean;
}

function courseOf(count: Float64Array): Course {
  const [falls, leaps]: [number[], number[]] = [[], []];
  const most = Math.max(1, count[1]! - count[0]! || 0);
  let broken = -1;
  let changes = 0;
  let before = NaN;
  for (let row = 0; row < count.length; row++) {
    const now = count[row]!;
    if (now === before) {
      // Counts stay for many rows: four at a time.
      while (
        count[row + 1] === now &&
        count[row + 2] === now &&
        count[row + 3] === now &&
        count[row + 4] === now
      )
        row += 4;
      continue;
    }
    if (now < before) falls.push(row);
    else if (now - before > most) leaps.push(row);
    if (broken < 0 && Math.floor(now) !== now && Number.isFinite(now)) broken = row;
    changes++;
    before = now;
  }
  return { count, falls, leaps, broken, isConstant: changes <= 1 };
}

function leftOut({ count, leaps }: Course): Finding[] {
  const [first] = leaps;
  if (first === undefined || !(count[1]! - count[0]! >= 1)) return [];
  const missing = leaps.reduce((sum, row) => sum + count[row]! - count[row - 1]! - 1, 0);
  const places = `${leaps.length} ${leaps.length === 1 ? 'place' : 'places'}`;
  const message = `${digits(missing)} record numbers in ${places} are not in the file, first between ${count[first - 1]} and ${count[first]}: left out by the export, or lost`;
  return [{ severity: 'info', code: 'record-numbers-missing', message, at: rowPlace(first) }];
}

function cycleNumbers(dataset: Dataset, { count: cycle, broken, isConstant }: Course): Finding[] {
  if (broken >= 0) {
    const message = `the cycle number is ${digits(cycle[broken]!)}, not a whole number: another column was taken for it; use our own cycle rule`;
    return [{ severity: 'warning', code: 'cycle-not-whole', message, at: rowPlace(broken) }];
  }
  const current = recorded(dataset, 'current_A');
  if (current === undefined || dataset.technique !== 'cycling' || !isConstant) return [];
  let reversals = 0;
  let sign = 0;
  for (let row = 0; row < current.length; row++) {
    const now = Math.sign(current[row]!);
    if (now === 0 || now === sign || Number.isNaN(now)) continue;
    if (sign !== 0) reversals++;
    sign = now;
  }
  if (reversals < REVERSALS) return [];
  const message = `the cycle number is ${cycle[0]} in every row while the current reverses ${times(reversals)}: the program counted no cycles; use our own cycle rule`;
  return [{ severity: 'info', code: 'cycle-constant', message, at: 'cycle' }];
}
