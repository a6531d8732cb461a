import { type Dataset, detectEncoding, FormatError } from '@anodelab/data';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { startLocal } from '../cycler-table/start-local.ts';
import { findHeader, readTextTable } from '../cycler-table/text-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { impedanceFindings, unitFindings } from './findings.ts';
import { techniqueOf } from './technique.ts';
import { ARBIN, DATABASE_UNITS, isArbinHeader } from './vocabulary.ts';

const ID = 'arbin-csv';
const HEAD_LENGTH = 65_536;

/** CSV exports of Arbin's MITS Pro and Data Pro: records of a channel, or its statistics (docs/formats/arbin.md). */
export const arbinCsv: Reader = {
  id: ID,
  label: 'Arbin CSV export',
  sniff: (head) => isText(head) && findHeader(headLines(head, HEAD_LENGTH), isArbinHeader) !== undefined,
  read(bytes, name): readonly Dataset[] {
    const lines = headLines(bytes, HEAD_LENGTH);
    const place = findHeader(lines, isArbinHeader);
    if (place === undefined)
      throw new FormatError(name, 'expected Arbin’s column names, found none', 'line 1');
    const { headers } = place;
    const { encoding, findings } = detectEncoding(bytes);
    const table = readTextTable(bytes, lines, place, name, { encoding });
    const {
      columns,
      findings: built,
      clockAt,
    } = buildColumns(headers, table.columns, ARBIN, {
      units: DATABASE_UNITS,
    });
    return [
      {
        technique: techniqueOf(columns, ''),
        columns,
        meta: stated({ startLocal: startLocal(columns, clockAt?.(0)) }),
        provenance: provenanceOf(ID, name, bytes, 'Arbin'),
        findings: [
          ...findings,
          ...table.findings,
          ...unitFindings(headers),
          ...built,
          ...impedanceFindings(columns),
        ],
      },
    ];
  },
};
