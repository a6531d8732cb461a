import { type Finding, FormatError } from '@anodelab/data';
import { Inflate } from 'fflate';
import { listZip, type ZipEntry } from './list-zip.ts';
import { refuseBomb } from './refuse-bomb.ts';
import { scanZip } from './scan-zip.ts';
import { unzipLargeEntry } from './unzip-entry.ts';

/** A part of an archive, as far as it can be unpacked. */
export interface ArchivePart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is damaged in it; undefined where nothing is. */
  readonly damage: Finding | undefined;
}

/** A zip of an instrument: what is damaged in it does not cost the rest. */
export interface Archive {
  readonly names: readonly string[];
  /** Undefined where there is no part of that name. */
  part(name: string): Promise<ArchivePart | undefined>;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const DEFLATED = 8;

/** The parts that a zip names, by its directory or, where that is damaged or missing, by the parts themselves. */
export function zipEntries(bytes: Uint8Array): {
  readonly entries: readonly ZipEntry[];
  readonly isWhole: boolean;
} {
  const listed = listZip(bytes);
  if (listed?.every((entry) => isThere(bytes, entry)) === true) return { entries: listed, isWhole: true };
  return { entries: scanZip(bytes), isWhole: false };
}

/**
 * Opens a zip without unpacking anything.
 *
 * @throws {FormatError} when its parts would unpack to more than 64 MiB and 16 times the file
 */
export function openArchive(bytes: Uint8Array, file: string, findings: Finding[]): Archive {
  const { entries, isWhole } = zipEntries(bytes);
  if (!isWhole) {
    findings.push({
      severity: 'warning',
      code: 'zip-list-damaged',
      message: `the list of the archive is damaged or missing: its parts were found by their own headers (${entries.length} parts)`,
    });
  }
  const most = refuseBomb(entries, bytes.length, file);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    names: [...byName.keys()],
    async part(name) {
      const entry = byName.get(name);
      if (entry === undefined) return undefined;
      try {
        return { name, bytes: await unzipLargeEntry(bytes, entry, file), damage: undefined };
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        const content = salvage(bytes, entry, most);
        const damage: Finding = {
          severity: 'warning',
          code: 'part-damaged',
          message: `${error.message.slice(error.message.indexOf('part '))}; ${content.length} bytes of it are used`,
          at: name,
        };
        return { name, bytes: content, damage };
      }
    },
  };
}

function isThere(bytes: Uint8Array, entry: ZipEntry): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + LOCAL_LENGTH > bytes.length || view.getUint32(entry.offset, true) !== LOCAL_SIGNATURE)
    return false;
  const start = entry.offset + LOCAL_LENGTH;
  const name = new TextDecoder().decode(
    bytes.subarray(start, start + view.getUint16(entry.offset + 26, true)),
  );
  return name === entry.name;
}

/** What can be unpacked of a part that is damaged, at most `most` bytes. */
function salvage(bytes: Uint8Array, entry: ZipEntry, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.isEncrypted || entry.offset + LOCAL_LENGTH > bytes.length) return new Uint8Array();
  const start =
    entry.offset +
    LOCAL_LENGTH +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, Math.min(start + entry.packed, bytes.length));
  if (entry.method !== DEFLATED) return entry.method === 0 ? packed : new Uint8Array();
  const whole = inflatePieces(packed, 0, PIECE, most);
  // Again with small pieces from the one that failed, so that little before the damage is lost.
  const { chunks } = whole.end < packed.length ? inflatePieces(packed, whole.end, SMALL_PIECE, most) : whole;
  const content = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

/** Bytes given to the unpacker at once. */
const PIECE = 8192;
const SMALL_PIECE = 128;

/**
 * Unpacks until something is wrong; `end` is where the piece begins that failed.
 *
 * @param from - where pieces of `size` begin; those before are large
 */
function inflatePieces(
  packed: Uint8Array,
  from: number,
  size: number,
  most: number,
): { readonly chunks: readonly Uint8Array[]; readonly end: number } {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let end = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > most) throw new RangeError('too large');
    chunks.push(chunk);
  });
  try {
    while (end < packed.length) {
      const piece = packed.subarray(end, end + (end < from ? PIECE : size));
      inflate.push(piece, false);
      end += piece.length;
    }
  } catch {
    // What came before the damage is kept.
  }
  return { chunks, end };
}
