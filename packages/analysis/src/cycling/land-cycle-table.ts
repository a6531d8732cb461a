import { type Column, type Dataset, labels, numbers, type Table } from '@anodelab/data';
import { derived } from './derived-column.ts';

/** Cycle whose charge LAND calls 100 % unless the user of LAND chose another one (formats page, "RetentionD"). */
const LAND_REFERENCE_CYCLE = 3;

/** Counters are printed with five decimals: two of them this close, relative, are the same number. */
const SAME_COUNT = 1e-9;

/** Per vendor cycle the indexes of its records of one direction. */
type DirectionRows = ReadonlyMap<number, readonly number[]>;

/**
 * LAND's `Cycle-Tab` computed from its records, by the rules of docs/methods/cycling.md, "LAND's cycle table": columns
 * named as the reader names them (`qChg_C`, `vMedDis_V`, ...), capacities from the counter `qHalf_C`.
 *
 * @param records - needs `cycle`, `current_A`, `voltage_V`, `qHalf_C`; `eHalf_J` gives energies
 * @param referenceCycle - cycle of 100 % retention
 * @throws {RangeError} when a needed column is missing
 */
export function landCycleTable(records: Dataset, referenceCycle: number = LAND_REFERENCE_CYCLE): Table {
  const cycle = needed(records, 'cycle');
  const current = needed(records, 'current_A');
  const voltage = needed(records, 'voltage_V');
  const counter = needed(records, 'qHalf_C');
  const energy = numbers(records, 'eHalf_J');
  const mass = records.meta['activeMass_kg'];
  const perMass = typeof mass === 'number' && mass > 0 ? mass : NaN;

  const names = [...new Set(cycle)].filter(Number.isFinite);
  const charge = directionRows(cycle, current, 1);
  const discharge = directionRows(cycle, current, -1);
  const dischargeFirst = firstSign(current) < 0;
  const each = (direction: DirectionRows, read: (rows: readonly number[]) => number) =>
    Float64Array.from(names, (name) => {
      const rows = direction.get(name);
      return rows === undefined ? NaN : read(rows);
    });
  const last = (values: Float64Array | undefined) => (rows: readonly number[]) =>
    values?.[rows.at(-1) ?? -1] ?? NaN;

  const qChg = each(charge, last(counter));
  const qDis = each(discharge, last(counter));
  const eChg = each(charge, last(energy));
  const eDis = each(discharge, last(energy));
  const back = dischargeFirst ? qChg : qDis;
  const taken = dischargeFirst ? qDis : qChg;
  const reference = back[names.indexOf(referenceCycle)] ?? NaN;
  return {
    columns: [
      derived('cycle', '1', Float64Array.from(names)),
      derived('qChg_C', 'C', qChg),
      derived('qDis_C', 'C', qDis),
      derived(
        'qChg_C_kg',
        'C/kg',
        qChg.map((value) => value / perMass),
      ),
      derived(
        'qDis_C_kg',
        'C/kg',
        qDis.map((value) => value / perMass),
      ),
      derived(
        'ce',
        '%',
        back.map((value, i) => (100 * value) / (taken[i] ?? NaN)),
      ),
      derived('eChg_J', 'J', eChg),
      derived('eDis_J', 'J', eDis),
      derived(
        'vMedChg_V',
        'V',
        each(charge, (rows) => medianVoltage(rows, counter, voltage)),
      ),
      derived(
        'vMedDis_V',
        'V',
        each(discharge, (rows) => medianVoltage(rows, counter, voltage)),
      ),
      derived(
        'eChg_J_kg',
        'J/kg',
        eChg.map((value) => value / perMass),
      ),
      derived(
        'eDis_J_kg',
        'J/kg',
        eDis.map((value) => value / perMass),
      ),
      derived('vEndDis_V', 'V', each(discharge, last(voltage))),
      derived(
        'retention',
        '%',
        back.map((value) => (100 * value) / reference),
      ),
      ...constantCurrentShare(records, qChg),
    ],
  };
}

/** What flowed at constant current: everything, where no step holds a voltage; else LAND's split is not reproduced. */
function constantCurrentShare(records: Dataset, qChg: Float64Array): readonly Column[] {
  const words = labels(records, 'stepType');
  if (words === undefined || words.some((word) => /CV/i.test(word))) return [];
  return [
    derived('qCcChg_C', 'C', qChg),
    derived(
      'shareCcChg',
      '%',
      qChg.map((value) => (Number.isNaN(value) ? NaN : 100)),
    ),
  ];
}

/**
 * V: mean of the voltages of the first record at or above half of the last one's counter, and of the record of the
 * same direction before it.
 *
 * @param half - count to look for; default half of the last record's
 */
function medianVoltage(
  rows: readonly number[],
  counter: Float64Array,
  voltage: Float64Array,
  half: number = (counter[rows.at(-1) ?? -1] ?? NaN) / 2,
): number {
  const at = rows.findIndex((row) => (counter[row] ?? NaN) >= half * (1 - SAME_COUNT));
  const here = rows[at];
  if (here === undefined) return NaN;
  const before = rows[at - 1] ?? here;
  return ((voltage[before] ?? NaN) + (voltage[here] ?? NaN)) / 2;
}

/**
 * V, per cycle in order: where LAND's `MedVoltC` lands when it looks for half of the charge on the discharge branch,
 * which it did in cycle 1 of a file that is known. Not a property of the cell; for naming that fault only.
 */
export function medianVoltageOnWrongBranch(records: Dataset): Float64Array {
  const cycle = needed(records, 'cycle');
  const current = needed(records, 'current_A');
  const voltage = needed(records, 'voltage_V');
  const counter = needed(records, 'qHalf_C');
  const charge = directionRows(cycle, current, 1);
  const discharge = directionRows(cycle, current, -1);
  const names = [...new Set(cycle)].filter(Number.isFinite);
  return Float64Array.from(names, (name) => {
    const half = (counter[charge.get(name)?.at(-1) ?? -1] ?? NaN) / 2;
    return medianVoltage(discharge.get(name) ?? [], counter, voltage, half);
  });
}

function directionRows(cycle: Float64Array, current: Float64Array, sign: 1 | -1): DirectionRows {
  const found = new Map<number, number[]>();
  for (let i = 0; i < cycle.length; i++) {
    if (!(sign * (current[i] ?? 0) > 0)) continue;
    const name = cycle[i] ?? NaN;
    const rows = found.get(name);
    if (rows === undefined) found.set(name, [i]);
    else rows.push(i);
  }
  return found;
}

function firstSign(current: Float64Array): number {
  return Math.sign(current.find((value) => Math.abs(value) > 0) ?? 0);
}

function needed(records: Dataset, name: string): Float64Array {
  const values = numbers(records, name);
  if (values === undefined) throw new RangeError(`LAND's cycle table needs the column ${name}`);
  return values;
}
