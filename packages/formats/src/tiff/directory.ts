import { FormatError } from '@anodelab/data';
import { typeBytes } from './tags.ts';

/** A page of a TIFF: its fields, not yet read. */
export interface Directory {
  /** Byte offset of the directory, for messages. */
  readonly at: number;
  /** Numbers of a field; undefined where the page has no such field. */
  numbers(tag: number): readonly number[] | undefined;
  /** Text of a field up to its first NUL; undefined where the page has none. */
  text(tag: number): string | undefined;
}

/** The pages of a TIFF, and where their chain breaks before its end. */
export interface Directories {
  readonly littleEndian: boolean;
  readonly pages: readonly Directory[];
  /** Offset of the next page, which is not in the file; undefined when the chain is whole. */
  readonly brokenAt?: number;
}

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Byte offset of the values. */
  readonly at: number;
}

const ENTRY = 12;
/** No microscope writes more pages; a chain that is longer runs in a circle or through noise. */
const MOST_PAGES = 4096;
const MOST_VALUES = 1 << 22;

/** Whether bytes begin as a TIFF does: byte order and 42. */
export function isTiff(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  return (
    (a === 0x49 && b === 0x49 && c === 42 && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 42)
  );
}

/**
 * The pages of a TIFF.
 *
 * @throws {FormatError} when there is not one whole page
 */
export function readDirectories(bytes: Uint8Array, file: string): Directories {
  if (!isTiff(bytes) || bytes.length < 8)
    throw new FormatError(file, 'expected the header of a TIFF (II*\\0 or MM\\0*), found none', '0');
  const littleEndian = bytes[0] === 0x49;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const pages: Directory[] = [];
  const seen = new Set<number>();
  for (let at = view.getUint32(4, littleEndian); at !== 0; ) {
    const count = at + 2 <= bytes.length ? view.getUint16(at, littleEndian) : 0;
    const end = at + 2 + ENTRY * count;
    const isWhole = count > 0 && end + 4 <= bytes.length && !seen.has(at) && pages.length < MOST_PAGES;
    if (!isWhole && pages.length === 0)
      throw new FormatError(
        file,
        `expected the fields of a page, found ${count} in ${bytes.length} bytes`,
        String(at),
      );
    if (!isWhole) return { littleEndian, pages, brokenAt: at };
    seen.add(at);
    pages.push(readDirectory(view, at, count, littleEndian, file));
    at = view.getUint32(end, littleEndian);
  }
  if (pages.length === 0) throw new FormatError(file, 'expected a page, found none', '4');
  return { littleEndian, pages };
}

function readDirectory(
  view: DataView,
  at: number,
  count: number,
  littleEndian: boolean,
  file: string,
): Directory {
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + ENTRY * i;
    const type = view.getUint16(entry + 2, littleEndian);
    const values = view.getUint32(entry + 4, littleEndian);
    const size = (typeBytes[type] ?? 0) * values;
    if (size === 0) continue; // fields of later versions
    const place = size <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian);
    entries.set(view.getUint16(entry, littleEndian), { type, count: values, at: place });
  }
  const whole = (id: number): Entry | undefined => {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    const size = typeBytes[entry.type]! * entry.count;
    if (entry.at + size > view.byteLength || entry.count > MOST_VALUES)
      throw new FormatError(
        file,
        `expected ${size} bytes of field ${id} at ${entry.at}, found a file of ${view.byteLength}`,
        String(at),
      );
    return entry;
  };
  return {
    at,
    numbers: (id) => {
      const entry = whole(id);
      return entry && Array.from({ length: entry.count }, (_, i) => value(view, entry, i, littleEndian));
    },
    text: (id) => {
      const entry = whole(id);
      if (entry === undefined) return undefined;
      const start = view.byteOffset + entry.at;
      const text = new TextDecoder().decode(
        new Uint8Array(view.buffer, start, entry.count * typeBytes[entry.type]!),
      );
      return text.split('\0', 1)[0];
    },
  };
}

function value(view: DataView, { type, at }: Entry, i: number, littleEndian: boolean): number {
  const place = at + typeBytes[type]! * i;
  switch (type) {
    case 3:
      return view.getUint16(place, littleEndian);
    case 4:
      return view.getUint32(place, littleEndian);
    case 5:
      return view.getUint32(place, littleEndian) / view.getUint32(place + 4, littleEndian);
    case 6:
      return view.getInt8(place);
    case 8:
      return view.getInt16(place, littleEndian);
    case 9:
      return view.getInt32(place, littleEndian);
    case 10:
      return view.getInt32(place, littleEndian) / view.getInt32(place + 4, littleEndian);
    case 11:
      return view.getFloat32(place, littleEndian);
    case 12:
      return view.getFloat64(place, littleEndian);
    default:
      return view.getUint8(place);
  }
}
