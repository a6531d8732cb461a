import { decodeText, type Finding, FormatError } from '@anodelab/data';
import { nextLine } from '../text-block.ts';

/** Where the table of a text export is and what its columns are called. */
export interface TablePlace {
  /** Bytes before the line of column names. */
  readonly headerEnd: number;
  /** Lines before the first row. */
  readonly firstLine: number;
  readonly names: readonly string[];
  /** Cells of the rows; fewer than names where EC-Lab prints names without values. */
  readonly cells: number;
  /** End of the last row that is whole. */
  readonly end: number;
  readonly decimal: '.' | ',';
}

const SIGNATURE = /^\uFEFF?(EC|BT)-Lab ASCII FILE/i;
/** Column names that only EC-Lab writes together; for exports without any header. */
const bareColumns: readonly (readonly string[])[] = [
  ['freq/Hz', 'Re(Z)/Ohm'],
  ['time/s', 'Ewe/V'],
  ['time/s', '<Ewe>/V'],
  ['time/s', 'Ecell/V'],
];
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** True for an EC-Lab or BT-Lab text export, with header or without. */
export function looksLikeMpt(head: Uint8Array): boolean {
  const start = decodeText(head.subarray(0, 4096)).text;
  return SIGNATURE.test(start) || isBareTable(start.slice(0, start.search(/[\r\n]|$/)));
}

function isBareTable(line: string): boolean {
  const names = line.split('\t');
  return bareColumns.some((pair) => pair.every((name) => names.includes(name)));
}

/**
 * The place of the table, from the count of header lines that the file states.
 *
 * @throws {FormatError} when the file ends within its header, or the line of column names is not there
 */
export function findTable(bytes: Uint8Array, file: string, findings: Finding[]): TablePlace {
  const count = headerLines(bytes, file);
  let from = 0;
  for (let line = 1; line < count; line++) {
    from = nextLine(bytes, from);
    if (from >= bytes.length) {
      throw new FormatError(
        file,
        `${count} header lines announced, the file ends after ${line}`,
        `line ${line}`,
      );
    }
  }
  const to = nextLine(bytes, from);
  const text = trimLine(decodeText(bytes.subarray(from, to)).text);
  const names = text.split('\t');
  if (names.length > 1 && names.at(-1) === '') names.pop();
  if (names.length < 2 && !names[0]?.includes('/')) {
    throw new FormatError(file, `expected column names, found "${text.slice(0, 40)}"`, `line ${count}`);
  }
  const row = trimLine(decodeText(bytes.subarray(to, nextLine(bytes, to))).text);
  const end = wholeRows(bytes, to, row, findings);
  const cells = end === to ? names.length : Math.min(names.length, row.replace(/\t$/, '').split('\t').length);
  if (cells < names.length) {
    const missing = names.slice(cells).join(', ');
    findings.push({
      severity: 'warning',
      code: 'columns-without-values',
      message: `the rows have ${cells} cells for ${names.length} column names: nothing under ${missing}`,
      at: `line ${count + 1}`,
    });
  }
  const decimal = /(^|\t)-?\d+,\d/.test(row) ? ',' : '.';
  return { headerEnd: from, firstLine: count, names, cells, end, decimal };
}

/**
 * End of the rows that are whole. A last row without a line end is whole when it has the cells of the first row and
 * its last number is printed like that one's, digit for digit (an only row: with a whole exponent); otherwise the
 * file was cut and the row is left out.
 */
function wholeRows(bytes: Uint8Array, from: number, first: string, findings: Finding[]): number {
  const last = bytes.at(-1);
  if (bytes.length <= from || last === NEWLINE || last === RETURN) return bytes.length;
  let start = bytes.length;
  while (start > from && bytes[start - 1] !== NEWLINE && bytes[start - 1] !== RETURN) start--;
  const row = decodeText(bytes.subarray(start)).text.split('\t');
  const model = first.split('\t');
  const printed =
    start > from ? shape(row.at(-1)) === shape(model.at(-1)) : /E[+-]\d{3}$/.test(row.at(-1) ?? '');
  if (printed && row.length === model.length) return bytes.length;
  const message = 'the last row has no line end and is not whole: left out';
  findings.push({ severity: 'warning', code: 'last-row-cut', message, at: `byte ${start}` });
  return start;
}

/** How a number is printed: 9.2E-001 is `d.dEsddd`. */
function shape(cell: string | undefined): string {
  return (cell ?? '').replace(/^[-+]/, '').replaceAll(/\d/g, 'd').replaceAll(/[-+]/g, 's');
}

function trimLine(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}

/** The count of header lines, the one of column names included; 1 for an export without header. */
function headerLines(bytes: Uint8Array, file: string): number {
  const start = decodeText(bytes.subarray(0, 4096)).text.split(/\r\n|\n|\r/);
  const match = /^Nb header lines\s*:\s*(\d+)/i.exec(start[1] ?? '');
  if (match !== null) return Number(match[1]);
  if (isBareTable(start[0] ?? '')) return 1;
  throw new FormatError(
    file,
    `expected "Nb header lines : N", found "${(start[1] ?? '').slice(0, 40)}"`,
    'line 2',
  );
}
