import type { Dataset } from '../../dataset.ts';
import { numbers } from '../../column.ts';

/** A fault put into a clean dataset, and the finding that must name it. */
export interface PlantedDefect {
  readonly what: string;
  readonly code: string;
  /** @param row - inside a step under current, far from its ends */
  plant(clean: Dataset, row: number): Dataset;
}

/** The dataset with some columns computed anew. */
function changed(
  dataset: Dataset,
  changes: Readonly<Record<string, (value: number, row: number, all: Float64Array) => number>>,
): Dataset {
  const columns = dataset.columns.map((column) => {
    const change = changes[column.name];
    return change === undefined || !(column.values instanceof Float64Array)
      ? column
      : { ...column, values: column.values.map(change) };
  });
  return { ...dataset, columns };
}

/** The dataset with these rows in this order. */
function arranged(dataset: Dataset, rows: readonly number[]): Dataset {
  const columns = dataset.columns.map((column) => ({
    ...column,
    values: Float64Array.from(rows, (row) => (column.values as Float64Array)[row] ?? NaN),
  }));
  return { ...dataset, columns };
}

const rowsOf = (dataset: Dataset) =>
  Array.from({ length: dataset.columns[0]?.values.length ?? 0 }, (_, row) => row);
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Faults of a cycling test. */
export const cyclingDefects: readonly PlantedDefect[] = [
  {
    what: 'two rows in the wrong order',
    code: 'time-goes-back',
    plant: (clean, at) =>
      arranged(
        clean,
        rowsOf(clean).map((row) => (row === at ? at + 1 : row === at + 1 ? at : row)),
      ),
  },
  {
    what: 'a row twice',
    code: 'rows-repeat',
    plant: (clean, at) =>
      arranged(
        clean,
        rowsOf(clean).flatMap((row) => (row === at ? [row, row] : [row])),
      ),
  },
  {
    what: 'rows lost inside a step',
    code: 'time-gap',
    plant: (clean, at) =>
      arranged(
        clean,
        rowsOf(clean).filter((row) => row <= at || row > at + 12),
      ),
  },
  {
    what: 'a pause inside a step that the test time counts',
    code: 'time-gap',
    plant: (clean, at) => {
      const time = numbers(clean, 'time_s') as Float64Array;
      const pause = 50 * (time[at]! - time[at - 1]!) + 60;
      const later = (value: number, row: number) => (row >= at ? value + pause : value);
      return changed(clean, { time_s: later, unix_s: later });
    },
  },
  {
    what: 'a pause that only the clock counts',
    code: 'clock-jumps',
    plant: (clean, at) => changed(clean, { unix_s: (value, row) => (row >= at ? value + 7200 : value) }),
  },
  {
    what: 'hours read as seconds',
    code: 'time-unit-contradicted',
    plant: (clean) => changed(clean, { time_s: (value) => value / 3600 }),
  },
  {
    what: 'milliseconds read as seconds',
    code: 'time-unit-contradicted',
    plant: (clean) => changed(clean, { time_s: (value) => value * 1000 }),
  },
  {
    what: 'record numbers that fall',
    code: 'record-goes-back',
    plant: (clean, at) => changed(clean, { record: (value, row) => (row >= at ? value - 10 : value) }),
  },
  {
    what: 'record numbers left out',
    code: 'record-numbers-missing',
    plant: (clean, at) => changed(clean, { record: (value, row) => (row >= at ? value + 7 : value) }),
  },
  {
    what: 'cycle numbers that fall',
    code: 'cycle-goes-back',
    plant: (clean, at) => changed(clean, { cycle: (value, row) => (row >= at ? value - 1 : value) }),
  },
  {
    what: 'another column taken for the cycle number',
    code: 'cycle-not-whole',
    plant: (clean) => changed(clean, { cycle: () => 2 * Math.PI }),
  },
  {
    what: 'a program that counts no cycles',
    code: 'cycle-constant',
    plant: (clean) => changed(clean, { cycle: () => 1 }),
  },
  {
    what: 'a counter that is reset inside a step',
    code: 'counter-falls',
    plant: (clean, at) => {
      const reset = (value: number, row: number, all: Float64Array) => (row >= at ? value - all[at]! : value);
      return changed(clean, { qTestChg_C: reset, qTestDis_C: reset });
    },
  },
  {
    what: 'a counter that jumps inside a step',
    code: 'counter-jumps',
    plant: (clean, at) =>
      changed(clean, { qTestChg_C: (value, row, all) => (row >= at ? value + 2 * largest(all) : value) }),
  },
  {
    what: 'mA read as A',
    code: 'charge-contradicts-current',
    plant: (clean) => changed(clean, { current_A: (value) => 1000 * value }),
  },
  {
    what: 'A read as mA',
    code: 'charge-contradicts-current',
    plant: (clean) => changed(clean, { current_A: (value) => value / 1000 }),
  },
  {
    what: 'a current of the wrong range',
    code: 'charge-contradicts-current',
    plant: (clean) => changed(clean, { current_A: (value) => 1.1 * value }),
  },
  {
    what: 'Wh read as kWh',
    code: 'energy-contradicts-charge',
    plant: (clean) =>
      changed(clean, { eTestChg_J: (value) => 1000 * value, eTestDis_J: (value) => 1000 * value }),
  },
  {
    what: 'discharge counted as positive',
    code: 'current-sign-contradicted',
    plant: (clean) => changed(clean, { current_A: (value) => -value }),
  },
  {
    what: 'a current without sign',
    code: 'current-unsigned',
    plant: (clean) => changed(clean, { current_A: Math.abs }),
  },
  {
    what: 'a voltage cut off at the end of its range',
    code: 'voltage-clipped',
    plant: (clean) => changed(clean, { voltage_V: (value) => Math.min(value, 0.7) }),
  },
  {
    what: 'a record at 0 V',
    code: 'voltage-spikes',
    plant: (clean, at) => changed(clean, { voltage_V: (value, row) => (row === at ? value - 0.9 : value) }),
  },
  {
    what: 'cells without a number',
    code: 'values-missing',
    plant: (clean, at) =>
      changed(clean, { voltage_V: (value, row) => (row >= at && row < at + 3 ? NaN : value) }),
  },
  {
    what: 'a last row that is cut',
    code: 'last-row-incomplete',
    plant: (clean) =>
      changed(clean, { current_A: (value, row, all) => (row === all.length - 1 ? NaN : value) }),
  },
  {
    what: 'mV read as V',
    code: 'voltage-implausible',
    plant: (clean) => changed(clean, { voltage_V: (value) => 4000 * value }),
  },
  {
    what: 'K read as °C',
    code: 'temperature-implausible',
    plant: (clean) => changed(clean, { temperature_K: (value) => value + 273.15 }),
  },
  {
    what: 'no sensor',
    code: 'temperature-zero',
    plant: (clean) => changed(clean, { temperature_K: () => 273.15 }),
  },
  {
    what: 'a mass in the wrong unit',
    code: 'mass-implausible',
    plant: (clean) => ({
      ...clean,
      meta: { ...clean.meta, activeMass_kg: Number(clean.meta['activeMass_kg']) / 1000 },
    }),
  },
  {
    what: 'no current at all',
    code: 'current-zero',
    plant: (clean) => changed(clean, { current_A: () => 0 }),
  },
  {
    what: 'no rows',
    code: 'no-rows',
    plant: (clean) => arranged(clean, []),
  },
  {
    what: 'a clock that was never set',
    code: 'start-implausible',
    plant: (clean) => ({ ...clean, meta: { ...clean.meta, startLocal: '1970-01-01T00:03:00' } }),
  },
];

