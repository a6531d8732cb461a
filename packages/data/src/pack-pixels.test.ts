import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import { packPixels, unpackPixels } from './pack-pixels.ts';

describe('base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('has the test vectors of RFC 4648: %j is %j', (plain, text) => {
    expect(toBase64(new TextEncoder().encode(plain))).toBe(text);
    expect(new TextDecoder().decode(fromBase64(text))).toBe(plain);
  });

  it('is that of Node for any bytes, and refuses other letters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(Buffer.from(fromBase64(toBase64(bytes))).equals(Buffer.from(bytes))).toBe(true);
      }),
    );
    expect(() => fromBase64('Zm9*')).toThrow(/found "\*"/);
  });
});

it('packed pixels come back bit for bit, and say when they are not the pixels of that picture', () => {
  const pixels = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    fc.uint16Array({ minLength: 1 }),
    fc.float64Array({ minLength: 1 }),
  );
  fc.assert(
    fc.property(pixels, (values) => {
      const packed = packPixels(values);
      expect(unpackPixels(JSON.parse(JSON.stringify(packed)), values.length)).toEqual(values);
      expect(() => unpackPixels(packed, values.length + 1)).toThrow(RangeError);
      expect(() => unpackPixels({ ...packed, zlib: 'AAAA' }, values.length)).toThrow(RangeError);
    }),
  );
});
