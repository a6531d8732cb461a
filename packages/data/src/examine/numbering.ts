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
  const findings = COUNTS.flatMap(([name, label, remedy]): Finding[] => {
    const count = recorded(dataset, name);
    if (count === undefined) return [];
    let falls = 0;
    let first = -1;
    for (let row = 1; row < count.length; row++) {
      if (!(count[row]! < count[row - 1]!)) continue;
      if (falls++ === 0) first = row;
    }
    if (falls === 0) return [];
    const fall = `from ${count[first - 1]} to ${count[first]}`;
    const message = `the ${label} falls ${times(falls)}, first ${fall}: ${remedy}`;
    return [
      {
        severity: 'warning',
        code: `${name === 'stepCount' ? 'step-count' : name}-goes-back`,
        message,
        at: rowPlace(first),
      },
    ];
  });
  return [...findings, ...leftOut(dataset), ...cycleNumbers(dataset)];
}

function leftOut(dataset: Dataset): Finding[] {
  const record = recorded(dataset, 'record');
  if (record === undefined || record.length < 3) return [];
  const usual = record[1]! - record[0]!;
  let missing = 0;
  let places = 0;
  let first = -1;
  for (let row = 1; row < record.length; row++) {
    const step = record[row]! - record[row - 1]!;
    if (!(step > usual) || !(step > 1)) continue;
    missing += step - 1;
    if (places++ === 0) first = row;
  }
  if (places === 0 || usual < 1) return [];
  const message = `${digits(missing)} record numbers in ${places} ${places === 1 ? 'place' : 'places'} are not in the file, first between ${record[first - 1]} and ${record[first]}: left out by the export, or lost`;
  return [{ severity: 'info', code: 'record-numbers-missing', message, at: rowPlace(first) }];
}

function cycleNumbers(dataset: Dataset): Finding[] {
  const cycle = recorded(dataset, 'cycle');
  if (cycle === undefined) return [];
  const broken = cycle.findIndex((value) => value % 1 !== 0 && Number.isFinite(value));
  if (broken >= 0) {
    const message = `the cycle number is ${digits(cycle[broken]!)}, not a whole number: another column was taken for it; use our own cycle rule`;
    return [{ severity: 'warning', code: 'cycle-not-whole', message, at: rowPlace(broken) }];
  }
  const current = recorded(dataset, 'current_A');
  if (current === undefined || dataset.technique !== 'cycling' || cycle[0] !== cycle.at(-1)) return [];
  if (cycle.some((value) => value !== cycle[0])) return [];
  let reversals = 0;
  let sign = 0;
  for (const value of current) {
    const now = Math.sign(value);
    if (now === 0 || now === sign || Number.isNaN(now)) continue;
    if (sign !== 0) reversals++;
    sign = now;
  }
  if (reversals < REVERSALS) return [];
  const message = `the cycle number is ${cycle[0]} in every row while the current reverses ${times(reversals)}: the program counted no cycles; use our own cycle rule`;
  return [{ severity: 'info', code: 'cycle-constant', message, at: 'cycle' }];
}
