import type { ColumnValues } from './column.ts';
import { detectEncoding, type TextEncoding } from './decode-text.ts';
import type { Finding } from './finding.ts';
import { parseNumber } from './parse-number.ts';
import { type CellVisitor, scanCells } from './scan-cells.ts';

export interface NumberTableOptions {
  /** Number of columns, from the header. Further cells of a row are reported unless they are blank. */
  readonly columns: number;
  /** Lines before the first row. */
  readonly firstLine: number;
  /** One character; a blank means runs of blanks and tabs. */
  readonly delimiter: ',' | ';' | '\t' | '|' | ' ';
  /** Decimal mark of the numbers; `.` where not given. */
  readonly decimal?: '.' | ',';
  /** Default: detected from the bytes. */
  readonly encoding?: TextEncoding;
  /** Texts that mean "no number", besides the empty one and `nan`: such as `-` or `XXX`. */
  readonly missing?: readonly string[];
  /** Per column: keep the text, demand numbers, or decide by the content (default). */
  readonly kinds?: readonly ('text' | 'number' | 'auto')[];
}

export interface NumberTable {
  /** One per column, all of length `rows`: numbers with NaN where there is none, or texts without outer blanks. */
  readonly columns: readonly ColumnValues[];
  readonly rows: number;
  /** Rows that do not have the cells of the header. */
  readonly ragged: number;
  readonly findings: readonly Finding[];
}

/** A column is text when more than this share of its non-blank cells are no numbers. */
const TEXT_SHARE = 0.1;

/**
 * The columns of regular delimited text, straight from bytes. Ends of line may be LF, CRLF or CR; blank lines are
 * skipped; cells may be in double quotes. Cells that are no numbers in a numeric column are NaN; they and rows of the
 * wrong length are findings with their count and first line (counted from 1). A short last row without a line end was
 * cut and is left out, with a finding. Never throws.
 */
export function readNumberTable(bytes: Uint8Array, options: NumberTableOptions): NumberTable {
  const source = asciiCompatible(bytes, options.encoding);
  const start = lineStart(source.bytes, options.firstLine);
  const delimiter = options.delimiter.charCodeAt(0);
  const numbers = new NumberVisitor(source.bytes, start, options);
  scanCells(source.bytes, start, options.firstLine + 1, delimiter, numbers);

  const isText = numbers.strange.map((count, index) => {
    const kind = options.kinds?.[index] ?? 'auto';
    return kind === 'text' || (kind === 'auto' && count.cells > TEXT_SHARE * count.filled);
  });
  const texts = new TextVisitor(source.bytes, source.encoding, numbers.rows, isText);
  if (isText.includes(true)) scanCells(source.bytes, start, 1, delimiter, texts);
  return {
    columns: numbers.values.map((values, index) => texts.values[index] ?? values.slice(0, numbers.rows)),
    rows: numbers.rows,
    ragged: numbers.ragged.rows,
    findings: numbers.findings(isText),
  };
}

/** Bytes in which delimiters, digits and line ends are single ASCII bytes, with their encoding. */
function asciiCompatible(bytes: Uint8Array, given: TextEncoding | undefined) {
  const encoding = given ?? detectEncoding(bytes).encoding;
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return { bytes, encoding };
  const text = new TextDecoder(encoding).decode(bytes);
  return { bytes: new TextEncoder().encode(text), encoding: 'utf-8' as const };
}

/** Offset of a line, counted from 0; the length of the text where it has fewer lines. */
function lineStart(bytes: Uint8Array, line: number): number {
  let at = 0;
  for (let n = 0; n < line && at < bytes.length; n++) {
    while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++;
    if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) at++;
    at++;
  }
  return Math.min(at, bytes.length);
}

/** Writes every cell as a number into columns that grow; counts what is none. */
class NumberVisitor implements CellVisitor {
  readonly values: Float64Array[];
  /** Per column: cells that are no numbers, the first line with one, and all non-blank cells. */
  readonly strange: { cells: number; filled: number; line: number }[];
  rows = 0;
  private capacity: number;
  private readonly bytes: Uint8Array;
  private readonly decimal: number;
  private readonly missing: ReadonlySet<string>;
  /** Columns of the strange cells of this row; a row that turns out to be cut does not count. */
  private readonly strangeInRow: number[] = [];
  private strangeCells = 0;
  private extraInRow = false;
  readonly ragged = { rows: 0, line: 0 };
  private cutLine = 0;

