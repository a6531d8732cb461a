import { decodeText, type Json } from '@anodelab/data';

/** Kind of the block that holds the step plan. */
export const PLAN_KIND = 0x13;

const START = [0x22, 0x11, 0x09, 0x88];
const VERSIONS = [0x32, 0x37];
const NAME = [80, 96] as const;
const COMMENT = [96, 160] as const;
/** Twelve bytes before the rows, with zeros up to `ROWS`. */
const MARK = [0xff, 0x7f, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f];
const MARK_AT = 168;
const ROWS = 208;
const ROW_LENGTH = 32;
const NEXT = 255;
const END = 254;

const MODES: Readonly<Record<number, string>> = {
  0x70: 'rest',
  0x02: 'discharge at constant current',
  0x03: 'charge at constant current',
  0x71: 'if',
  0xf0: 'or',
};

/**
 * The step plan of a block of configuration as plain facts: name, comment and, where the mark stands before them, the
 * rows. Undefined where the block is no plan of a known version.
 *
 * @param voltsPerCount - V per count of a voltage limit
 */
export function readCexPlan(
  block: Uint8Array,
  voltsPerCount: number,
): { readonly [key: string]: Json } | undefined {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  if (block.length < 64 || !START.every((byte, i) => block[i] === byte)) return undefined;
  const version = view.getUint16(4, true);
  if (!VERSIONS.includes(version)) return undefined;
  const hasRows =
    block.length >= ROWS &&
    (block.length - ROWS) % ROW_LENGTH === 0 &&
    MARK.every((byte, i) => block[MARK_AT + i] === byte);
  return {
    version,
    retentionSetting: view.getUint16(46, true),
    ...(hasRows && {
      name: text(block.subarray(...NAME)),
      comment: text(block.subarray(...COMMENT)),
      steps: Array.from({ length: (block.length - ROWS) / ROW_LENGTH }, (_, i) =>
        planRow(view, ROWS + i * ROW_LENGTH, voltsPerCount),
      ),
    }),
  };
}

function planRow(view: DataView, at: number, voltsPerCount: number): Json {
  const mode = view.getUint32(at, true);
  const goto = view.getUint8(at + 6);
  return {
    step: view.getUint8(at + 7) + 1,
    mode: MODES[mode] ?? `0x${mode.toString(16)}`,
    next: goto === NEXT ? 'next' : goto === END ? 'end' : goto,
    conditions: [0, 1].flatMap((i) => condition(view, at + 8 + 2 * i, at + 12 + 2 * i, voltsPerCount)),
    logEvery_s: view.getUint16(at + 24, true),
  };
}

/** Types: 1 time, 2 voltage, 6 cycles; another one keeps its number without a unit. */
function condition(view: DataView, at: number, valueAt: number, voltsPerCount: number): Json[] {
  const type = view.getUint8(at);
  if (type === 0) return [];
  const sign = view.getUint8(at + 1) === 0 ? '<=' : '>=';
  if (type === 1) return [{ sign, time_s: view.getUint16(valueAt, true) }];
  if (type === 2) return [{ sign, voltage_V: view.getInt16(valueAt, true) * voltsPerCount }];
  if (type === 6) return [{ sign, cycles: view.getUint16(valueAt, true) }];
  return [{ sign, type, value: view.getUint16(valueAt, true) }];
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end)).text.trim();
}
