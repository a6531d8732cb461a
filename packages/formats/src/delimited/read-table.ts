import {
  type Column,
  decodeText,
  detectEncoding,
  type Finding,
  FormatError,
  readNumberTable,
} from '@anodelab/data';
import { lastLineEnd } from '../text-block.ts';
import { findTable, type TableLayout } from './find-table.ts';
import { nameColumns } from './name-columns.ts';

const HEAD_LENGTH = 65536;

/** More rows of another length than both are another table, not damage. */
const RAGGED_ROWS = 2;
const RAGGED_SHARE = 0.02;

/** The lines of a text above its table, without the line of headers where there is one. */
export function linesAbove(bytes: Uint8Array): readonly string[] {
  const { text } = decodeText(bytes.subarray(0, HEAD_LENGTH));
  const layout = findTable(text);
  return layout === undefined ? [] : text.split(/\r\n|\n|\r/, layout.firstLine);
}

/** The layout of the table in the first bytes of a text, or undefined for binary content. */
export function layoutOf(head: Uint8Array): TableLayout | undefined {
  const { text } = decodeText(head.subarray(0, HEAD_LENGTH));
  // Text has no control characters but tabs and line ends; a NUL is the surest sign of a binary file.
  if (text.includes('\0')) return undefined;
  return findTable(text);
}

/**
 * The table of a delimited text as columns in SI.
 *
 * @throws {FormatError} when there are no rows of numbers, or several tables in one text
 */
export function readTable(bytes: Uint8Array, name: string): { columns: Column[]; findings: Finding[] } {
  const layout = layoutOf(bytes.subarray(0, HEAD_LENGTH));
  if (layout === undefined) throw new FormatError(name, 'no rows of numbers', 'line 1');
  const { encoding, findings: decoding } = detectEncoding(bytes);
  const { columns: width, firstLine, delimiter, decimal } = layout;
  const table = readNumberTable(bytes, {
    columns: width,
    firstLine,
    delimiter,
    decimal,
    encoding,
    missing: ['-', '--', '#N/A'],
  });
  if (table.rows === 0) throw new FormatError(name, 'no complete row of numbers', `line ${firstLine + 1}`);
  if (table.ragged > Math.max(RAGGED_ROWS, RAGGED_SHARE * table.rows)) {
    throw new FormatError(
      name,
      `no single table: ${table.ragged} of ${table.rows} rows do not have its ${width} cells`,
    );
  }
  const headers = Array.from({ length: width }, (_, i) => layout.headers[i] ?? '');
  const named = nameColumns(headers, table.columns);
  return {
    columns: named.columns,
    findings: [...decoding, ...table.findings, ...lastLineEnd(bytes), ...named.findings],
  };
}
