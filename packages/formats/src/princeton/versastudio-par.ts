import {
  type Column,
  type Dataset,
  decodeText,
  type Finding,
  FormatError,
  type Json,
  type Technique,
} from '@anodelab/data';
import { localDate } from '../clock/local-date.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { siColumn, uniqueNames } from '../si-column.ts';
import { nextLine, readTextBlock } from '../text-block.ts';
import { techniqueByRows } from './parstat-text.ts';

const ID = 'versastudio-par';

/** Princeton Applied Research VersaStudio `.par` saved as text, one dataset per segment (docs/formats/parstat.md). */
export const parReader: Reader = {
  id: ID,
  label: 'Princeton VersaStudio .par',
  sniff(head) {
    const text = decodeText(head).text;
    return /^\uFEFF?(<Application>|VersaStudio)/.test(text) && /^<(Segment|Action|Instrument)/m.test(text);
  },
  read: (bytes, name) => readPar(bytes, name),
};

/** Canonical names and the units that the format implies where a name carries none. */
const COLUMNS: Readonly<Record<string, readonly [base: string, unit?: string]>> = {
  'Segment #': ['stepId', '1'],
  'Point #': ['record', '1'],
  E: ['ewe'],
  I: ['current'],
  'Elapsed Time': ['time'],
  'E Applied': ['control'],
  'ADC Sync Input': ['auxiliary'],
  'Current Range': ['iRange'],
  Frequency: ['freq'],
  'Z Real': ['zRe', 'Ohm'],
  'Z Imag': ['zIm', 'Ohm'],
};

interface Section {
  readonly name: string;
  readonly facts: Record<string, string>;
  readonly columns: readonly string[];
  readonly rows: { from: number; to: number; firstLine: number };
}

/**
 * Every segment of a `.par` file in SI.
 *
 * @throws {FormatError} when no segment defines its columns
 */
function readPar(bytes: Uint8Array, name: string): Dataset[] {
  const sections = readSections(bytes);
  const segments = sections.filter(({ columns }) => columns.length > 0);
  if (segments.length === 0)
    throw new FormatError(name, 'expected a segment with a "Definition=" of its columns, found none');
  const facts = (section: string) => sections.find((each) => each.name === section)?.facts ?? {};
  const { DateAcquired = '', TimeAcquired = '' } = facts('Experiment');
  const start = localDate(DateAcquired.replace(/^\p{L}+, /u, ''), TimeAcquired, 'Experiment');
  const actions = sections.filter((each) => /^Action\d+$/.test(each.name) && each.facts['Name'] !== 'Common');
  const model = facts('Instrument')['Model'] ?? null;
  return segments.map((segment) => {
    const findings: Finding[] = [...start.findings];
    const columns = readColumns(bytes, segment, findings);
    return {
      technique: techniqueOf(actions, columns),
      columns,
      meta: {
        table: segment.name,
        startLocal: start.iso,
        device: model,
        techniqueName: actions.map((action) => action.facts['Name'] ?? '').join(', ') || null,
        actions: actions.map((action): Json => action.facts),
      },
      provenance: provenanceOf(
        ID,
        name,
        bytes,
        model === null ? 'Princeton Applied Research' : `Princeton ${model}`,
      ),
      findings,
    };
  });
}

/** `<Name>`, `key=value` lines, and in segments rows of numbers behind the definition of their columns. */
function readSections(bytes: Uint8Array): Section[] {
  const decoder = new TextDecoder('windows-1252');
  const sections: Section[] = [];
  let line = 0;
  for (let at = 0; at < bytes.length; line++) {
    const next = nextLine(bytes, at);
    const text = decoder.decode(bytes.subarray(at, next)).trim();
    const opened = /^<([A-Za-z]+\d*)>$/.exec(text)?.[1];
    const section = sections.at(-1);
    const [, key, value] = /^([^=<]+?)=(.*)$/.exec(text) ?? [];
    if (opened !== undefined) {
      sections.push({
        name: opened,
        facts: {},
        columns: [],
        rows: { from: next, to: next, firstLine: line + 1 },
      });
    } else if (section !== undefined && key === 'Definition' && value !== undefined) {
      sections[sections.length - 1] = {
        ...section,
        columns: definedColumns(value),
        rows: { from: next, to: next, firstLine: line + 1 },
      };
    } else if (section !== undefined && section.columns.length > 0 && /^[-+\d]/.test(text)) {
      section.rows.to = next;
    } else if (section !== undefined && key !== undefined && value !== undefined) {
      section.facts[key] ??= value;
    }
    at = next;
  }
  return sections;
}

/** Names between commas; a last one that is a number counts what is not there. */
function definedColumns(definition: string): string[] {
  const names = definition.split(',').map((name) => name.trim());
  return /^\d*$/.test(names.at(-1) ?? '') ? names.slice(0, -1) : names;
}

function readColumns(bytes: Uint8Array, { name, columns, rows }: Section, findings: Finding[]): Column[] {
  const kinds = columns.map(() => 'number' as const);
  const table = readTextBlock(bytes, rows, { columns: columns.length, delimiter: ',', kinds });
  findings.push(...table.findings);
  if (table.rows === 0) {
    const message = `${name} defines columns and holds no rows: they may be in a binary file beside this one`;
    findings.push({ severity: 'warning', code: 'no-table', message });
  }
  return uniqueNames(
    columns.map((header, index) => {
      const [, words = header, unit] = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(header) ?? [];
      const [base, implied] = COLUMNS[words] ?? [camelCase(words)];
      return siColumn({ base, unit: unit ?? implied ?? null, header }, table.columns[index] as Float64Array);
    }),
  );
}

function camelCase(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? ['column'];
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

const TECHNIQUES: readonly (readonly [RegExp, Technique])[] = [
  [/EIS|Impedance/i, 'eis'],
  [/Cyclic Voltammetry/i, 'cv'],
  [/Linear (Scan|Sweep)|Tafel/i, 'lsv'],
  [/Open Circuit/i, 'ocv'],
  [/Constant Current|Chronopotentiometry|Galvanostatic/i, 'cp'],
  [/Constant Potential|Chronoamperometry|Potentiostatic/i, 'ca'],
];

/** The technique of the only kind of action; of several, what the rows tell. */
function techniqueOf(actions: readonly Section[], columns: readonly Column[]): Technique {
  const byRows = techniqueByRows(columns);
  if (byRows !== 'unknown') return byRows;
  const kinds = new Set(
    actions.map(
      ({ facts }) => TECHNIQUES.find(([pattern]) => pattern.test(facts['Name'] ?? ''))?.[1] ?? 'unknown',
    ),
  );
  return kinds.size === 1 ? ([...kinds][0] ?? 'unknown') : 'unknown';
}
