import { type Column, type ColumnValues, numbers, type Origin, rowCount } from './column.ts';
import type { Dataset, Meta, Technique } from './dataset.ts';
import type { Finding } from './finding.ts';
import type { Channel } from './raster.ts';

/** What `inspect` says of one column; of numbers null stands for what is not finite. */
interface ColumnDescription {
  readonly name: string;
  readonly unit: string | null;
  readonly header: string | null;
  readonly origin: Origin;
  /** Rows, also those without a value. */
  readonly count: number;
  /** Finite numbers; 0 for text. */
  readonly finite: number;
  readonly first: number | string | null;
  readonly last: number | string | null;
  /** Over the finite numbers; null for text. */
  readonly min: number | null;
  readonly max: number | null;
}

/** What `inspect` says of the pixels of a picture. */
interface RasterDescription {
  readonly width: number;
  readonly height: number;
  /** m; null where the file does not say. */
  readonly pixelSize_m: number | null;
  readonly channels: readonly {
    readonly name: string;
    readonly unit: string | null;
    /** Of one value in memory. */
    readonly bits: number;
    readonly min: number;
    readonly max: number;
    readonly sum: number;
  }[];
}

/** What `inspect` says of one table of a file. */
export interface DatasetDescription {
  readonly file: string | null;
  /** Id of the reader. */
  readonly format: string;
  readonly technique: Technique;
  readonly instrument: string | null;
  readonly rows: number;
  /** Distinct values of the vendor's cycle column; null without one, or without a record. */
  readonly cycles: number | null;
  readonly columns: readonly ColumnDescription[];
  /** Of a picture or a set of maps; absent for tables. */
  readonly raster?: RasterDescription;
  readonly meta: Meta;
  readonly findings: readonly Finding[];
}

/** The dataset without its values: what is in it and between which bounds. */
export function describeDataset(dataset: Dataset): DatasetDescription {
  const { provenance, technique, meta, findings, raster } = dataset;
  return {
    file: provenance.file,
    format: provenance.reader,
    technique,
    instrument: provenance.instrument,
    rows: rowCount(dataset),
    cycles: countCycles(dataset),
    columns: dataset.columns.map(describeColumn),
    ...(raster !== undefined && { raster: { ...raster, channels: raster.channels.map(describeChannel) } }),
    meta,
    findings,
  };
}

function countCycles(dataset: Dataset): number | null {
  const column = dataset.columns.find(({ name }) => name === 'cycle');
  const cycles = numbers(dataset, 'cycle');
  if (cycles === undefined || column?.origin === 'derived') return null;
  const distinct = new Set(cycles.filter(Number.isFinite)).size;
  return distinct === 0 ? null : distinct;
}

function describeColumn({ name, unit, header, origin, values }: Column): ColumnDescription {
  const count = values.length;
  return { name, unit, header, origin, count, ...(isText(values) ? ends(values) : range(values)) };
}

function describeChannel({ name, unit, values }: Channel) {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { name, unit, bits: 8 * values.BYTES_PER_ELEMENT, min, max, sum };
}

function isText(values: ColumnValues): values is readonly string[] {
  return !(values instanceof Float64Array);
}

function ends(values: readonly string[]) {
  return { finite: 0, first: values[0] ?? null, last: values.at(-1) ?? null, min: null, max: null };
}

function range(values: Float64Array) {
  let finite = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    finite++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return {
    finite,
    first: finiteOrNull(values[0]),
    last: finiteOrNull(values.at(-1)),
    min: finite > 0 ? min : null,
    max: finite > 0 ? max : null,
  };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
