import { numbers, rowCount, type Table } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import type { Spectrum } from './circuit-problem.ts';
import { compileCircuit } from './compile-circuit.ts';
import type { CircuitFit } from './fit-circuit.ts';
import { arcTimes } from './arc-times.ts';
import type { SeriesFit } from './series-fit.ts';
import type { FoundSpectrum } from './read-spectra.ts';
import type { ProfileInterval } from './profile-intervals.ts';

const DENSE_POINTS_PER_DECADE = 20;

/** Frequency, real and imaginary part; with an area also times the area. */
export function spectrumTable({ frequency, zRe, zIm }: Spectrum, area: number | undefined): Table {
  return {
    columns: [
      derived('freq_Hz', 'Hz', frequency),
      derived('zRe_Ohm', 'Ohm', zRe),
      derived('zIm_Ohm', 'Ohm', zIm),
      ...(area === undefined
        ? []
        : [
            derived(
              'zRe_Ohm_m2',
              'Ohm.m2',
              zRe.map((z) => z * area),
            ),
            derived(
              'zIm_Ohm_m2',
              'Ohm.m2',
              zIm.map((z) => z * area),
            ),
          ]),
    ],
  };
}

/** The fitted circuit over the measured range, 20 points a decade. */
export function fitTable(fit: CircuitFit, area: number | undefined): Table {
  const high = Math.max(...fit.spectrum.frequency);
  const low = Math.min(...fit.spectrum.frequency);
  const count = 1 + Math.ceil(Math.log10(high / low) * DENSE_POINTS_PER_DECADE);
  const frequency = Float64Array.from(
    { length: count },
    (_, k) => high * (low / high) ** (k / Math.max(1, count - 1)),
  );
  const model = compileCircuit(fit.circuit, frequency);
  model.evaluate(fit.values.map(Math.log));
  return spectrumTable(
    { frequency, zRe: model.impedance.slice(0, count), zIm: model.impedance.slice(count) },
    area,
  );
}

/** One row per parameter; an open end of an interval is NaN and named in the verdict. */
export function parameterTable(fit: CircuitFit, intervals: readonly ProfileInterval[]): Table {
  const { parameters } = fit.circuit;
  return {
    columns: [
      derived(
        'name',
        null,
        parameters.map((p) => p.name),
      ),
      derived('value', null, fit.values),
      derived(
        'unit',
        null,
        parameters.map((p) => p.kind.unit),
      ),
      derived(
        'low',
        null,
        Float64Array.from(intervals, (interval) => interval.low ?? NaN),
      ),
      derived(
        'high',
        null,
        Float64Array.from(intervals, (interval) => interval.high ?? NaN),
      ),
      derived(
        'verdict',
        null,
        intervals.map((interval) => interval.verdict),
      ),
    ],
  };
}

/**
 * One row per spectrum of a series: its number from 1, the maker's cycle, its file, rmse, and every parameter and time
 * constant of an arc with both ends of its interval (`R1`, `R1Low`, `R1High`); an open end is NaN.
 */
export function seriesTable(spectra: readonly FoundSpectrum[], series: readonly SeriesFit[]): Table {
  const rows = series.map(({ fit, intervals }) => [
    ...fit.circuit.parameters.map(({ name, kind }, k) => ({
      name,
      unit: kind.unit,
      value: fit.values[k]!,
      low: intervals[k]!.low ?? NaN,
      high: intervals[k]!.high ?? NaN,
    })),
    ...arcTimes(fit).map((time) => ({ ...time, unit: 's' })),
  ]);
  const columns = rows[0]!.flatMap(({ name, unit }, k) =>
    (['value', 'low', 'high'] as const).map((end) =>
      derived(
        end === 'value' ? name : `${name}${end === 'low' ? 'Low' : 'High'}`,
        unit,
        Float64Array.from(rows, (row) => row[k]![end]),
      ),
    ),
  );
  return {
    columns: [
      derived(
        'number',
        null,
        Float64Array.from(series, (_, i) => i + 1),
      ),
      derived(
        'cycle',
        null,
        Float64Array.from(spectra, ({ cycle }) => cycle),
      ),
      derived(
        'file',
        null,
        spectra.map(({ dataset }) => dataset.provenance.file ?? dataset.provenance.reader),
      ),
      derived(
        'rmse',
        null,
        Float64Array.from(series, ({ fit }) => fit.rmse),
      ),
      ...columns,
    ],
  };
}

/** Tables of several spectra one below the other, with the number of the spectrum as first column. */
export function stackedTable(tables: readonly Table[]): Table {
  const number = Float64Array.from(
    tables.flatMap((table, k) => Array.from({ length: rowCount(table) }, () => k + 1)),
  );
  const columns = tables[0]!.columns.map(({ name, unit }) =>
    derived(name, unit, Float64Array.from(tables.flatMap((table) => [...numbers(table, name)!]))),
  );
  return { columns: [derived('number', null, number), ...columns] };
}
