import type { Column, Dataset } from '@anodelab/data';

/** Settings of a made voltammogram. */
export interface MadeCv {
  readonly scanRate: number;
  /** A; `rising` is true in the anodic sweep. */
  readonly current: (voltage: number, scanRate: number, rising: boolean) => number;
  readonly lower?: number;
  readonly upper?: number;
  readonly cycles?: number;
  readonly records?: number;
  readonly meta?: Dataset['meta'];
}

/** A voltammogram from 1 V to 0 V and back with the current of a formula, as a reader would give it. For tests. */
export function madeCv(settings: MadeCv): Dataset {
  const { scanRate, current, lower = 0, upper = 1, cycles = 1, records = 200, meta } = settings;
  const length = 2 * cycles * records + 1;
  const step = (upper - lower) / records;
  const voltage = Float64Array.from({ length }, (_, i) => {
    const within = i % (2 * records);
    return within <= records ? upper - within * step : lower + (within - records) * step;
  });
  const values = voltage.map((v, i) => current(v, scanRate, (i - 1) % (2 * records) >= records));
  const column = (name: string, unit: string, numbers: Float64Array): Column => ({
    name,
    unit,
    header: null,
    origin: 'measured',
    values: numbers,
  });
  return {
    technique: 'cv',
    columns: [
      column(
        'time_s',
        's',
        Float64Array.from({ length }, (_, i) => (i * step) / scanRate),
      ),
      column('ewe_V', 'V', voltage),
      column('current_A', 'A', values),
    ],
    meta: meta ?? {},
    provenance: {
      file: `cv-${scanRate}.mpt`,
      sha256: null,
      bytes: null,
      reader: 'made',
      version: '1',
      instrument: null,
    },
    findings: [],
  };
}
