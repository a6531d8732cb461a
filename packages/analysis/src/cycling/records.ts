import { type Dataset, type Finding, findColumn, labels, numbers, rowCount } from '@anodelab/data';
import { type Counter, findCounter } from './counter.ts';

/** The records of one cell in order of time, as plain arrays of one length. */
export interface Records {
  readonly count: number;
  /** s, never falling. */
  readonly time: Float64Array;
  /** A, positive charges the cell; NaN is read as 0. */
  readonly current: Float64Array;
  /** True where the current is the mean since the record before, because it was derived from a charge. */
  readonly currentIsMean: boolean;
  /** V. */
  readonly voltage: Float64Array;
  /** s since the start of the step. */
  readonly stepTime: Float64Array | undefined;
  /** A number that changes when the schedule goes on to another step. */
  readonly step: Float64Array | undefined;
  /** The vendor's number of the step in its program. */
  readonly stepId: Float64Array | undefined;
  /** The vendor's word for each record's step. */
  readonly stepWords: readonly string[] | undefined;
  /** The vendor's cycle number. */
  readonly cycle: Float64Array | undefined;
  readonly counter: Counter | undefined;
  readonly findings: readonly Finding[];
}

/** True for a dataset that a coulomb count can be made of. */
export function hasRecords(dataset: Dataset): boolean {
  return (
    dataset.technique !== 'cycle-table' &&
    numbers(dataset, 'time_s') !== undefined &&
    numbers(dataset, 'current_A') !== undefined &&
    voltageOf(dataset) !== undefined
  );
}

/**
 * The records of datasets that are parts of one test, in the order given. A part whose clock starts again is moved to
 * the end of the part before it (finding `time-restarted`).
 *
 * @throws {RangeError} when a dataset lacks time, current or voltage
 */
export function joinRecords(datasets: readonly Dataset[]): Records {
  const findings: Finding[] = [];
  const count = datasets.reduce((sum, dataset) => sum + rowCount(dataset), 0);
  const join = (read: (dataset: Dataset) => Float64Array | undefined) => concatenate(datasets, count, read);
  const current = required(
    join((dataset) => numbers(dataset, 'current_A')),
    'current_A',
  ).map((value) => value || 0);
  return {
    count,
    time: continuousTime(datasets, count, findings),
    current,
    currentIsMean: datasets.every((dataset) => findColumn(dataset, 'current_A')?.origin === 'derived'),
    voltage: required(join(voltageOf), 'voltage_V'),
    stepTime: join((dataset) => numbers(dataset, 'stepTime_s')),
    step: join(stepNumbers),
    stepId: join((dataset) => numbers(dataset, 'stepId') ?? numbers(dataset, 'stepCount')),
    stepWords: joinWords(datasets),
    cycle: join((dataset) => numbers(dataset, 'cycle')),
    counter: findCounter(join, datasets),
    findings,
  };
}

function required(values: Float64Array | undefined, name: string): Float64Array {
  if (values === undefined) throw new RangeError(`cycling records need the column ${name}`);
  return values;
}

function voltageOf(dataset: Dataset): Float64Array | undefined {
  return numbers(dataset, 'voltage_V') ?? numbers(dataset, 'ewe_V');
}

/** One array of all parts, or undefined unless every part has it; a single part is not copied. */
function concatenate(
  datasets: readonly Dataset[],
  count: number,
  read: (dataset: Dataset) => Float64Array | undefined,
): Float64Array | undefined {
  const parts = datasets.map(read);
  if (parts.length === 1) return parts[0];
  const all = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The words of `stepType` of all parts, or undefined unless every part has them; a single part is not copied. */
function joinWords(datasets: readonly Dataset[]): readonly string[] | undefined {
  const parts = datasets.map((dataset) => labels(dataset, 'stepType'));
  return parts.length === 1 ? parts[0] : parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** Step numbers where the file has them, else numbers that stand for the words of `stepType`. */
function stepNumbers(dataset: Dataset): Float64Array | undefined {
  const numbered = numbers(dataset, 'stepCount') ?? numbers(dataset, 'stepId');
  if (numbered !== undefined) return numbered;
  const words = labels(dataset, 'stepType');
  if (words === undefined) return undefined;
  const codes = new Map<string, number>();
  return Float64Array.from(words, (word) => {
    const code = codes.get(word) ?? codes.size;
    codes.set(word, code);
    return code;
  });
}

/** Time that never falls: a restarted clock is shifted, a record that goes back or has no time keeps the last time. */
function continuousTime(datasets: readonly Dataset[], count: number, findings: Finding[]): Float64Array {
  const time = new Float64Array(count);
  let at = 0;
  let last = -Infinity;
  let backward = 0;
  datasets.forEach((dataset, part) => {
    const own = required(numbers(dataset, 'time_s'), 'time_s');
    const start = own[0] ?? NaN;
    const shift = part > 0 && start < last ? last - start : 0;
    if (shift > 0) {
      findings.push({
        severity: 'info',
        code: 'time-restarted',
        message: `the clock starts again at ${start} s; moved by ${shift} s to follow the part before`,
        at: dataset.provenance.file ?? `part ${part + 1}`,
      });
    }
    for (let i = 0; i < own.length; i++) {
      const value = (own[i] ?? NaN) + shift;
      if (value >= last) last = value;
      else backward++;
      time[at++] = Math.max(last, -Number.MAX_VALUE);
    }
  });
  if (backward > 0) {
    findings.push({
      severity: 'warning',
      code: 'time-goes-back',
      message: `${backward} of ${count} records have an earlier time than the record before, or none; they count as zero seconds`,
      at: 'time_s',
    });
  }
  return time;
}
