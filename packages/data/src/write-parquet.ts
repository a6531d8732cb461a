import { parquetWriteBuffer } from 'hyparquet-writer';
import { bdfHeaders } from './column-header.ts';
import type { Dataset } from './dataset.ts';
import { METADATA_KEY, type ParquetMetadata } from './parquet-metadata.ts';
import { headerMeaning } from './header-meaning.ts';
import { toJson } from './to-json.ts';

/**
 * The dataset in the Battery Data Format (ontology 1.3.0) as Parquet: columns, labels and units as in `writeBdfCsv`,
 * doubles (NaN kept) and strings, Snappy-compressed. Names, units, headers, origins, meta, provenance and findings are
 * JSON under the key `anodelab` of the file's metadata, so that the dataset reads back whole.
 */
export function writeBdfParquet(dataset: Dataset): Uint8Array<ArrayBuffer> {
  const headers = bdfHeaders(dataset.columns);
  const metadata: ParquetMetadata = {
    version: 1,
    technique: dataset.technique,
    meta: dataset.meta,
    provenance: dataset.provenance,
    findings: dataset.findings,
    columns: dataset.columns.map(({ name, unit, header, origin }, i) => {
      const term = headerMeaning(headers[i]?.header ?? '').term;
      return { name, unit, header, origin, writtenUnit: term?.unit ?? unit };
    }),
  };
  const buffer = parquetWriteBuffer({
    columnData: dataset.columns.map(({ values }, i) => {
      const { header, factor, offset } = headers[i] ?? { header: `column ${i + 1}`, factor: 1, offset: 0 };
      if (!(values instanceof Float64Array))
        return { name: header, data: [...values], type: 'STRING', nullable: false };
      const written =
        factor === 1 && offset === 0 ? values : values.map((value) => (value - offset) / factor);
      return { name: header, data: written, type: 'DOUBLE', nullable: false };
    }),
    kvMetadata: [{ key: METADATA_KEY, value: JSON.stringify(toJson(metadata)) }],
    createdBy: 'anodelab',
  });
  return new Uint8Array(buffer);
}
