import { type Column, type Dataset, type Finding, FormatError, type Json } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { columnIds } from './column-ids.ts';
import { distinct, nameVoltage } from './columns.ts';
import { type RecordLayout, readRecordLayout, type StoredField } from './data-module.ts';
import { decodeBytes, decodeChannel, decodeField } from './decode-records.ts';
import { deriveColumns } from './derive-columns.ts';
import { readExtDev } from './ext-dev.ts';
import { lazyColumn } from '../lazy-column.ts';
import { readLog, readLoops } from './log.ts';
import { isMpr, type MprModule, readModules } from './modules.ts';
import { scanRate } from '../scan-rate.ts';
import { readSettings } from './settings.ts';
import { techniquesById } from './techniques.ts';
import { type ColumnMeaning, columnMeaning } from './vocabulary.ts';

/** Battery capacity determination: what EC-Lab calls Ewe is the voltage of the cell. */
const BCD = 0x88;

/** Bio-Logic EC-Lab and BT-Lab `.mpr`, both layouts (docs/formats/biologic.md). */
export const mprReader: Reader = {
  id: 'biologic-mpr',
  label: 'Bio-Logic EC-Lab .mpr',
  sniff: isMpr,
  read: (bytes, name) => [readMpr(bytes, name)],
};

/**
 * The records of an `.mpr` file in SI with its settings. Settings or log that are missing or unknown cost their facts,
 * never the data.
 *
 * @throws {FormatError} when there is no data module, or its records cannot be told apart
 */
function readMpr(bytes: Uint8Array, file: string): Dataset {
  const findings: Finding[] = [];
  const modules = readModules(bytes, file, findings);
  const find = (name: string): MprModule | undefined => modules.find((module) => module.name === name);
  const data = find('VMP data');
  if (data === undefined) {
    const names = modules.map((module) => module.name).join(', ');
    throw new FormatError(file, `expected a module "VMP data", found only ${names}`, `byte ${bytes.length}`);
  }
  const [set, log, loop, extDev] = [find('VMP Set'), find('VMP LOG'), find('VMP loop'), find('VMP ExtDev')];
  const settings = set === undefined ? missing('settings', findings) : readSettings(set, findings);
  const logged =
    log === undefined ? missing('log', findings, extDev === undefined ? UNFINISHED : '') : readLog(log);
  const loops = loop === undefined ? [] : readLoops(loop);
  const techniqueId = set?.data[0] ?? -1;

  const layout = readRecordLayout(data, file, findings);
  const columns = readColumns(
    layout,
    extDev === undefined ? new Map() : readExtDev(extDev),
    techniqueId === BCD,
  );
  const technique = techniquesById.get(techniqueId)?.technique ?? 'unknown';
  const sweeps = technique === 'cv' || technique === 'lsv';
  const serial = logged['deviceSerial'] ?? null;
  return {
    technique,
    columns: [...columns, ...deriveColumns({ columns }, loops)],
    meta: {
      ...settings,
      ...logged,
      ...(sweeps ? scanRate({ columns }, technique, settings['sequences'], findings) : {}),
      device: typeof serial === 'string' ? `SN ${serial}` : null,
      loops,
      savedDate: data.date,
    },
    provenance: provenanceOf('biologic-mpr', file, bytes, 'Bio-Logic'),
    findings,
  };
}

/** The columns of the file in SI. The channels of the flags byte unfold when they are asked for. */
function readColumns(
  layout: RecordLayout,
  analogInputs: ReadonlyMap<string, string>,
  cellVoltage: boolean,
): Column[] {
  const described = layout.fields.map((field) => {
    const named = field.header === null ? undefined : analogInputs.get(field.header);
    const meaning = named === undefined ? meaningOf(field) : columnMeaning(named);
    const origin = named === undefined ? meaning.origin : ('measured' as const);
    return { ...meaning, field, header: field.header, origin };
  });
  const flagsAt = layout.fields.find((field) => field.mask !== undefined)?.offset;
  const flags = flagsAt === undefined ? new Uint8Array() : decodeBytes(layout, flagsAt);
  return distinct(nameVoltage(described, cellVoltage)).map((column) => {
    const { name, unit, header, origin } = column;
    const { mask, shift = 0 } = column.field;
    if (mask !== undefined) {
      return lazyColumn(column, () => decodeChannel(flags, mask, shift));
    }
    return { name, unit, header, origin, values: decodeField(layout, column) };
  });
}

/** Meanings by column id, worked out once for all files. */
const meanings = new Map<number, ColumnMeaning>();

function meaningOf({ id, header }: StoredField): ColumnMeaning {
  if (header === null) return columnMeaning(`id ${id}`);
  const known = meanings.get(id);
  if (known !== undefined) return known;
  const fresh = columnMeaning(header);
  if (columnIds.has(id)) meanings.set(id, fresh);
  return fresh;
}

/** EC-Lab writes the log when a technique ends. */
const UNFINISHED = '; the run may still be going on, may have been cut short, or several runs were merged';

/** No facts, and a finding that says so. */
function missing(what: string, findings: Finding[], reason = ''): Record<string, Json> {
  findings.push({
    severity: 'info',
    code: `no-${what}`,
    message: `the file has no ${what} module: what it would say is unknown${reason}`,
  });
  return {};
}
