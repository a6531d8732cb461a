import type { Finding } from './finding.ts';
import type { NumberTableOptions } from './number-table-options.ts';
import { parseNumber } from './parse-number.ts';
import type { CellVisitor } from './scan-cells.ts';
import type { TableColumns, Words } from './table-columns.ts';
import { sameCell } from './text-cells.ts';

/** Words that mean "no number" in any table. */
const NO_NUMBER = ['nan', 'na', 'n/a', 'null'];

const INFINITE = /^([+-]?)inf(inity)?$/;

/** No word that stands for a number, or for none, is longer. */
const LONGEST_WORD = 24;

/** What the cells of a column are that are no numbers. */
interface Count {
  /** Neither numbers nor words for "no number". */
  strange: number;
  /** The first line with a strange one. */
  line: number;
  /** Words for "no number". */
  missing: number;
}

/** Writes cells into columns one by one; counts what is no number, and rows that do not have the cells of the header. */
export class TableVisitor implements CellVisitor {
  readonly ragged = { rows: 0, line: 0 };
  private readonly bytes: Uint8Array;
  private readonly columns: TableColumns;
  private readonly decimal: number;
  private readonly missing: ReadonlySet<string>;
  private readonly counts: Count[];
  /** Cells of this row that are no numbers, by column; a row that turns out to be cut does not count. */
  private readonly strangeInRow: number[] = [];
  private strangeCells = 0;
  private readonly missingInRow: number[] = [];
  private missingCells = 0;
  private row = -1;
  private extraInRow = false;
  private cutLine = 0;

  constructor(bytes: Uint8Array, columns: TableColumns, options: NumberTableOptions) {
    this.bytes = bytes;
    this.columns = columns;
    this.decimal = (options.decimal ?? '.').charCodeAt(0);
    this.missing = new Set([...NO_NUMBER, ...(options.missing ?? []).map((word) => word.toLowerCase())]);
    this.counts = columns.values.map(() => ({ strange: 0, line: 0, missing: 0 }));
  }

  cell(column: number, start: number, end: number): void {
    if (this.row < 0) this.openRow();
    const values = this.columns.values[column];
    if (values === undefined) {
      this.extraInRow ||= end > start;
      return;
    }
    const words = this.columns.words[column];
    if (words !== undefined) {
      words.starts[this.row] = start;
      words.ends[this.row] = end;
      return;
    }
    if (start === end) return;
    const value = parseNumber(this.bytes, start, end, this.decimal);
    if (value === value) values[this.row] = value;
    else this.word(values, column, start, end);
  }

  /** All cells of a row are empty until they are met. */
  private openRow(): void {
    this.row = this.columns.nextRow();
    const { values, words, count } = this.columns;
    for (let column = 0; column < count; column++) {
      const places = words[column];
      if (places === undefined) values[column]![this.row] = NaN;
      else places.starts[this.row] = places.ends[this.row] = 0;
    }
  }

  /** A cell that is no decimal number: infinite, missing, or strange. */
  private word(values: Float64Array, column: number, start: number, end: number): void {
    const text = this.lower(start, end);
    const infinite = INFINITE.exec(text);
    if (infinite !== null) values[this.row] = infinite[1] === '-' ? -Infinity : Infinity;
    else if (this.missing.has(text)) this.missingInRow[this.missingCells++] = column;
    else this.strangeInRow[this.strangeCells++] = column;
  }

  private lower(start: number, end: number): string {
    let text = '';
    for (let i = start; i < end && i < start + LONGEST_WORD; i++)
      text += String.fromCharCode(this.bytes[i] ?? 0);
    return text.toLowerCase();
  }

