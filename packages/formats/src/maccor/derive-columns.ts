import { type Column, type Finding, findColumn, labels, numbers } from '@anodelab/data';
import { localIso } from '../clock/local-iso.ts';
import type { BuiltColumns } from '../cycler-table/build-columns.ts';
import { lazyColumn } from '../lazy-column.ts';
import { endStatusWords } from './end-status.ts';

/** Columns as the analyses need them, and what was concluded. */
export interface Derived {
  readonly columns: readonly Column[];
  readonly findings: readonly Finding[];
}

/** +1 for states that charge, -1 for those that discharge, 0 where the state does not say. */
function direction(state: string): number {
  // Lower case of an ASCII letter; every record is asked.
  const letter = state.charCodeAt(0) | 0x20;
  return letter === 0x63 ? 1 : letter === 0x64 ? -1 : 0;
}

/**
 * The current with the sign of the state: Maccor writes magnitudes in most exports and signed values in some. Without a
 * column of states it stays as written, with a finding.
 */
export function signCurrent(columns: readonly Column[]): Derived {
  const states = labels({ columns }, 'stepType');
  const column = findColumn({ columns }, 'current_A') ?? findColumn({ columns }, 'current');
  if (column === undefined || !(column.values instanceof Float64Array)) return { columns, findings: [] };
  const at = column.header ?? column.name;
  if (states === undefined) {
    const isSigned = column.values.some((value) => value < 0);
    const message = isSigned
      ? `there is no column of states to check the sign of "${at}": kept as written`
      : `there is no column of states and no negative current: "${at}" is kept as written, though discharge may be written without sign`;
    const severity = isSigned ? 'info' : 'warning';
    return { columns, findings: [{ severity, code: 'current-sign-unknown', message, at }] };
  }
  let turned = 0;
  const values = column.values.map((value, row) => {
    const sign = direction(states[row] ?? '');
    if (sign === 0 || !(value * sign < 0)) return value;
    turned++;
    return -value;
  });
  const replaced = columns.map((each) => (each === column ? { ...each, values } : each));
  if (turned === 0) return { columns: replaced, findings: [] };
  const message = `${turned} of ${values.length} currents got the sign of their state: charge is positive, discharge negative`;
  return { columns: replaced, findings: [{ severity: 'info', code: 'current-signed', message, at }] };
}

/** Above this a cell's `Volts` are suspicious: Maccor's cell channels end below it, its pack channels do not. */
const CELL_VOLTS = 100; // V

/**
 * Voltages that are millivolts under a header that says volts. Energy divided by capacity decides where the file has
 * both; without them values above 100 are taken as millivolts. Either way it is a finding.
 */
export function settleVolts(columns: readonly Column[]): Derived {
  const volts = findColumn({ columns }, 'voltage_V');
  if (volts === undefined || !(volts.values instanceof Float64Array)) return { columns, findings: [] };
  const highest = volts.values.reduce((most, value) => (value > most ? value : most), 0);
  if (highest <= CELL_VOLTS) return { columns, findings: [] };
  const at = volts.header ?? volts.name;
  const mean = meanVoltage(columns);
  const finding = (severity: Finding['severity'], message: string): Finding => ({
    severity,
    code: 'unit-contradicted',
    message,
    at,
  });
  if (mean !== undefined && mean > highest / 30) {
    const message = `"${at}" reaches ${highest} V, and energy divided by capacity agrees: a pack`;
    return { columns, findings: [finding('info', message)] };
  }
  const why =
    mean === undefined ? 'too much for a cell' : `but energy over capacity is ${mean.toPrecision(3)} V`;
  return {
    columns: columns.map((each) =>
      each === volts ? { ...volts, values: scaled(volts.values as Float64Array, 1e-3) } : each,
    ),
    findings: [finding('warning', `"${at}" reaches ${highest}, ${why}: read as millivolts`)],
  };
}

/** Largest energy of a step over its capacity, V. */
function meanVoltage(columns: readonly Column[]): number | undefined {
  const charge = numbers({ columns }, 'qStepCumulative_C');
  const energy = numbers({ columns }, 'eStepCumulative_J');
  if (charge === undefined || energy === undefined) return undefined;
  let best = 0;
  charge.forEach((value, row) => {
    if (value > (charge[best] ?? 0)) best = row;
  });
  const mean = (energy[best] ?? NaN) / (charge[best] ?? NaN);
  return mean > 0 && Number.isFinite(mean) ? mean : undefined;
}

