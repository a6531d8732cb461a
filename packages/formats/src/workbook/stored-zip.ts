import { FormatError } from '@anodelab/data';
import { inflateSync, zipSync } from 'fflate';
import type { ZipEntry } from './list-zip.ts';

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
 * meets no damage. No part becomes larger than the directory states.
 *
 * @throws {FormatError} when a part is damaged, cut, encrypted or packed in an unknown way
 */
export function storedZip(bytes: Uint8Array, entries: readonly ZipEntry[], name: string): Uint8Array {
  const parts = entries.map((entry) => [entry.name, unpack(bytes, entry, name)] as const);
  return zipSync(Object.fromEntries(parts), { level: 0 });
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
    if (entry.method === DEFLATED) content = inflateSync(packed, { out: new Uint8Array(entry.unpacked) });
    else if (entry.method === STORED) content = packed;
    else throw new RangeError(`packed by method ${entry.method}`);
  } catch (error) {
    throw fail(`cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) {
    throw fail('is damaged: its length or checksum differs');
  }
  return content;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
