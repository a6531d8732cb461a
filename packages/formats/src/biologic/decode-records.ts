import type { RecordLayout, StoredField } from './data-module.ts';

/** A stored field and its way to SI: value × `scale` + `shift`. */
export interface FieldInSi {
  readonly field: StoredField;
  readonly scale: number;
  readonly shift: number;
}

/** Bytes decoded at a time: a block is read once from memory and then column by column from the cache. */
const BLOCK_BYTES = 65536;

/** The columns of the records in SI, one array per field. No object per record; speed is set by memory. */
export function decodeRecords(layout: RecordLayout, fields: readonly FieldInSi[]): Float64Array[] {
  const { records, recordLength, rows } = layout;
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const columns = fields.map(() => new Float64Array(rows));
  const blockRows = Math.max(1, Math.floor(BLOCK_BYTES / recordLength));
  for (let from = 0; from < rows; from += blockRows) {
    const to = Math.min(from + blockRows, rows);
    for (const [index, { field, scale, shift }] of fields.entries()) {
      const column = columns[index];
      if (column === undefined) continue;
      const at = from * recordLength + field.offset;
      if (field.mask !== undefined)
        decodeBits(view, at, recordLength, column, from, to, field.mask, field.shift ?? 0);
      else decoders[field.type](view, at, recordLength, column, from, to, scale, shift);
    }
  }
  return columns;
}

/** Decodes rows `from` to `to` of one column, the first of which stands at byte `at`. */
type Decoder = (
  view: DataView,
  at: number,
  stride: number,
  out: Float64Array,
  from: number,
  to: number,
  scale: number,
  shift: number,
) => void;

/** One loop per stored type, so that each stays monomorphic. Adding `shift` also turns -0 into 0. */
const decoders: Readonly<Record<StoredField['type'], Decoder>> = {
  f64: (view, at, stride, out, from, to, scale, shift) => {
    for (let row = from; row < to; row++, at += stride) out[row] = view.getFloat64(at, true) * scale + shift;
  },
  f32: (view, at, stride, out, from, to, scale, shift) => {
    for (let row = from; row < to; row++, at += stride) out[row] = view.getFloat32(at, true) * scale + shift;
  },
  u8: (view, at, stride, out, from, to) => {
    for (let row = from; row < to; row++, at += stride) out[row] = view.getUint8(at);
  },
  u16: (view, at, stride, out, from, to) => {
    for (let row = from; row < to; row++, at += stride) out[row] = view.getUint16(at, true);
  },
  u32: (view, at, stride, out, from, to) => {
    for (let row = from; row < to; row++, at += stride) out[row] = view.getUint32(at, true);
  },
};

function decodeBits(
  view: DataView,
  at: number,
  stride: number,
  out: Float64Array,
  from: number,
  to: number,
  mask: number,
  shift: number,
): void {
  for (let row = from; row < to; row++, at += stride) out[row] = (view.getUint8(at) & mask) >> shift;
}
