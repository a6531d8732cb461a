/** Little-endian numbers and Latin text as bytes, for made files. */
function number(size: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size);
  write(new DataView(bytes.buffer));
  return bytes;
}

export const u8 = (value: number): Uint8Array => Uint8Array.of(value);
export const u16 = (value: number): Uint8Array => number(2, (view) => view.setUint16(0, value, true));
export const u32 = (value: number): Uint8Array => number(4, (view) => view.setUint32(0, value, true));
export const i32 = (value: number): Uint8Array => number(4, (view) => view.setInt32(0, value, true));
export const f32 = (value: number): Uint8Array => number(4, (view) => view.setFloat32(0, value, true));
export const u64 = (value: number): Uint8Array =>
  number(8, (view) => view.setBigUint64(0, BigInt(value), true));
export const text = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

/** The parts after each other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
