const LETTERS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const PAD = 0x3d;
const VALUES = new Uint8Array(256).fill(0xff);
LETTERS.forEach((letter, value) => (VALUES[letter] = value));

/** Bytes as base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const groups = Math.ceil(bytes.length / 3);
  const text = new Uint8Array(4 * groups);
  for (let group = 0; group < groups; group++) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(3 * group, 3 * group + 3);
    const word = (a << 16) | (b << 8) | c;
    for (let k = 0; k < 4; k++) text[4 * group + k] = LETTERS[(word >> (18 - 6 * k)) & 63]!;
  }
  for (let k = bytes.length; k < 3 * groups; k++) text[4 * groups - (3 * groups - k)] = PAD;
  return new TextDecoder().decode(text);
}

/**
 * The bytes of base64 with or without padding.
 * @throws {RangeError} for any other character
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = new TextEncoder().encode(text.replace(/=+$/, ''));
  const bytes = new Uint8Array(Math.floor((3 * letters.length) / 4));
  let word = 0;
  for (let i = 0; i < letters.length; i++) {
    const value = VALUES[letters[i]!]!;
    if (value > 63) throw new RangeError(`base64: expected A-Z, a-z, 0-9, + or /, found "${text[i]}"`);
    word = (word << 6) | value;
    if (i % 4 > 0) bytes[Math.floor(i / 4) * 3 + (i % 4) - 1] = (word >> (6 - 2 * (i % 4))) & 0xff;
  }
  return bytes;
}
