import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflate } from './inflate.ts';

const texts = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .array(fc.constantFrom('<c r="A1"><v>', '0.05', '</v></c>', '\n'), { maxLength: 3000 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
);

test('what zlib packs at any level and strategy comes back', () => {
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 4 }),
      (bytes, level, strategy) => {
        const packed = new Uint8Array(deflateRawSync(bytes, { level, strategy }));
        expect(inflate(packed, bytes.length)).toEqual(Uint8Array.from(bytes));
      },
    ),
  );
});

test('a stream that is cut, damaged or of another size ends in a RangeError or in that size', () => {
  fc.assert(
    fc.property(
      texts,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.nat(255),
      (bytes, share, byte) => {
        const packed = new Uint8Array(deflateRawSync(bytes));
        const at = Math.floor(share * packed.length);
        expect(() => inflate(packed, bytes.length + 1)).toThrow(RangeError);
        const changed = packed.slice();
        changed[at] = byte;
        for (const stream of [packed.slice(0, at), changed]) {
          try {
            expect(inflate(stream, bytes.length)).toHaveLength(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        }
      },
    ),
  );
});
