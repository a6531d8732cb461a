import {
  type Column,
  type Dataset,
  METADATA_KEY,
  type ParquetMetadata,
  type ParquetTable,
  readParquet,
} from '@anodelab/data';
import { parseUnit } from '@anodelab/units';
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

/** Our own metadata, where the file has them and they fit its columns. */
function keptMetadata(table: ParquetTable): ParquetMetadata | undefined {
  const text = table.metadata.get(METADATA_KEY);
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as ParquetMetadata;
    const fits =
      kept.version === 1 && Array.isArray(kept.columns) && kept.columns.length === table.columns.length;
    return fits && Array.isArray(kept.findings) && typeof kept.provenance === 'object' ? kept : undefined;
  } catch {
    return undefined;
  }
}
