import {
  type Column,
  type ColumnValues,
  type Dataset,
  decodeText,
  type Finding,
  FormatError,
} from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { lastLineEnd, nextLine, readTextBlock } from '../text-block.ts';

const ID = 'powersuite-txt';
const HEADER = /^\uFEFF?Frequency\t\s*Zre\t\s*Zimg\s*$/;
const BASES = ['freq', 'zRe', 'zIm'];

/** Spectrum as Princeton PowerSuite exports it (docs/formats/parstat.md). */
export const powerSuiteReader: Reader = {
  id: ID,
  label: 'Princeton PowerSuite spectrum',
  sniff: (head) => HEADER.test(decodeText(head.subarray(0, 256)).text.split(/[\r\n]/, 1)[0] ?? ''),
  read: (bytes, name) => [readPowerSuite(bytes, name)],
};

/**
 * Frequency, Re Z and Im Z as written; the file states no units, so that they are null.
 *
 * @throws {FormatError} when there is no row
 */
function readPowerSuite(bytes: Uint8Array, name: string): Dataset {
  const from = nextLine(bytes, 0);
  const { text, encoding } = decodeText(bytes.subarray(0, from));
  const headers = text.replace(/[\r\n]+$/, '').split('\t');
  const table = readTextBlock(
    bytes,
    { from, to: bytes.length, firstLine: 1 },
    { columns: BASES.length, delimiter: '\t', encoding, kinds: BASES.map(() => 'number' as const) },
  );
  if (table.rows === 0) throw new FormatError(name, 'expected rows of numbers, found none', 'line 2');
  const unitless: Finding = {
    severity: 'warning',
    code: 'unit-missing',
    message:
      'the file states no units: frequency and impedance are kept as written (PowerSuite exports Hz and Ohm)',
  };
  return {
    technique: 'eis',
    columns: BASES.map((base, i) => column(base, headers[i] ?? null, table.columns[i] ?? new Float64Array())),
    meta: {},
    provenance: provenanceOf(ID, name, bytes, 'Princeton Applied Research'),
    findings: [...lastLineEnd(bytes), ...table.findings, unitless],
  };
}

function column(name: string, header: string | null, values: ColumnValues): Column {
  return { name, unit: null, header, origin: 'measured', values };
}
