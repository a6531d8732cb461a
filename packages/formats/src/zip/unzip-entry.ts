import { FormatError } from '@anodelab/data';
import { inflateSync } from 'fflate';
import { canDecompress, decompress } from '../decompress.ts';
import type { ZipEntry } from './list-zip.ts';

const LOCAL_LENGTH = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** Deflate packs 258 bytes into two bits at best (RFC 1951): more bytes out of one is a lie. */
const MAX_RATIO = 1032;

/** CRC-32 of each byte (ISO 3309, reflected polynomial EDB88320), for eight bytes at a time. */
const CRC_TABLES = Array.from({ length: 8 }, () => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  (CRC_TABLES[0] as Int32Array)[byte] = crc;
}
for (let byte = 0; byte < 256; byte++) {
  for (let slice = 1; slice < 8; slice++) {
    const before = CRC_TABLES[slice - 1]?.[byte] ?? 0;
    (CRC_TABLES[slice] as Int32Array)[byte] = (CRC_TABLES[0]?.[before & 0xff] ?? 0) ^ (before >>> 8);
  }
}

/**
 * The content of one part of a zip, its length and checksum proved. It never becomes larger than the entry states.
 *
 * @throws {FormatError} when the part is damaged, cut, encrypted or packed in an unknown way
 */
export function unzipEntry(bytes: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const packed = packedBytes(bytes, entry, name);
  if (entry.method === STORED) return proved(packed, entry, name);
  try {
    return proved(inflateSync(packed, { out: new Uint8Array(entry.unpacked) }), entry, name);
  } catch (error) {
    throw asFailure(error, entry, name);
  }
}

/** Smaller parts are unpacked faster here than handed to the platform. */
const LARGE = 1 << 16;

/**
 * What `unzipEntry` gives, with the platform's own unpacker for large parts, several at a time.
 *
 * @throws {FormatError} as `unzipEntry`
 */
export async function unzipLargeEntry(bytes: Uint8Array, entry: ZipEntry, name: string): Promise<Uint8Array> {
  if (entry.unpacked < LARGE || entry.method !== DEFLATED || !canDecompress())
    return unzipEntry(bytes, entry, name);
  const packed = packedBytes(bytes, entry, name);
  try {
    return proved(await decompress(packed, 'deflate-raw', entry.unpacked), entry, name);
  } catch (error) {
    throw asFailure(error, entry, name);
  }
}

function failure(entry: ZipEntry, name: string, what: string): FormatError {
  return new FormatError(name, `part ${entry.name} ${what}`, `byte ${entry.offset}`);
}

function asFailure(error: unknown, entry: ZipEntry, name: string): FormatError {
  if (error instanceof FormatError) return error;
  return failure(
    entry,
    name,
    `cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`,
  );
}

/** The bytes of the part as they are in the file. */
function packedBytes(bytes: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + LOCAL_LENGTH > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE) {
    throw failure(entry, name, 'is not where the directory says');
  }
  if (entry.isEncrypted) throw failure(entry, name, 'is encrypted');
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw failure(entry, name, `cannot be unpacked: packed by method ${entry.method}`);
  }
  const start =
    entry.offset +
    LOCAL_LENGTH +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > bytes.length) throw failure(entry, name, 'is cut');
  if (entry.unpacked > MAX_RATIO * entry.packed + MAX_RATIO) {
    throw failure(entry, name, `says that ${entry.packed} bytes unpack to ${entry.unpacked}`);
  }
  return bytes.subarray(start, start + entry.packed);
}

function proved(content: Uint8Array, entry: ZipEntry, name: string): Uint8Array {
  if (content.length === entry.unpacked && crc32(content) === entry.crc) return content;
  throw failure(entry, name, 'is damaged: its length or checksum differs');
}

function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = CRC_TABLES as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~7;
  let crc = -1;
  let i = 0;
  for (; i < whole; i += 8) {
    const low = crc ^ view.getInt32(i, true);
    const high = view.getInt32(i + 4, true);
    crc =
      (t7[low & 0xff] as number) ^
      (t6[(low >>> 8) & 0xff] as number) ^
      (t5[(low >>> 16) & 0xff] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[high & 0xff] as number) ^
      (t2[(high >>> 8) & 0xff] as number) ^
      (t1[(high >>> 16) & 0xff] as number) ^
      (t0[high >>> 24] as number);
  }
  for (; i < bytes.length; i++) crc = (t0[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}
