import { type Dataset, decodeText, type Finding } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { readMptHeader } from './mpt-header.ts';

const ID = 'biologic-mpl';

/** Log that EC-Lab and BT-Lab write beside an `.mpr` file: `.mpl` (docs/formats/biologic.md). */
export const mplReader: Reader = {
  id: ID,
  label: 'Bio-Logic EC-Lab log .mpl',
  sniff: (head) => /^(?:EC|BT)-Lab LOG FILE/i.test(decodeText(head.subarray(0, 256)).text),
  read: (bytes, name) => [readMpl(bytes, name)],
};

/** The facts of a log under the names of the `.mpr` reader, as a dataset without columns. */
function readMpl(bytes: Uint8Array, name: string): Dataset {
  const findings: Finding[] = [];
  const header = readMptHeader(bytes, findings);
  const lines = decodeText(bytes).text.split(/\r\n|\n|\r/);
  const text = (pattern: RegExp) =>
    lines.map((line) => pattern.exec(line)?.[1]?.trim()).find((found) => found !== undefined) ?? null;
  return {
    technique: header.technique?.technique ?? 'unknown',
    columns: [],
    meta: {
      ...header.meta,
      dataFile: text(/^\tFile : (.*)$/),
      settingsFile: text(/^Loaded Setting File : (.*)$/),
    },
    provenance: provenanceOf(ID, name, bytes, instrumentOf(header.device)),
    findings: [...findings, noRows('the file is a log')],
  };
}

/** A file of EC-Lab that says what was done and holds no measurement. */
export function noRows(what: string): Finding {
  return { severity: 'info', code: 'no-rows', message: `${what}: it says what was set and holds no rows` };
}

export function instrumentOf(device: string | null): string {
  return device === null ? 'Bio-Logic' : `Bio-Logic ${device}`;
}
