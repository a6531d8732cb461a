import { type Dataset, type Finding, type Meta, type ModelBasis, toJson, writeBdfCsv } from '@anodelab/data';
import { readFile, writeMpt, writeMsa, writePlainText, writeTiff } from '@anodelab/formats';
import type { Turns } from '@anodelab/models';
import type { Job, Output } from '../engine/job.ts';
import { type VirtualMeasurement, virtualMeasurements } from '../model/virtual-measurement.ts';
import { type Series, seriesId } from '../series.ts';
import { encodePretty, type RunContext } from './context.ts';

/** Facts of a virtual measurement that its file format has no place for; `NAME.json` beside the file. */
interface Sidecar {
  readonly sample: string;
  readonly meta: Meta;
  readonly model: ModelBasis | null;
  /** What the measurement itself had to say; the reader adds its own. */
  readonly findings: readonly Finding[];
}

export function datasetJobId(series: Series): string {
  return `data ${seriesId(series)}`;
}

/** Makes the files of a modelled series, in the format that the real instrument would write. */
export function datasetJob(context: RunContext, series: Series): Job {
  const measurements = measurementsOf(context, series);
  const inputs = measurements.map(({ name, inputs: given }) => ({ name, ...given }));
  return {
    id: datasetJobId(series),
    needs: [],
    ingredients: { stamp: context.stamps.model, inputs: toJson(inputs) },
    async run(_, turns) {
      const files: Output[] = [];
      for (const measurement of measurements) files.push(...(await measurementFiles(measurement, turns)));
      return files;
    },
  };
}

/** The files of one virtual measurement: the data, and what the format cannot hold. */
export async function measurementFiles(
  measurement: VirtualMeasurement,
  turns: Turns<string> = {},
): Promise<readonly Output[]> {
  const dataset = await measurement.measure(turns);
  const { extension, bytes } = encodeDataset(measurement.sample, dataset);
  const { meta, provenance, findings } = dataset;
  const sidecar: Sidecar = { sample: measurement.sample, meta, model: provenance.model ?? null, findings };
  return [
    { path: `datasets/${measurement.name}${extension}`, bytes },
    { path: `datasets/${measurement.name}.json`, bytes: encodePretty(sidecar) },
  ];
}

/**
 * The datasets of a modelled file, read by the same reader as a measured one, with their origin and the facts of the
 * sidecar.
 */
export async function readModelled(
  path: string,
  bytes: Uint8Array,
  sidecar: Uint8Array,
): Promise<readonly Dataset[]> {
  const { meta, model, findings } = JSON.parse(new TextDecoder().decode(sidecar)) as Sidecar;
  const datasets = await readFile(bytes, path);
  return datasets.map((dataset) => ({
    ...dataset,
    columns: dataset.columns.map((column) => ({ ...column, origin: 'modelled' as const })),
    meta: { ...dataset.meta, ...meta },
    findings: [...dataset.findings, ...findings],
    provenance: { ...dataset.provenance, ...(model === null ? {} : { model }) },
  }));
}

function measurementsOf({ study }: RunContext, series: Series): readonly VirtualMeasurement[] {
  return virtualMeasurements(study, series.sample, series.technique).filter(
    (measurement) => measurement.after === series.after,
  );
}

/** Files of one seed are equal to the byte: the model's clock stands still. */
const DATE = new Date(0);

function encodeDataset(
  sample: string,
  dataset: Dataset,
): { readonly extension: string; readonly bytes: Uint8Array } {
  if (dataset.raster !== undefined) return { extension: '.tif', bytes: writeTiff(dataset) };
  switch (dataset.technique) {
    case 'eds': {
      const facts = { title: `${sample} (modelled)`, owner: 'Anodelab', date: DATE };
      return { extension: '.msa', bytes: writeMsa(dataset, facts) };
    }
    case 'cv':
    case 'eis':
      return { extension: '.mpt', bytes: writeMpt(dataset) };
    case 'xrd':
    case 'raman':
    case 'tg':
      return { extension: '.txt', bytes: writePlainText(dataset) };
    default:
      return { extension: '.bdf.csv', bytes: writeBdfCsv(dataset) };
  }
}
