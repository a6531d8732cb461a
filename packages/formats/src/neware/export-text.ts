import { type Dataset, detectEncoding, type Finding, FormatError } from '@anodelab/data';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { textColumns } from '../cycler-table/text-columns.ts';
import { findHeader, readTextTable, type TextPlace } from '../cycler-table/text-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { exportDataset } from './export-table.ts';
import { isRecordHeader, NEWARE, plainHeader } from './export-vocabulary.ts';
import { flatten, isLayered } from './layered-text.ts';

const ID = 'neware-csv';
const HEAD_LENGTH = 65_536;
const NOTHING = ['-', '--'];

/** Text that Neware's program BTSDA exports, flat or layered (docs/formats/neware.md). */
export const newareText: Reader = {
  id: ID,
  label: 'Neware BTSDA text export (.csv, .txt)',
  sniff(head) {
    if (!isText(head)) return false;
    const lines = headLines(head, HEAD_LENGTH);
    return isLayered(lines) || findHeader(lines, isRecordHeader) !== undefined;
  },
  read(bytes, name): readonly Dataset[] {
    const { encoding, findings } = detectEncoding(bytes);
    const isFlat = !isLayered(headLines(bytes, HEAD_LENGTH));
    const extra: Finding[] = [...findings];
    const flat = isFlat ? bytes : flatten(new TextDecoder(encoding).decode(bytes), extra);
    const own = isFlat ? encoding : 'utf-8';
    const lines = headLines(flat, HEAD_LENGTH, own);
    const place = findHeader(lines, isRecordHeader);
    if (place === undefined) {
      throw new FormatError(name, 'expected the column names of Neware’s records, found none', 'line 1');
    }
    const table = readTextTable(flat, lines, place, name, {
      encoding: own,
      missing: NOTHING,
      text: textColumns(place.headers.map(plainHeader), NEWARE),
    });
    return [
      exportDataset('records', writtenHeaders(lines, place), table.columns, {
        provenance: provenanceOf(ID, name, bytes, 'Neware'),
        meta: {},
        findings: [...extra, ...table.findings],
      }),
    ];
  },
};

/** The column names as written, blanks at their ends too. */
function writtenHeaders(
  lines: readonly string[],
  { headerLine, headers, delimiter }: TextPlace,
): readonly string[] {
  const written = (lines[headerLine] ?? '').split(delimiter);
  return headers.map((header, i) => (written[i]?.trim() === header ? (written[i] ?? header) : header));
}
