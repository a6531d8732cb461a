import { type Dataset, FormatError, type PixelValues } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { writeTiff } from './write-tiff.ts';

function picture(
  width: number,
  height: number,
  layers: readonly (readonly [string, PixelValues])[],
  pixelSize_m: number | null = 1.234567e-9,
): Dataset {
  const channels = layers.map(([name, values]) => ({
    name,
    unit: 'counts',
    origin: 'modelled' as const,
    values,
  }));
  const provenance = {
    file: null,
    sha256: null,
    bytes: null,
    reader: 'made',
    version: '0',
    instrument: null,
  };
  return {
    technique: 'eds',
    columns: [],
    meta: {},
    provenance: { ...provenance, model: { level: 'optics', gradeD: 3, hash: 'ab' } },
    findings: [],
    raster: { width, height, pixelSize_m, channels },
  };
}

const read = async (bytes: Uint8Array) => (await readFile(bytes, 'made.tif'))[0]!;
const small = picture(5, 3, [
  ['Si', Uint16Array.from({ length: 15 }, (_, i) => 4000 * i)],
  ['C', Uint8Array.from({ length: 15 }, (_, i) => 17 * i)],
]);

/** The value of a field of the first page, by hand and little-endian, for a look at the bytes alone. */
function field(bytes: Uint8Array, id: number): readonly [type: number, count: number, value: number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(at, true); i++) {
    const entry = at + 2 + 12 * i;
    if (view.getUint16(entry, true) !== id) continue;
    const type = view.getUint16(entry + 2, true);
    const value = type === 3 ? view.getUint16(entry + 8, true) : view.getUint32(entry + 8, true);
    return [type, view.getUint32(entry + 4, true), value];
  }
  throw new Error(`no field ${id}`);
}

describe('a TIFF of ours', () => {
  test('gives back every pixel, name, unit, pixel size and what it rests on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.uint8Array({ minLength: 81, maxLength: 81 }),
        fc.double({ min: 1e-12, max: 1e-3, noNaN: true }),
        fc.string({ minLength: 1, maxLength: 12 }),
        async (width, height, noise, size, name) => {
          const eight = noise.slice(0, width * height);
          const sixteen = Uint16Array.from(eight, (value) => 257 * value);
          const given = picture(
            width,
            height,
            [
              [name, sixteen],
              [`${name}2`, eight],
            ],
            size,
          );
          const found = await read(writeTiff(given));
          expect(found.raster).toEqual(given.raster);
          expect(found.technique).toBe('eds');
          expect(found.provenance.model).toEqual(given.provenance.model);
          expect(found.findings).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is baseline TIFF 6: fields ascend, a rational resolution per centimetre, text in ASCII', () => {
    const bytes = writeTiff(picture(4, 2, [['ä', new Uint8Array(8)]], 2e-9));
    const view = new DataView(bytes.buffer);
    const at = view.getUint32(4, true);
    const ids = Array.from({ length: view.getUint16(at, true) }, (_, i) =>
      view.getUint16(at + 2 + 12 * i, true),
    );
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(ids).toEqual(
      expect.arrayContaining([256, 257, 258, 259, 262, 270, 273, 277, 278, 279, 282, 283, 296]),
    );
    const [type, count, place] = field(bytes, 282);
    expect([type, count]).toEqual([5, 1]);
    expect(view.getUint32(place, true) / view.getUint32(place + 4, true)).toBe(5e6);
    expect(field(bytes, 296)).toEqual([3, 1, 3]);
    const [, length, text] = field(bytes, 270);
    expect(bytes.subarray(text, text + length).every((byte) => byte < 0x80)).toBe(true);
    expect(bytes[text + length - 1]).toBe(0);
  });

  test('real numbers and pixels that are not there are refused', () => {
    expect(() => writeTiff(picture(1, 1, [['t', new Float64Array(1)]]))).toThrow(/8 or 16-bit/);
    expect(() => writeTiff(picture(2, 2, [['t', new Uint8Array(3)]]))).toThrow(/2 x 2/);
  });

  test('cut anywhere it keeps whole pages and rows with a finding, or is refused in one line', async () => {
    const whole = writeTiff(small);
    let kept = 0;
    // the last of 15 bytes is followed by one that only makes the length even
    for (let length = 8; length < whole.length - 1; length++) {
      try {
        const { raster, findings } = await read(whole.subarray(0, length));
        expect(findings.map(({ severity }) => severity)).toContain('warning');
        expect(raster!.channels[0]!.values.length).toBe(15);
        kept++;
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
    expect(kept).toBeGreaterThan(50);
  });

  test('any changed byte gives a picture or a FormatError', async () => {
    const whole = writeTiff(small);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          try {
            await read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("another program's TIFF", () => {
  /** One strip, big-endian. */
  function encode(
    fields: readonly (readonly [id: number, type: 3 | 4, value: number])[],
    pixels: readonly number[],
  ) {
    const directory = 8;
    const offset = directory + 2 + 12 * (fields.length + 1) + 4;
    const bytes = new Uint8Array(offset + pixels.length);
    const view = new DataView(bytes.buffer);
    bytes.set([0x4d, 0x4d, 0, 42]);
    view.setUint32(4, directory);
    view.setUint16(directory, fields.length + 1);
    [...fields, [273, 4, offset] as const].forEach(([id, type, value], i) => {
      const at = directory + 2 + 12 * i;
      view.setUint16(at, id);
      view.setUint16(at + 2, type);
      view.setUint32(at + 4, 1);
      if (type === 3) view.setUint16(at + 8, value);
      else view.setUint32(at + 8, value);
    });
    bytes.set(pixels, offset);
    return bytes;
  }
  const size = [
    [256, 3, 3],
    [257, 3, 2],
  ] as const;

  test('big-endian words with zero as white become grey levels with zero as black, without a pixel size', async () => {
    const { raster, technique } = await read(
      encode([...size, [258, 3, 16], [262, 3, 0], [279, 4, 12]], [0xff, 0xff, 0, 0, 0, 1, 0, 2, 0, 3, 1, 0]),
    );
    expect(raster).toMatchObject({ width: 3, height: 2, pixelSize_m: null });
    expect(raster!.channels[0]!.values).toEqual(Uint16Array.of(0, 65535, 65534, 65533, 65532, 65279));
    expect(technique).toBe('image');
  });

  test('PackBits is unpacked: runs, literals and the idle code (example of TIFF 6.0, section 9)', async () => {
    const packed = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
    const { raster } = await read(
      encode(
        [
          [256, 3, 24],
          [257, 3, 1],
          [258, 3, 8],
          [259, 3, 32773],
          [279, 4, 15],
        ],
        packed,
      ),
    );
    const aa = (count: number) => Array.from({ length: count }, () => 0xaa);
    expect(Array.from(raster!.channels[0]!.values)).toEqual([
      ...aa(3),
      0x80,
      0x00,
      0x2a,
      ...aa(4),
      0x80,
      0x00,
      0x2a,
      0x22,
      ...aa(10),
    ]);
  });

  test('what is not read says what was found', async () => {
    await expect(
      read(encode([...size, [258, 3, 8], [259, 3, 7], [279, 4, 6]], [0, 0, 0, 0, 0, 0])),
    ).rejects.toThrow(/compression 7/);
  });
});
