import {
  type Dataset,
  detectEncoding,
  type Finding,
  FormatError,
  splitLine,
  type TextEncoding,
} from '@anodelab/data';
import { localIso } from '../clock/local-iso.ts';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { type Facts, keyValues } from '../cycler-table/key-values.ts';
import { readTextTable, type TextPlace } from '../cycler-table/text-table.ts';
import { textColumns } from '../cycler-table/text-columns.ts';
import { type Cells, valuesOf } from '../lazy-column.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { BASYTEC } from './vocabulary.ts';

const ID = 'basytec-text';
const HEAD_LENGTH = 65_536;

/** BaSyTec result files: lines with a tilde, the last of which names the columns (docs/formats/basytec.md). */
export const basytecText: Reader = {
  id: ID,
  label: 'BaSyTec result text (.txt, .dat)',
  sniff: (head) => isText(head) && findColumns(headLines(head, HEAD_LENGTH, 'windows-1252')) !== undefined,
  read(bytes, name): readonly Dataset[] {
    const { encoding, findings } = encodingOf(bytes);
    const lines = headLines(bytes, HEAD_LENGTH, encoding);
    const place = findColumns(lines);
    if (place === undefined) {
      throw new FormatError(name, 'expected a line of column names behind a tilde, found none', 'line 1');
    }
    const { headers } = place;
    const table = readTextTable(bytes, lines, place, name, { encoding, text: textColumns(headers, BASYTEC) });
    const cells = joinDates(place, table.columns);
    const built = buildColumns(
      headers.filter((header) => header !== CLOCK_PART),
      cells,
      BASYTEC,
    );
    return [
      {
        technique: 'cycling',
        columns: built.columns,
        meta: metaOf(keyValues(lines.slice(0, place.headerLine)), built.clockAt?.(0)),
        provenance: provenanceOf(ID, name, bytes, 'BaSyTec'),
        findings: [...findings, ...table.findings, ...built.findings],
      },
    ];
  },
};

/** Stands for the time of day where blanks part the cells, so that a date and its time are two. */
const CLOCK_PART = '(time of day)';

/** The last line of those that begin with a tilde (some versions: a hash), where it names a time, a voltage and a current. */
function findColumns(lines: readonly string[]): TextPlace | undefined {
  let headerLine = -1;
  while (headerLine + 1 < lines.length && /^\uFEFF?[~#]/.test(lines[headerLine + 1] ?? '')) headerLine++;
  const line = (lines[headerLine] ?? '').replace(/^\uFEFF?[~#]/, '');
  if (!/^time\b.*\bU\d*\s*\[.*\bI\s*\[/i.test(line)) return undefined;
  const delimiter = line.includes('\t') ? '\t' : line.includes(';') ? ';' : line.includes(',') ? ',' : ' ';
  const headers = splitLine(line, delimiter).filter((header) => header !== '');
  if (delimiter !== ' ') return { headerLine, headers, delimiter };
  return {
    headerLine,
    headers: headers.flatMap((header) => (isDate(header) ? [header, CLOCK_PART] : [header])),
    delimiter,
  };
}

function isDate(header: string): boolean {
  return /^date(time)?$/i.test(header);
}

/** The cells without those of the time of day, which go behind their dates. */
function joinDates({ headers }: TextPlace, cells: readonly Cells[]): readonly Cells[] {
  return cells.flatMap((values, i): Cells[] => {
    if (headers[i] === CLOCK_PART) return [];
    const clock = headers[i + 1] === CLOCK_PART ? cells[i + 1] : undefined;
    if (clock === undefined || values instanceof Float64Array || clock instanceof Float64Array)
      return [values];
    const times = valuesOf(clock);
    return [(valuesOf(values) as readonly string[]).map((date, row) => `${date} ${times[row] ?? ''}`)];
  });
}

/** BaSyTec writes Windows-1252. A replacement character in valid UTF-8 shows that a program lost a degree sign. */
function encodingOf(bytes: Uint8Array): { encoding: TextEncoding; findings: readonly Finding[] } {
  const found = detectEncoding(bytes);
  if (found.encoding === 'gb18030') return { encoding: 'windows-1252', findings: found.findings };
  if (found.encoding !== 'utf-8' || !hasLostCharacter(bytes.subarray(0, HEAD_LENGTH))) return found;
  const message =
    'a character of the column names was lost before (EF BF BD in the file): read as Windows-1252, a temperature’s unit as °C';
  return { encoding: 'windows-1252', findings: [{ severity: 'info', code: 'character-lost', message }] };
}

function hasLostCharacter(head: Uint8Array): boolean {
  return head.some((byte, i) => byte === 0xef && head[i + 1] === 0xbf && head[i + 2] === 0xbd);
}

function metaOf(facts: Facts, clock: string | undefined): Dataset['meta'] {
  const time = (text: string | undefined) => (text === undefined ? undefined : localIso(text, 'day-first'));
  return {
    ...stated({
      startLocal: time(facts['Start of Test']) ?? clock,
      endLocal: time(facts['End of Test']),
      sample: facts['Battery'],
      testName: facts['Name of Test'],
      schedule: facts['Testplan'],
      channel: facts['Testchannel'],
      operator: facts['Operator (Test)'],
      comments: facts['Comment'] ?? facts['Comments'],
    }),
    header: facts,
  };
}