/** Seconds of a unit of time that cyclers count in. */
const TIME_UNITS = [
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3600],
  ['days', 86_400],
] as const;
const TIME_AGREES = 0.02;

/** Test and step time in seconds where their header states no unit and the clock of the records tells it. */
export function timeFromClock(columns: readonly Column[], clockAt: BuiltColumns['clockAt']): Derived {
  const time = numbers({ columns }, 'time');
  if (time === undefined || numbers({ columns }, 'time_s') !== undefined)
    return { columns: [], findings: [] };
  const ratio = secondsPerUnit(columns, time, clockAt);
  const unit = TIME_UNITS.find(([, factor]) => Math.abs(ratio / factor - 1) < TIME_AGREES);
  if (unit === undefined) return { columns: [], findings: [] };
  const [word, factor] = unit;
  const derived = ['time', 'stepTime'].flatMap((name): Column[] => {
    const values = numbers({ columns }, name);
    if (values === undefined) return [];
    return [
      { name: `${name}_s`, unit: 's', header: null, origin: 'derived', values: scaled(values, factor) },
    ];
  });
  const at = findColumn({ columns }, 'time')?.header ?? 'time';
  const message = `"${at}" states no unit; the clock of the records shows ${word}: time_s is made of it`;
  return { columns: derived, findings: [{ severity: 'info', code: 'unit-derived', message, at }] };
}

/** Seconds by the clock, between the first and the last record that has one, per unit of that time. */
function secondsPerUnit(
  columns: readonly Column[],
  time: Float64Array,
  clockAt: BuiltColumns['clockAt'],
): number {
  const days = numbers({ columns }, 'dateTime_d');
  const isTimed = (row: number) => Number.isFinite(time[row]);
  if (clockAt !== undefined) {
    let end = time.length - 1;
    while (end > 0 && !(isTimed(end) && clockAt(end) !== '')) end--;
    return clockDifference(clockAt(0), clockAt(end)) / ((time[end] ?? NaN) - (time[0] ?? NaN));
  }
  const end = days?.findLastIndex((day, row) => Number.isFinite(day) && isTimed(row)) ?? -1;
  return (86_400 * ((days?.[end] ?? NaN) - (days?.[0] ?? NaN))) / ((time[end] ?? NaN) - (time[0] ?? NaN));
}

/** Seconds between two local times; NaN where the two ways to read their dates differ in it. */
function clockDifference(first: string, last: string): number {
  const [us, other] = (['month-first', 'day-first'] as const).map((order) => {
    const at = (text: string) => Date.parse(`${localIso(text, order) ?? 'none'}Z`) / 1000;
    return at(last) - at(first);
  });
  return us === other ? (us ?? NaN) : NaN;
}

function scaled(values: Float64Array, factor: number): Float64Array {
  return values.map((value) => value * factor);
}

const COUNTERS = [
  ['q', 'C'],
  ['e', 'J'],
] as const;
const SIDES = [
  ['Chg', 1],
  ['Dis', -1],
] as const;

/** The step's capacity and energy split into charge and discharge by its state, and the code `ES` in words. */
export function splitByState(columns: readonly Column[]): readonly Column[] {
  const states = labels({ columns }, 'stepType');
  const codes = numbers({ columns }, 'endStatus');
  const derived: Column[] = [];
  const of = { header: null, origin: 'derived' } as const;
  for (const [total, unit] of COUNTERS) {
    const values = numbers({ columns }, `${total}StepCumulative_${unit}`);
    if (values === undefined || states === undefined) continue;
    for (const [side, sign] of SIDES) {
      const own = () =>
        values.map((value, row) => (direction(states[row] ?? '') === sign ? Math.abs(value) : 0));
      derived.push(lazyColumn({ name: `${total}Step${side}_${unit}`, unit, ...of }, own));
    }
  }
  if (codes !== undefined) {
    const words = new Map<number, string>();
    const word = (code: number) => {
      const known = words.get(code) ?? endStatusWords(code);
      words.set(code, known);
      return known;
    };
    derived.push(lazyColumn({ name: 'recordReason', unit: null, ...of }, () => Array.from(codes, word)));
  }
  return derived;
}
