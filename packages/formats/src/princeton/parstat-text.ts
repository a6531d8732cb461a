import { type Column, type Dataset, decodeText, numbers, type Technique } from '@anodelab/data';
import { readTable } from '../delimited/read-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';

const ID = 'parstat-txt';
/** Column names of VersaStudio that no other program writes together. */
const NAMES = ['Elapsed Time (s)', 'Potential (V)', 'Current (A)'];

/** Text export of Princeton Applied Research VersaStudio (docs/formats/parstat.md). */
export const parstatReader: Reader = {
  id: ID,
  label: 'Princeton VersaStudio text export',
  sniff(head) {
    const line = decodeText(head.subarray(0, 4096)).text.split(/[\r\n]/, 1)[0] ?? '';
    const names = line.split('\t').map((name) => name.trim());
    return NAMES.every((name) => names.includes(name));
  },
  read(bytes, name): Dataset[] {
    const { columns, findings } = readTable(bytes, name);
    const technique = techniqueByRows(columns);
    const provenance = provenanceOf(ID, name, bytes, 'Princeton Applied Research');
    return [{ technique, columns, meta: {}, provenance, findings }];
  },
};

/** Rows without an alternating signal have frequency 0: a spectrum among others makes the table mixed. */
export function techniqueByRows(columns: readonly Column[]): Technique {
  const frequency = numbers({ columns }, 'freq_Hz');
  const points = frequency?.filter((value) => value > 0).length ?? 0;
  if (frequency === undefined || points === 0) return 'unknown';
  return points === frequency.length ? 'eis' : 'mixed';
}
