import { type Dataset, numbers, rowCount } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import type { StudyTechnique } from '../schema/quantity-path.ts';
import { cyclesBefore, sampleName } from './sample-name.ts';

/** What a look into a file found. */
export interface SurveyedFile {
  /** Relative to the folder, `/` between its parts. */
  readonly path: string;
  readonly sample: string;
  /** Undefined for a file that no analysis of a study takes. */
  readonly technique: StudyTechnique | undefined;
  /** Cycles before the measurement, by the file name. */
  readonly after: number;
  /** One line: reader, instrument, rows, cycles. */
  readonly summary: string;
  /** kg, where the file states it. */
  readonly mass: number | undefined;
}

/** Looks into a file: the technique by its content, the sample by its name. */
export async function surveyFile(path: string, bytes: Uint8Array): Promise<SurveyedFile> {
  const common = { path, sample: sampleName(path), after: cyclesBefore(path) };
  try {
    const datasets = await readFile(bytes, path);
    const technique = techniqueOf(datasets, path);
    return { ...common, technique, summary: summaryOf(datasets), mass: massOf(datasets) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...common, technique: undefined, summary: message.replace(/\s+/g, ' '), mass: undefined };
  }
}

/** Distinct currents of a cycling file from which it counts as a rate test. */
const RATE_CURRENTS = 4;

function techniqueOf(datasets: readonly Dataset[], path: string): StudyTechnique | undefined {
  const has = (...kinds: readonly Dataset['technique'][]) =>
    datasets.some(
      (dataset) =>
        kinds.includes(dataset.technique) && (rowCount(dataset) > 0 || dataset.raster !== undefined),
    );
  if (has('eis')) return 'eis';
  if (has('cv')) return 'cv';
  if (has('cycling', 'cycle-table', 'mixed')) return isRateTest(datasets, path) ? 'rate' : 'cycling';
  return (['xrd', 'raman', 'tg', 'sem', 'stem', 'eds'] as const).find((technique) => has(technique));
}

/** A rate test has `rate` in its name or steps through several currents, each for at least 2 % of the records. */
function isRateTest(datasets: readonly Dataset[], path: string): boolean {
  if (/(^|[^a-z])rate/i.test(path)) return true;
  const counts = new Map<string, number>();
  let total = 0;
  for (const current of datasets.map((dataset) => numbers(dataset, 'current_A') ?? new Float64Array())) {
    for (const value of current) {
      if (!(Math.abs(value) > 0)) continue;
      total++;
      const key = Math.abs(value).toPrecision(2);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts.values()].filter((count) => count >= 0.02 * total).length >= RATE_CURRENTS;
}

function summaryOf(datasets: readonly Dataset[]): string {
  const first = datasets[0];
  if (first === undefined) return 'no data';
  const rows = datasets.reduce((sum, dataset) => sum + rowCount(dataset), 0);
  const pixels = first.raster;
  const cycles = Math.max(0, ...datasets.map((dataset) => lastCycle(dataset)));
  const kinds = [...new Set(datasets.map(({ technique }) => technique))].join(' and ');
  return [
    first.provenance.reader,
    kinds,
    ...(first.provenance.instrument === null ? [] : [first.provenance.instrument]),
    pixels === undefined ? `${rows} rows` : `${pixels.width} x ${pixels.height} pixels`,
    ...(cycles > 0 ? [`${cycles} cycles`] : []),
  ].join(', ');
}

function lastCycle(dataset: Dataset): number {
  const cycles = numbers(dataset, 'cycle');
  return cycles === undefined ? 0 : cycles.reduce((most, cycle) => Math.max(most, cycle), 0);
}

function massOf(datasets: readonly Dataset[]): number | undefined {
  for (const { meta } of datasets) {
    const mass = meta['activeMass_kg'];
    if (typeof mass === 'number' && mass > 0) return mass;
  }
  return undefined;
}