  endRow(cells: number, line: number, closed: boolean): void {
    if (this.row < 0) this.openRow();
    this.row = -1;
    const short = cells < this.columns.count;
    const { extraInRow, strangeCells, missingCells } = this;
    this.extraInRow = false;
    this.strangeCells = 0;
    this.missingCells = 0;
    if (short && !closed) {
      this.cutLine = line;
      return;
    }
    if ((short || extraInRow) && this.ragged.rows++ === 0) this.ragged.line = line;
    for (let i = 0; i < strangeCells; i++) {
      const count = this.counts[this.strangeInRow[i] ?? 0];
      if (count !== undefined && count.strange++ === 0) count.line = line;
    }
    for (let i = 0; i < missingCells; i++) {
      const count = this.counts[this.missingInRow[i] ?? 0];
      if (count !== undefined) count.missing++;
    }
    this.columns.closeRow();
  }

  /** Forgets all rows that were counted. */
  forget(): void {
    for (const count of this.counts) {
      count.strange = 0;
      count.line = 0;
      count.missing = 0;
    }
    this.ragged.rows = 0;
    this.ragged.line = 0;
    this.cutLine = 0;
  }

  /** Cells of a column that are filled and no numbers, in the rows that were visited. */
  noNumbers(column: number): number {
    const count = this.counts[column];
    return count === undefined ? 0 : count.strange + count.missing;
  }

  /**
   * True where more than that share of the filled cells of a column are strange. Where not, cells whose places were kept
   * are read as numbers.
   */
  isText(column: number, share: number): boolean {
    const words = this.columns.words[column];
    const count = this.counts[column];
    const values = this.columns.values[column];
    if (count === undefined || values === undefined) return false;
    if (words !== undefined) return this.areWords(words, values, count, share);
    if (count.strange === 0) return false;
    let filled = count.strange + count.missing;
    for (let row = 0; row < this.columns.rows; row++) if (values[row] === values[row]) filled++;
    return count.strange > share * filled;
  }

  private areWords({ starts, ends }: Words, values: Float64Array, count: Count, share: number): boolean {
    const { rows } = this.columns;
    let filled = 0;
    let strange = 0;
    let first = 0;
    /** The last cell that said "no number": most of such a column are alike. */
    let [missingStart, missingEnd] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const start = starts[row] ?? 0;
      const end = ends[row] ?? 0;
      values[row] = NaN;
      if (end <= start) continue;
      filled++;
      if (sameCell(this.bytes, missingStart, missingEnd, start, end)) continue;
      const value = parseNumber(this.bytes, start, end, this.decimal);
      values[row] = value;
      if (value === value) continue;
      const text = end - start > LONGEST_WORD ? '' : this.lower(start, end);
      const infinite = INFINITE.exec(text);
      if (infinite !== null) values[row] = infinite[1] === '-' ? -Infinity : Infinity;
      else if (this.missing.has(text)) [missingStart, missingEnd] = [start, end];
      else {
        if (strange++ === 0) first = start;
        if (strange > share * rows) return true;
      }
    }
    count.strange = strange;
    count.line = this.lineOf(first);
    return strange > share * filled;
  }

  /** Number of the line of that byte, from 1. */
  private lineOf(at: number): number {
    let line = 1;
    for (let i = 0; i < at; i++) {
      const byte = this.bytes[i];
      if (byte === 0x0a || (byte === 0x0d && this.bytes[i + 1] !== 0x0a)) line++;
    }
    return line;
  }

  findings(isText: readonly boolean[]): Finding[] {
    const found: Finding[] = [];
    const add = (code: string, message: string, line: number) =>
      found.push({ severity: 'warning', code, message, at: `line ${line}` });
    const { rows, line } = this.ragged;
    if (rows > 0) {
      add(
        'ragged-row',
        `${rows} of ${this.columns.rows} rows do not have the ${this.columns.count} cells of the header; missing cells are NaN, further ones left out`,
        line,
      );
    }
    if (this.cutLine > 0) {
      add('last-row-cut', 'the last row is incomplete and has no line end: left out', this.cutLine);
    }
    this.counts.forEach((count, column) => {
      if (count.strange === 0 || isText[column] === true) return;
      add('not-a-number', `${count.strange} cells of column ${column + 1} are no numbers: NaN`, count.line);
    });
    return found;
  }
}
