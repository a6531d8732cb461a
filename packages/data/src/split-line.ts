import { scanCells } from './scan-cells.ts';

/** The cells of one line of delimited text, without outer blanks and quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  const bytes = new TextEncoder().encode(line);
  const decoder = new TextDecoder();
  const cells: string[] = [];
  scanCells(bytes, 0, 1, delimiter.charCodeAt(0), {
    cell(row, _column, start, end) {
      if (row > 0) return;
      const text = decoder.decode(bytes.subarray(start, end));
      cells.push(bytes[start - 1] === 0x22 && bytes[end] === 0x22 ? text.replaceAll('""', '"') : text);
    },
    endRow() {},
  });
  return cells;
}
