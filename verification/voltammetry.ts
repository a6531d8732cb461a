import { analyseCv } from '@anodelab/analysis';
import { type Column, type Dataset, numbers } from '@anodelab/data';
import { type CellDescription, CellRun, type CellRunOptions, ramp } from '@anodelab/models';
import { type Check, check } from './check.ts';
import { nernstCell, nernstLithiation } from './particle-cells.ts';

/** Down from `upper` to `lower` (V) and back at a rate in V/s; one record every `step` V. */
export interface Triangle {
  readonly scanRate: number;
  readonly upper: number;
  readonly lower: number;
  readonly step: number;
}

/** Shape (records). Current per geometric area, > 0 delithiates. */
export interface Voltammogram {
  readonly time: Float64Array;
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

/** The voltammogram of a cell that starts at rest at `upper`. */
export function voltammogram(
  cell: CellDescription,
  { scanRate, upper, lower, step }: Triangle,
  options: CellRunOptions,
): Voltammogram {
  const run = new CellRun(cell, options);
  const perSweep = Math.round((upper - lower) / step);
  const duration = (upper - lower) / scanRate;
  const time = Float64Array.from({ length: 2 * perSweep + 1 }, (_, k) => (k * duration) / perSweep);
  const potential = time.map(
    (_, k) => upper - ((upper - lower) * (k <= perSweep ? k : 2 * perSweep - k)) / perSweep,
  );
  const current = new Float64Array(time.length);
  let record = 1;
  for (const rate of [-scanRate, scanRate]) {
    const control = ramp('voltage', rate < 0 ? upper : lower, rate, 0);
    const end = run.run({ control, duration, stops: [] }, (part) => {
      while (record < time.length && time[record]! <= part.to * (1 + 1e-12)) {
        current[record] = -part.currentAt(Math.min(time[record]!, part.to));
        record++;
      }
    });
    if (end.status === 'failed') throw new Error(end.cause);
  }
  return { time, potential, current };
}

/** V14: shares of k1 v that cells without any capacitance score. */
export function shareChecks(): Check[] {
  const empty = nernstLithiation(0.9);
  const plane = nernstCell({ geometry: 'plane', size: 20e-6, diffusivity: 1e-15, lithiation: empty });
  const thin = nernstCell({ size: 85e-9, diffusivity: 1e-13, lithiation: empty });
  const source = 'limit of the k1, k2 fit without any capacitance';
  const rates = [2e-4, 4e-4, 6e-4, 8e-4, 1e-3];
  const analysis = (cell: CellDescription, radial: number) =>
    analyseCv(
      rates.map((scanRate) =>
        voltammetryDataset(cell, { scanRate, upper: 0.9, lower: 0.1, step: 1e-3 }, radial),
      ),
      { margin_V: 0.1 },
    );
  return [['semi-infinite', plane, 40, 0, 0.5] as const, ['thin layer', thin, 6, 1, 1] as const].flatMap(
    ([name, cell, radial, share, exponent]) => {
      const result = analysis(cell, radial);
      const free = numbers(result.tables['shares'] ?? { columns: [] }, 'shareFree') ?? new Float64Array(1);
      const b = result.results['bPeakCathodic']?.value ?? NaN;
      return [
        check(
          `V14/${name}/share`,
          'largest error of the k1 v share',
          source,
          share,
          worst(free, share),
          1e-3,
        ),
        check(`V14/${name}/b`, 'exponent of the first peak', source, exponent, b, 1e-4),
      ];
    },
  );
}

/** One simulated cycle as the dataset that a potentiostat would give, per geometric m2; `radial` nodes. */
export function voltammetryDataset(cell: CellDescription, triangle: Triangle, radial: number): Dataset {
  const record = voltammogram(cell, triangle, {
    mesh: { separator: [2], electrode: [2], radial },
    tolerance: 1e-5,
  });
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
    meta: { scanRate_V_s: triangle.scanRate },
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
