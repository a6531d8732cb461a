import { type Dataset, headerMeaning } from '@anodelab/data';
import { layoutOf, readTable } from '../delimited/read-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { readBdfParquet } from './bdf-parquet.ts';
import { bdfTechnique } from './bdf-technique.ts';
import { stepIndexFindings } from './step-index.ts';

const ID = 'bdf';
const PARQUET_MAGIC = 'PAR1';

/** Battery Data Format (ontology 1.3.0): CSV and Parquet, preferred labels and machine names, extra columns kept. */
export const bdfReader: Reader = {
  id: ID,
  label: 'Battery Data Format (BDF), CSV or Parquet',
  sniff: (head) => isParquet(head) || isBdfHeader(layoutOf(head)?.headers ?? []),
  read(bytes, name) {
    if (isParquet(bytes)) return readBdfParquet(bytes, name, ID);
    const { columns, findings } = readTable(bytes, name);
    const dataset: Dataset = {
      technique: bdfTechnique(columns),
      columns,
      meta: {},
      provenance: provenanceOf(ID, name, bytes, null),
      findings: [...findings, ...stepIndexFindings(columns)],
    };
    return [dataset];
  },
};

function isParquet(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === PARQUET_MAGIC;
}

/** Time, voltage and current, or frequency and impedance, by their names in the format. */
function isBdfHeader(headers: readonly string[]): boolean {
  const terms = new Set(headers.map((header) => headerMeaning(header).term?.bases[0]));
  return (
    ['time', 'voltage', 'current'].every((base) => terms.has(base)) ||
    ['freq', 'zRe', 'zIm'].every((base) => terms.has(base))
  );
}
