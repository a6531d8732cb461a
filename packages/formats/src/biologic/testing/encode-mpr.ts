import { columnIds, flagChannels, storedBytes } from '../column-ids.ts';

/** A column of a made file: its id and its numbers as stored; flag channels share one byte. */
interface MadeColumn {
  readonly id: number;
  readonly values: readonly number[];
  /** Bytes per value, where they are not those of the table of ids. */
  readonly width?: 1 | 2 | 4 | 8;
}

export interface MadeFile {
  /** Headers of EC-Lab 11.50 and later; the older ones otherwise. */
  readonly long: boolean;
  readonly columns: readonly MadeColumn[];
  readonly techniqueId?: number;
  /** First rows of the loops. */
  readonly loops?: readonly number[];
  /** Sequence table: parameters and the packed rows. */
  readonly sequences?: { readonly parameters: number; readonly rows: readonly Uint8Array[] };
  /** Bytes written into the settings module at fixed places, such as masses. */
  readonly settings?: readonly (readonly [at: number, bytes: Uint8Array])[];
  /** Start as an OLE date: days since 1899-12-30. */
  readonly startOle?: number;
  /** Name with unit of Analog IN 1, in an ExtDev module. */
  readonly analogIn1?: string;
}

/** A small `.mpr` file of either layout, written from docs/formats/biologic.md alone. For tests only. */
export function encodeMpr(file: MadeFile): Uint8Array {
  const magic = new Uint8Array(52);
  magic.set(latin('BIO-LOGIC MODULAR FILE\x1a'.padEnd(48)));
  const parts = [
    magic,
    ...module(file, 'VMP Set', 10, settingsModule(file)),
    ...module(file, 'VMP data', file.long ? 11 : 3, dataModule(file)),
  ];
  if (file.startOle !== undefined) parts.push(...module(file, 'VMP LOG', 10, logModule(file.startOle)));
  if (file.loops !== undefined)
    parts.push(...module(file, 'VMP loop', 10, loopModule(file.loops, rowsOf(file))));
  if (file.analogIn1 !== undefined)
    parts.push(...module(file, 'VMP ExtDev', 10, extDevModule(file.analogIn1)));
  return join(parts);
}

/** A 32-bit float, little-endian. */
export function float32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return bytes;
}

/** An unsigned 32-bit integer, little-endian. */
export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Bytes of several parts in one array. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function module(file: MadeFile, name: string, version: number, data: Uint8Array): Uint8Array[] {
  const names = latin(`MODULE${name.padEnd(10)}${name.padEnd(25)}`);
  const date = latin('01/02/24');
  if (file.long)
    return [names, uint32(0xffffffff), uint32(data.length), uint32(0), uint32(version), date, data];
  return [names, uint32(data.length), uint32(version), date, data];
}

function dataModule(file: MadeFile): Uint8Array {
  const idsAt = file.long ? 6 : 5;
  const head = new Uint8Array(file.long ? 1007 : 406);
  const view = new DataView(head.buffer);
  view.setUint32(0, rowsOf(file), true);
  if (file.long) view.setUint16(4, file.columns.length, true);
  else view.setUint8(4, file.columns.length);
  file.columns.forEach(({ id }, index) => view.setUint16(idsAt + 2 * index, id, true));
  return join([head, ...Array.from({ length: rowsOf(file) }, (_, row) => recordBytes(file, row))]);
}

function recordBytes(file: MadeFile, row: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let flags: Uint8Array | undefined;
  for (const { id, values, width } of file.columns) {
    const value = values[row] ?? 0;
    const flag = flagChannels.get(id);
    if (flag === undefined) {
      parts.push(valueBytes(id, value, width));
      continue;
    }
    if (flags === undefined) parts.push((flags = new Uint8Array(1)));
    flags[0] = (flags[0] ?? 0) | (value << flag.shift);
  }
  return join(parts);
}

function valueBytes(id: number, value: number, width: number | undefined): Uint8Array {
  const type = width === undefined ? columnIds.get(id)?.type : undefined;
  const bytes = new Uint8Array(width ?? (type === undefined ? 4 : storedBytes[type]));
  const view = new DataView(bytes.buffer);
  if (type === 'u16') view.setUint16(0, value, true);
  else if (type === 'u32') view.setUint32(0, value, true);
  else if (bytes.length === 8) view.setFloat64(0, value, true);
  else if (bytes.length === 4) view.setFloat32(0, value, true);
  else view.setUint8(0, value);
  return bytes;
}

function settingsModule(file: MadeFile): Uint8Array {
  const tableAt = file.long ? 0x1847 : 0x1845;
  const rows = file.sequences?.rows ?? [];
  const rowLength = rows[0]?.length ?? 0;
  const bytes = new Uint8Array(tableAt + 4 + rows.length * rowLength + 410);
  const view = new DataView(bytes.buffer);
  bytes[0] = file.techniqueId ?? 0x06;
  for (const [at, part] of file.settings ?? []) bytes.set(part, at);
  view.setUint16(tableAt, rows.length, true);
  view.setUint16(tableAt + 2, file.sequences?.parameters ?? 0, true);
  rows.forEach((row, index) => bytes.set(row, tableAt + 4 + index * rowLength));
  return bytes;
}

function logModule(startOle: number): Uint8Array {
  const bytes = new Uint8Array(1100);
  new DataView(bytes.buffer).setFloat64(585, startOle, true);
  bytes[9] = 4;
  bytes.set(pascal('11.50'), 0x3b7);
  bytes.set(pascal('0815'), 0x3cf);
  return bytes;
}

function loopModule(loops: readonly number[], rows: number): Uint8Array {
  return join([uint32(loops.length + 1), ...loops.map(uint32), uint32(rows)]);
}

function extDevModule(name: string): Uint8Array {
  const bytes = new Uint8Array(0x1bb);
  bytes.set(pascal(name), 0x36);
  return bytes;
}

function rowsOf(file: MadeFile): number {
  return file.columns[0]?.values.length ?? 0;
}

function pascal(text: string): Uint8Array {
  return join([Uint8Array.of(text.length), latin(text)]);
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
