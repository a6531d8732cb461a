import {
  type Column,
  type Dataset,
  decodeText,
  detectEncoding,
  type Finding,
  FormatError,
  type Json,
  numbers,
} from '@anodelab/data';
import { type DateOrder, localIso } from '../clock/local-iso.ts';
import { buildColumns } from '../cycler-table/build-columns.ts';
import { stated } from '../cycler-table/facts.ts';
import { headLines, isText } from '../cycler-table/head-lines.ts';
import { type Facts, keyValues } from '../cycler-table/key-values.ts';
import { findHeader, readTextTable } from '../cycler-table/text-table.ts';
import { provenanceOf, type Reader } from '../reader.ts';
import { NOVONIX, stepTypeWord } from './vocabulary.ts';

const ID = 'novonix-csv';

/** Bytes in which the file says what it is. */
const FIRST_LINES = 1000;

/** Bytes in which the data section begins: a protocol is one line of JSON. */
const HEAD_LENGTH = 4 << 20;

/** Novonix UHPC and HPC: a summary, a protocol and the data, each in its section (docs/formats/novonix.md). */
export const novonixCsv: Reader = {
  id: ID,
  label: 'Novonix UHPC and HPC (.csv)',
  sniff: (head) =>
    isText(head) && /^Novonix U?HPC data file/im.test(decodeText(head.subarray(0, FIRST_LINES)).text),
  read(bytes, name): readonly Dataset[] {
    const lines = headLines(bytes, HEAD_LENGTH);
    const data = lines.findIndex((line) => /^\[Data\]$/i.test(line.trim()));
    if (data < 0 && lines.some((line) => /^\[Summary\]$/i.test(line.trim())))
      throw new FormatError(name, 'expected a section [Data], found none: the file is cut');
    const found = findHeader(lines.slice(data + 1), isNovonixHeader);
    if (found === undefined) {
      throw new FormatError(name, 'expected column names, found none', `line ${data + 2}`);
    }
    const place = { ...found, headerLine: data + 1 + found.headerLine };
    const { encoding, findings } = detectEncoding(bytes);
    const table = readTextTable(bytes, lines, place, name, { encoding });
    const built = buildColumns(place.headers, table.columns, NOVONIX);
    const facts = keyValues(section(lines, 'Summary'));
    const isOld = lines.slice(0, 20).some((line) => /^Novonix HPC/i.test(line));
    const meta = metaOf(facts, built.dateOrder);
    const protocol = protocolOf(section(lines, 'Protocol'));
    return [
      {
        technique: 'cycling',
        columns: [...built.columns, ...stepTypes(built.columns, isOld)],
        meta: {
          ...meta.facts,
          sections: lines.slice(0, data + 1).filter((line) => SECTION.test(line.trim())),
          ...(protocol !== null && { protocol }),
          header: facts,
        },
        provenance: provenanceOf(ID, name, bytes, instrumentOf(facts, isOld)),
        findings: [...findings, ...table.findings, ...built.findings, ...meta.findings],
      },
    ];
  },
};

/** Marks of the sections; an older protocol has many lines of its own in brackets. */
const SECTION = /^\[(End )?(Summary|Protocol|Data)\]$/i;

function isNovonixHeader(cells: readonly string[]): boolean {
  const has = (pattern: RegExp) => cells.some((cell) => pattern.test(cell));
  return has(/^run.?time/i) && has(/^(potential|(cell )?voltage)\b/i);
}

function instrumentOf(facts: Facts, isOld: boolean): string {
  return facts['Version'] === undefined ? 'Novonix' : `Novonix ${isOld ? 'HPC' : 'UHPC'} ${facts['Version']}`;
}

/** The lines of a section, up to its end or the next section. */
function section(lines: readonly string[], title: string): readonly string[] {
  const start = lines.findIndex((line) => line.trim().toLowerCase() === `[${title.toLowerCase()}]`);
  if (start < 0) return [];
  const end = lines.findIndex((line, i) => i > start && SECTION.test(line.trim()));
  return lines.slice(start + 1, end < 0 ? lines.length : end);
}

/** The protocol of newer files as it stands in JSON, of older ones as text; null where there is none. */
function protocolOf(lines: readonly string[]): Json {
  const text = lines.join('\n').trim();
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The kinds of step in words; older files write the code under `Step Number`. */
function stepTypes(columns: readonly Column[], isOld: boolean): readonly Column[] {
  const codes = numbers({ columns }, 'stepTypeCode') ?? (isOld ? numbers({ columns }, 'stepId') : undefined);
  if (codes === undefined) return [];
  const values = Array.from(codes, stepTypeWord);
  return [{ name: 'stepType', unit: null, header: null, origin: 'derived', values }];
}

/** What Novonix fills in where nobody did. */
const UNTOUCHED = 1;

function metaOf(
  facts: Facts,
  order: DateOrder | undefined,
): { facts: { [key: string]: Json }; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const amount = (key: string, factor: number): number | undefined => {
    const value = Number.parseFloat(facts[key] ?? '');
    if (!(value > 0)) return undefined;
    if (value !== UNTOUCHED) return value * factor;
    const message = `${key} is ${facts[key]}, as in a form that nobody filled in: taken as not given`;
    findings.push({ severity: 'info', code: 'default-value', message, at: key });
    return undefined;
  };
  const ampereHours = Number.parseFloat(facts['Capacity (Ah)'] ?? '');
  return {
    facts: stated({
      startLocal: localIso(facts['Started'] ?? '', order),
      sample: facts['CellID'] ?? facts['Cell']?.replace(/\.csv$/i, ''),
      description: facts['Description'],
      schedule: facts['Protocol'],
      channel: facts['Channel'],
      activeMass_kg: amount('Mass (g)', 1e-3),
      area_m2: amount(facts['Area (cm2)'] === undefined ? 'Area (cm^2)' : 'Area (cm2)', 1e-4),
      nominalCapacity_C: ampereHours > 0 ? ampereHours * 3600 : undefined,
    }),
    findings,
  };
}
