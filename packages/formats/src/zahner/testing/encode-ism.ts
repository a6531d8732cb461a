export interface MadeIsm {
  readonly frequency: readonly number[];
  readonly modulus: readonly number[];
  readonly phase: readonly number[];
  /** Seconds since 1980-01-01. */
  readonly stamps?: readonly number[];
  readonly texts?: readonly string[];
  /** Number of samples to announce, which may be wrong. */
  readonly announce?: number;
}

/** The bytes of an `.ism` file, written from docs/formats/zahner.md alone. For tests only. */
export function encodeIsm(made: MadeIsm): Uint8Array {
  const samples = made.frequency.length;
  const texts = (made.texts ?? ['160724', ...Array.from({ length: 10 }, () => '')]).map(swapped);
  const length = texts.reduce((sum, text) => sum + 2 + text.length, 12 + 34 * samples);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(2, 0xfffffffe);
  view.setUint32(8, (made.announce ?? samples) - 1);
  const stamps = made.stamps ?? made.frequency.map((_, row) => row);
  let at = 12;
  for (const column of [made.frequency, made.modulus, made.phase, stamps]) {
    for (const value of column) {
      view.setFloat64(at, value);
      at += 8;
    }
  }
  for (let row = 0; row < samples; row++, at += 2) view.setInt16(at, 1000);
  for (const text of texts) {
    view.setInt16(at, text.length);
    for (let i = 0; i < text.length; i++) bytes[at + 2 + i] = text.charCodeAt(i);
    at += 2 + text.length;
  }
  return bytes;
}

function swapped(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');
}
