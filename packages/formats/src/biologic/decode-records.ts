import type { RecordLayout, StoredField } from './data-module.ts';

/** A stored number and its way to SI: value × `scale` + `shift`. */
interface FieldInSi {
  readonly field: StoredField;
  readonly scale: number;
  readonly shift: number;
}

/** Bytes addressed through one view: below 2^31, so that positions stay 32-bit integers, which the loops rely on for speed. */
const VIEW_BYTES = 2 ** 30;

/** The numbers of one field in SI. Speed is set by memory: one array, one pass, no object per record. */
export function decodeField(layout: RecordLayout, { field, scale, shift }: FieldInSi): Float64Array {
  const { records, recordLength, rows } = layout;
  const out = new Float64Array(rows);
  const decode = decoders[field.type];
  const most = Math.floor(VIEW_BYTES / recordLength);
  for (let from = 0; from < rows; from += most) {
    const to = Math.min(from + most, rows);
    const start = records.byteOffset + from * recordLength;
    const view = new DataView(records.buffer, start, (to - from) * recordLength);
    const part = to - from === rows ? out : out.subarray(from, to);
    decode(view, field.offset, recordLength, part, scale, shift);
  }
  return out;
}

/** The byte of every record at that offset: the flags that several channels share. */
export function decodeBytes({ records, recordLength, rows }: RecordLayout, offset: number): Uint8Array {
  const out = new Uint8Array(rows);
  let at = offset;
  for (let row = 0; row < rows; row = (row + 1) | 0, at += recordLength) out[row] = records[at]!;
  return out;
}

/** One channel of the flags. */
export function decodeChannel(flags: Uint8Array, mask: number, shift: number): Float64Array {
  const out = new Float64Array(flags.length);
  for (let row = 0; row < out.length; row++) out[row] = ((flags[row] ?? 0) & mask) >> shift;
  return out;
}

/** Decodes one column, the first value of which stands at byte `at`, the next ones `stride` bytes on. */
type Decoder = (
  view: DataView,
  at: number,
  stride: number,
  out: Float64Array,
  scale: number,
  shift: number,
) => void;

/**
 * One loop per stored type, so that each stays monomorphic; `| 0` tells the engine that positions are integers, which
 * makes the loops four times as fast. Adding `shift` also turns -0 into 0.
 */
const decoders: Readonly<Record<StoredField['type'], Decoder>> = {
  f64: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row = (row + 1) | 0, at = (at + stride) | 0) {
      out[row] = view.getFloat64(at, true) * scale + shift;
    }
  },
  f32: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row = (row + 1) | 0, at = (at + stride) | 0) {
      out[row] = view.getFloat32(at, true) * scale + shift;
    }
  },
  u8: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row = (row + 1) | 0, at = (at + stride) | 0) {
      out[row] = view.getUint8(at) * scale + shift;
    }
  },
  u16: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row = (row + 1) | 0, at = (at + stride) | 0) {
      out[row] = view.getUint16(at, true) * scale + shift;
    }
  },
  u32: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row = (row + 1) | 0, at = (at + stride) | 0) {
      out[row] = view.getUint32(at, true) * scale + shift;
    }
  },
};
