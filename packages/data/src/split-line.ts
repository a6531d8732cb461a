import { scanCells } from './scan-cells.ts';

/** The cells of one line of delimited text, without outer blanks and quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  const bytes = new TextEncoder().encode(line);
  const decoder = new TextDecoder();
  const cells: string[] = [];
  const visitor = {
    cell(_column: number, start: number, end: number) {
      const text = decoder.decode(bytes.subarray(start, end));
      cells.push(bytes[start - 1] === 0x22 && bytes[end] === 0x22 ? text.replaceAll('""', '"') : text);
    },
    endRow() {},
  };
  scanCells(bytes, { at: 0, line: 1, mayQuote: true }, delimiter.charCodeAt(0), visitor, 1);
  return cells;
}
