import type { Dataset, Finding } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { layoutOf, readTable } from './read-table.ts';
import { techniqueOf } from './technique.ts';

const ID = 'delimited';

/**
 * Any CSV or TSV with a line of headers above rows of numbers: what is left when no maker's format is recognised.
 * Quantities and units come from the headers (docs/formats/delimited.md).
 */
export const delimitedReader: Reader = {
  id: ID,
  label: 'CSV or other delimited text with units in its headers',
  sniff: (head) => !isOtherMaker(head) && (layoutOf(head)?.headers.length ?? 0) > 0,
  read(bytes, name): readonly Dataset[] {
    const { columns, findings } = readTable(bytes, name);
    const plain: Finding = {
      severity: 'info',
      code: 'plain-table',
      message: 'no maker’s format: quantities and units are taken from the headers',
    };
    return [
      {
        technique: techniqueOf(columns),
        columns,
        meta: {},
        provenance: provenanceOf(ID, name, bytes, null),
        findings: [plain, ...findings],
      },
    ];
  },
};

/** First words of makers' files that hold several blocks in one text, which a plain table would mix up. */
const OTHER_MAKERS = ['EXPLAIN', 'ZPLOT2', '"Z60W Data File', 'EC-Lab', 'BT-Lab'];

function isOtherMaker(head: Uint8Array): boolean {
  const start = new TextDecoder().decode(head.subarray(0, 32)).trimStart();
  return OTHER_MAKERS.some((words) => start.startsWith(words));
}
