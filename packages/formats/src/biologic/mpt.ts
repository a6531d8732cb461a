import {
  type Column,
  type Dataset,
  decodeText,
  type Finding,
  numbers,
  readNumberTable,
  type Table,
  type Technique,
} from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { distinct, nameVoltage } from './columns.ts';
import { deriveColumns } from './derive-columns.ts';
import { derivedColumn, valuesOf } from '../lazy-column.ts';
import { instrumentOf } from './log-file.ts';
import { localTime, readMptHeader } from './mpt-header.ts';
import { findTable, looksLikeMpt } from './mpt-table.ts';
import { scanRate } from '../scan-rate.ts';
import { columnMeaning } from './vocabulary.ts';

/** Text export of EC-Lab and BT-Lab, `.mpt` or `.txt` (docs/formats/biologic.md). */
export const mptReader: Reader = {
  id: 'biologic-mpt',
  label: 'Bio-Logic EC-Lab text export .mpt',
  sniff: looksLikeMpt,
  read: (bytes, name) => [readMpt(bytes, name)],
};

/**
 * The table of a text export in SI, its header facts under the names of the `.mpr` reader.
 *
 * @throws {FormatError} when the file ends within its header or has no line of column names
 */
function readMpt(bytes: Uint8Array, file: string): Dataset {
  const findings: Finding[] = [];
  const place = findTable(bytes, file, findings);
  const header = readMptHeader(bytes.subarray(0, place.headerEnd), findings);
  const { model, loops, device } = header;
  const table = readNumberTable(bytes.subarray(0, place.end), {
    columns: place.cells,
    firstLine: place.firstLine,
    delimiter: '\t',
    decimal: place.decimal,
    encoding: decodeText(bytes.subarray(0, place.headerEnd)).encoding,
  });
  findings.push(...table.findings);
  const described = place.names.map((name, index): Column => {
    const values = valuesOf(table.columns[index] ?? new Float64Array(table.rows).fill(Number.NaN));
    const meaning = columnMeaning(name);
    const origin = model === undefined ? meaning.origin : 'modelled';
    if (!(values instanceof Float64Array))
      return { name: textName(name), unit: null, header: name, origin, values };
    const { scale, shift, unit } = meaning;
    if (scale !== 1 || shift !== 0)
      for (let row = 0; row < values.length; row++) values[row] = (values[row] ?? 0) * scale + shift;
    return { name: meaning.name, unit, header: name, origin, values };
  });
  const columns = distinct(nameVoltage(described, header.technique?.code === 'BCD'));
  const clock = clockTime(columns, header.meta['startLocal'], findings);
  const technique = header.technique?.technique ?? inferTechnique({ columns }, findings);
  const all = [...columns, ...clock];
  const sweeps = technique === 'cv' || technique === 'lsv';
  return {
    technique,
    columns: [...all, ...deriveColumns({ columns: all }, loops)],
    meta: {
      ...header.meta,
      ...(sweeps ? scanRate({ columns: all }, technique, header.meta['sequences'], findings) : {}),
      loops,
    },
    provenance: {
      ...provenanceOf('biologic-mpt', file, bytes, instrumentOf(device)),
      ...(model === undefined ? {} : { model }),
    },
    findings,
  };
}

/** `time/s` holds texts where the user exported absolute times. */
function textName(header: string): string {
  return header === 'time/s' ? 'timeLocal' : `${columnMeaning(header).name}Text`;
}

/** Seconds since the start of the acquisition from a column of absolute times; since its first row without a start. */
function clockTime(columns: readonly Column[], start: unknown, findings: Finding[]): Column[] {
  const texts = columns.find((column) => column.name === 'timeLocal')?.values;
  if (texts === undefined || texts instanceof Float64Array) return [];
  const seconds = Float64Array.from(texts, (text) => Date.parse(`${localTime(text) ?? 'none'}Z`) / 1000);
  const zero = typeof start === 'string' ? Date.parse(`${start}Z`) / 1000 : (seconds[0] ?? Number.NaN);
  const since = typeof start === 'string' ? 'the start of the acquisition' : 'the first row';
  findings.push({
    severity: 'info',
    code: 'absolute-time',
    message: `time_s counts from ${since}`,
    at: 'time/s',
  });
  return [derivedColumn('time_s', 's', () => seconds.map((value) => value - zero))];
}

/** A technique from the columns, for exports without a header. */
function inferTechnique(table: Table, findings: Finding[]): Technique {
  const has = (name: string) => numbers(table, name) !== undefined;
  const rests = numbers(table, 'mode')?.every((mode) => mode === 3) === true;
  let technique: Technique = 'unknown';
  if (has('freq_Hz') && has('zRe_Ohm')) technique = 'eis';
  else if (rests && !has('current_A') && !has('qIncrement_C')) technique = 'ocv';
  const message = `the header names no known technique; taken as ${technique} from the columns`;
  findings.push({ severity: 'warning', code: 'technique-inferred', message });
  return technique;
}
