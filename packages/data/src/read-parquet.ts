import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import type { ColumnValues } from './column.ts';
import { FormatError } from './errors.ts';
import { uncompressSnappy } from './uncompress-snappy.ts';

/** The flat columns of a Parquet file and its key-value metadata. */
export interface ParquetTable {
  readonly columns: readonly { readonly name: string; readonly values: ColumnValues }[];
  readonly rows: number;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * The columns of a Parquet file. Numbers of any width and booleans become doubles (integers beyond 2^53 are rounded),
 * nulls NaN; dates become ISO text, everything else text.
 *
 * @throws {FormatError} for files that are damaged, nested, or compressed otherwise than with Snappy
 */
export async function readParquet(bytes: Uint8Array, name: string): Promise<ParquetTable> {
  try {
    const file = bytes.slice().buffer;
    const metadata = await parquetMetadataAsync(file);
    const rows = Number(metadata.num_rows);
    const names = metadata.schema.slice(1).map((element) => element.name);
    if (!names.every((column) => typeof column === 'string'))
      throw new FormatError(name, 'a column without a name');
    if (metadata.schema.slice(1).some((element) => (element.num_children ?? 0) > 0)) {
      throw new FormatError(name, 'a Parquet file with nested columns, expected a flat table');
    }
    // Rows without bytes to back them are a damaged count; a dictionary page can hold many rows in few bytes.
    if (!(rows >= 0 && rows <= 1000 * bytes.length)) {
      throw new FormatError(name, `claims ${rows} rows in ${bytes.length} bytes`);
    }
    const cells = new Map<string, unknown[]>(names.map((column) => [column, []]));
    // One column of one row group at a time: the library leaves sibling reads of a failed one unobserved.
    let groupStart = 0;
    for (const group of metadata.row_groups) {
      const groupEnd = groupStart + Number(group.num_rows);
      for (const [column, values] of cells) {
        await parquetRead({
          file,
          metadata,
          columns: [column],
          compressors: { SNAPPY: uncompressSnappy },
          rowStart: groupStart,
          rowEnd: groupEnd,
          onChunk: ({ columnData, rowStart }) => {
            for (let i = 0; i < columnData.length; i++) values[rowStart + i] = columnData[i];
          },
        });
      }
      groupStart = groupEnd;
    }
    return {
      columns: names.map((column) => ({ name: column, values: toValues(cells.get(column) ?? [], rows) })),
      rows,
      metadata: new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? '']) ?? []),
    };
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      name,
      `not a readable Parquet file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function toValues(cells: readonly unknown[], rows: number): ColumnValues {
  const isNumber = (cell: unknown) =>
    typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean';
  const numeric = cells.every((cell) => cell === null || cell === undefined || isNumber(cell));
  if (numeric) {
    return Float64Array.from({ length: rows }, (_, i) => (isNumber(cells[i]) ? Number(cells[i]) : NaN));
  }
  return Array.from({ length: rows }, (_, i) => {
    const cell = cells[i];
    if (cell === null || cell === undefined) return '';
    if (cell instanceof Date) return cell.toISOString();
    return typeof cell === 'string' ? cell : JSON.stringify(cell);
  });
}