/** Faults of a voltammogram. */
export const voltammogramDefects: readonly PlantedDefect[] = [
  {
    what: 'cathodic currents as positive',
    code: 'current-sign-contradicted',
    plant: (clean) => changed(clean, { current_A: (value) => -value }),
  },
  {
    what: 'a current cut off at the end of its range',
    code: 'current-clipped',
    plant: (clean) => changed(clean, { current_A: (value, _, all) => Math.min(value, 0.6 * largest(all)) }),
  },
  {
    what: 'two rows in the wrong order',
    code: 'time-goes-back',
    plant: (clean, at) => changed(clean, { time_s: (value, row) => (row === at ? value - 3 : value) }),
  },
];

/** Faults of a spectrum. */
export const spectrumDefects: readonly PlantedDefect[] = [
  {
    what: 'degrees read as radians',
    code: 'impedance-parts-disagree',
    plant: (clean) => changed(clean, { zPhase_rad: (value) => (value * 180) / Math.PI }),
  },
  {
    what: '-Im read as Im',
    code: 'imaginary-sign-contradicted',
    plant: (clean) => changed(clean, { zIm_Ohm: (value) => -value, zPhase_rad: (value) => -value }),
  },
  {
    what: 'a negative resistance',
    code: 'resistance-negative',
    plant: (clean, at) => changed(clean, { zRe_Ohm: (value, row) => (row === at ? -value : value) }),
  },
  {
    what: 'a frequency of zero',
    code: 'frequency-not-positive',
    plant: (clean, at) => changed(clean, { freq_Hz: (value, row) => (row === at ? 0 : value) }),
  },
  {
    what: 'a point twice',
    code: 'frequencies-repeat',
    plant: (clean, at) =>
      arranged(
        clean,
        rowsOf(clean).flatMap((row) => (row === at ? [row, row] : [row])),
      ),
  },
  {
    what: 'an inductive end at low frequencies',
    code: 'inductive-low-frequency',
    plant: (clean) =>
      changed(clean, {
        zIm_Ohm: (value, row, all) => (row > all.length - 4 ? -value : value),
        zPhase_rad: (value, row, all) => (row > all.length - 4 ? -value : value),
      }),
  },
];
