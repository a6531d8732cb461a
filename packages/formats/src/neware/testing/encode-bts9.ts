import { concat, f32, text, u16, u32, u64, u8 } from './bytes.ts';

/** One record: s, V, mA, mA s, mW s (signed: positive charges). */
export interface MadeBts9Record {
  readonly index: number;
  readonly cycle: number;
  readonly stepId: number;
  readonly type: number;
  /** Since the start of the test in the first form, of the step in the second. */
  readonly time: number;
  readonly voltage: number;
  readonly current: number;
  readonly charge: number;
  readonly energy: number;
  readonly clock: number;
  /** °C */
  readonly temperature: number;
}

export interface MadeBts9 {
  /** 52, 56 or 60 bytes with the total time; 88 with the step time. */
  readonly length: 52 | 56 | 60 | 88;
  readonly blocks: readonly (readonly MadeBts9Record[])[];
}

const HEADER = 1024;

/** A small BTS 9 `.nda` file of either form, written from docs/formats/neware.md alone. For tests only. */
export function encodeBts9({ length, blocks }: MadeBts9): Uint8Array {
  const contents = blocks.map((records) => concat(records.map((record) => recordBytes(length, record))));
  const [only] = contents;
  if (contents.length === 1 && only !== undefined) return concat([header(HEADER, only.length, 0), only]);
  const parts = [header(0, 0, 0)];
  let at = HEADER;
  for (const content of contents) {
    parts.push(header(at + HEADER, content.length, at + HEADER + content.length), content);
    at += HEADER + content.length;
  }
  return concat(parts);
}

function header(begin: number, length: number, next: number): Uint8Array {
  const bytes = new Uint8Array(HEADER);
  bytes.set(text('NEWARE20250527'));
  bytes[14] = 130;
  bytes.set(u16(19), 16);
  bytes.set(u64(begin), 82);
  bytes.set(u64(length), 90);
  bytes.set(u64(next), 242);
  return bytes;
}

function recordBytes(length: number, record: MadeBts9Record): Uint8Array {
  const { index, cycle, stepId, type, time, voltage, current, charge, energy, clock, temperature } = record;
  if (length === 88) {
    return concat([
      u32(0x07005012),
      u8(0x55),
      u32(0),
      u8(stepId),
      u8(type),
      new Uint8Array(5),
      u32(index),
      u64(0),
      u64(Math.round(time * 1e6)),
      f32(voltage),
      f32(current),
      u64(0),
      ...[Math.max(charge, 0), Math.max(energy, 0), Math.min(charge, 0), Math.min(energy, 0)].map(f32),
      u64(Math.round(clock * 1e6)),
      new Uint8Array(12),
    ]);
  }
  const seconds = Math.floor(time);
  const start = [u16(0x0155), u8(stepId), u8(type), u32(0x0a04), u32(index), u32(seconds)];
  const measured = [u32(Math.round((time - seconds) * 1e9)), ...[current, voltage, charge, energy].map(f32)];
  const stamp = [u32(clock), u32(0)];
  if (length === 60) {
    return concat([...start, ...measured, ...stamp, f32(0), f32(temperature), u32(cycle - 1), f32(0)]);
  }
  const end = length === 56 ? [f32(temperature)] : [];
  return concat([...start, ...measured, u32(cycle - 1), f32(0), ...stamp, ...end]);
}
