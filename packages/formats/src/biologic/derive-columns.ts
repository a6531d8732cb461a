import { type Column, numbers, type Table } from '@anodelab/data';
import { derivedColumn } from '../lazy-column.ts';

/** Control modes of EC-Lab: constant current, constant potential; 3 is rest. */
const GALVANOSTATIC = 1;
const POTENTIOSTATIC = 2;

const AMPERE_PER_MILLIAMPERE = 1e-3;

/**
 * The columns that EC-Lab's export adds and a file does not hold, and the channels of `control/V/mA`, all in SI. Only
 * what is missing is derived, and computed when it is asked for; every rule was checked against exports
 * (docs/formats/biologic.md).
 *
 * @param loops - first row of each loop
 */
export function deriveColumns(table: Table, loops: readonly number[]): Column[] {
  const all = [...table.columns];
  const names = new Set(all.map((column) => column.name));
  const has = (name: string) => names.has(name);
  const values = (name: string) => numbers({ columns: all }, name) ?? new Float64Array();
  const add = (name: string, unit: string, from: readonly string[], rule: Rule) => {
    if (has(name) || !from.every(has)) return;
    all.push(derivedColumn(name, unit, () => rule(...from.map(values))));
    names.add(name);
  };
  const setCurrent = { loops: has('mode') && has('control') ? loops : [], values };
  add('current_A', 'A', ['qIncrement_C', 'time_s'], (q, time) => currentFromCharge(q, time, setCurrent));
  add('control_V', 'V', ['control', 'mode'], (set, mode) => inMode(set, mode, POTENTIOSTATIC, 1));
  add('control_A', 'A', ['control', 'mode'], (set, mode) =>
    inMode(set, mode, GALVANOSTATIC, AMPERE_PER_MILLIAMPERE),
  );
  add('qHalfDis_C', 'C', ['qHalfSigned_C'], (q) => q.map((value) => Math.max(-value, 0)));
  add('qHalfChg_C', 'C', ['qHalfSigned_C'], (q) => q.map((value) => Math.max(value, 0)));
  add('qHalf_C', 'C', ['qHalfSigned_C'], (q) => q.map(Math.abs));
  add('cycle', '1', ['halfCycle'], (half) => half.map((value) => Math.floor(value / 2)));
  add('efficiency', '%', ['qHalfSigned_C', 'halfCycle'], efficiency);
  const working = has('ewe_V') ? 'ewe_V' : 'voltage_V';
  add('voltage_V', 'V', ['ewe_V', 'ece_V'], (ewe, ece) => combine(ewe, ece, (a, b) => a - b));
  if (!has('freq_Hz')) add('power_W', 'W', [working, 'current_A'], (e, i) => combine(e, i, (a, b) => a * b));
  add('zRe_Ohm', 'Ohm', ['zAbs_Ohm', 'zPhase_rad'], (z, phase) =>
    combine(z, phase, (a, b) => a * Math.cos(b)),
  );
  add('zIm_Ohm', 'Ohm', ['zAbs_Ohm', 'zPhase_rad'], (z, phase) =>
    combine(z, phase, (a, b) => a * Math.sin(b)),
  );
  if (has('freq_Hz') && !has('mode')) {
    const spectra = spectrumStarts(values('freq_Hz'), has('cycle') ? values('cycle') : undefined);
    if (spectra.length > 1)
      add('spectrum', '1', ['freq_Hz'], (frequency) => numbered(frequency.length, spectra));
  }
  return all.slice(table.columns.length);
}

/** Values of a derived column from those of the columns that it is derived from. */
type Rule = (...inputs: Float64Array[]) => Float64Array;

function combine(a: Float64Array, b: Float64Array, rule: (a: number, b: number) => number): Float64Array {
  return a.map((value, row) => rule(value, b[row] ?? Number.NaN));
}

interface SetCurrent {
  /** First rows of loops, where the file holds the set current. */
  readonly loops: readonly number[];
  readonly values: (name: string) => Float64Array;
}

/**
 * Mean current between records, A: charge since the record before over time since then; 0 in the first row. Time also
 * runs while other techniques of a loop do: in the first row of a loop the set current stands where the mode is
 * galvanostatic.
 */
function currentFromCharge(
  charge: Float64Array,
  time: Float64Array,
  { loops, values }: SetCurrent,
): Float64Array {
  const current = new Float64Array(charge.length);
  for (let row = 1; row < charge.length; row++) {
    const dt = (time[row] ?? 0) - (time[row - 1] ?? 0);
    current[row] = dt === 0 ? 0 : (charge[row] ?? 0) / dt;
  }
  for (const row of loops) {
    if (row > 0 && values('mode')[row] === GALVANOSTATIC) {
      current[row] = (values('control')[row] ?? Number.NaN) * AMPERE_PER_MILLIAMPERE;
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
