import type { Finding } from './finding.ts';

/** Encodings met in instrument files. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

export interface DecodedText {
  /** Without byte order mark; line ends as in the file. */
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly findings: readonly Finding[];
}

/**
 * The text of a file of unknown encoding: a byte order mark decides; else UTF-8 where the bytes are valid UTF-8 (an
 * incomplete last character is allowed, so that the head of a file decodes like the file); else gb18030 where the
 * high bytes pair up as Chinese characters do; else windows-1252. Never throws. An encoding that was guessed is a
 * finding.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { encoding, skip, findings } = detectEncoding(bytes);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(skip));
  return { text, encoding, findings };
}

/** What `decodeText` would decode with, without decoding; `skip` is the length of the byte order mark. */
export function detectEncoding(bytes: Uint8Array): {
  readonly encoding: TextEncoding;
  readonly skip: number;
  readonly findings: readonly Finding[];
} {
  const { encoding, skip, guessed } = evidence(bytes);
  const findings: Finding[] = [];
  if (guessed) {
    findings.push({
      severity: 'info',
      code: 'encoding-guessed',
      message: `the text is not valid UTF-8 and names no encoding; read as ${encoding}`,
    });
  }
  return { encoding, skip, findings };
}

function evidence(bytes: Uint8Array): { encoding: TextEncoding; skip: number; guessed: boolean } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { encoding: 'utf-8', skip: 3, guessed: false };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', skip: 2, guessed: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', skip: 2, guessed: false };
  const wide = zeroHalves(bytes);
  if (wide !== undefined) return { encoding: wide, skip: 0, guessed: true };
  if (isUtf8(bytes)) return { encoding: 'utf-8', skip: 0, guessed: false };
  return { encoding: looksChinese(bytes) ? 'gb18030' : 'windows-1252', skip: 0, guessed: true };
}

/** UTF-16 of mostly Latin text has zeros in every second byte of its beginning; no other encoding has. */
function zeroHalves(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (length >= 4 && odd > 0.35 * length && even === 0) return 'utf-16le';
  if (length >= 4 && even > 0.35 * length && odd === 0) return 'utf-16be';
  return undefined;
}

/** Bytes that are decoded at once, so that no long text is made for the answer alone. */
const BLOCK = 1 << 16;

function isUtf8(bytes: Uint8Array): boolean {
  const end = completeLength(bytes);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = asciiLength(bytes); at < end; at += BLOCK) {
      decoder.decode(bytes.subarray(at, Math.min(at + BLOCK, end)), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Length of a start that is ASCII, up to 20 bytes less than it could be; looks at 16 bytes at a time. */
function asciiLength(bytes: Uint8Array): number {
  const ahead = -bytes.byteOffset & 3;
  for (let i = 0; i < ahead && i < bytes.length; i++) if ((bytes[i] ?? 0) >= 0x80) return i;
  if (bytes.length < ahead + 4) return Math.min(ahead, bytes.length);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + ahead, (bytes.length - ahead) >> 2);
  let at = 0;
  while (at + 4 <= words.length) {
    const four = (words[at] ?? 0) | (words[at + 1] ?? 0) | (words[at + 2] ?? 0) | (words[at + 3] ?? 0);
    if ((four & 0x80808080) !== 0) break;
    at += 4;
  }
  return ahead + 4 * at;
}

/** Length without an incomplete UTF-8 character at the end. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < size ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/**
 * GB 2312 characters are two high bytes, where Western text has single ones (`°C`, `µA`). Chinese when most high bytes
 * pair up and there are two different pairs, or one of the symbol rows A1-A9 (`℃`, `Ω`).
 */
function looksChinese(bytes: Uint8Array): boolean {
  const pairs = new Set<number>();
  let high = 0;
  let paired = 0;
  let symbol = false;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    high++;
    const trail = bytes[i + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) {
      pairs.add((lead << 8) | trail);
      symbol ||= lead <= 0xa9;
      high++;
      paired += 2;
      i++;
    }
  }
  return paired >= 0.8 * high && (pairs.size >= 2 || symbol);
}
