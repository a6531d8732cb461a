/** Numbers from a seed, uniform in [0, 1): mulberry32, one state of 32 bits. */
export type Chance = () => number;

/** A repeatable stream of chance. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values that lengths and counts are replaced by. */
const HOSTILE = [0, 1, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

/** A damaged copy of a file: one to three of a cut, flipped bytes, a hostile number, a repeat, a hole, a swap of digits. */
export function mutate(bytes: Uint8Array, next: Chance): Uint8Array {
  let result: Uint8Array = bytes.slice();
  const times = 1 + Math.floor(next() * 3);
  for (let n = 0; n < times && result.length > 0; n++) result = mutateOnce(result, next);
  return result;
}

function mutateOnce(bytes: Uint8Array, next: Chance): Uint8Array {
  const at = place(bytes.length, next);
  switch (Math.floor(next() * 8)) {
    case 0: // the end is missing
      return bytes.slice(0, at);
    case 1: // a bit is wrong
      bytes[at]! ^= 1 << Math.floor(next() * 8);
      return bytes;
    case 2: // some bytes are anything
      for (let n = 0; n < 8 && at + n < bytes.length; n++) bytes[at + n] = Math.floor(next() * 256);
      return bytes;
    case 3: {
      // a count or a length lies
      const value = HOSTILE[Math.floor(next() * HOSTILE.length)]!;
      const width = next() < 0.5 ? 2 : 4;
      for (let n = 0; n < width && at + n < bytes.length; n++) bytes[at + n] = (value >>> (8 * n)) & 0xff;
      return bytes;
    }
    case 4: {
      // a part comes twice
      const length = Math.floor(next() * Math.min(4096, bytes.length - at));
      const longer = new Uint8Array(bytes.length + length);
      longer.set(bytes.subarray(0, at + length));
      longer.set(bytes.subarray(at), at + length);
      return longer;
    }
    case 5: {
      // a part is missing
      const length = Math.floor(next() * Math.min(4096, bytes.length - at));
      const shorter = new Uint8Array(bytes.length - length);
      shorter.set(bytes.subarray(0, at));
      shorter.set(bytes.subarray(at + length), at);
      return shorter;
    }
    case 6: // a number of a text grows
      for (let n = at; n < Math.min(bytes.length, at + 64); n++) {
        if (bytes[n]! >= 0x30 && bytes[n]! <= 0x39) bytes[n] = 0x39;
      }
      return bytes;
    default: // a part is zero
      bytes.fill(0, at, at + Math.floor(next() * 512));
      return bytes;
  }
}

/** Half of the damage strikes the first kilobyte, where headers are, and the last, where tables of contents are. */
function place(length: number, next: Chance): number {
  const where = next();
  if (where < 0.4) return Math.floor(next() * Math.min(1024, length));
  if (where < 0.55) return length - 1 - Math.floor(next() * Math.min(1024, length));
  return Math.floor(next() * length);
}
