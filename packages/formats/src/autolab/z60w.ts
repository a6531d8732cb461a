import { type Dataset, decodeText } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { readZTable, rowFinding } from '../zplot/z-table.ts';

const ID = 'autolab-txt';

/** Spectrum that Autolab's programs, and others, export in the `Z60W Data File` form of Solartron (docs/formats/autolab.md). */
export const z60wReader: Reader = {
  id: ID,
  label: 'Autolab spectrum in Z60W form',
  sniff: (head) => /^\uFEFF?\s*"?Z60W Data File/i.test(decodeText(head.subarray(0, 256)).text),
  read: (bytes, name) => [readZ60w(bytes, name)],
};

/** @throws {FormatError} when there is no row behind the header */
function readZ60w(bytes: Uint8Array, name: string): Dataset {
  const table = readZTable(bytes, name);
  const declared = table.header.find((line) => /^"?\d+"?\s*$/.test(line));
  const rows = declared === undefined ? null : Number(declared.replaceAll('"', ''));
  const notes = table.header.slice(1).map((line) => /^"(.*)"\s*$/.exec(line)?.[1]?.trim() ?? '');
  const comments = notes.filter((note) => note !== '' && !note.startsWith('Freq')).join('\n');
  return {
    technique: 'eis',
    columns: table.columns,
    meta: { comments: comments || null, declaredRows: rows },
    provenance: provenanceOf(ID, name, bytes, null),
    findings: [...table.findings, ...rowFinding(rows, table.rows)],
  };
}
