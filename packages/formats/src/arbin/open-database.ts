import { FormatError } from '@anodelab/data';
import type MDBReader from 'mdb-reader';

type Buffer = ConstructorParameters<typeof MDBReader>[0];

/** Node has it; in a browser the bundler or page sets `globalThis.Buffer` (docs/formats/arbin.md). */
const platform = globalThis as unknown as {
  readonly Buffer?: { from(data: ArrayBufferLike, offset: number, length: number): Buffer };
};

/** Pages of an Access database; a whole `.res` is read with less than one read a page. */
const PAGE_LENGTH = 4096; // bytes, Jet 4
const READS_PER_PAGE = 20;

/** A row by column name. */
export type Row = Readonly<Record<string, string | number | bigint | boolean | Date | null | undefined>>;

/** The tables of an Access file, each read whole. */
export interface AccessDatabase {
  has(table: string): boolean;
  /** Column names in the file's order. */
  columns(table: string): readonly string[];
  /** @throws {FormatError} when rows that the table announces are missing */
  rows(table: string): readonly Row[];
}

/**
 * @throws {FormatError} when the database is damaged, or the platform has no Buffer
 */
export async function openDatabase(bytes: Uint8Array, name: string): Promise<AccessDatabase> {
  if (platform.Buffer === undefined) {
    throw new FormatError(
      name,
      'reading Access files needs globalThis.Buffer, which this browser page does not set',
    );
  }
  const buffer = platform.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  limitReads(buffer, name);
  const { default: Reader } = await import('mdb-reader'); // only now: other formats do without it
  const reader = guarded(name, 'not a readable Access database', () => new Reader(buffer));
  const names = guarded(name, 'no readable list of tables', () => new Set(reader.getTableNames()));
  const open = (table: string) => guarded(name, `unreadable ${table}`, () => reader.getTable(table));
  return {
    has: (table) => names.has(table),
    columns: (table) => guarded(name, `unreadable ${table}`, () => open(table).getColumnNames()),
    rows(table) {
      const opened = open(table);
      const rows = guarded(name, `unreadable ${table}`, () => opened.getData<Record<string, never>>());
      if (rows.length !== opened.rowCount) {
        throw new FormatError(
          name,
          `${table} announces ${opened.rowCount} rows, found ${rows.length}: the file is cut or damaged`,
        );
      }
      return rows;
    },
  };
}

/** Damaged page links can send the library in circles: it reads every page through `slice`, so that ends the walk. */
function limitReads(buffer: Buffer, name: string): void {
  const slice = buffer.slice.bind(buffer);
  let left = 1000 + (READS_PER_PAGE * buffer.length) / PAGE_LENGTH;
  buffer.slice = (start?: number, end?: number) => {
    if (left-- < 0) throw new FormatError(name, 'pages that refer to each other in circles');
    return slice(start, end);
  };
}

function guarded<T>(name: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(name, `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
