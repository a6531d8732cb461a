import { type Column, type Dataset, decodeText, splitLine, type Technique } from '@anodelab/data';
import { readTable } from '../delimited/read-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';

const ID = 'autolab-nova';
/** Names that only Nova writes: `WE(1).Potential (V)`, or `-Z''` beside `Z'` with the index of the point. */
const NOVA = /WE\(\d\)\.(Potential|Current) \(/;
const NOVA_SPECTRUM = /Index.*Frequency \(Hz\).*Z' \(.*-Z'' \(/;

/** Text export of Metrohm Nova 2: one line of column names above rows (docs/formats/autolab.md). */
export const novaReader: Reader = {
  id: ID,
  label: 'Metrohm Autolab Nova text export',
  sniff(head) {
    const line = decodeText(head.subarray(0, 4096)).text.split(/[\r\n]/, 1)[0] ?? '';
    return NOVA.test(line) || NOVA_SPECTRUM.test(line);
  },
  read: (bytes, name) => [readNova(bytes, name)],
};

/** @throws {FormatError} when there are no rows of numbers */
function readNova(bytes: Uint8Array, name: string): Dataset {
  const table = readTable(bytes, name);
  const headers = splitLine(table.columns.map(({ header }) => header ?? '').join('\t'), '\t');
  const columns = table.columns.map((column) => novaColumn(column, headers));
  return {
    technique: techniqueOf(columns),
    columns,
    meta: {},
    provenance: provenanceOf(ID, name, bytes, 'Metrohm Autolab'),
    findings: table.findings,
  };
}

/** Nova's scans are cycles; the potential that it applied is what it controlled. */
function novaColumn(column: Column, headers: readonly string[]): Column {
  if (column.header === 'Scan' && !headers.includes('Cycle'))
    return { ...column, name: 'cycle', unit: '1', origin: 'vendor' };
  if (column.header === 'Index') return { ...column, unit: '1' };
  if (column.header?.startsWith('Potential applied') === true) return { ...column, name: 'control_V' };
  return column;
}

function techniqueOf(columns: readonly Column[]): Technique {
  const has = (name: string) => columns.some((column) => column.name === name);
  if (has('freq_Hz')) return 'eis';
  if (!has('current_A')) return has('ewe_V') ? 'ocv' : 'unknown';
  const potential = columns.find(({ name }) => name === 'control_V' || name === 'ewe_V')?.values;
  return potential instanceof Float64Array && has('cycle') && has('control_V') ? 'cv' : 'unknown';
}
