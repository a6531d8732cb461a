import { type Column, findColumn, numbers, type Table } from '@anodelab/data';
import { derivedColumn } from './lazy-column.ts';

/** Control modes of EC-Lab: constant current, constant potential; 3 is rest. */
const GALVANOSTATIC = 1;
const POTENTIOSTATIC = 2;

/**
 * The columns that EC-Lab's export adds and a file does not hold, and the channels of `control/V/mA`, all in SI. Only
 * what is missing is derived; every rule was checked against exports (docs/formats/biologic.md).
 *
 * @param loops - first row of each loop
 */
export function deriveColumns(table: Table, loops: readonly number[]): Column[] {
  const derived: Column[] = [];
  const get = (name: string) => numbers({ columns: [...table.columns, ...derived] }, name);
  const add = (name: string, unit: string | null, compute: () => Float64Array) => {
    if (findColumn(table, name) === undefined) derived.push(derivedColumn(name, unit, compute));
  };
  const [time, mode, control] = [get('time_s'), get('mode'), get('control')];
  const charge = get('qIncrement_C');
  if (charge !== undefined && time !== undefined) {
    add('current_A', 'A', () => currentFromCharge(charge, time, { mode, control, loops }));
  }
  if (control !== undefined && mode !== undefined) {
    add('control_V', 'V', () => inMode(control, mode, POTENTIOSTATIC, 1));
    add('control_A', 'A', () => inMode(control, mode, GALVANOSTATIC, AMPERE_PER_MILLIAMPERE));
  }
  const q = get('qHalfSigned_C');
  if (q !== undefined) {
    add('qHalfDis_C', 'C', () => q.map((value) => Math.max(-value, 0)));
    add('qHalfChg_C', 'C', () => q.map((value) => Math.max(value, 0)));
    add('qHalf_C', 'C', () => q.map(Math.abs));
  }
  const half = get('halfCycle');
  if (half !== undefined) {
    add('cycle', null, () => half.map((value) => Math.floor(value / 2)));
    if (q !== undefined) add('efficiency', '%', () => efficiency(q, half));
  }
  const [ewe, ece] = [get('ewe_V'), get('ece_V')];
  if (ewe !== undefined && ece !== undefined) {
    add('voltage_V', 'V', () => ewe.map((value, row) => value - (ece[row] ?? Number.NaN)));
  }
  addPower(table, derived, add);
  const [modulus, phase] = [get('zAbs_Ohm'), get('zPhase_rad')];
  if (modulus !== undefined && phase !== undefined) {
    add('zRe_Ohm', 'Ohm', () => modulus.map((value, row) => value * Math.cos(phase[row] ?? Number.NaN)));
    add('zIm_Ohm', 'Ohm', () => modulus.map((value, row) => value * Math.sin(phase[row] ?? Number.NaN)));
  }
  const frequency = get('freq_Hz');
  const spectra = frequency === undefined ? [] : spectrumStarts(frequency, get('cycle'));
  if (get('mode') === undefined && spectra.length > 1) {
    add('spectrum', null, () => numbered(frequency?.length ?? 0, spectra));
  }
  return derived;
}

const AMPERE_PER_MILLIAMPERE = 1e-3;

/** P = Ewe I, looked up when asked for, so that no derived current is computed before. */
function addPower(
  table: Table,
  derived: readonly Column[],
  add: (name: string, unit: string, compute: () => Float64Array) => void,
): void {
  const all = { columns: [...table.columns, ...derived] };
  const potential = findColumn(all, 'ewe_V') ?? findColumn(all, 'voltage_V');
  const current = findColumn(all, 'current_A');
  if (potential === undefined || current === undefined || findColumn(table, 'freq_Hz') !== undefined) return;
  add('power_W', 'W', () => {
    const [e, i] = [numbers(all, potential.name), numbers(all, 'current_A')];
    return (e ?? new Float64Array()).map((value, row) => value * (i?.[row] ?? Number.NaN));
  });
}

interface Control {
  readonly mode: Float64Array | undefined;
  readonly control: Float64Array | undefined;
  readonly loops: readonly number[];
}

/**
 * Mean current between records, A: charge since the record before over time since then; 0 in the first row. Time also
 * runs while other techniques of a loop do: in the first row of a loop the set current stands where the mode is
 * galvanostatic.
 */
function currentFromCharge(
  charge: Float64Array,
  time: Float64Array,
  { mode, control, loops }: Control,
): Float64Array {
  const current = new Float64Array(charge.length);
  for (let row = 1; row < charge.length; row++) {
    const dt = (time[row] ?? 0) - (time[row - 1] ?? 0);
    current[row] = dt === 0 ? 0 : (charge[row] ?? 0) / dt;
  }
  for (const row of loops) {
    if (row > 0 && mode?.[row] === GALVANOSTATIC) {
      current[row] = (control?.[row] ?? Number.NaN) * AMPERE_PER_MILLIAMPERE;
    }
  }
  return current;
}

/** The control values of one mode, NaN elsewhere. */
function inMode(control: Float64Array, mode: Float64Array, wanted: number, scale: number): Float64Array {
  return control.map((value, row) => (mode[row] === wanted ? value * scale : Number.NaN));
}

/**
 * Percent; in the last row of every second half cycle the charge of this half cycle over that of the one before,
 * 0 elsewhere: what EC-Lab prints. Charge-first series; after a discharge it is the inverse of what is usual.
 */
function efficiency(q: Float64Array, half: Float64Array): Float64Array {
  const out = new Float64Array(q.length);
  let before = Number.NaN;
  for (let row = 0; row < q.length; row++) {
    if (row + 1 < q.length && half[row + 1] === half[row]) continue;
    const charge = Math.abs(q[row] ?? Number.NaN);
    if ((half[row] ?? 0) % 2 === 1 && before > 0) out[row] = (100 * charge) / before;
    before = charge;
  }
  return out;
}

/** First rows of the spectra: where the cycle changes or the frequency turns back on its sweep. */
function spectrumStarts(frequency: Float64Array, cycle: Float64Array | undefined): number[] {
  const starts = frequency.length > 0 ? [0] : [];
  let direction = 0;
  for (let row = 1; row < frequency.length; row++) {
    const step = Math.sign((frequency[row] ?? 0) - (frequency[row - 1] ?? 0));
    const turned = step !== 0 && direction !== 0 && step !== direction;
    if (turned || cycle?.[row] !== cycle?.[row - 1]) {
      starts.push(row);
      direction = 0;
    } else if (step !== 0) {
      direction = step;
    }
  }
  return starts;
}

/** 1 from the first start on, 2 from the second, and so on. */
function numbered(rows: number, starts: readonly number[]): Float64Array {
  const out = new Float64Array(rows);
  starts.forEach((start, index) => out.fill(index + 1, start));
  return out;
}
