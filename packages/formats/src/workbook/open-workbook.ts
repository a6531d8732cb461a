import { FormatError } from '@anodelab/data';
import type { CellObject, ParsingOptions, WorkBook } from '@e965/xlsx';
import { biffValues } from './biff-values.ts';
import { type Cell, DAYS_TO_1904, type Grid } from './grid.ts';
import { listZip } from '../zip/list-zip.ts';
import { refuseBomb } from '../zip/refuse-bomb.ts';
import { storedZip } from '../zip/stored-zip.ts';

/** What Excel allows; a damaged cell address may say more. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

const QUICK: ParsingOptions = {
  type: 'array',
  dense: true,
  cellNF: true,
  cellText: false,
  cellFormula: false,
  cellHTML: false,
};

/** Container of a workbook by its first bytes, or undefined. */
export function containerOf(bytes: Uint8Array): 'zip' | 'ole' | undefined {
  const starts = (...signature: readonly number[]) => signature.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'zip';
  return starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) ? 'ole' : undefined;
}

/**
 * The sheets of an `.xlsx`, `.xlsb` or BIFF `.xls` workbook.
 *
 * @param rows - read at most that many rows of each sheet
 * @throws {FormatError} when the container is cut or damaged, or would unpack to more than 64 MiB and 16 times the file
 */
export async function openWorkbook(bytes: Uint8Array, name: string, rows?: number): Promise<readonly Grid[]> {
  const { CFB, read } = await import('@e965/xlsx'); // only now: other formats do without it
  const container = containerOf(bytes);
  // The library would guess at anything else, and unpack what begins nearly like a zip without a bound.
  if (container === undefined) {
    throw new FormatError(name, 'expected a workbook (zip or OLE container), found neither', 'byte 0');
  }
  let workbook: WorkBook;
  try {
    const content =
      container === 'zip'
        ? openZip(bytes, name)
        : biffValues(biffStream(CFB.read(bytes, { type: 'array' })), name);
    workbook = read(content, rows === undefined ? QUICK : { ...QUICK, sheetRows: rows });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new FormatError(name, `expected a whole workbook, found a cut or damaged one (${reason})`);
  }
  const shift = workbook.Workbook?.WBProps?.date1904 === true ? DAYS_TO_1904 : 0;
  return workbook.SheetNames.map((sheet) => {
    const data = workbook.Sheets[sheet]?.['!data'] ?? [];
    if (data.length > MAX_ROWS) {
      throw new FormatError(
        name,
        `expected at most ${MAX_ROWS} rows, found ${data.length}`,
        `${sheet}!A${data.length}`,
      );
    }
    return gridOf(sheet, data, shift);
  });
}

/** The stream of an OLE container that holds the workbook; empty where there is none. */
function biffStream(container: unknown): Uint8Array {
  const { FileIndex } = container as {
    readonly FileIndex: readonly { readonly name: string; readonly content?: ArrayLike<number> }[];
  };
  const entry = FileIndex.find((file) => file.name === 'Workbook' || file.name === 'Book');
  return Uint8Array.from(entry?.content ?? []);
}

/** The zip with its parts unpacked and proved. */
function openZip(bytes: Uint8Array, name: string): Uint8Array {
  const entries = listZip(bytes);
  if (entries === undefined) {
    throw new FormatError(
      name,
      'expected the directory of a zip file, found none: the file is cut',
      `${bytes.length}`,
    );
  }
  refuseBomb(entries, bytes.length, name);
  return storedZip(bytes, entries, name);
}

function gridOf(name: string, data: readonly (readonly CellObject[])[], dateShift: number): Grid {
  return {
    name,
    rows: data.length,
    width: (row) => Math.min(data[row]?.length ?? 0, MAX_COLUMNS),
    cell: (row, column) => valueOf(data[row]?.[column], dateShift),
    place: (row) => `${name}!A${row + 1}`,
  };
}

/** Error cells are empty; a date of a workbook that counts from 1904 is moved to the count from 1900. */
function valueOf(cell: CellObject | undefined, dateShift: number): Cell {
  if (cell === undefined || cell.t === 'e' || cell.t === 'z') return undefined;
  const { v } = cell;
  if (typeof v === 'number') return dateShift !== 0 && isDateFormat(cell.z) ? v + dateShift : v;
  return v === undefined ? undefined : String(v);
}

function isDateFormat(format: CellObject['z']): boolean {
  return typeof format === 'string' && /[ymdh]/i.test(format) && !/general/i.test(format);
}
