import { FormatError } from '@anodelab/data';
import { type Reader, readFile, readers } from '@anodelab/formats';
import { MemoryLimit, takeAllocated } from './count-allocations.ts';

/** How a damaged file ended: `read`, `refused` with a FormatError, or what must not be. */
export type Outcome =
  | { readonly kind: 'read' | 'refused' }
  | { readonly kind: 'crash' | 'memory' | 'ragged'; readonly message: string };

/** Memory that a file may cost beyond four times its size, bytes. */
const ALLOWANCE = 64 * 1024 * 1024;

/** Bytes of buffers that reading a file of that size may make. */
export function memoryLimit(size: number): number {
  return 4 * size + ALLOWANCE;
}

/** The reader of that id. */
export function readerOf(id: string): Reader {
  const found = readers.find((reader) => reader.id === id);
  if (found === undefined)
    throw new RangeError(`fuzz: expected one of ${readers.map((r) => r.id).join(', ')}; found ${id}`);
  return found;
}

/** Gives a damaged file to the reader it was made for, and to the entry that recognises formats by content. */
export async function tryFile(reader: Reader, bytes: Uint8Array): Promise<Outcome> {
  takeAllocated();
  for (const read of [
    () => Promise.resolve(reader.read(bytes, 'damaged', {})),
    () => readFile(bytes, 'damaged'),
  ]) {
    try {
      for (const dataset of await read()) {
        const rows = dataset.columns[0]?.values.length ?? 0;
        const odd = dataset.columns.find((column) => column.values.length !== rows);
        if (odd !== undefined) {
          return { kind: 'ragged', message: `column ${odd.name} has ${odd.values.length} rows of ${rows}` };
        }
      }
    } catch (error) {
      if (error instanceof MemoryLimit) return { kind: 'memory', message: error.message };
      if (!(error instanceof FormatError)) {
        const { name, message, stack } = error as Error;
        return { kind: 'crash', message: `${name}: ${message} ${stack?.split('\n')[1]?.trim() ?? ''}` };
      }
      // A reader may have wrapped the limit's error in its own.
      if (/limit \d+$/.test(error.message)) return { kind: 'memory', message: error.message };
      takeAllocated();
      continue;
    }
    takeAllocated();
  }
  return { kind: 'read' };
}
