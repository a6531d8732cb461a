import { FormatError } from '@anodelab/data';
import { inflate } from './inflate.ts';
import { END_LENGTH, END_SIGNATURE, ENTRY_LENGTH, ENTRY_SIGNATURE, type ZipEntry } from './list-zip.ts';

const LOCAL_LENGTH = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** CRC-32 of each byte (ISO 3309, reflected polynomial EDB88320). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * The same zip with nothing packed: every part unpacked, its length and checksum proved, so that what reads it next
 * meets no damage. No part may be larger than the directory states.
 *
 * @throws {FormatError} when a part is damaged, cut, encrypted or packed in an unknown way
 */
export function storedZip(bytes: Uint8Array, entries: readonly ZipEntry[], name: string): Uint8Array {
  const parts = entries.map((entry) => ({ entry, content: unpack(bytes, entry, name) }));
  const nameBytes = parts.map(({ entry }) => new TextEncoder().encode(entry.name));
  const names = nameBytes.reduce((sum, each) => sum + each.length, 0);
  const contents = parts.reduce((sum, { content }) => sum + content.length, 0);
  const size = contents + 2 * names + parts.length * (LOCAL_LENGTH + ENTRY_LENGTH) + END_LENGTH;
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const offsets: number[] = [];
  let at = 0;
  const put = (block: Uint8Array) => {
    out.set(block, at);
    at += block.length;
  };
  parts.forEach(({ entry, content }, i) => {
    const label = nameBytes[i] ?? new Uint8Array();
    offsets.push(at);
    view.setUint32(at, LOCAL_SIGNATURE, true);
    writeSizes(view, at + 14, entry.crc, content.length, label.length);
    at += LOCAL_LENGTH;
    put(label);
    put(content);
  });
  const directory = at;
  parts.forEach(({ entry, content }, i) => {
    const label = nameBytes[i] ?? new Uint8Array();
    view.setUint32(at, ENTRY_SIGNATURE, true);
    writeSizes(view, at + 16, entry.crc, content.length, label.length);
    view.setUint32(at + 42, offsets[i] ?? 0, true);
    at += ENTRY_LENGTH;
    put(label);
  });
  view.setUint32(at, END_SIGNATURE, true);
  view.setUint16(at + 8, parts.length, true);
  view.setUint16(at + 10, parts.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

function writeSizes(view: DataView, at: number, crc: number, size: number, nameLength: number): void {
  view.setUint32(at, crc, true);
  view.setUint32(at + 4, size, true);
  view.setUint32(at + 8, size, true);
  view.setUint16(at + 12, nameLength, true);
}

function unpack(bytes: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (what: string) =>
    new FormatError(name, `part ${entry.name} of the workbook ${what}`, `${entry.offset}`);
  if (entry.offset + LOCAL_LENGTH > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
    throw fail('is not where the directory says');
  }
  if (entry.isEncrypted) throw fail('is encrypted');
  const start =
    entry.offset +
    LOCAL_LENGTH +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > bytes.length) throw fail('is cut');
  const packed = bytes.subarray(start, start + entry.packed);
  let content: Uint8Array;
  try {
    if (entry.method === DEFLATED) content = inflate(packed, entry.unpacked);
    else if (entry.method === STORED) content = packed;
    else throw new RangeError(`packed by method ${entry.method}`);
  } catch (error) {
    throw fail(`cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (crc32(content) !== entry.crc) throw fail('is damaged: its checksum differs');
  return content;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
