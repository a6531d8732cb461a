import type { Finding, Json } from '@anodelab/data';
import { type MprModule, warning } from './modules.ts';
import {
  fieldBytes,
  fieldKind,
  fieldLabel,
  rowBytes,
  type SequenceLayout,
  sequenceLayouts,
} from './sequence-layouts.ts';
import { type Setting, sequenceSettings } from './sequence-settings.ts';
import { settingCode } from './setting-codes.ts';
import { typedDecimal } from './units.ts';

/** The table of sequences as it stands in a settings module. */
export interface SequenceTable {
  readonly at: number;
  readonly sequences: number;
  readonly parameters: number;
  readonly rowBytes: number;
}

/** Where the table stands: up to EC-Lab 11.18; 11.27 to 11.33; 11.36 to 11.46; 11.50 and BT-Lab. */
const tablePlaces = [0x572, 0x1845, 0x1846, 0x1847];
/** Bytes between the end of the table and the end of the module, in every file seen. */
const AFTER_TABLE = 410;

/** The table of sequences: the one place at which the rows have a whole, plausible length; undefined where none or several do. */
export function findSequenceTable(module: MprModule): SequenceTable | undefined {
  const view = new DataView(module.data.buffer, module.data.byteOffset, module.data.byteLength);
  const tables = tablePlaces.flatMap((at): SequenceTable[] => {
    if (at + 4 > view.byteLength) return [];
    const sequences = view.getUint16(at, true);
    const parameters = view.getUint16(at + 2, true);
    const row = (module.length - at - 4 - AFTER_TABLE) / sequences;
    const fits = sequences > 0 && Number.isInteger(row) && row >= parameters && row <= 4 * parameters;
    return fits ? [{ at, sequences, parameters, rowBytes: row }] : [];
  });
  return tables.length === 1 ? tables[0] : undefined;
}

/** Settings of every sequence in SI; rows of an unknown layout as their bytes in hex, with a finding. */
export function readSequences(
  module: MprModule,
  table: SequenceTable,
  techniqueId: number,
  findings: Finding[],
): Json[] {
  const { layout, wide } = findLayout(table, techniqueId);
  if (layout === undefined) {
    const message = `settings of technique 0x${techniqueId.toString(16)} (${table.parameters} parameters in ${table.rowBytes} bytes) are not decoded: kept as bytes`;
    findings.push({
      severity: 'info',
      code: 'settings-not-decoded',
      message,
      at: `byte ${module.at + table.at}`,
    });
  }
  const sequences: Json[] = [];
  for (let index = 0; index < table.sequences; index++) {
    const at = table.at + 4 + index * table.rowBytes;
    const row = module.data.subarray(at, at + table.rowBytes);
    if (row.length < table.rowBytes) break;
    if (layout === undefined) sequences.push({ bytes: row.length, raw: hex(row) });
    else sequences.push(sequenceSettings(readRow(row, layout, wide, module.at + at, findings)));
  }
  return sequences;
}

function findLayout(
  table: SequenceTable,
  techniqueId: number,
): { layout: SequenceLayout | undefined; wide: boolean } {
  for (const layout of sequenceLayouts) {
    if (!layout.techniques.includes(techniqueId) || layout.parameters !== table.parameters) continue;
    for (const wide of [false, true]) {
      if (rowBytes(layout, wide) === table.rowBytes) return { layout, wide };
    }
  }
  return { layout: undefined, wide: false };
}

function readRow(
  row: Uint8Array,
  layout: SequenceLayout,
  wide: boolean,
  at: number,
  findings: Finding[],
): Setting[] {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  const settings: Setting[] = [];
  let offset = 0;
  for (const field of layout.fields) {
    const bytes = fieldBytes(field, wide);
    const label = fieldLabel(field);
    if (fieldKind(field) === 'f') {
      const value = view.getFloat32(offset, true);
      settings.push({ label, value: Number.isNaN(value) ? 'pass' : typedDecimal(value) });
    } else {
      const code = bytes === 4 ? view.getUint32(offset, true) : view.getUint8(offset);
      settings.push({ label, value: codeText(label, code, settings.at(-1)?.label, at + offset, findings) });
    }
    offset += bytes;
  }
  return settings;
}

/** The text of a code; the number itself, with a finding, where the code is unknown. */
function codeText(
  label: string,
  code: number,
  before: string | undefined,
  at: number,
  findings: Finding[],
): number | string {
  const meaning = settingCode(label, code, before);
  if (meaning === 'number') return code;
  if (meaning === undefined) {
    findings.push(
      warning('setting-code-unknown', `code ${code} of "${label}" is not known: kept as the number`, at),
    );
    return code;
  }
  if (meaning.recalled) {
    findings.push(
      warning(
        'setting-code-not-verified',
        `code ${code} of "${label}" read as ${meaning.text}: not verified`,
        at,
      ),
    );
  }
  return meaning.text;
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexDigits[byte];
  return text;
}
