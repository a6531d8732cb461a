import { analyseCv } from '@anodelab/analysis';
import { type Column, type Dataset, numbers } from '@anodelab/data';
import { type ParticleCellDescription, sweep } from '@anodelab/models';
import { type Check, check } from './check.ts';
import { nernstCell, temperature } from './particle-cells.ts';

/** V14: shares of k1 v that cells without any capacitance score. */
export function shareChecks(): Check[] {
  const empty = 1 / (1 + Math.exp(0.4 / ((8.314463 * temperature) / 96485.33)));
  const plane = nernstCell({
    geometry: 'plane',
    size: 20e-6,
    diffusivity: 1e-15,
    lithiation: empty,
    cells: 80,
    finest: 2e-9,
  });
  const thin = nernstCell({ size: 85e-9, diffusivity: 1e-13, lithiation: empty, cells: 20 });
  const source = 'limit of the k1, k2 fit without any capacitance';
  const rates = [2e-4, 4e-4, 6e-4, 8e-4, 1e-3];
  const analysis = (cell: ParticleCellDescription) =>
    analyseCv(
      rates.map((rate) => voltammetryDataset(cell, rate, 0.9, 0.1)),
      { margin_V: 0.1 },
    );
  return [['semi-infinite', plane, 0, 0.5] as const, ['thin layer', thin, 1, 1] as const].flatMap(
    ([name, cell, share, exponent]) => {
      const result = analysis(cell);
      const free = numbers(result.tables['shares'] ?? { columns: [] }, 'shareFree') ?? new Float64Array(1);
      const b = result.results['bPeakCathodic']?.value ?? NaN;
      return [
        check(
          `V14/${name}/share`,
          'largest error of the k1 v share',
          source,
          share,
          worst(free, share),
          0.02,
        ),
        check(`V14/${name}/b`, 'exponent of the first peak', source, exponent, b, 0.005),
      ];
    },
  );
}

/** One simulated cycle as the dataset that a potentiostat would give, per geometric m2. */
export function voltammetryDataset(
  cell: ParticleCellDescription,
  scanRate: number,
  upper: number,
  lower: number,
): Dataset {
  const record = sweep(cell, { scanRate, upper, lower, cycles: 1, step: 1e-3 });
  const column = (name: string, unit: string, values: Float64Array): Column => ({
    name,
    unit,
    header: null,
    origin: 'modelled',
    values,
  });
  return {
    technique: 'cv',
    columns: [
      column('time_s', 's', record.time),
      column('ewe_V', 'V', record.potential),
      column('current_A', 'A', record.current),
    ],
    meta: { scanRate_V_s: scanRate },
    provenance: {
      file: null,
      sha256: null,
      bytes: null,
      reader: 'verification',
      version: '1',
      instrument: null,
    },
    findings: [],
  };
}

function worst(values: Float64Array, expected: number): number {
  return values.reduce(
    (far, value) => (Math.abs(value - expected) > Math.abs(far - expected) ? value : far),
    expected,
  );
}
