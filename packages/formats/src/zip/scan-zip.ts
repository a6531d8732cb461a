import { wideNumbers, type ZipEntry } from './list-zip.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const DESCRIPTOR_LENGTH = 16;
/** General purpose bit 3: sizes and checksum follow the content. */
const SIZES_FOLLOW = 8;

/**
 * The parts of a zip by their local headers (PKWARE APPNOTE 6.3, sections 4.3.7 and 4.3.9), for a file whose directory
 * is damaged or was cut off. A part that was cut is there with the size that it should have. Nothing is unpacked.
 */
export function scanZip(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  let at = nextSignature(view, 0, LOCAL_SIGNATURE);
  while (at + LOCAL_LENGTH <= bytes.length) {
    const { entry, end } = readEntry(bytes, view, at);
    if (entry !== undefined) entries.push(entry);
    at = nextSignature(view, Math.max(end, at + 4), LOCAL_SIGNATURE);
  }
  return entries;
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
): { readonly entry?: ZipEntry; readonly end: number } {
  const nameLength = view.getUint16(at + 26, true);
  const extraLength = view.getUint16(at + 28, true);
  const extraAt = at + LOCAL_LENGTH + nameLength;
  const start = extraAt + extraLength;
  if (start > bytes.length) return { end: at };
  const flags = view.getUint16(at + 6, true);
  const isLater = (flags & SIZES_FOLLOW) !== 0 && view.getUint32(at + 18, true) === 0;
  const sizesAt = isLater ? descriptor(view, start) : at + 14;
  const [unpacked = 0, packed = 0] =
    sizesAt === undefined
      ? [0, bytes.length - start]
      : wideNumbers(view, extraAt, isLater ? 0 : extraLength, [sizesAt + 8, sizesAt + 4]);
  const entry: ZipEntry = {
    name: new TextDecoder().decode(bytes.subarray(at + LOCAL_LENGTH, at + LOCAL_LENGTH + nameLength)),
    isEncrypted: (flags & 1) === 1,
    method: view.getUint16(at + 8, true),
    crc: sizesAt === undefined ? 0 : view.getUint32(sizesAt, true),
    packed,
    unpacked,
    offset: at,
  };
  return { entry, end: start + packed <= bytes.length ? start + packed : start };
}

/** Where the checksum of the descriptor stands whose packed size is its own distance from the start. */
function descriptor(view: DataView, start: number): number | undefined {
  const last = view.byteLength - DESCRIPTOR_LENGTH;
  let at = nextSignature(view, start, DESCRIPTOR_SIGNATURE);
  while (at <= last && view.getUint32(at + 8, true) !== at - start) {
    at = nextSignature(view, at + 4, DESCRIPTOR_SIGNATURE);
  }
  return at <= last ? at + 4 : undefined;
}

function nextSignature(view: DataView, from: number, signature: number): number {
  const last = view.byteLength - 4;
  const first = signature & 0xff;
  for (let at = from; at <= last; at++) {
    if (view.getUint8(at) === first && view.getUint32(at, true) === signature) return at;
  }
  return view.byteLength;
}