  constructor(bytes: Uint8Array, start: number, options: NumberTableOptions) {
    this.bytes = bytes;
    this.decimal = (options.decimal ?? '.').charCodeAt(0);
    this.missing = new Set([
      'nan',
      'na',
      'n/a',
      'null',
      ...(options.missing ?? []).map((m) => m.toLowerCase()),
    ]);
    this.capacity = 16 + Math.ceil((bytes.length - start) / (8 * Math.max(options.columns, 1)));
    this.values = Array.from({ length: options.columns }, () => new Float64Array(this.capacity).fill(NaN));
    this.strange = Array.from({ length: options.columns }, () => ({ cells: 0, filled: 0, line: 0 }));
  }

  cell(row: number, column: number, start: number, end: number): void {
    if (start === end) return;
    const values = this.values[column];
    const count = this.strange[column];
    if (values === undefined || count === undefined) {
      this.extraInRow = true;
      return;
    }
    count.filled++;
    const value = parseNumber(this.bytes, start, end, this.decimal);
    if (value === value) values[row] = value;
    else this.word(values, row, column, start, end);
  }

  /** A cell that is no decimal number: infinite, missing, or strange. */
  private word(values: Float64Array, row: number, column: number, start: number, end: number): void {
    let text = '';
    for (let i = start; i < end && i < start + 24; i++) text += String.fromCharCode(this.bytes[i] ?? 0);
    text = text.toLowerCase();
    const infinite = /^([+-]?)inf(inity)?$/.exec(text);
    if (infinite !== null) values[row] = infinite[1] === '-' ? -Infinity : Infinity;
    else if (!this.missing.has(text)) this.strangeInRow[this.strangeCells++] = column;
  }

  endRow(row: number, cells: number, line: number, closed: boolean): void {
    const short = cells < this.values.length;
    if (short && !closed) {
      this.cutLine = line;
      return;
    }
    if ((short || this.extraInRow) && this.ragged.rows++ === 0) this.ragged.line = line;
    this.extraInRow = false;
    for (let i = 0; i < this.strangeCells; i++) {
      const count = this.strange[this.strangeInRow[i] ?? 0];
      if (count !== undefined && count.cells++ === 0) count.line = line;
    }
    this.strangeCells = 0;
    this.rows = row + 1;
    if (this.rows === this.capacity) this.grow();
  }

  private grow(): void {
    const length = this.capacity;
    this.capacity *= 2;
    this.values.forEach((old, index) => {
      const longer = new Float64Array(this.capacity).fill(NaN, length);
      longer.set(old);
      this.values[index] = longer;
    });
  }

  findings(isText: readonly boolean[]): Finding[] {
    const found: Finding[] = [];
    const add = (code: string, message: string, line: number) =>
      found.push({ severity: 'warning', code, message, at: `line ${line}` });
    const { rows, line } = this.ragged;
    if (rows > 0) {
      add(
        'ragged-row',
        `${rows} of ${this.rows} rows do not have the ${this.values.length} cells of the header; missing cells are NaN, further ones left out`,
        line,
      );
    }
    if (this.cutLine > 0) {
      add('last-row-cut', 'the last row is incomplete and has no line end: left out', this.cutLine);
    }
    this.strange.forEach((count, index) => {
      if (count.cells === 0 || isText[index] === true) return;
      add('not-a-number', `${count.cells} cells of column ${index + 1} are no numbers: NaN`, count.line);
    });
    return found;
  }
}

/** Collects the cells of the text columns; equal neighbours share one string. */
class TextVisitor implements CellVisitor {
  readonly values: readonly (string[] | undefined)[];
  private readonly bytes: Uint8Array;
  private readonly decoder: TextDecoder;
  private readonly rows: number;
  /** Per column the cell that was decoded last. */
  private readonly last: ({ row: number; start: number; end: number } | undefined)[] = [];

  constructor(bytes: Uint8Array, encoding: TextEncoding, rows: number, isText: readonly boolean[]) {
    this.bytes = bytes;
    this.decoder = new TextDecoder(encoding);
    this.rows = rows;
    this.values = isText.map((yes) => (yes ? Array.from({ length: rows }, () => '') : undefined));
  }

  cell(row: number, column: number, start: number, end: number): void {
    const values = this.values[column];
    if (values === undefined || row >= this.rows) return;
    const last = this.last[column];
    if (last !== undefined && sameBytes(this.bytes, last.start, last.end, start, end)) {
      values[row] = values[last.row] ?? '';
      return;
    }
    const text = this.decoder.decode(this.bytes.subarray(start, end));
    const quoted = this.bytes[start - 1] === 0x22 && this.bytes[end] === 0x22;
    values[row] = quoted ? text.replaceAll('""', '"') : text;
    // The same bytes mean another text where a cell is quoted and holds doubled quotes.
    this.last[column] = text.includes('""') ? undefined : { row, start, end };
  }

  endRow(): void {}
}

function sameBytes(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b) return false;
  for (let i = 0; i < aEnd - a; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
