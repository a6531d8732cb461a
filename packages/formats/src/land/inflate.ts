/** Extra bits and bases of length codes 257-285 and distance codes 0-29 (RFC 1951, section 3.2.5). */
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
/** Order of the lengths of the code-length code (section 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const END_OF_BLOCK = 256;
/** Bits below which a table entry holds its code's length; the symbol is above. */
const LENGTH_FIELD = 4;

/** Next bits, least significant first, to entry `symbol << 4 | length`; 0 where no code begins so. */
interface CodeTable {
  readonly bits: number;
  readonly entries: Uint16Array;
}

/**
 * The content of a deflate stream (RFC 1951), which must be exactly `size` bytes long. Written here because it must end
 * on damaged input, be synchronous, and never grow beyond the size that was agreed to.
 *
 * @throws {RangeError} when the stream is damaged, cut, or of another size
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  const input = new BitInput(packed);
  let at = 0;
  for (let isLast = false; !isLast; ) {
    isLast = input.take(1) === 1;
    const type = input.take(2);
    if (type === 0) at = copyStored(input, out, at);
    else if (type === 1) at = decodeBlock(input, out, at, FIXED_LITERALS, FIXED_DISTANCES);
    else if (type === 2) at = decodeBlock(input, out, at, ...readTables(input));
    else throw new RangeError('unknown kind of block');
  }
  if (at !== size) throw new RangeError(`${at} bytes for ${size}`);
  return out;
}

class BitInput {
  private readonly bytes: Uint8Array;
  private at = 0;
  private hold = 0;
  private held = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next bits as a number; at most 16. */
  take(count: number): number {
    this.fill(count);
    if (this.held < count) throw new RangeError('the stream is cut');
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.held -= count;
    return value;
  }

  /** The next symbol of that code. */
  symbol({ bits, entries }: CodeTable): number {
    this.fill(bits);
    const entry = entries[this.hold & ((1 << bits) - 1)] ?? 0;
    const length = entry & ((1 << LENGTH_FIELD) - 1);
    if (length === 0 || length > this.held) throw new RangeError('no such code');
    this.hold >>>= length;
    this.held -= length;
    return entry >>> LENGTH_FIELD;
  }

  /** Whole bytes from the next byte boundary on. */
  takeBytes(count: number): Uint8Array {
    const start = this.at - (this.held >> 3);
    if (start + count > this.bytes.length) throw new RangeError('the stream is cut');
    this.hold = 0;
    this.held = 0;
    this.at = start + count;
    return this.bytes.subarray(start, this.at);
  }

  private fill(count: number): void {
    while (this.held < count && this.at < this.bytes.length) {
      this.hold |= (this.bytes[this.at++] ?? 0) << this.held;
      this.held += 8;
    }
  }
}

function copyStored(input: BitInput, out: Uint8Array, at: number): number {
  const [low = 0, high = 0, lowCheck = 0, highCheck = 0] = input.takeBytes(4);
  if ((low ^ lowCheck) !== 0xff || (high ^ highCheck) !== 0xff)
    throw new RangeError('a block states two lengths');
  const bytes = input.takeBytes(low | (high << 8));
  if (at + bytes.length > out.length) throw new RangeError('more bytes than stated');
  out.set(bytes, at);
  return at + bytes.length;
}

function decodeBlock(
  input: BitInput,
  out: Uint8Array,
  start: number,
  literals: CodeTable,
  distances: CodeTable,
): number {
  let at = start;
  for (;;) {
    const symbol = input.symbol(literals);
    if (symbol === END_OF_BLOCK) return at;
    if (symbol < END_OF_BLOCK) {
      if (at >= out.length) throw new RangeError('more bytes than stated');
      out[at++] = symbol;
      continue;
    }
    const base = LENGTH_BASE[symbol - 257];
    if (base === undefined) throw new RangeError('no such length');
    const length = base + input.take(LENGTH_BITS[symbol - 257] ?? 0);
    const code = input.symbol(distances);
    const distance = (DISTANCE_BASE[code] ?? Infinity) + input.take(DISTANCE_BITS[code] ?? 0);
    if (distance > at || at + length > out.length) throw new RangeError('a copy reaches outside');
    for (let i = 0; i < length; i++, at++) out[at] = out[at - distance] ?? 0;
  }
}

/** The codes of a block with its own tables (section 3.2.7). */
function readTables(input: BitInput): readonly [literals: CodeTable, distances: CodeTable] {
  const literals = input.take(5) + 257;
  const distances = input.take(5) + 1;
  const count = input.take(4) + 4;
  const own = new Uint8Array(ORDER.length);
  for (let i = 0; i < count; i++) own[ORDER[i] ?? 0] = input.take(3);
  const code = codeTable(own);
  const lengths = new Uint8Array(literals + distances);
  for (let i = 0; i < lengths.length; ) {
    const symbol = input.symbol(code);
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    const repeated = symbol === 16 ? lengths[i - 1] : 0;
    const times = symbol === 16 ? 3 + input.take(2) : symbol === 17 ? 3 + input.take(3) : 11 + input.take(7);
    if (repeated === undefined || i + times > lengths.length)
      throw new RangeError('code lengths reach outside');
    lengths.fill(repeated, i, i + times);
    i += times;
  }
  return [codeTable(lengths.subarray(0, literals)), codeTable(lengths.subarray(literals))];
}

/** The table of the canonical code with these lengths (section 3.2.2). */
function codeTable(lengths: Uint8Array): CodeTable {
  const bits = Math.max(1, ...lengths);
  const entries = new Uint16Array(1 << bits);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (code >= 1 << length) throw new RangeError('more codes than fit');
      const step = 1 << length;
      for (let at = reversed(code, length); at < entries.length; at += step) {
        entries[at] = (symbol << LENGTH_FIELD) | length;
      }
      code++;
    }
    code <<= 1;
  }
  return { bits, entries };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let i = 0; i < length; i++) result |= ((code >> i) & 1) << (length - 1 - i);
  return result;
}

/** The fixed codes (section 3.2.6). */
const FIXED_LITERALS = codeTable(
  Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = codeTable(new Uint8Array(30).fill(5));
