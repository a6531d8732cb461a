import {
  type Column,
  type Dataset,
  METADATA_KEY,
  type ParquetMetadata,
  type ParquetTable,
  readParquet,
} from '@anodelab/data';
import { parseUnit, UnitError } from '@anodelab/units';
import { nameColumns } from '../delimited/name-columns.ts';
import { provenanceOf } from '../reader.ts';
import { bdfTechnique } from './bdf-technique.ts';
import { stepIndexFindings } from './step-index.ts';

/**
 * The dataset of a Parquet file: whole where `writeBdfParquet` made it, by its column names otherwise.
 *
 * @throws {FormatError} for damaged files
 */
export async function readBdfParquet(bytes: Uint8Array, name: string, reader: string): Promise<Dataset[]> {
  const table = await readParquet(bytes, name);
  const provenance = provenanceOf(reader, name, bytes, null);
  const kept = keptMetadata(table);
  if (kept === undefined) {
    const { columns, findings } = nameColumns(
      table.columns.map((column) => column.name),
      table.columns.map((column) => column.values),
    );
    return [
      {
        technique: bdfTechnique(columns),
        columns,
        meta: {},
        provenance,
        findings: [...findings, ...stepIndexFindings(columns)],
      },
    ];
  }
  const { technique, meta, findings, provenance: first } = kept;
  const columns = table.columns.map(({ name: header, values }, i): Column => {
    const written = kept.columns[i];
    if (written === undefined) return { name: header, unit: null, header, origin: 'measured', values };
    const si = values instanceof Float64Array ? inSI(values, written.writtenUnit, written.unit) : values;
    return { name: written.name, unit: written.unit, header, origin: written.origin, values: si };
  });
  const model = first.model === undefined ? {} : { model: first.model };
  const { file, sha256, reader: firstReader } = first;
  const origin = sha256 === null ? {} : { convertedFrom: { file, sha256, reader: firstReader } };
  return [
    {
      technique,
      columns,
      meta: { ...meta, ...origin },
      provenance: { ...provenance, instrument: first.instrument, ...model },
      findings,
    },
  ];
}

function inSI(values: Float64Array, writtenUnit: string | null, unit: string | null): Float64Array {
  if (writtenUnit === null || writtenUnit === unit) return values;
  const { factor, offset } = parseUnit(writtenUnit);
  return factor === 1 && offset === 0 ? values : values.map((value) => value * factor + offset);
}

/** Our own metadata, where the file has them whole and they fit its columns. */
function keptMetadata(table: ParquetTable): ParquetMetadata | undefined {
  const text = table.metadata.get(METADATA_KEY);
  if (text === undefined) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    return isMetadata(kept) && kept.columns.length === table.columns.length ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isMetadata(value: unknown): value is ParquetMetadata {
  return (
    isRecord(value) &&
    value['version'] === 1 &&
    typeof value['technique'] === 'string' &&
    isRecord(value['meta']) &&
    isRecord(value['provenance']) &&
    isText(value['provenance']['instrument']) &&
    Array.isArray(value['findings']) &&
    value['findings'].every((finding) => isRecord(finding) && typeof finding['message'] === 'string') &&
    Array.isArray(value['columns']) &&
    value['columns'].every(
      (column) =>
        isRecord(column) &&
        typeof column['name'] === 'string' &&
        isText(column['unit']) &&
        (column['writtenUnit'] === column['unit'] || isUnit(column['writtenUnit'])),
    )
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

/** Null or a unit that can be read. */
function isUnit(value: unknown): boolean {
  if (value === null) return true;
  try {
    return typeof value === 'string' && Number.isFinite(parseUnit(value).factor);
  } catch (error) {
    if (error instanceof UnitError) return false;
    throw error;
  }
}
