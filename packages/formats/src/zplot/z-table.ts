import { type Column, decodeText, type Finding, FormatError } from '@anodelab/data';
import { siColumn, uniqueNames } from '../si-column.ts';
import { lastLineEnd, nextLine, readTextBlock } from '../text-block.ts';

/**
 * Columns of ZPlot and of the Solartron programs before it. Their names carry no units for amplitude, bias and impedance;
 * the programs count in volts and ohms.
 */
const COLUMNS: readonly (readonly [pattern: RegExp, base: string, unit: string | null])[] = [
  [/^Freq/i, 'freq', 'Hz'],
  [/^Ampl/i, 'amplitude', null],
  [/^Bias/i, 'bias', null],
  [/^Time/i, 'time', 's'],
  [/^Z'\s*\(?a?\)?$/i, 'zRe', 'Ohm'],
  [/^Z''\s*\(?b?\)?$/i, 'zIm', 'Ohm'],
  [/^GD/i, 'gd', null],
  [/^Err/i, 'error', null],
  [/^Range/i, 'range', null],
];

/** Lines of a header; a longer one is none. */
const MOST_LINES = 2000;
const COLUMN_LINE = /^\s*"?\s*Freq\s*\(Hz\).*Z'.*Z''/i;

export interface ZTable {
  readonly columns: readonly Column[];
  readonly header: readonly string[];
  readonly rows: number;
  readonly findings: readonly Finding[];
}

/**
 * The spectrum below a line of column names such as `Freq(Hz) Ampl Bias Time(Sec) Z'(a) Z''(b) GD Err Range`; lines
 * between the names and the first row of numbers are part of the header. A file that ends its header without naming the
 * columns has them in this order.
 *
 * @throws {FormatError} when there is no row
 */
export function readZTable(bytes: Uint8Array, name: string): ZTable {
  const { encoding } = decodeText(bytes.subarray(0, 4096));
  const header: string[] = [];
  let names: readonly string[] = STANDARD;
  let at = 0;
  let row: string | undefined;
  for (; header.length < MOST_LINES && at < bytes.length; ) {
    const next = nextLine(bytes, at);
    const line = decodeText(bytes.subarray(at, next)).text.replace(/[\r\n]+$/, '');
    if (COLUMN_LINE.test(line)) names = splitNames(line);
    else if (splitRow(line).length >= 6 && splitRow(line).every((cell) => NUMBER.test(cell))) {
      const isSweep = header.some((above) => COLUMN_LINE.test(above) || /End Comments/i.test(above));
      if (isSweep) {
        row = line;
        break;
      }
    }
    header.push(line);
    at = next;
  }
  if (row === undefined) {
    throw new FormatError(
      name,
      'expected rows of numbers behind the header, found none',
      `line ${header.length}`,
    );
  }
  const delimiter = row.includes('\t') ? '\t' : row.includes(';') ? ';' : row.includes(',') ? ',' : ' ';
  const decimal = delimiter !== ',' && /\d,\d/.test(row) ? ',' : '.';
  const table = readTextBlock(
    bytes,
    { from: at, to: bytes.length, firstLine: header.length },
    { columns: names.length, delimiter, decimal, encoding, kinds: names.map(() => 'number' as const) },
  );
  if (table.rows === 0) {
    throw new FormatError(name, 'the file ends within its first row of numbers', `line ${header.length + 1}`);
  }
  const columns = names.map((written, index) => {
    const [, base, unit] = COLUMNS.find(([pattern]) => pattern.test(written)) ?? [
      null,
      `column${index + 1}`,
      null,
    ];
    return siColumn({ base, unit, header: written }, table.columns[index] as Float64Array);
  });
  const findings = [...lastLineEnd(bytes), ...table.findings];
  return { columns: uniqueNames(columns), header, rows: table.rows, findings };
}

const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
const STANDARD = ['Freq(Hz)', 'Ampl', 'Bias', 'Time(Sec)', "Z'(a)", "Z''(b)", 'GD', 'Err', 'Range'];

function splitRow(line: string): string[] {
  const cells = line.includes('\t') || line.includes(';') ? line.split(/[\t;]/) : line.split(/,\s*|\s+/);
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

/** Names stand between tabs, or between blanks where no name has one inside but before its bracket. */
function splitNames(line: string): string[] {
  const plain = line.replaceAll('"', '').trim();
  const cells = plain.includes('\t') ? plain.split('\t') : plain.split(/\s*[;,]\s*|\s{2,}|\s+(?!\()/);
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

/** A finding where the rows are not as many as the header says. */
export function rowFinding(declared: number | null, rows: number): Finding[] {
  if (declared === null || declared === rows) return [];
  const message = `the header announces ${declared} points, ${rows} found and kept`;
  return [{ severity: 'warning', code: 'records-missing', message }];
}
