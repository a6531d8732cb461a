import type { TextEncoding } from './decode-text.ts';
import type { Words } from './table-columns.ts';

const LF = 0x0a;
const QUOTE = 0x22;

/** Bytes, and runs of equal cells, that are decoded at once. */
const BLOCK = 1 << 18;
const BLOCK_RUNS = 1 << 13;

/** Words of which one string serves all cells: states and step names return by the thousand. */
const MOST_WORDS = 1024;
/** A column whose words do not return (clocks) is no longer looked up after so many. */
const TRIAL = 8192;

/**
 * The cells of a column of words: places in a text, which become strings only when they are asked for. Strings of dates
 * and states take more time and memory than all numbers of a long table, and few users look at them.
 */
export class TextCells {
  readonly length: number;
  /** The text, and for each row the offsets of its cell's first byte and behind its last; empty cells end where they start. */
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  private readonly encoding: TextEncoding;

  constructor(bytes: Uint8Array, { starts, ends }: Words, length: number, encoding: TextEncoding) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.length = length;
    this.encoding = encoding;
  }

  /** The text of one cell; undefined outside of the column. */
  at(row: number): string | undefined {
    if (!(row >= 0 && row < this.length)) return undefined;
    return this.text(new TextDecoder(this.encoding), this.starts[row] ?? 0, this.ends[row] ?? 0);
  }

  /** All cells. Different ones are decoded together, many in one call; equal neighbours and words that return share one string. */
  toStrings(): readonly string[] {
    const { bytes, starts, ends, length } = this;
    const decoder = new TextDecoder(this.encoding);
    const texts: string[] = [];
    texts.length = length;
    texts.fill('');
    const block = new Uint8Array(BLOCK);
    let filled = 0;
    /** First row of each run in the block, and the one behind it. */
    const runs = new Uint32Array(2 * BLOCK_RUNS);
    let waiting = 0;
    const words = new Map<number, Word>();
    let looked = 0;
    let met = 0;

    for (let row = 0; row < length; ) {
      const first = row++;
      const start = starts[first]!;
      const end = ends[first]!;
      if (end <= start) continue;
      while (row < length && sameCell(bytes, start, end, starts[row]!, ends[row]!)) row++;
      if (looked < TRIAL || 2 * met > looked) {
        looked++;
        const key = hash(bytes, start, end);
        const word = words.get(key);
        if (word !== undefined && sameCell(bytes, word.start, word.end, start, end)) {
          met++;
          texts.fill(word.text, first, row);
          continue;
        }
        if (word === undefined && words.size < MOST_WORDS) {
          const text = this.text(decoder, start, end);
          words.set(key, { start, end, text });
          texts.fill(text, first, row);
          continue;
        }
      }
      if (bytes[start - 1] === QUOTE || end - start >= BLOCK) {
        texts.fill(this.text(decoder, start, end), first, row);
        continue;
      }
      if (filled + end - start + 1 > BLOCK || waiting === BLOCK_RUNS) flush();
      // A view per cell would cost more than its few bytes.
      for (let i = start; i < end; i++) block[filled++] = bytes[i]!;
      block[filled++] = LF;
      runs[2 * waiting] = first;
      runs[2 * waiting++ + 1] = row;
    }
    flush();
    return texts;

    function flush(): void {
      const parts = decoder.decode(block.subarray(0, filled)).split('\n');
      for (let i = 0; i < waiting; i++) {
        const text = parts[i] ?? '';
        for (let row = runs[2 * i]!; row < runs[2 * i + 1]!; row++) texts[row] = text;
      }
      waiting = 0;
      filled = 0;
    }
  }

  /** Doubled quotes in quoted cells are one quote. */
  private text(decoder: TextDecoder, start: number, end: number): string {
    const text = decoder.decode(this.bytes.subarray(start, Math.max(start, end)));
    const isQuoted = this.bytes[start - 1] === QUOTE && this.bytes[end] === QUOTE;
    return isQuoted ? text.replaceAll('""', '"') : text;
  }
}

/** A word that was met, and where. */
interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193);
  return h;
}

/** True for equal cells that are both quoted, or both not. */
export function sameCell(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b || (bytes[a - 1] === QUOTE) !== (bytes[b - 1] === QUOTE)) return false;
  // From the end, where counts and clocks differ first.
  for (let i = aEnd - a - 1; i >= 0; i--) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
