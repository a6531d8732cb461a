import { type Column, type Dataset, type Finding, rowCount, type Technique } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { scanRate } from '../scan-rate.ts';
import { lastLineEnd, readTextBlock } from '../text-block.ts';
import { dtaColumns } from './dta-columns.ts';
import { type DtaFile, type DtaTable, looksLikeDta, readDtaFile } from './dta-file.ts';
import { currentConvention, dtaMeta, tagOf } from './dta-settings.ts';

const ID = 'gamry-dta';

/** Gamry Framework `.DTA`, one dataset per table (docs/formats/gamry.md). */
export const gamryReader: Reader = {
  id: ID,
  label: 'Gamry .DTA',
  sniff: (head) => looksLikeDta(head),
  read: (bytes, name) => readDta(bytes, name),
};

/**
 * Every table of a `.DTA` file in SI. A file that was cut within its header gives its settings in a dataset without
 * columns.
 *
 * @throws {FormatError} when the file does not begin with `EXPLAIN`
 */
function readDta(bytes: Uint8Array, name: string): Dataset[] {
  const file = readDtaFile(bytes, name);
  const shared: Finding[] = [...lastLineEnd(bytes)];
  const meta = dtaMeta(file, shared);
  if (meta['aborted'] === true)
    shared.push(
      finding('info', 'experiment-aborted', 'the experiment was aborted: the last table is not complete'),
    );
  const provenance = provenanceOf(ID, name, bytes, device(meta['device']));
  const tables = file.tables.filter(({ headers }) => headers.length > 0);
  if (tables.length === 0) {
    const message = 'the file has a header and no table: it was cut, or nothing was measured';
    return [
      {
        technique: techniqueOf(tagOf(file), undefined),
        columns: [],
        meta,
        provenance,
        findings: [...shared, finding('warning', 'no-table', message)],
      },
    ];
  }
  return tables.map((table) => {
    const findings = [...shared];
    const technique = techniqueOf(tagOf(file), table);
    const columns = readColumns(bytes, file, table, findings);
    return {
      technique,
      columns,
      meta: { ...meta, table: table.name, ...sweepFacts(technique, columns, meta['scanRate_V_s'], findings) },
      provenance,
      findings,
    };
  });
}

function readColumns(bytes: Uint8Array, file: DtaFile, table: DtaTable, findings: Finding[]): Column[] {
  const numbers = readTextBlock(bytes, table.rows, {
    // The tab at the start of a row makes an empty first cell.
    columns: table.headers.length + 1,
    delimiter: '\t',
    decimal: file.decimal,
    encoding: file.encoding,
    kinds: [
      'number',
      ...table.headers.map((header) => (header === 'Over' ? 'text' : 'auto') as 'text' | 'auto'),
    ],
  });
  findings.push(...numbers.findings);
  const { declaredRows, strayRows } = table;
  if (declaredRows !== null && declaredRows !== numbers.rows) {
    const message = `${table.name} announces ${declaredRows} rows, ${numbers.rows} found and kept`;
    findings.push(finding('warning', 'records-missing', message, table.name));
  }
  if (strayRows > 0) {
    const message = `${strayRows} lines behind the rows of ${table.name} do not begin with a tab: left out`;
    findings.push(finding('warning', 'lines-left-out', message, table.name));
  }
  const convention = currentConvention(file);
  const turned = convention === 'cathodic positive';
  const columns = dtaColumns(table, numbers.columns.slice(1), turned, findings);
  const hasCurrent = columns.some(({ name }) => name.startsWith('current'));
  if (hasCurrent && turned) {
    const message =
      'the file counts cathodic currents as positive: their sign was turned, positive is anodic';
    findings.push(finding('info', 'current-sign-turned', message, 'CONVENTION'));
  } else if (hasCurrent && convention === undefined) {
    const message =
      'the header states no current convention: currents are as written, taken as anodic positive';
    findings.push(finding('info', 'current-sign-assumed', message));
  }
  return [...columns, ...cycleColumn(table.name, numbers.rows)];
}

/** `CURVE3` of a file is its third cycle. */
function cycleColumn(name: string, rows: number): Column[] {
  const cycle = /^CURVE(\d+)$/.exec(name)?.[1];
  if (cycle === undefined) return [];
  const values = new Float64Array(rows).fill(Number(cycle));
  return [{ name: 'cycle', unit: '1', header: null, origin: 'vendor', values }];
}

function sweepFacts(technique: Technique, columns: readonly Column[], set: unknown, findings: Finding[]) {
  if ((technique !== 'cv' && technique !== 'lsv') || rowCount({ columns }) === 0) return {};
  return scanRate({ columns }, technique, typeof set === 'number' ? [{ scanRate_V_s: set }] : null, findings);
}

/** Gamry's experiment tags; the open-circuit curve before an experiment and spectra tell themselves. */
const TECHNIQUES: readonly (readonly [RegExp, Technique])[] = [
  [/EIS/, 'eis'],
  [/^(CV|CYCPOL|FASTCV)/, 'cv'],
  [/^(LSV|LINEAR|POTENTIODYNAMIC|POLRES|TAFEL)/, 'lsv'],
  [/^(CORPOT|OCV|ESOC)/, 'ocv'],
  [/^(CHRONOA|POTENTIOSTATIC)/, 'ca'],
  [/^(CHRONOP|GALVANOSTATIC)/, 'cp'],
  [/^(PWR|CCD|CHARGE|DISCHARGE)/, 'cycling'],
];

function techniqueOf(tag: string, table: DtaTable | undefined): Technique {
  if (table?.name.startsWith('OCV') === true) return 'ocv';
  if (table?.headers.includes('Zreal') === true) return 'eis';
  return TECHNIQUES.find(([pattern]) => pattern.test(tag))?.[1] ?? 'unknown';
}

function device(name: unknown): string {
  return typeof name === 'string' ? `Gamry ${name}` : 'Gamry';
}

function finding(severity: Finding['severity'], code: string, message: string, at?: string): Finding {
  return at === undefined ? { severity, code, message } : { severity, code, message, at };
}
