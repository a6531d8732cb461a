import { type DatasetDescription, describeDataset } from '@anodelab/data';
import { readFile } from '@anodelab/formats';

/**
 * What a file was read as, and a checksum of every number and label that it holds. Columns that we derive are left out:
 * engines may round a cosine differently in the last bit.
 */
export interface ReadSummary {
  readonly tables: readonly DatasetDescription[];
  readonly checksum: number;
}

/** Reads a file and sums it up, so that two platforms can be compared. */
export async function readSummary(bytes: Uint8Array, name: string): Promise<ReadSummary> {
  const datasets = await readFile(bytes, name);
  let checksum = 0x811c9dc5; // FNV-1a, 32 bits
  const take = (byte: number) => {
    checksum = Math.imul(checksum ^ byte, 0x01000193) >>> 0;
  };
  for (const { columns } of datasets) {
    for (const { origin, values } of columns) {
      if (origin === 'derived') continue;
      if (values instanceof Float64Array) {
        new Uint8Array(values.buffer, values.byteOffset, values.byteLength).forEach(take);
      } else for (const text of values) for (const byte of new TextEncoder().encode(text)) take(byte);
    }
  }
  const tables = datasets.map(describeDataset).map((table) => {
    return { ...table, columns: table.columns.filter(({ origin }) => origin !== 'derived') };
  });
  return { tables, checksum };
}
