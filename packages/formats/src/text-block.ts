import {
  type ColumnValues,
  type Finding,
  type NumberTable,
  type NumberTableOptions,
  readNumberTable,
} from '@anodelab/data';
import { valuesOf } from './lazy-column.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Offset behind the end of the line that begins at `from`; the length of the text after its last line. */
export function nextLine(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== NEWLINE && bytes[at] !== RETURN) at++;
  return bytes[at] === RETURN && bytes[at + 1] === NEWLINE ? at + 2 : Math.min(at + 1, bytes.length);
}

/** Rows of a text between two offsets. */
export interface TextBlock {
  readonly from: number;
  readonly to: number;
  /** Lines before the first row. */
  readonly firstLine: number;
}

/** The numbers of one block of a text; the lines that findings name count from the start of the text. */
export function readTextBlock(
  bytes: Uint8Array,
  block: TextBlock,
  options: Omit<NumberTableOptions, 'firstLine'>,
): Omit<NumberTable, 'columns'> & { readonly columns: readonly ColumnValues[] } {
  const table = readNumberTable(bytes.subarray(block.from, block.to), { ...options, firstLine: 0 });
  return {
    ...table,
    columns: table.columns.map(valuesOf),
    findings: table.findings.map((finding) => shifted(finding, block.firstLine)),
  };
}

function shifted(finding: Finding, lines: number): Finding {
  const line = /^line (\d+)$/.exec(finding.at ?? '')?.[1];
  return line === undefined ? finding : { ...finding, at: `line ${Number(line) + lines}` };
}

/** A text without a last line end is whole in many programs, but it is also how a cut file looks. */
export function lastLineEnd(bytes: Uint8Array): Finding[] {
  const last = bytes.at(-1) === 0 ? bytes.at(-2) : bytes.at(-1);
  if (last === NEWLINE || last === RETURN) return [];
  return [
    {
      severity: 'info',
      code: 'no-last-line-end',
      message: 'the text does not end with a line end: its last number may have been cut',
    },
  ];
}
