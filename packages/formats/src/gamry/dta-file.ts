import { detectEncoding, FormatError, type TextEncoding } from '@anodelab/data';
import { nextLine, type TextBlock } from '../text-block.ts';

/** A typed line of the header: `SCANRATE QUANT 5.0E+001 &Scan Rate (mV/s)`. */
export interface DtaField {
  readonly tag: string;
  readonly type: string;
  /** What stands behind the type. */
  readonly cells: readonly string[];
}

/** One `NAME TABLE` block. */
export interface DtaTable {
  readonly name: string;
  /** Rows that the block announces, or null. */
  readonly declaredRows: number | null;
  readonly headers: readonly string[];
  readonly units: readonly string[];
  readonly rows: TextBlock;
  /** Indented lines behind the rows that do not begin like one. */
  readonly strayRows: number;
}

/** The parts of a `.DTA` file, with the numbers still as text. */
export interface DtaFile {
  readonly fields: readonly DtaField[];
  readonly tables: readonly DtaTable[];
  readonly encoding: TextEncoding;
  readonly decimal: '.' | ',';
}

const TAB = 0x09;
const BLANK = 0x20;
/** Bytes of the beginning that the decimal mark and the signature are looked for in. */
const HEAD = 4096;

/** True for text whose first line is `EXPLAIN` and whose second is a tag. */
export function looksLikeDta(head: Uint8Array): boolean {
  return /^(?:\xEF\xBB\xBF|\uFEFF)?EXPLAIN\s*[\r\n]+TAG\t/.test(latin(head.subarray(0, HEAD)));
}

/**
 * Header lines and tables of a `.DTA` file, in order. A header line begins at the margin; the rows of a table begin with
 * a tab.
 *
 * @throws {FormatError} when the file does not begin with `EXPLAIN`
 */
export function readDtaFile(bytes: Uint8Array, file: string): DtaFile {
  if (!looksLikeDta(bytes)) throw new FormatError(file, 'expected "EXPLAIN" and a TAG line', 'line 1');
  const { encoding } = detectEncoding(bytes);
  const decoder = new TextDecoder(encoding);
  const text = (from: number, to: number) => decoder.decode(bytes.subarray(from, to)).replace(/[\r\n]+$/, '');
  const fields: DtaField[] = [];
  const tables: DtaTable[] = [];
  let line = 0;
  for (let at = 0; at < bytes.length; line++) {
    const next = nextLine(bytes, at);
    const isIndented = bytes[at] === TAB || bytes[at] === BLANK;
    const [tag = '', type = '', ...cells] = isIndented ? [] : text(at, next).split('\t');
    at = next;
    if (type === 'TABLE') {
      const table = readTable(bytes, at, line + 1, tag, cells[0] ?? '', text);
      tables.push(table.table);
      at = table.end;
      line += table.lines;
    } else if (type === 'NOTES') {
      const notes: string[] = [];
      for (let left = Number(cells[0]) || 0; left > 0 && at < bytes.length; left--, line++) {
        const after = nextLine(bytes, at);
        notes.push(text(at, after).trim());
        at = after;
      }
      fields.push({ tag, type, cells: notes });
    } else if (type !== '') {
      fields.push({ tag, type, cells });
    }
  }
  return { fields, tables, encoding, decimal: decimalMark(bytes, fields, tables) };
}

function readTable(
  bytes: Uint8Array,
  start: number,
  firstLine: number,
  name: string,
  declared: string,
  text: (from: number, to: number) => string,
): { readonly table: DtaTable; readonly end: number; readonly lines: number } {
  let at = start;
  let lines = 0;
  const cells = (): string[] => {
    if (bytes[at] !== TAB) return [];
    const next = nextLine(bytes, at);
    const found = text(at + 1, next).split('\t');
    at = next;
    lines++;
    return found.at(-1) === '' ? found.slice(0, -1) : found;
  };
  const headers = cells();
  const units = cells();
  const from = at;
  const rowsFrom = firstLine + lines;
  for (; bytes[at] === TAB; lines++) at = nextLine(bytes, at);
  const to = at;
  let strayRows = 0;
  for (; bytes[at] === TAB || bytes[at] === BLANK; lines++) {
    const next = nextLine(bytes, at);
    if (text(at, next).trim() !== '') strayRows++;
    at = next;
  }
  const table: DtaTable = {
    name,
    declaredRows: /^\d+$/.test(declared) ? Number(declared) : null,
    headers,
    units,
    rows: { from, to, firstLine: rowsFrom },
    strayRows,
  };
  return { table, end: at, lines };
}

/** Comma where numbers of the header or the first row of a table are written with one. */
function decimalMark(bytes: Uint8Array, fields: readonly DtaField[], tables: readonly DtaTable[]): '.' | ',' {
  const inHeader = fields.some(
    ({ type, cells }) => /QUANT|POTEN/.test(type) && /^[-+]?\d+,\d/.test(cells[0] ?? ''),
  );
  const inRows = tables.some(({ rows }) =>
    /\t[-+]?\d+,\d/.test(latin(bytes.subarray(rows.from, Math.min(nextLine(bytes, rows.from), rows.to)))),
  );
  return inHeader || inRows ? ',' : '.';
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes);
}
