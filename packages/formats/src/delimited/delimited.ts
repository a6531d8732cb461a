import { type Dataset, type Finding, FormatError, type Json } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { bareSpectrum } from './bare-spectrum.ts';
import { preambleFacts } from './preamble-facts.ts';
import { layoutOf, linesAbove, readTable } from './read-table.ts';
import { techniqueOf } from './technique.ts';

const ID = 'delimited';

/**
 * Any CSV or TSV with a line of headers above rows of numbers: what is left when no maker's format is recognised.
 * Quantities and units come from the headers (docs/formats/delimited.md).
 */
export const delimitedReader: Reader = {
  id: ID,
  label: 'CSV or other delimited text with units in its headers',
  sniff(head) {
    if (isOtherMaker(head)) return false;
    const layout = layoutOf(head);
    return (
      layout !== undefined && (layout.headers.length > 0 || (layout.columns === 3 && looksLikeSpectrum(head)))
    );
  },
  read(bytes, name): readonly Dataset[] {
    const table = readTable(bytes, name);
    const bare = bareSpectrum(table.columns);
    const facts = preambleFacts(linesAbove(bytes));
    const columns = bare?.columns ?? table.columns;
    const findings = bare === undefined ? table.findings : [bare.finding];
    const plain: Finding = {
      severity: 'info',
      code: 'plain-table',
      message: 'no maker’s format: quantities and units are taken from the headers',
    };
    return [
      {
        technique: techniqueOf(columns),
        columns,
        meta: facts,
        provenance: provenanceOf(ID, name, bytes, instrumentOf(facts)),
        findings: [plain, ...findings],
      },
    ];
  },
};

function instrumentOf({ instrument }: Readonly<Record<string, Json>>): string | null {
  return typeof instrument === 'string' ? instrument : null;
}

function looksLikeSpectrum(head: Uint8Array): boolean {
  try {
    return bareSpectrum(readTable(head, '').columns) !== undefined;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** First words of makers' files that hold several blocks in one text, which a plain table would mix up. */
const OTHER_MAKERS = ['EXPLAIN', 'ZPLOT2', '"Z60W Data File', 'EC-Lab', 'BT-Lab'];

function isOtherMaker(head: Uint8Array): boolean {
  const start = new TextDecoder().decode(head.subarray(0, 32)).trimStart();
  return OTHER_MAKERS.some((words) => start.startsWith(words));
}
