import type { Origin } from './column.ts';
import type { Dataset } from './dataset.ts';

/** Key of the file's metadata under which a dataset keeps what Parquet has no place for. */
export const METADATA_KEY = 'anodelab';

/** What is kept there, as JSON: everything but the values. */
export interface ParquetMetadata {
  readonly version: 1;
  readonly technique: Dataset['technique'];
  readonly meta: Dataset['meta'];
  readonly provenance: Dataset['provenance'];
  readonly findings: Dataset['findings'];
  /** In the order of the file's columns. `writtenUnit` is the unit of the file's numbers. */
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string | null;
    readonly writtenUnit: string | null;
    readonly header: string | null;
    readonly origin: Origin;
  }[];
}
