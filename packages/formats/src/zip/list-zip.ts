/** One file inside a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** CRC-32 of the content. */
  readonly crc: number;
  /** Bytes in the file. */
  readonly packed: number;
  /** Bytes after unpacking, as the directory states them. */
  readonly unpacked: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
/** Longest comment after the end record. */
const MAX_COMMENT = 65_535;

/**
 * The directory at the end of a zip file (PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16), or undefined where there is
 * none, as in a file that was cut. Nothing is unpacked.
 */
export function listZip(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extraAt = at + ENTRY_LENGTH + nameLength;
    const [unpacked, packed, offset] = wideNumbers(view, extraAt, extraLength, [at + 24, at + 20, at + 42]);
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    entries.push({
      name,
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: packed ?? 0,
      unpacked: unpacked ?? 0,
      offset: offset ?? 0,
    });
    at = extraAt + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Header of the extra field with 64-bit numbers, and what stands where a number is there. */
const WIDE_FIELD = 1;
const IS_WIDE = 0xffffffff;

/**
 * The 32-bit numbers at these places; those that do not fit are taken from the extra field, where they follow each
 * other as u64 (PKWARE APPNOTE 6.3, section 4.5.3).
 */
export function wideNumbers(
  view: DataView,
  extraAt: number,
  extraLength: number,
  places: readonly number[],
): readonly number[] {
  const end = Math.min(extraAt + extraLength, view.byteLength);
  let at = extraAt;
  while (at + 4 <= end && view.getUint16(at, true) !== WIDE_FIELD) at += 4 + view.getUint16(at + 2, true);
  let next = at + 4;
  return places.map((place) => {
    const number = view.getUint32(place, true);
    if (number !== IS_WIDE || next + 8 > end) return number;
    const wide = view.getUint32(next, true) + view.getUint32(next + 4, true) * 2 ** 32;
    next += 8;
    return wide;
  });
}

function findEnd(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return undefined;
}
