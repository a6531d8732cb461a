import {
  type Column,
  type Dataset,
  decodeText,
  type Finding,
  FormatError,
  findColumn,
  type Json,
  type Technique,
} from '@anodelab/data';
import { nameColumns } from '../delimited/name-columns.ts';
import { localDate } from '../clock/local-date.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { statedNumber } from '../si-column.ts';
import { lastLineEnd, nextLine, readTextBlock } from '../text-block.ts';

const ID = 'chi-txt';
/** Bytes in which the model and the line of column names must stand. */
const HEAD = 65536;
const MODEL = /^Instrument Model:\s*(CHI.*?)\s*$/m;
/** `Potential/V, Current/A`: names with a unit behind a slash and nothing else. */
const COLUMN_LINE = /^[^=:,\t]+\/[^\s,=:]+(?:\s*[,\t ]\s*[^=:,\t/]+\/[^\s,=:]+)+\s*$/;

/** CH Instruments text export (docs/formats/chi.md). */
export const chiReader: Reader = {
  id: ID,
  label: 'CH Instruments text export',
  sniff: (head) => MODEL.test(decodeText(head.subarray(0, 4096)).text),
  read: (bytes, name) => [readChi(bytes, name)],
};

/**
 * The table of a CHI text export in SI, its parameters in `meta.settings`.
 *
 * @throws {FormatError} when no line of column names is there
 */
function readChi(bytes: Uint8Array, name: string): Dataset {
  const place = findColumnLine(bytes, name);
  const { text, encoding } = decodeText(bytes.subarray(0, place.from));
  const lines = text.split(/\r\n|\n|\r/);
  const findings: Finding[] = [...lastLineEnd(bytes)];
  const delimiter = place.line.includes(',') ? ',' : place.line.includes('\t') ? '\t' : ' ';
  const headers = place.line.split(delimiter === ' ' ? /\s+/ : delimiter).map((header) => header.trim());
  const table = readTextBlock(
    bytes,
    { from: place.from, to: bytes.length, firstLine: place.lines },
    { columns: headers.length, delimiter, encoding, kinds: headers.map(() => 'number' as const) },
  );
  const { columns, findings: naming } = nameColumns(headers, table.columns);
  findings.push(...table.findings, ...naming);
  if (table.rows === 0) {
    const message = 'the file has parameters and no rows: it was cut, or nothing was measured';
    findings.push({ severity: 'warning', code: 'no-table', message });
  }
  const techniqueName = lines[1]?.trim() ?? '';
  const technique = techniqueOf(techniqueName);
  const [date = '', time = ''] = lines[0]?.trim().split(/\s{2,}/) ?? [];
  const start = localDate(date, time, 'line 1');
  findings.push(...start.findings, ...signFindings(columns));
  const settings = readSettings(lines);
  const model = MODEL.exec(text)?.[1] ?? null;
  return {
    technique,
    columns,
    meta: {
      techniqueName: techniqueName || null,
      startLocal: start.iso,
      device: model,
      sample: valueOf(lines, 'Header'),
      comments: valueOf(lines, 'Note'),
      dataSource: valueOf(lines, 'Data Source'),
      scanRate_V_s: numberIn(settings, 'Scan Rate (V/s)'),
      settings,
    },
    provenance: provenanceOf(ID, name, bytes, model === null ? 'CH Instruments' : `CH Instruments ${model}`),
    findings,
  };
}

interface ColumnLine {
  readonly line: string;
  /** Offset behind the line. */
  readonly from: number;
  /** Lines up to it. */
  readonly lines: number;
}

function findColumnLine(bytes: Uint8Array, name: string): ColumnLine {
  let lines = 0;
  for (let at = 0; at < Math.min(bytes.length, HEAD); ) {
    const next = nextLine(bytes, at);
    const line = decodeText(bytes.subarray(at, next)).text.replace(/[\r\n]+$/, '');
    lines++;
    if (COLUMN_LINE.test(line)) return { line, from: next, lines };
    at = next;
  }
  throw new FormatError(
    name,
    'expected a line of column names such as "Potential/V, Current/A", found none',
    `line ${lines}`,
  );
}

/** `Init E (V) = 0` with its number in SI; `Imp SF` alone is a switch. */
function readSettings(lines: readonly string[]): Record<string, Json> {
  const settings: Record<string, Json> = {};
  for (const line of lines) {
    const [, label, value] = /^([^=:]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    if (label === undefined || value === undefined) continue;
    const written = Number(value);
    const unit = /\(([^()]*)\)$/.exec(label)?.[1] ?? null;
    settings[label] = value !== '' && Number.isFinite(written) ? { ...statedNumber(written, unit) } : value;
  }
  return settings;
}

function numberIn(settings: Readonly<Record<string, Json>>, label: string): number | null {
  const found = settings[label];
  const isStated = found !== null && typeof found === 'object' && 'value' in found;
  return isStated && typeof found['value'] === 'number' ? found['value'] : null;
}

function valueOf(lines: readonly string[], key: string): string | null {
  const line = lines.find((candidate) => candidate.startsWith(`${key}:`));
  return line?.slice(key.length + 1).trim() || null;
}

/** CHI counts cathodic currents as positive unless the user chose otherwise, and the file does not say which. */
function signFindings(columns: readonly Column[]): Finding[] {
  const current = findColumn({ columns }, 'current_A');
  if (current === undefined) return [];
  const message =
    'the file does not say whether anodic or cathodic currents are positive: kept as written; of a voltammogram the loop is looked at';
  return [{ severity: 'info', code: 'current-sign-unknown', message, at: current.header ?? 'current_A' }];
}

const TECHNIQUES: readonly (readonly [RegExp, Technique])[] = [
  [/^A\.?C\.? Impedance|^Impedance/i, 'eis'],
  [/^Cyclic Voltammetry/i, 'cv'],
  [/^(Linear Sweep Voltammetry|Tafel)/i, 'lsv'],
  [/^Open Circuit Potential/i, 'ocv'],
  [/^(Amperometric|Chronoamperometry|Chronocoulometry|Bulk Electrolysis)/i, 'ca'],
  [/^(Chronopotentiometry|Multi-Current Steps)/i, 'cp'],
];

function techniqueOf(name: string): Technique {
  return TECHNIQUES.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
}
