/**
 * Advance widths of the characters of a TrueType font, in units of 1/1000 em, by code point.
 * Reads `head`, `hhea`, `hmtx` and the format 4 subtable of `cmap` (OpenType 1.9).
 * @throws {RangeError} when the font has no such table
 */
export function readAdvanceWidths(bytes: Uint8Array): Map<number, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tableOffsets(view);
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const hmtx = table('hmtx');
  const widths = new Map<number, number>();
  for (const [code, glyph] of basicGlyphs(view, table('cmap'))) {
    const advance = view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1));
    widths.set(code, Math.round((advance * 1000) / unitsPerEm));
  }
  return widths;
}

function tableOffsets(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    offsets.set(tag, view.getUint32(at + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new RangeError(`font: expected a table "${tag}", found none`);
    return offset;
  };
}

/** Code point to glyph of the basic plane, from the cmap subtable of format 4. */
function* basicGlyphs(view: DataView, cmap: number): Generator<[number, number]> {
  const at = formatFour(view, cmap);
  const doubled = view.getUint16(at + 6);
  for (let i = 0; i < doubled; i += 2) {
    const end = view.getUint16(at + 14 + i);
    const start = view.getUint16(at + 16 + doubled + i);
    const delta = view.getUint16(at + 16 + 2 * doubled + i);
    const rangeAt = at + 16 + 3 * doubled + i;
    const range = view.getUint16(rangeAt);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - start));
      if (raw !== 0) yield [code, (raw + delta) & 0xffff];
    }
  }
}

function formatFour(view: DataView, cmap: number): number {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(at) === 4) return at;
  }
  throw new RangeError('font: expected a cmap subtable of format 4, found none');
}
