import { expect, test } from 'vitest';
import { uncompressSnappy } from './uncompress-snappy.ts';

test('reads literals and copies', () => {
  // Length 8; literal "ab"; copy of 6 bytes from 2 back (tag 1: length 4 to 11, offset in the next byte).
  const block = Uint8Array.of(8, 0x04, 0x61, 0x62, 0x09, 0x02);
  expect(new TextDecoder().decode(uncompressSnappy(block, 8))).toBe('abababab');
});

test('refuses a literal length that is negative as 32 bits', () => {
  const block = Uint8Array.of(8, 0xfc, 0xf9, 0xff, 0xff, 0xff, 0x61, 0x62, 0x63, 0x64);
  expect(() => uncompressSnappy(block, 8)).toThrow('a literal of 4294967290 bytes in a Snappy block of 10');
});
