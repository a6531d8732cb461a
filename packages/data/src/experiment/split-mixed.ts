import { type Column, type ColumnValues, numbers } from '../column.ts';
import type { Dataset, Json } from '../dataset.ts';

/** What is known of the cell just before a spectrum. */
const STATE = ['time_s', 'voltage_V', 'ewe_V', 'ece_V', 'qNet_C', 'cycle', 'halfCycle', 'stepId', 'part'];

/** Columns that only rows of a spectrum fill. */
const SPECTRAL = /^(freq|z[A-Z]?|y[A-Z]?|zRe|zIm|zAbs|zPhase|zwe|zce|thd|nsd|nsr)/;

/**
 * A table that holds spectra among other records, as EC-Lab's Modulo Bat and joined experiments do, taken apart: the
 * records without a frequency as one dataset, then each spectrum as a dataset of its own with the column `spectrum` (from 1)
 * and the state that the cell was in before it (`meta.stateBefore`). A table without such rows is returned as it is.
 */
export function splitMixed(dataset: Dataset): readonly Dataset[] {
  const frequency = numbers(dataset, 'freq_Hz');
  if (dataset.technique !== 'mixed') return [dataset];
  if (frequency === undefined) return [{ ...dataset, technique: 'cycling' }];
  const rows = Array.from(frequency.keys());
  const rest = rows.filter((row) => !(frequency[row]! > 0));
  const spectra = spectrumRows(frequency);
  if (spectra.length === 0) return [{ ...dataset, technique: 'cycling' }];
  const cycling: Dataset = {
    ...dataset,
    technique: 'cycling',
    columns: dataset.columns.filter(({ name }) => !SPECTRAL.test(name)).map((column) => pick(column, rest)),
    meta: { ...dataset.meta, ...loopsAmong(dataset.meta['loops'], rest) },
  };
  const eis = spectra.map((own, k) => spectrumDataset(dataset, own, k + 1));
  return rest.length > 0 ? [cycling, ...eis] : eis;
}

/** First rows of the loops among the rows that are kept. */
function loopsAmong(loops: Json | undefined, rows: readonly number[]): { readonly loops?: Json } {
  if (!Array.isArray(loops)) return {};
  const firsts = loops.map((loop: Json) => rows.findIndex((row) => row >= Number(loop)));
  return { loops: [...new Set(firsts.filter((row) => row >= 0))] };
}

/** Rows of each spectrum: runs of positive frequencies, cut where the sweep turns back. */
function spectrumRows(frequency: Float64Array): number[][] {
  const spectra: number[][] = [];
  let direction = 0;
  frequency.forEach((value, row) => {
    if (!(value > 0)) return;
    const before = spectra.at(-1)?.at(-1);
    const change = before === undefined ? 0 : Math.sign(value - frequency[before]!);
    const turned = change !== 0 && direction !== 0 && change !== direction;
    if (before !== row - 1 || turned) {
      spectra.push([row]);
      direction = 0;
      return;
    }
    spectra.at(-1)?.push(row);
    if (change !== 0) direction = change;
  });
  return spectra;
}

function spectrumDataset(dataset: Dataset, rows: readonly number[], number: number): Dataset {
  const before = Math.max(0, (rows[0] ?? 0) - 1);
  const state: Record<string, Json> = {};
  for (const name of STATE) {
    const value = numbers(dataset, name)?.[before];
    if (value !== undefined && Number.isFinite(value)) state[name] = value;
  }
  // A cycle that we counted from half cycles would hide the spectrum's own number.
  const isKept = ({ name, origin }: Column) =>
    name !== 'spectrum' && (name !== 'cycle' || origin !== 'derived');
  const numbered: Column = {
    name: 'spectrum',
    unit: '1',
    header: null,
    origin: 'derived',
    values: new Float64Array(rows.length).fill(number),
  };
  return {
    ...dataset,
    technique: 'eis',
    columns: [...dataset.columns.filter(isKept).map((column) => pick(column, rows)), numbered],
    meta: { ...dataset.meta, loops: [], spectrum: number, stateBefore: state },
  };
}

function pick(column: Column, rows: readonly number[]): Column {
  const { name, unit, header, origin, values } = column;
  const picked: ColumnValues =
    values instanceof Float64Array
      ? Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
      : rows.map((row) => values[row] ?? '');
  return { name, unit, header, origin, values: picked };
}
