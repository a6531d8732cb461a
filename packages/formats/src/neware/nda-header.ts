import { type Finding, FormatError, type Json } from '@anodelab/data';
import { isoTime } from './iso-time.ts';

/** Where a run of records is. */
export interface NdaBlock {
  readonly begin: number;
  readonly end: number;
}

export interface NdaHeader {
  /** Version of the file: 1 to 29 (BTS 4 to 7), 129 and 130 (BTS 9). */
  readonly version: number;
  readonly data: readonly NdaBlock[];
  readonly aux: NdaBlock | undefined;
  /** Range of the channel, in the cycler's code; used where a record states none. */
  readonly fixedRange: number;
  readonly meta: { readonly [key: string]: Json };
}

const MAGIC = 'NEWARE';
const VERSION_AT = 14;
/** Length of the header of a BTS 9 file and of each of its blocks. */
const BTS9_HEADER = 1024;
/** First version of BTS 9. */
export const BTS9 = 129;
/** What the mass field holds where nobody typed a mass: 1 mg in µg. */
const UNTOUCHED_MASS = 1000;

/** True for the first bytes of an `.nda` file. */
export function isNda(head: Uint8Array): boolean {
  return [...MAGIC].every((letter, i) => head[i] === letter.charCodeAt(0)) && head.length > VERSION_AT;
}

/**
 * The header of an `.nda` file: version, blocks, and what it says of the test.
 *
 * @throws {FormatError} when the header is cut, or points to no data
 */
export function readNdaHeader(bytes: Uint8Array, file: string, findings: Finding[]): NdaHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[VERSION_AT] ?? 0;
  const needed = version >= BTS9 ? BTS9_HEADER : 156;
  if (bytes.length < needed) {
    throw new FormatError(
      file,
      `expected a header of ${needed} bytes, found the end`,
      `byte ${bytes.length}`,
    );
  }
  return version >= BTS9 ? bts9Header(bytes, view, file, findings) : bts7Header(bytes, view, file, findings);
}

function bts7Header(bytes: Uint8Array, view: DataView, file: string, findings: Finding[]): NdaHeader {
  const version = view.getUint8(VERSION_AT);
  const u32 = (at: number) => view.getUint32(at, true);
  const data = block(u32(64), u32(68), bytes.length, findings);
  if (data === undefined) {
    throw new FormatError(file, `expected records at byte ${u32(64)}, found the end`, `byte ${bytes.length}`);
  }
  const aux = u32(72) === 0 || u32(76) === 0 ? undefined : block(u32(72), u32(76), bytes.length, findings);
  const rangeAt = u32(16) + 26;
  const info = bytes.subarray(Math.min(u32(24), bytes.length), Math.min(u32(24) + u32(28), bytes.length));
  const massAt = version >= 9 ? 152 : version === 8 ? 144 : 80;
  return {
    version,
    data: [data],
    aux,
    fixedRange: rangeAt + 4 <= bytes.length ? view.getInt32(rangeAt, true) : 0,
    meta: { ...massOf(u32(massAt)), ...testInfo(info, version) },
  };
}

/** Bytes of one test's information: the longest form, the one before, and that of versions to 8, one byte earlier. */
const INFO_LENGTHS = [503, 383] as const;
const INFO_FIELDS: readonly (readonly [key: string, at: number, length: number])[] = [
  ['startLocal', 37, 20],
  ['creator', 77, 60],
  ['serial', 137, 90],
  ['remarks', 227, 100],
  ['barcode', 343, 40],
  ['testName', 383, 60],
  ['stepFile', 443, 60],
];

/** The last test's information; texts end at their first zero. */
function testInfo(info: Uint8Array, version: number): { [key: string]: Json } {
  const length = INFO_LENGTHS.find((each) => info.length > 0 && info.length % each === 0) ?? info.length;
  const last = info.subarray(info.length - length);
  const shift = version <= 8 ? -1 : 0;
  const meta: { [key: string]: Json } = {};
  for (const [key, at, width] of INFO_FIELDS) {
    if (at + shift + width > last.length) continue;
    const text = fixedText(last.subarray(at + shift, at + shift + width));
    if (key === 'startLocal') {
      const iso = isoTime(text);
      if (iso !== undefined) meta[key] = iso;
    } else if (text !== '') meta[key] = text;
  }
  if (last.length >= 3) meta['channel'] = `${last[0]}-${last[1]}-${last[2]}`;
  return meta;
}

function bts9Header(bytes: Uint8Array, view: DataView, file: string, findings: Finding[]): NdaHeader {
  const u64 = (at: number) => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
  const version = view.getUint8(VERSION_AT);
  const data: NdaBlock[] = [];
  let at = u64(82) === 0 && isNda(bytes.subarray(BTS9_HEADER)) ? BTS9_HEADER : 0;
  while (at + BTS9_HEADER <= bytes.length && isNda(bytes.subarray(at))) {
    const found = block(u64(at + 82), u64(at + 90), bytes.length, findings);
    if (found !== undefined && found.begin >= at) data.push(found);
    const next = u64(at + 242) + u64(at + 250);
    if (at === 0 || next <= at) break;
    at = next;
  }
  if (data.length === 0) {
    throw new FormatError(file, `expected records at byte ${u64(82)}, found the end`, `byte ${bytes.length}`);
  }
  const texts = fieldTexts(
    bytes.subarray(Math.min(u64(34), bytes.length), Math.min(u64(34) + u64(42), bytes.length)),
  );
  const software = /\d+\.\d+\.[\w.]+/.exec(fieldTexts(bytes.subarray(200, BTS9_HEADER)).join('\n'))?.[0];
  return {
    version,
    data,
    aux: undefined,
    fixedRange: 0,
    meta: {
      ...massOf(view.getUint32(330, true)),
      ...(software === undefined ? {} : { softwareVersion: software }),
      ...(texts.length === 0 ? {} : { testTexts: texts }),
    },
  };
}

/** The block as far as the file has it; length 0 reaches to the end, as in a file that is still being written. */
function block(begin: number, length: number, size: number, findings: Finding[]): NdaBlock | undefined {
  if (begin === 0 || begin > size) return undefined;
  const end = length === 0 ? size : begin + length;
  if (end > size) {
    findings.push({
      severity: 'warning',
      code: 'file-cut',
      message: `${length} bytes of records announced, the file has ${size - begin}: it was cut or is still being written`,
      at: `byte ${begin}`,
    });
  }
  return { begin, end: Math.min(end, size) };
}

function massOf(micrograms: number): { [key: string]: Json } {
  const isSet = micrograms !== 0 && micrograms !== UNTOUCHED_MASS && micrograms !== 0xffffffff;
  return { activeMass_kg: isSet ? micrograms / 1e9 : null };
}

/** Text up to its first zero; the rest of a field may hold old text. */
function fixedText(field: Uint8Array): string {
  const end = field.indexOf(0);
  return new TextDecoder('gb18030').decode(end < 0 ? field : field.subarray(0, end)).trim();
}

/** Texts between zeros: four and more printable ASCII characters, or two and more Chinese ones. */
function fieldTexts(bytes: Uint8Array): string[] {
  const fields = new TextDecoder('gb18030').decode(bytes).split('\0');
  return fields.map((text) => text.trim()).filter((text) => /^(?:[ -~]{4,}|\p{Script=Han}{2,})$/u.test(text));
}
