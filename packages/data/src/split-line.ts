import { scanCells } from './scan-cells.ts';

/** The cells of one line of delimited text, without outer blanks and quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  return QUOTES.test(line) ? splitQuoted(line, delimiter) : splitPlain(line, delimiter);
}

/** A quote, or a line end that a quote might hold. */
const QUOTES = /["\r\n]/;
const OUTER_BLANKS = /^[ \t]+|[ \t]+$/g;

function splitPlain(line: string, delimiter: string): string[] {
  const cells = line
    .split(delimiter === ' ' ? /[ \t]+/ : delimiter)
    .map((cell) => cell.replace(OUTER_BLANKS, ''));
  if (delimiter === ' ') return cells.filter((cell) => cell !== '');
  return cells.length === 1 && cells[0] === '' ? [] : cells;
}

function splitQuoted(line: string, delimiter: string): string[] {
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
