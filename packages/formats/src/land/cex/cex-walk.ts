import { type Finding, FormatError } from '@anodelab/data';
import { HEADER_LENGTH } from './cex-header.ts';

export type CexMode = 'rest' | 'charge' | 'discharge' | 'unknown';

/** A step as the cycler started it. */
export interface CexStep {
  /** Byte of its control record. */
  readonly at: number;
  readonly mode: CexMode;
  /** The file's code of the mode. */
  readonly modeCode: number;
  /** Number that the file gives the step. */
  readonly code: number;
  /** Unix seconds. */
  readonly clock: number;
  /** Index of the cycle marker before it, -1 before the first. */
  readonly marker: number;
  /** Records [first, end). */
  readonly first: number;
  end: number;
}

/** Where a half cycle begins. */
interface CexMarker {
  readonly at: number;
  readonly direction: 'charge' | 'discharge';
  /** The cycler's own number, 0 where the layout does not count. */
  readonly cycle: number;
}

/** What the bytes behind the header hold, in order; numbers of records stay in the bytes. */
export interface CexContent {
  /** Byte of each data record. */
  readonly offsets: Uint32Array;
  readonly steps: readonly CexStep[];
  readonly markers: readonly CexMarker[];
  /** Index of each record that is the first after a pause. */
  readonly resumes: readonly number[];
  /** Content of each block of configuration, with its kind. */
  readonly blocks: readonly { readonly kind: number; readonly at: number; readonly bytes: Uint8Array }[];
  /** Reference values of retention that the cycler wrote between the records. */
  readonly references: readonly { readonly at: number; readonly value: number }[];
}

const RECORD_LENGTH = 16;

const BLOCK_OPEN = 0xffffaaaa;
const BLOCK_CLOSE = 0xffffbbbb;
const CONTROL = [0xffffcccc, 0xffffcccd];
/** From here on a first word is a signature: as a time it would be beyond 130 years in seconds. */
const FIRST_SIGNATURE = 0xffff0000;

const STEP_START = 0x22;
const STATUS = 0x33;
const CYCLE_MARKER = 0x44;
const REFERENCES = [0xb1, 0xb2];
/** Kinds that carry no data; what they mean is not known. */
const PASSED_OVER = [0x23, 0x88, 0x91, 0x92];

/** Events that the cycler writes when a paused test goes on. */
const RESUME_EVENTS = 5;

/** Constant-current codes of the step plan occur as modes too. */
const MODES: Readonly<Record<number, CexMode>> = {
  0x70: 'rest',
  0x75: 'discharge',
  0x02: 'discharge',
  0x76: 'charge',
  0x03: 'charge',
};

/**
 * Walks the 16-byte records behind the header.
 *
 * @throws {FormatError} at the first record that is of no known kind, at a block that is not closed, and at a data
 *   record before the first step
 */
export function walkCex(bytes: Uint8Array, file: string, findings: Finding[]): CexContent {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % RECORD_LENGTH);
  const offsets = new Uint32Array(Math.max(0, (whole - HEADER_LENGTH) / RECORD_LENGTH));
  const steps: CexStep[] = [];
  const markers: CexMarker[] = [];
  const resumes: number[] = [];
  const blocks: { kind: number; at: number; bytes: Uint8Array }[] = [];
  const references: { at: number; value: number }[] = [];
  let count = 0;
  let events = 0;
  let zeroAt = -1;
  let zeros = 0;
  const cut = (at: number, what: string) =>
    findings.push({
      severity: 'warning',
      code: 'file-cut',
      message: `the file ends within ${what}: it was cut or is still being written; the whole records before are kept`,
      at: `byte ${at}`,
    });

  let at = HEADER_LENGTH;
  for (; at + RECORD_LENGTH <= whole; at += RECORD_LENGTH) {
    const signature = view.getUint32(at, true);
    const word = view.getUint32(at + 4, true);
    if (signature < FIRST_SIGNATURE) {
      const step = steps.at(-1);
      if (step === undefined) {
        throw new FormatError(file, 'expected a step before the first data record', `byte ${at}`);
      }
      if (events >= RESUME_EVENTS) resumes.push(count);
      events = 0;
      zeroAt = isZero(view, at) ? at : -1;
      offsets[count++] = at;
      step.end = count;
    } else if (signature === BLOCK_OPEN) {
      const close = at + RECORD_LENGTH + (word >>> 16);
      if (close + RECORD_LENGTH > whole) {
        cut(at, 'a block of configuration');
        at = bytes.length;
        break;
      }
      if (!closes(view, at, close)) {
        throw new FormatError(
          file,
          `expected the end of the block of configuration of byte ${at}, of ${word >>> 16} bytes`,
          `byte ${close}`,
        );
      }
      blocks.push({ kind: word & 0xffff, at, bytes: bytes.subarray(at + RECORD_LENGTH, close) });
      at = close;
    } else if (CONTROL.includes(signature)) {
      control(at, word & 0xffff, word >>> 16);
    } else {
      const found = signature.toString(16).toUpperCase().padStart(8, '0');
      throw new FormatError(file, `expected a record or a known signature, found ${found}`, `byte ${at}`);
    }
  }
  if (at < bytes.length) cut(at, 'a record');
  if (zeros > 0) {
    findings.push({
      severity: 'info',
      code: 'empty-record',
      message: `${zeros} records of zeros before a pause hold no measurement and were left out`,
    });
  }
  return { offsets: offsets.subarray(0, count), steps, markers, resumes, blocks, references };

  function control(place: number, kind: number, code: number): void {
    const second = view.getUint32(place + 8, true);
    const third = view.getUint32(place + 12, true);
    if (kind === STATUS) {
      if (events++ === 0 && zeroAt === place - RECORD_LENGTH) dropEmpty();
    } else if (kind === STEP_START) {
      const modeCode = second & 0xff;
      const mode = MODES[modeCode] ?? 'unknown';
      const marker = markers.length - 1;
      steps.push({ at: place, mode, modeCode, code, clock: third, marker, first: count, end: count });
      events = 0;
    } else if (kind === CYCLE_MARKER) {
      if (second > 1) {
        throw new FormatError(file, `expected a direction of 0 or 1, found ${second}`, `byte ${place + 8}`);
      }
      markers.push({ at: place, direction: second === 1 ? 'discharge' : 'charge', cycle: third >>> 16 });
    } else if (REFERENCES.includes(kind)) {
      references.push({ at: place, value: view.getFloat32(place + 8, true) });
    } else if (!PASSED_OVER.includes(kind)) {
      throw new FormatError(
        file,
        `expected a known control record, found the kind 0x${kind.toString(16)}`,
        `byte ${place + 4}`,
      );
    }
  }

  /** A record of zeros that the events of a pause follow was kept free for a measurement that never came. */
  function dropEmpty(): void {
    const step = steps.at(-1);
    if (step === undefined || step.end !== count || count <= step.first) return;
    step.end = --count;
    zeros++;
    zeroAt = -1;
  }
}

function isZero(view: DataView, at: number): boolean {
  return (
    view.getUint32(at, true) === 0 &&
    view.getUint32(at + 4, true) === 0 &&
    view.getUint32(at + 8, true) === 0 &&
    view.getUint32(at + 12, true) === 0
  );
}

/** The closing record repeats the last twelve bytes of the opening one. */
function closes(view: DataView, open: number, close: number): boolean {
  return (
    close % RECORD_LENGTH === 0 &&
    view.getUint32(close, true) === BLOCK_CLOSE &&
    [4, 8, 12].every((byte) => view.getUint32(open + byte, true) === view.getUint32(close + byte, true))
  );
}
