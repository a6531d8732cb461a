import type { Table } from '@anodelab/data';
import { derived } from '../cycling/derived-column.ts';
import type { Spectrum } from './circuit-problem.ts';
import { compileCircuit } from './compile-circuit.ts';
import type { CircuitFit } from './fit-circuit.ts';
import type { LinKk } from './lin-kk.ts';
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

/** Residuals of the Kramers-Kronig test relative to |Z|. */
export function linKkTable({ frequency }: Spectrum, test: LinKk): Table {
  return {
    columns: [
      derived('freq_Hz', 'Hz', frequency),
      derived('resRe', '1', test.residualRe),
      derived('resIm', '1', test.residualIm),
    ],
  };
}
