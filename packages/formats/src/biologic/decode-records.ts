import type { RecordLayout, StoredField } from './data-module.ts';

/** A stored number and its way to SI: value × `scale` + `shift`. */
interface FieldInSi {
  readonly field: StoredField;
  readonly scale: number;
  readonly shift: number;
}

/** The numbers of one field in SI. Speed is set by memory: one array, one pass, no object per record. */
export function decodeField(layout: RecordLayout, { field, scale, shift }: FieldInSi): Float64Array {
  const { records, recordLength, rows } = layout;
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const out = new Float64Array(rows);
  decoders[field.type](view, field.offset, recordLength, out, scale, shift);
  return out;
}

/** The byte of every record at that offset: the flags that several channels share. */
export function decodeBytes({ records, recordLength, rows }: RecordLayout, offset: number): Uint8Array {
  const out = new Uint8Array(rows);
  for (let row = 0, at = offset; row < rows; row++, at += recordLength) out[row] = records[at] ?? 0;
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

/** One loop per stored type, so that each stays monomorphic. Adding `shift` also turns -0 into 0. */
const decoders: Readonly<Record<StoredField['type'], Decoder>> = {
  f64: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row++, at += stride)
      out[row] = view.getFloat64(at, true) * scale + shift;
  },
  f32: (view, at, stride, out, scale, shift) => {
    for (let row = 0; row < out.length; row++, at += stride)
      out[row] = view.getFloat32(at, true) * scale + shift;
  },
  u8: (view, at, stride, out) => {
    for (let row = 0; row < out.length; row++, at += stride) out[row] = view.getUint8(at);
  },
  u16: (view, at, stride, out) => {
    for (let row = 0; row < out.length; row++, at += stride) out[row] = view.getUint16(at, true);
  },
  u32: (view, at, stride, out) => {
    for (let row = 0; row < out.length; row++, at += stride) out[row] = view.getUint32(at, true);
  },
};
