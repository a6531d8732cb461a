import { type Dataset, decodeText, type Finding, type Json } from '@anodelab/data';
import { localDate } from '../clock/local-date.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { readZTable, rowFinding } from './z-table.ts';

const ID = 'zplot-z';
const SIGNATURE = /^\uFEFF?\s*"?(ZPLOT2 ASCII|ZPlotW Data File)/i;

/** Scribner ZPlot and ZView `.z`, with the header of ZPlot 3 or the quoted one of its predecessors (docs/formats/zplot.md). */
export const zplotReader: Reader = {
  id: ID,
  label: 'Scribner ZPlot .z',
  sniff: (head) => SIGNATURE.test(decodeText(head.subarray(0, 256)).text),
  read: (bytes, name) => [readZ(bytes, name)],
};

/** @throws {FormatError} when there is no row behind the header */
function readZ(bytes: Uint8Array, name: string): Dataset {
  const table = readZTable(bytes, name);
  const settings = readSettings(table.header);
  const text = (key: string) => (typeof settings[key] === 'string' ? settings[key] : null);
  const number = (key: string) => (typeof settings[key] === 'number' ? settings[key] : null);
  const findings: Finding[] = [...table.findings, ...rowFinding(number('Data Points'), table.rows)];
  const start = text('Date') === null ? undefined : localDate(text('Date') ?? '', text('Time') ?? '', 'Date');
  findings.push(...(start?.findings ?? []));
  return {
    technique: 'eis',
    columns: table.columns,
    meta: {
      techniqueName: text('Experiment Type'),
      startLocal: start?.iso ?? null,
      openCircuit_V: number('Open Circuit Potential (V)'),
      comments: userComments(table.header),
      settings,
    },
    provenance: provenanceOf(ID, name, bytes, 'Scribner ZPlot'),
    findings,
  };
}

/** `Key:  value` lines as written; the header states no units but the one in a key. */
function readSettings(header: readonly string[]): Record<string, Json> {
  const settings: Record<string, Json> = {};
  for (const line of header) {
    const [, key, value] = /^\s*([^:]+?):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined || key.startsWith('Begin ') || key.startsWith('End '))
      continue;
    const number = Number(value);
    if (!(key in settings)) settings[key] = value !== '' && Number.isFinite(number) ? number : value;
  }
  return settings;
}

function userComments(header: readonly string[]): string | null {
  const from = header.findIndex((line) => /^\s*Begin User Comments/i.test(line));
  const to = header.findIndex((line) => /^\s*End User Comments/i.test(line));
  if (from < 0 || to <= from + 1) return null;
  return (
    header
      .slice(from + 1, to)
      .join('\n')
      .trim() || null
  );
}
