import { type Finding, FormatError } from '@anodelab/data';

/** How the capacity and energy words of a data record are stored. */
type WordKind = 'counter' | 'float';

/** Facts of the first 64 bytes. */
export interface CexHeader {
  /** The four bytes that name the layout, as hex. */
  readonly layout: string;
  readonly words: WordKind;
  readonly machine: number;
  readonly channel: number;
  /** Unix seconds; undefined where the word is zero. */
  readonly start: number | undefined;
  /** V and A per count. */
  readonly voltsPerCount: number;
  readonly ampsPerCount: number;
  /** V and mA, as the file states them. */
  readonly voltageRange: number;
  readonly currentRange: number;
  /** False where nobody has seen this pair of ranges with this layout: then the counters must prove it. */
  readonly rangesSeen: boolean;
  /** kg; undefined where none is given. */
  readonly mass: number | undefined;
  /** Which direction opens a cycle; undefined for a rule that is not known. */
  readonly opens: 'charge' | 'discharge' | undefined;
  readonly version: string;
}

export const HEADER_LENGTH = 64;

/** Counts at the end of a range: both readers that are known have this number. */
const COUNTS = 16128;

/** Layouts that other readers have met in files, and what they store. */
const LAYOUTS: Readonly<Record<string, WordKind>> = {
  '00010100': 'counter',
  '02010100': 'counter',
  '07000400': 'float',
  '01000400': 'float',
  '05000400': 'float',
};

/** Upper bytes of the range words; what they mean is not known beyond that they are no part of the range. */
const RANGE_FLAGS = [0x00, 0xc0, 0xe0];

/** V and mA that were met in files. */
const SEEN_VOLTAGE = [5];
const SEEN_CURRENT = [5, 20];

/** True for the first bytes of a `.cex` file. */
export function isCex(head: Uint8Array): boolean {
  return head[0] === 0x10 && head[1] === 0x11 && head[2] === 0x09 && head[3] === 0x88;
}

/**
 * The header of a `.cex` file.
 *
 * @throws {FormatError} for a layout or range that is not known, each with its place
 */
export function readCexHeader(bytes: Uint8Array, file: string, findings: Finding[]): CexHeader {
  if (!isCex(bytes)) throw new FormatError(file, 'expected the bytes 10 11 09 88', 'byte 0');
  if (bytes.length < HEADER_LENGTH) {
    throw new FormatError(
      file,
      `expected a header of ${HEADER_LENGTH} bytes, the file has ${bytes.length}`,
      `byte ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_LENGTH);
  const layout = hex(bytes.subarray(4, 8));
  const words = LAYOUTS[layout];
  if (words === undefined) {
    const known = Object.keys(LAYOUTS).join(', ');
    throw new FormatError(file, `expected one of the layouts ${known}, found ${layout}`, 'byte 4');
  }
  const voltageRange = range(view, 24, 'voltage', file);
  const currentRange = range(view, 26, 'current', file);
  const rangesSeen = SEEN_VOLTAGE.includes(voltageRange) && SEEN_CURRENT.includes(currentRange);
  if (!rangesSeen && words === 'counter') {
    // The counters of this layout are in the same counts as the records, so that they cannot prove a range.
    throw new FormatError(
      file,
      `expected a range of ${SEEN_VOLTAGE.join(', ')} V and ${SEEN_CURRENT.join(' or ')} mA in this layout, found ${voltageRange} V and ${currentRange} mA`,
      'byte 24',
    );
  }
  const start = view.getInt32(16, true);
  const rule = bytes[32];
  return {
    layout,
    words,
    machine: (bytes[8] ?? 0) + 1,
    channel: (bytes[9] ?? 0) + 1,
    start: start > 0 ? start : undefined,
    voltsPerCount: voltageRange / COUNTS,
    ampsPerCount: currentRange / 1000 / COUNTS,
    voltageRange,
    currentRange,
    rangesSeen,
    mass: massOf(view.getFloat32(28, true), findings),
    opens: rule === 0 ? 'charge' : rule === 1 ? 'discharge' : undefined,
    version: new TextDecoder('windows-1252')
      .decode(bytes.subarray(36, 40))
      .replaceAll(/[^ -~]/g, '')
      .trim(),
  };
}

function range(view: DataView, at: number, what: string, file: string): number {
  const word = view.getUint16(at, true);
  const value = word & 0xff;
  if (value === 0 || !RANGE_FLAGS.includes(word >> 8)) {
    throw new FormatError(
      file,
      `expected a ${what} range with the flags 00, C0 or E0, found 0x${word.toString(16).padStart(4, '0')}`,
      `byte ${at}`,
    );
  }
  return value;
}

/** kg of the file's gram. */
function massOf(gram: number, findings: Finding[]): number | undefined {
  if (gram === 0) return undefined;
  if (gram > 0 && Number.isFinite(gram)) return Number(gram.toPrecision(7)) / 1000;
  findings.push({
    severity: 'warning',
    code: 'mass-invalid',
    message: `the active mass ${gram} g is none and was left out`,
    at: 'byte 28',
  });
  return undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
