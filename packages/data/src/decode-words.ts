import type { TextEncoding } from './decode-text.ts';
import type { Words } from './table-columns.ts';

const LF = 0x0a;
const QUOTE = 0x22;

/** Bytes that are decoded at once. */
const BLOCK = 1 << 20;

/**
 * The texts of a column of words. Different cells are decoded together, many in one call; equal neighbours share one
 * string. Doubled quotes in quoted cells are one quote.
 */
export function decodeWords(bytes: Uint8Array, words: Words, rows: number, encoding: TextEncoding): string[] {
  const { starts, ends } = words;
  const decoder = new TextDecoder(encoding);
  const texts: string[] = Array.from({ length: rows }, () => '');
  const block = new Uint8Array(BLOCK);
  let filled = 0;
  /** Rows whose cells are in the block. */
  const pending = new Uint32Array(rows);
  let waiting = 0;
  /** For each row the one that has its text. */
  const sources = new Uint32Array(rows);

  for (let row = 0; row < rows; row++) {
    const start = starts[row] ?? 0;
    const end = ends[row] ?? 0;
    const before = row === 0 ? -1 : (sources[row - 1] ?? -1);
    sources[row] = row;
    if (end <= start) continue;
    if (before >= 0 && sameCell(bytes, starts[before] ?? 0, ends[before] ?? 0, start, end)) {
      sources[row] = before;
    } else if (bytes[start - 1] === QUOTE && bytes[end] === QUOTE) {
      texts[row] = decoder.decode(bytes.subarray(start, end)).replaceAll('""', '"');
    } else if (end - start >= BLOCK) {
      texts[row] = decoder.decode(bytes.subarray(start, end));
    } else {
      if (filled + end - start + 1 > BLOCK) flush();
      // A view per cell would cost more than its few bytes.
      let to = filled;
      for (let i = start; i < end; i++) block[to++] = bytes[i] ?? 0;
      block[to++] = LF;
      filled = to;
      pending[waiting++] = row;
    }
  }
  flush();
  for (let row = 0; row < rows; row++) {
    const source = sources[row] ?? row;
    if (source !== row) texts[row] = texts[source] ?? '';
  }
  return texts;

  function flush(): void {
    if (waiting === 0) return;
    const parts = decoder.decode(block.subarray(0, filled)).split('\n');
    for (let i = 0; i < waiting; i++) texts[pending[i] ?? 0] = parts[i] ?? '';
    waiting = 0;
    filled = 0;
  }
}

/** True for equal cells that are both quoted, or both not. */
export function sameCell(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b || (bytes[a - 1] === QUOTE) !== (bytes[b - 1] === QUOTE)) return false;
  // From the end, where counts and clocks differ first.
  for (let i = aEnd - a - 1; i >= 0; i--) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
