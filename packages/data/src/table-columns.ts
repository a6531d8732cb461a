/** Where the cells of a column of words are. */
export interface Words {
  /** Per row: offsets of the first byte and behind the last. */
  starts: Uint32Array;
  ends: Uint32Array;
}

/** Share of its memory that a column must fill to keep it. */
const SPARE = 0.9;

/** Bytes that are looked at to tell how long rows are. */
const SAMPLE = 65536;

const LF = 0x0a;
const CR = 0x0d;

/** Columns that grow row by row. */
export class TableColumns {
  readonly count: number;
  readonly values: Float64Array<ArrayBuffer>[];
  readonly words: (Words | undefined)[];
  rows = 0;
  private capacity: number;

  /** @param start - offset of the first row */
  constructor(bytes: Uint8Array, start: number, count: number) {
    this.count = count;
    this.capacity = expectedRows(bytes, start);
    this.values = Array.from({ length: count }, () => new Float64Array(this.capacity));
    this.words = Array.from({ length: count }, () => undefined);
  }

  /** The index of the row that is read next; there is room for it. Its cells hold anything. */
  nextRow(): number {
    if (this.rows === this.capacity) this.grow();
    return this.rows;
  }

  closeRow(): void {
    this.rows++;
  }

  /** From now on the places of that column's cells are kept; those of the rows before are empty. */
  keepWords(column: number): void {
    this.words[column] ??= {
      starts: new Uint32Array(this.capacity),
      ends: new Uint32Array(this.capacity),
    };
  }

  /** The numbers of a column; the column cannot grow afterwards. */
  take(column: number): Float64Array {
    const all = this.values[column] ?? new Float64Array();
    this.values[column] = new Float64Array();
    const length = this.rows * Float64Array.BYTES_PER_ELEMENT;
    // A few spare rows stay; more are given back, one column after the other, so that there are never two tables.
    return length >= SPARE * all.byteLength
      ? all.subarray(0, this.rows)
      : new Float64Array(all.buffer.transfer(length));
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5) + 16;
    this.values.forEach((old, column) => {
      const longer = new Float64Array(this.capacity);
      longer.set(old);
      this.values[column] = longer;
    });
    for (const words of this.words) {
      if (words === undefined) continue;
      words.starts = longerOffsets(words.starts, this.capacity);
      words.ends = longerOffsets(words.ends, this.capacity);
    }
  }
}

function longerOffsets(old: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(length);
  longer.set(old);
  return longer;
}

/** A little more rows than the text holds, where all are as long as the first ones. */
function expectedRows(bytes: Uint8Array, start: number): number {
  const end = Math.min(bytes.length, start + SAMPLE);
  let lines = 1;
  for (let at = start; at < end; at++) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) lines++;
  }
  if (end === bytes.length) return lines + 1;
  return Math.ceil((1.04 * lines * (bytes.length - start)) / (end - start));
}
