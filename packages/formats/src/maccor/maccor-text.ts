import { type Dataset, detectEncoding, FormatError, splitLine } from '@anodelab/data';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { textColumns } from '../cycler-table/text-columns.ts';
import { findHeader, readTextTable, type TextPlace } from '../cycler-table/text-table.ts';
import type { Reader } from '../reader.ts';
import { headerFacts } from './header-facts.ts';
import { maccorDataset } from './maccor-dataset.ts';
import { thousandsRemoved } from './thousands-removed.ts';
import { isMaccorHeader, maccorVocabulary } from './vocabulary.ts';

const ID = 'maccor-text';

/** Bytes in which the column names and the first rows stand. */
const HEAD_LENGTH = 65_536;

/** Text that Maccor's software exports, tab or comma separated, whatever its number of header lines (docs/formats/maccor.md). */
export const maccorText: Reader = {
  id: ID,
  label: 'Maccor text export (.txt, .csv, .001 …)',
  sniff: (head) => {
    if (!isText(head)) return false;
    const lines = headLines(head, HEAD_LENGTH);
    const place = findHeader(lines, isMaccorHeader);
    return place !== undefined && !isLand(lines, place);
  },
  read(bytes, name): readonly Dataset[] {
    const lines = headLines(bytes, HEAD_LENGTH);
    const place = findHeader(lines, isMaccorHeader);
    if (place === undefined)
      throw new FormatError(name, 'expected Maccor’s column names, found none', 'line 1');
    const { headers, headerLine, delimiter } = place;
    const { encoding, findings } = detectEncoding(bytes);
    const plain = thousandsRemoved(bytes, delimiter);
    const unitRow = unitsBelow(lines, headerLine, delimiter);
    const table = readTextTable(plain.bytes, lines, place, name, {
      encoding,
      skip: unitRow === undefined ? 0 : unitRow.lines,
      text: textColumns(headers, maccorVocabulary(headers)),
    });
    return [
      maccorDataset(
        {
          headers,
          unitRow: unitRow?.cells,
          cells: table.columns,
          facts: headerFacts(lines.slice(0, headerLine)),
          findings: [...findings, ...plain.findings, ...table.findings],
        },
        ID,
        name,
        bytes,
      ),
    ];
  },
};

/** LAND writes a text with Maccor's column names, with a hyphen in `DPt-Time` and the year first. */
function isLand(lines: readonly string[], { headers, headerLine, delimiter }: TextPlace): boolean {
  const date = headers.findIndex((header) => /^dpt-time$/i.test(header));
  const first = lines.slice(headerLine + 1).find((line) => line.trim() !== '') ?? '';
  return date >= 0 && /^\d{4}-/.test(splitLine(first, delimiter)[date] ?? '');
}

/** The row of units that some exports have between the column names and the first record. */
function unitsBelow(
  lines: readonly string[],
  headerLine: number,
  delimiter: string,
): { cells: readonly string[]; lines: number } | undefined {
  const below = lines.slice(headerLine + 1).findIndex((line) => line.trim() !== '');
  const cells = (lines[headerLine + 1 + below] ?? '').split(delimiter).map((cell) => cell.trim());
  const isUnits = below >= 0 && cells.length > 1 && cells.every((cell) => !/\d/.test(cell));
  return isUnits && cells.some((cell) => cell !== '') ? { cells, lines: below + 1 } : undefined;
}
