import { concat, i32, text, u16, u32, u64, u8 } from './bytes.ts';

/** One record as counts: 0.1 mV, and of current, charge and energy what the range makes of them. */
export interface MadeRecord {
  readonly index: number;
  /** From 1. */
  readonly cycle: number;
  readonly stepId: number;
  readonly type: number;
  readonly stepCounter: number;
  readonly stepMs: number;
  readonly voltage: number;
  readonly current: number;
  readonly charge: number;
  readonly discharge: number;
  readonly chargeEnergy: number;
  readonly dischargeEnergy: number;
  /** s since 1970. */
  readonly clock: number;
}

export interface MadeNda {
  readonly version: number;
  readonly range: number;
  readonly records: readonly MadeRecord[];
  /** 0.1 mV and 0.1 °C of auxiliary channel 3, joined by the number of the record. */
  readonly aux?: readonly {
    readonly index: number;
    readonly voltage: number;
    readonly temperature: number;
  }[];
  /** Length of the data block in the header; its true one where not given. */
  readonly statedLength?: number;
  /** µg */
  readonly mass?: number;
}

const INFO_AT = 512;
const INFO_LENGTH = 383;
const RANGE_AT = 480;

/** A small `.nda` file of BTS 4 to 7, written from docs/formats/neware.md alone. For tests only. */
export function encodeNda(file: MadeNda): Uint8Array {
  const records = concat([
    ...file.records.map((record) => recordBytes(file, record)),
    ...(file.aux ?? []).map(auxBytes),
  ]);
  const dataAt = INFO_AT + INFO_LENGTH;
  const head = new Uint8Array(dataAt);
  head.set(text('NEWARE20200325'));
  head[14] = file.version;
  head.set(u32(RANGE_AT - 26), 16);
  head.set(u32(INFO_AT), 24);
  head.set(u32(INFO_LENGTH), 28);
  head.set(u32(dataAt), 64);
  head.set(u32(file.statedLength ?? records.length), 68);
  head.set(u32(file.mass ?? 1000), file.version >= 9 ? 152 : 144);
  head.set(i32(file.range), RANGE_AT);
  const shift = file.version <= 8 ? -1 : 0;
  head.set(text('2020-03-25 11:16:21'), INFO_AT + 37 + shift);
  head.set(text('A. Nybody'), INFO_AT + 77 + shift);
  head.set(text('coated'), INFO_AT + 227 + shift);
  return concat([head, records]);
}

function recordBytes({ version, range }: MadeNda, record: MadeRecord): Uint8Array {
  const { index, cycle, stepId, type, stepCounter, stepMs, voltage, current, clock } = record;
  const { charge, discharge, chargeEnergy, dischargeEnergy } = record;
  if (version <= 8) {
    return concat([
      u8(0x55),
      u32(index),
      u32(version === 6 || version === 8 ? cycle : cycle - 1),
      u8(stepId),
      u8(type),
      u32(stepMs / 1000),
      i32(voltage),
      i32(current),
      new Uint8Array(8),
      u64(charge + discharge),
      u64(chargeEnergy + dischargeEnergy),
      u64(clock),
      u32(0),
    ]);
  }
  const isMiddle = [11, 12, 13, 15, 18, 25, 27].includes(version);
  const start = [u8(0x55), u8(0), u32(index), u32(cycle - 1), u16(stepId), u8(type)];
  const measured = [u64(stepMs), i32(voltage), i32(current), new Uint8Array(8)];
  if (isMiddle) {
    const counters = [u64(charge + discharge), u64(chargeEnergy + dischargeEnergy), u64(clock), i32(range)];
    const padding = version === 25 || version === 27 ? [u8(0)] : [];
    return concat([...start, ...measured, ...counters, ...padding, u32(0)]);
  }
  const date = [26, 28, 29].includes(version) ? dateBytes(clock) : u64(clock);
  const counters = [u64(charge), u64(discharge), u64(chargeEnergy), u64(dischargeEnergy)];
  return concat([...start, u8(stepCounter), ...measured, ...counters, date, i32(range), u32(0)]);
}

function dateBytes(clock: number): Uint8Array {
  const date = new Date(clock * 1000);
  const clockBytes = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), 0];
  return concat([
    u16(date.getUTCFullYear()),
    ...[date.getUTCMonth() + 1, date.getUTCDate(), ...clockBytes].map(u8),
  ]);
}

function auxBytes({ index, voltage, temperature }: NonNullable<MadeNda['aux']>[number]): Uint8Array {
  const bytes = new Uint8Array(86);
  bytes.set(concat([u8(0x65), u8(3), u32(index)]));
  bytes.set(i32(voltage), 22);
  bytes.set(u16(temperature), 34);
  return bytes;
}
